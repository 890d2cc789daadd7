interface FileButtonProps {
  readonly label: string;
  /** Extensions and types that the browser offers first. */
  readonly accept: string;
  readonly take: (file: File) => void;
  readonly isPrimary?: boolean;
}

/** A button to choose one file. */
export function FileButton({ label, accept, take, isPrimary = false }: FileButtonProps) {
  return (
    <label class={isPrimary ? 'button primary' : 'button'}>
      {label}
      <input
        type="file"
        class="hidden"
        accept={accept}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          currentTarget.value = '';
          if (file !== undefined) take(file);
        }}
      />
    </label>
  );
}
