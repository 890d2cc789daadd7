import { countOf } from '../../values/numbers';
import type { Corrections } from '../protocol';
import { megabytes } from './progress';

interface PreviewProps {
  /** null: not known yet. */
  readonly outcome: Corrections | null;
  readonly bytes: number;
  readonly preview: () => void;
}

/** The changes with the codes chosen so far, before they are saved. */
export function Preview({ outcome, bytes, preview }: PreviewProps) {
  if (outcome === null)
    return (
      <p class="choosers">
        <button type="button" onClick={preview}>
          See what will be changed
        </button>
        <span class="quiet">The files are read once more for that, {megabytes(bytes)}.</span>
      </p>
    );
  const { diff, changesNotShown } = outcome;
  if (diff === '') return null;
  return (
    <details class="preview">
      <summary>What will be changed, segment by segment</summary>
      <Diff text={diff} />
      {changesNotShown > 0 && (
        <p class="quiet">
          and {countOf(changesNotShown, 'more change')}; the list of changes (CSV) that you get with the
          copies names them all.
        </p>
      )}
    </details>
  );
}

const looks: Readonly<Record<string, string>> = { '+': 'added', '-': 'gone', '@': 'at', '#': 'why' };

function Diff({ text }: { readonly text: string }) {
  const lines = text.trimEnd().split('\n');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users scroll it with the arrow keys
    <pre class="diff" tabIndex={0}>
      {lines.map((line, i) => (
        <span key={i} class={/^(---|\+\+\+) /.test(line) ? 'name' : (looks[line[0]!] ?? '')}>
          {line}
        </span>
      ))}
    </pre>
  );
}
