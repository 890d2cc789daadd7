import type { BatchSummary } from '../batch/results';
import { noMoney, parseMoney } from '../money';
import { cannotWrite } from '../node/output-error';
import { showMoney } from '../report/dollars';
import { countOf, thousands } from '../report/numbers';

/** Faults in reading files are rows; all others of the file system are in writing. */
export async function writing<T>(out: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw cannotWrite(out, error);
    throw error;
  }
}

/** `120 files, 3 flagged, 1 broken, 2 other files skipped, 37 of 1,204 claims at risk: $18,240.55` */
export function batchInWords(summary: BatchSummary): string {
  const { files, skipped, statuses, claims, flagged, chargesAtRisk } = summary;
  const { flagged: withFlags, broken, unreadable } = statuses;
  const parts = [countOf(files, 'file')];
  if (withFlags > 0) parts.push(`${thousands(withFlags)} flagged`);
  if (broken > 0) parts.push(`${thousands(broken)} broken`);
  if (unreadable > 0) parts.push(`${thousands(unreadable)} unreadable`);
  if (skipped > 0) parts.push(`${countOf(skipped, 'other file')} skipped`);
  parts.push(
    `${thousands(flagged)} of ${countOf(claims, 'claim')} at risk: ${showMoney(parseMoney(chargesAtRisk) ?? noMoney)}`,
  );
  return parts.join(', ');
}
