import type { JudgedLoop, ServiceSpan } from '../claim/claim';
import type { Reason } from '../finding';
import { isActive, type Resolution, resolveAmong, withoutOtherZip } from '../registry/crosswalk';
import { type Enrollment, type LastDay, lastDays, type Registry } from '../registry/registry';
import { type Day, dayOf, isoDay } from '../values/dates';
import { isNpi } from '../values/npi';
import type { Guide } from '../x12/guide';
import type { Delimiters } from '../x12/header';
import { firstInTime } from './filing';
import type { Payer, PayerPolicy, Policy, Require } from './policy';
import { judgeTaxonomy, type Taxonomy } from './taxonomy';

/** An enrollment as rules see it: of its dates, only those that `steadySpan` takes into account. */
export type JudgedEnrollment = Pick<
  Enrollment,
  'npi' | 'medicaidId' | 'providerType' | 'taxonomies' | 'zip' | 'from' | LastDay
>;

/**
 * All that a rule of your own may judge: the billing loop of a claim and its service dates, with registry and policy. A
 * frozen copy. Positions are for the statement: a rule must not decide by them, as claims are skipped whose billing loop
 * has the same values as one that was judged clean.
 */
export interface OwnCase<E = Enrollment> {
  readonly loop: JudgedLoop;
  /** By ST03, else GS08. */
  readonly version: '4010' | '5010';
  readonly policy: Policy;
  /** The listed payer that the claim goes to. */
  readonly payer: Payer | null;
  /** Earliest and latest service date, YYYY-MM-DD; null if unknown. */
  readonly from: string | null;
  readonly to: string | null;
  /** The claim has an unreadable service date. */
  readonly hasUnreadableDate: boolean;
  /** An NPI in another element of NM1*85 if NM109 with XX is empty; else null. */
  readonly strayNpi: string | null;
  readonly taxonomy: Taxonomy;
  /** All rows of the NPI. */
  readonly enrollments: readonly E[];
  /** Those active on the service dates; of these, those at the claim's ZIP code where that is a key and any is. */
  readonly active: readonly E[];
  /** Whether the ZIP code is a key and rules out every active enrollment. */
  readonly isZipUnknown: boolean;
  readonly reasons: readonly Reason[];
  /** Whether a taxonomy is required. */
  readonly required: boolean;
  /** The Medicaid ID that this loop resolves to with the given code. */
  resolve(taxonomy: string | null): Resolution<E>;
}

/** All that the rules judge: one billing loop and one span of service dates, with one registry and policy. */
export interface Case<E = JudgedEnrollment> extends OwnCase<E> {
  readonly delimiters: Delimiters;
  /** Every span of service dates from `since` on and before `until` makes the same case. */
  readonly since: Day;
  readonly until: Day;
}

export function makeCase(
  loop: JudgedLoop,
  set: { readonly guide: Guide; readonly delimiters: Delimiters },
  { from, to, isUnreadable }: ServiceSpan,
  registry: Registry,
  { policy, payer }: PayerPolicy,
): Case<Enrollment> {
  const span = { from: isoDay(from), to: isoDay(to) };
  const enrollments = loop.npi === null ? [] : registry.enrollments(loop.npi);
  const activeAnywhere = enrollments.filter((enrollment) => isActive(enrollment, span.from, span.to));
  const there = policy.key.includes('zip4') ? withoutOtherZip(activeAnywhere, loop.zip) : activeAnywhere;
  const isZipUnknown = there.length === 0 && activeAnywhere.length > 0;
  const active = isZipUnknown ? activeAnywhere : there;
  const reasons = reasonsOf(active);
  return {
    loop,
    version: set.guide.version,
    delimiters: set.delimiters,
    policy,
    payer,
    ...span,
    hasUnreadableDate: isUnreadable,
    strayNpi: strayNpiOf(loop, registry),
    taxonomy: judgeTaxonomy(loop, set.guide.version),
    enrollments,
    active,
    isZipUnknown,
    reasons,
    required: loop.npi !== null && isRequired(policy.require, reasons),
    ...steadySpan(enrollments, payer, firstInTime(policy), from, to),
    resolve: (taxonomy) =>
      resolveAmong(active.length > 0 ? active : enrollments, { taxonomy, zip: loop.zip, ...span }),
  };
}

/** A number that is no NPI counts only if the registry has it. */
function strayNpiOf({ strayNumbers }: JudgedLoop, registry: Registry): string | null {
  return strayNumbers.find((number) => isNpi(number) || registry.enrollments(number).length > 0) ?? null;
}

/**
 * Whether the registry can decide about the claim: the NPI has an active enrollment, or the provider is atypical, so
 * that no taxonomy rule applies.
 */
export function isDecided({
  loop,
  active,
  strayNpi,
}: Pick<Case<unknown>, 'loop' | 'active' | 'strayNpi'>): boolean {
  if (loop.npi !== null) return active.length > 0;
  return loop.namePosition !== null && strayNpi === null;
}

/** The widest span around from..to within which no day changes the result of a rule. */
export function steadySpan(
  enrollments: readonly Enrollment[],
  payer: Payer | null,
  firstInTime: Day,
  from: Day,
  to: Day,
): Pick<Case, 'since' | 'until'> {
  let since = FIRST;
  let until = LAST;
  let isSteady = from !== 0;
  /** @param change the first day on which things differ; the day after a last day need not be a calendar day */
  const note = (change: Day) => {
    if (change <= from) since = Math.max(since, change);
    else if (change > to) until = Math.min(until, change);
    else isSteady = false;
  };
  const noteDays = (first: string | null, last: string | null) => {
    if (first) note(dayOf(first));
    if (last) note(dayOf(last) + 1);
  };
  if (firstInTime !== 0) note(firstInTime);
  if (payer !== null) noteDays(payer.from ?? null, payer.to ?? null);
  for (const row of enrollments) {
    noteDays(row.from, null);
    for (const field of lastDays) noteDays(null, row[field]);
  }
  return isSteady ? { since, until } : noSpan;
}

const FIRST = 1;
const LAST = 99_999_999;

/** Of a case that holds for its own dates alone. */
export const noSpan = { since: 1, until: 0 };

export function reasonsOf(active: readonly JudgedEnrollment[]): Reason[] {
  const reasons: Reason[] = [];
  if (differ(active.map(({ medicaidId }) => medicaidId))) reasons.push('multiple-medicaid-ids');
  const types = active.map(({ providerType }) => providerType).filter((type) => type !== '');
  if (differ(types)) reasons.push('multiple-provider-types');
  return reasons;
}

function differ(values: readonly string[]): boolean {
  return values.some((value) => value !== values[0]);
}

export function isRequired(require: Require, reasons: readonly Reason[]): boolean {
  const ids = reasons.includes('multiple-medicaid-ids');
  const types = reasons.includes('multiple-provider-types');
  switch (require) {
    case 'always':
      return true;
    case 'both':
      return ids && types;
    case 'ids':
      return ids;
    case 'types':
      return types;
    case 'either':
      return ids || types;
  }
}
