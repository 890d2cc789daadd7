import type { BatchSummary } from '../../batch/results';
import type { Summary } from '../../finding';
import { isSystemError } from '../../node/input-error';
import { cannotWrite } from '../../node/output-error';
import { showMoney } from '../../values/dollars';
import { noMoney, parseMoney } from '../../values/money';
import { countOf, thousands } from '../../values/numbers';

/** Turns file system errors into output errors; errors in reading files never get here, they are rows. */
export async function writing<T>(out: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isSystemError(error)) throw cannotWrite(pathOf(error, out), error);
    throw error;
  }
}

/** The file that could not be written, not its temporary name. */
function pathOf({ path, dest }: NodeJS.ErrnoException & { readonly dest?: string }, out: string): string {
  const place = dest ?? path ?? out;
  return /[\\/]\.(tmp|queue)[\\/]/.test(place.slice(out.length)) ? out : place;
}

/** `120 files, 3 flagged, 1 broken, 2 other files skipped, 37 of 1,204 claims at risk: $18,240.55` */
export function batchInWords(summary: BatchSummary): string {
  const { files, skipped, statuses } = summary;
  const parts = [countOf(files, 'file')];
  for (const status of ['flagged', 'undecided', 'unchecked', 'broken', 'unreadable'] as const)
    if (statuses[status] > 0) parts.push(`${thousands(statuses[status])} ${status}`);
  if (skipped > 0) parts.push(`${countOf(skipped, 'other file')} skipped`);
  return [...parts, claimsInWords(summary)].join(', ');
}

type Counts = Pick<Summary, 'claims' | 'flagged' | 'undecided' | 'outOfScope' | 'chargesAtRisk'>;

/** `37 of 1,204 claims at risk: $18,240.55; 12 undecided; 3 out of scope` */
export function claimsInWords({ claims, flagged, undecided, outOfScope, chargesAtRisk }: Counts): string {
  const money = showMoney(parseMoney(chargesAtRisk) ?? noMoney);
  const parts = [`${thousands(flagged)} of ${countOf(claims, 'claim')} at risk: ${money}`];
  if (undecided > 0) parts.push(`${thousands(undecided)} undecided`);
  if (outOfScope > 0) parts.push(`${thousands(outOfScope)} out of scope`);
  return parts.join('; ');
}
