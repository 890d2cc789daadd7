import type { Work } from './use-corrections';

interface WorkingProps {
  readonly work: Work;
  readonly cancel: () => void;
}

const words: Readonly<Record<Work['name'], string>> = {
  look: 'Looking at what can be corrected …',
  preview: 'Looking at what will be changed …',
  save: 'Writing the copies …',
};

/** What the files are read for, and how far. */
export function Working({ work: { name, progress }, cancel }: WorkingProps) {
  return (
    <p class="choosers working">
      <span role="status">{words[name]}</span>
      <progress value={progress?.bytes ?? 0} max={progress?.total || 1} aria-label="Bytes read" />
      <button type="button" onClick={cancel}>
        Cancel
      </button>
    </p>
  );
}
