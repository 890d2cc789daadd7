import type { Dropped } from '../worker/inputs';
import { chosenFiles } from './dropped';

interface ClaimsChooserProps {
  readonly label: string;
  readonly take: (claims: readonly Dropped[]) => void;
  readonly isPrimary?: boolean;
  readonly isFolder?: boolean;
}

/** A button to choose claim files, or a folder of them. */
export function ClaimsChooser({ label, take, isPrimary = false, isFolder = false }: ClaimsChooserProps) {
  return (
    <label class={isPrimary ? 'button primary' : 'button'}>
      {label}
      <input
        type="file"
        class="hidden"
        multiple
        {...(isFolder ? { webkitdirectory: true } : {})}
        onChange={({ currentTarget }) => {
          const chosen = chosenFiles(currentTarget);
          currentTarget.value = '';
          if (chosen.length > 0) take(chosen);
        }}
      />
    </label>
  );
}
