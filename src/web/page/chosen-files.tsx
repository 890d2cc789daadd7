import { useRef } from 'preact/hooks';
import { countOf } from '../../values/numbers';
import type { Dropped } from '../worker/inputs';
import { megabytes } from './progress';

const shown = 10;

interface ChosenFilesProps {
  readonly files: readonly Dropped[];
  /** Keeps these only. */
  readonly keep: (files: readonly Dropped[]) => void;
}

/** The claim files that were chosen, to be taken back one by one or all. */
export function ChosenFiles({ files, keep }: ChosenFilesProps) {
  const title = useRef<HTMLParagraphElement>(null);
  const keepOnly = (kept: readonly Dropped[]) => {
    keep(kept);
    // The button that was pressed goes away.
    title.current?.focus();
  };
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  return (
    <>
      <p class="zone-title" tabIndex={-1} ref={title}>
        {files.length === 0
          ? 'Drop 837 files or a folder here'
          : `${countOf(files.length, 'file')}, ${megabytes(bytes)}`}
      </p>
      {files.length > 0 && (
        <ul class="chosen-files">
          {files.slice(0, shown).map((one, at) => (
            // Several may have the same name.
            <li key={`${one.name} ${at}`}>
              <span class="file">{one.name}</span>
              <span class="quiet">{megabytes(one.file.size)}</span>
              <button
                type="button"
                class="link"
                aria-label={`Take back ${one.name}`}
                onClick={() => keepOnly(files.filter((other) => other !== one))}
              >
                Take back
              </button>
            </li>
          ))}
          {files.length > shown && <li class="quiet">and {countOf(files.length - shown, 'more file')}</li>}
          {files.length > 1 && (
            <li>
              <button type="button" class="link" onClick={() => keepOnly([])}>
                Take all back
              </button>
            </li>
          )}
        </ul>
      )}
    </>
  );
}
