import type { JudgedLoop, Prv, ServiceSpan } from '../claim/claim';
import type { Reason } from '../finding';
import { isActive, type Resolution, resolveAmong } from '../registry/crosswalk';
import { type Enrollment, type LastDay, lastDays, type Registry } from '../registry/registry';
import { type Day, dayOf, isoDay } from '../values/dates';
import { hasCheckDigit } from '../values/npi';
import { trimBlanks } from '../x12/bytes';
import type { Guide } from '../x12/guide';
import type { Delimiters } from '../x12/header';
import type { Payer, Policy, Require } from './policy';

/** What loop 2000A says about the taxonomy. At most one of missing, misplaced and malformed applies. */
export type Taxonomy =
  /** No PRV at all, or one whose PRV03 is empty. */
  | { readonly state: 'missing'; readonly prv: Prv | null }
  /** A PRV after NM1*85 and no PRV before it. */
  | { readonly state: 'misplaced'; readonly prv: Prv }
  | { readonly state: 'malformed'; readonly prv: Prv; readonly faults: readonly string[] }
  | { readonly state: 'valid'; readonly prv: Prv; readonly code: string };

/** How claims to a payer are judged. */
export interface PayerPolicy {
  readonly policy: Policy;
  /** null if no list names the payer. */
  readonly payer: Payer | null;
}

/** An enrollment as rules see it: of its dates, only those that `steadySpan` takes into account. */
export type JudgedEnrollment = Pick<
  Enrollment,
  'npi' | 'medicaidId' | 'providerType' | 'taxonomies' | 'zip' | 'from' | LastDay
>;

/** All that the rules judge: one billing loop and one span of service dates, with one registry and policy. */
export interface Case<E = JudgedEnrollment> {
  readonly loop: JudgedLoop;
  readonly version: Guide['version'];
  readonly delimiters: Delimiters;
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
  /** All rows of the NPI, and those active on the service dates. */
  readonly enrollments: readonly E[];
  readonly active: readonly E[];
  readonly reasons: readonly Reason[];
  readonly required: boolean;
  /** Every span of service dates from `since` on and before `until` makes the same case. */
  readonly since: Day;
  readonly until: Day;
  /** The Medicaid ID that this loop resolves to with the given code. */
  resolve(taxonomy: string | null): Resolution<E>;
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
  const active = enrollments.filter((enrollment) => isActive(enrollment, span.from, span.to));
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
    reasons,
    required: loop.npi !== null && isRequired(policy.require, reasons),
    ...steadySpan(enrollments, payer, from, to),
    resolve: (taxonomy) => resolveAmong(enrollments, { taxonomy, zip: loop.zip, ...span }),
  };
}

/** DOMAIN.md §6: an NPI begins with 1 or 2; other numbers count only if the registry has them. */
function strayNpiOf({ strayNumbers }: JudgedLoop, registry: Registry): string | null {
  const isNpi = (number: string) => /^[12]/.test(number) && hasCheckDigit(number);
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
function steadySpan(
  enrollments: readonly Enrollment[],
  payer: Payer | null,
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
  if (payer !== null) noteDays(payer.from ?? null, payer.to ?? null);
  for (const row of enrollments) {
    noteDays(row.from, null);
    for (const field of lastDays) noteDays(null, row[field]);
  }
  return isSteady ? { since, until } : noSpan;
}

const FIRST = 1;
const LAST = 99_999_999;

const noSpan = { since: 1, until: 0 };

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

function judgeTaxonomy(loop: JudgedLoop, version: Guide['version']): Taxonomy {
  const { prv, misplacedPrv } = loop;
  if (prv === null) {
    return misplacedPrv === null
      ? { state: 'missing', prv: null }
      : { state: 'misplaced', prv: misplacedPrv };
  }
  if (prv.second !== null && prv.second.code !== prv.code)
    return { state: 'malformed', prv, faults: [`${twoCodes(prv, prv.second)}, and one at most may`] };
  if (trimBlanks(prv.code) === '') return { state: 'missing', prv };
  const faults = prvFaults(prv, version);
  return faults.length > 0 ? { state: 'malformed', prv, faults } : { state: 'valid', prv, code: prv.code };
}

/** What is wrong with a PRV that has a code, in words (DOMAIN.md §4: PRV01, PRV02 by version). */
function prvFaults(prv: Prv, version: Guide['version']): string[] {
  const faults: string[] = [];
  const providers = providersOf(version);
  const qualifier = qualifierOf(version);
  if (!providers.includes(prv.provider))
    faults.push(`PRV01 is ${quoted(prv.provider)} and must be ${providers.join(' or ')}`);
  if (prv.qualifier !== qualifier) faults.push(`PRV02 is ${quoted(prv.qualifier)} and must be ${qualifier}`);
  if (!isTaxonomy(prv.code))
    faults.push(`PRV03 is ${quoted(prv.code)} and must be ten capital letters or digits`);
  return faults;
}

export function isTaxonomy(code: string): boolean {
  return /^[0-9A-Z]{10}$/.test(code);
}

/** Valid values of PRV01 by version. */
export function providersOf(version: Guide['version']): readonly string[] {
  return version === '4010' ? ['BI', 'PT'] : ['BI'];
}

/** The valid PRV02 by version. */
export function qualifierOf(version: Guide['version']): string {
  return version === '4010' ? 'ZZ' : 'PXC';
}

/** `two PRV segments stand there, with "207Q00000X" and "261QF0400X"` */
export function twoCodes(prv: Prv, second: Prv): string {
  return `two PRV segments stand there, with ${quoted(prv.code)} and ${quoted(second.code)}`;
}

/** A value that is not as it should be; only its beginning. */
export function quoted(value: string): string {
  return value === '' ? 'empty' : `"${value.slice(0, 20)}"`;
}
