import type { Summary } from '../../finding';
import { repairsInWords } from '../../report/repair';
import { countOf, thousands } from '../../values/numbers';
import type { Corrections } from '../protocol';
import { claims, dollars } from '../view/words';
import { Problems } from './problems';

/** What was changed in the copies. */
export function Corrected({ done }: { readonly done: Corrections }) {
  const { totals, before, after, problems, diff, changesNotShown, file } = done;
  return (
    <div class="corrected">
      {file !== null && (
        <>
          <p>
            <strong class="file">
              {after.findings.error + after.undecided === 0 && <span class="tick">✓ </span>}
              {file.name}
            </strong>
          </p>
          <p>
            {repairsInWords(totals, 'corrected')} {outcome(before, after)}
          </p>
        </>
      )}
      <Problems problems={problems} />
      {diff !== '' && (
        <details>
          <summary>What was changed, segment by segment</summary>
          <Diff text={diff} />
          {changesNotShown > 0 && <p class="quiet">and {countOf(changesNotShown, 'more change')}</p>}
        </details>
      )}
    </div>
  );
}

function outcome(before: Summary, after: Summary): string {
  const undecided = after.undecided > 0 ? ` ${claims(after.undecided)} could not be decided.` : '';
  if (before.flagged === 0) return `No claim that could be decided has an error.${undecided}`;
  const now =
    after.flagged === 0
      ? 'none has an error'
      : `${thousands(after.flagged)} will, ${dollars(after.chargesAtRisk)} at risk`;
  return `${claims(before.flagged)} would have bounced; now ${now}.${undecided}`;
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
