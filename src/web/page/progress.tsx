import { thousands } from '../../values/numbers';
import type { Progress as Done } from '../protocol';

interface ProgressProps {
  /** null: nothing was read yet. */
  readonly progress: Done | null;
  readonly cancel: () => void;
}

/** The progress of a check. */
export function Progress({ progress, cancel }: ProgressProps) {
  const { bytes, total, claims, flagged, undecided, file } = progress ?? {
    bytes: 0,
    total: 0,
    claims: 0,
    flagged: 0,
    undecided: 0,
    file: '',
  };
  return (
    <section class="card progress" aria-labelledby="progress">
      <h1 id="progress">Checking your claims</h1>
      <progress value={bytes} max={total || 1} aria-label="Bytes read" />
      <p class="numbers">
        <span>
          <strong>{megabytes(bytes)}</strong> of {megabytes(total)}
        </span>
        <span>
          <strong>{thousands(claims)}</strong> claims
        </span>
        <span>
          <strong>{thousands(flagged)}</strong> will bounce
        </span>
        <span>
          <strong>{thousands(undecided)}</strong> undecided
        </span>
      </p>
      <p class="quiet file">{file || 'Looking at the files'} </p>
      <button type="button" onClick={cancel}>
        Cancel
      </button>
    </section>
  );
}

export function megabytes(bytes: number): string {
  if (bytes < 1_000_000) return `${thousands(Math.ceil(bytes / 1000))} kB`;
  return `${thousands(Math.floor(bytes / 1_000_000))}.${Math.floor((bytes % 1_000_000) / 100_000)} MB`;
}
