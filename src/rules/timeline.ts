import type { Reason } from '../finding';
import type { JudgedEnrollment } from '../registry/registry';
import { type Day, dayAfter, dayOf } from '../values/dates';

/** What applies to an NPI's enrollments from a day on. */
export interface Stretch {
  readonly from: Day;
  /** How many are active. */
  readonly active: number;
  /** Why a claim with these dates may need a taxonomy: `reasonsOf` the active enrollments. */
  readonly reasons: readonly Reason[];
}

/** The stretches of days on which the same enrollments are active, ascending, in one pass over the rows. */
export function* timelineOf(enrollments: readonly JudgedEnrollment[]): Generator<Stretch, void, undefined> {
  const events: { readonly day: Day; readonly step: 1 | -1; readonly row: JudgedEnrollment }[] = [];
  for (const row of enrollments) {
    events.push({ day: row.from === null ? 0 : dayOf(row.from), step: 1, row });
    if (row.to !== null) events.push({ day: dayAfter(dayOf(row.to)), step: -1, row });
  }
  events.sort((a, b) => a.day - b.day);
  const ids = new Map<string, number>();
  const types = new Map<string, number>();
  let active = 0;
  for (const [at, { day, step, row }] of events.entries()) {
    active += step;
    count(ids, row.medicaidId, step);
    if (row.providerType !== '') count(types, row.providerType, step);
    if (events[at + 1]?.day === day) continue;
    const reasons: Reason[] = [];
    if (ids.size > 1) reasons.push('multiple-medicaid-ids');
    if (types.size > 1) reasons.push('multiple-provider-types');
    yield { from: day, active, reasons };
  }
}

/** Deletes zero counts. A count may be negative in between: a value that ends and begins on one day may end first. */
function count(counts: Map<string, number>, value: string, step: 1 | -1): void {
  const now = (counts.get(value) ?? 0) + step;
  if (now === 0) counts.delete(value);
  else counts.set(value, now);
}
