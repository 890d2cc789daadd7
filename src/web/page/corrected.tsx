import type { Summary } from '../../finding';
import { repairsInWords } from '../../report/repair';
import { thousands } from '../../values/numbers';
import type { Corrections } from '../protocol';
import { claims, dollars } from '../view/words';
import { download } from './download';

/** What was saved. */
export function Corrected({ done }: { readonly done: Corrections }) {
  const { totals, before, after, saved, unchanged } = done;
  if (saved === null) return null;
  const { file, copies, changes } = saved;
  return (
    <div class="corrected">
      <p>
        <strong class="file">
          {after.findings.error + after.undecided === 0 && <span class="tick">✓ </span>}
          {file.name}
        </strong>
      </p>
      <p>
        {repairsInWords(totals, 'corrected')} {outcome(before, after)}
      </p>
      {copies !== null && (
        <p>In it: {thousands(copies)} corrected copies, and changes.csv, the list of every change.</p>
      )}
      {unchanged.count > 0 && <p class="file">{notInIt(unchanged)}</p>}
      {changes !== null && (
        <p>
          <button type="button" onClick={() => download(changes.blob, changes.name)}>
            Save the list of changes (CSV)
          </button>
        </p>
      )}
    </div>
  );
}

function notInIt({ names, count }: Corrections['unchanged']): string {
  const more = count - names.length;
  const named = `${names.join(', ')}${more > 0 ? ` and ${thousands(more)} more` : ''}`;
  return count === 1
    ? `Nothing was changed in 1 file, and it is not saved again: ${named}.`
    : `Nothing was changed in ${thousands(count)} files, and they are not saved again: ${named}.`;
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
