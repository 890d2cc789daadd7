import type { BillingLoop, Prv } from '../claim/claim';
import type { Guide } from '../claim/guide';
import { type Day, dayOf, isoDay } from '../dates';
import type { Reason } from '../finding';
import { distinct, isActive, type Resolution, resolveAmong } from '../registry/crosswalk';
import type { Enrollment, Registry } from '../registry/registry';
import type { Delimiters } from '../x12/header';
import type { Payer, Policy, Require } from './policy';

/** What Loop 2000A says of the taxonomy. At most one of missing, misplaced and malformed holds. */
export type Taxonomy =
  /** No PRV at all, or one whose PRV03 is empty. */
  | { readonly state: 'missing'; readonly prv: Prv | null }
  /** A PRV after NM1*85 and none before it. */
  | { readonly state: 'misplaced'; readonly prv: Prv }
  | { readonly state: 'malformed'; readonly prv: Prv; readonly faults: readonly string[] }
  | { readonly state: 'valid'; readonly prv: Prv; readonly code: string };

/** How claims to a payer are judged. */
export interface Terms {
  readonly policy: Policy;
  /** null: one that no list names. */
  readonly payer: Payer | null;
}

/** All that the rules judge: one billing loop and one span of service dates, before one registry and policy. */
export interface Case {
  readonly loop: BillingLoop;
  readonly version: Guide['version'];
  readonly delimiters: Delimiters;
  readonly policy: Policy;
  /** The listed payer that the claim goes to. */
  readonly payer: Payer | null;
  /** Earliest and latest day of service, YYYY-MM-DD; null: unknown. */
  readonly from: string | null;
  readonly to: string | null;
  readonly taxonomy: Taxonomy;
  /** All rows of the NPI, and those active on the service dates. */
  readonly enrollments: readonly Enrollment[];
  readonly active: readonly Enrollment[];
  readonly reasons: readonly Reason[];
  readonly required: boolean;
  /** Any span of service dates from `since` on and before `until` makes the same case. */
  readonly since: Day;
  readonly until: Day;
  /** Which Medicaid ID this loop resolves to with the code given. */
  resolve(taxonomy: string | null): Resolution;
}

/**
 * @param from earliest day on which the claim was served (BHT04 where it does not say; 0: unknown)
 * @param to latest day
 */
export function makeCase(
  loop: BillingLoop,
  set: { readonly guide: Guide; readonly delimiters: Delimiters },
  from: Day,
  to: Day,
  registry: Registry,
  { policy, payer }: Terms,
): Case {
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
    taxonomy: taxonomyOf(loop, set.guide.version),
    enrollments,
    active,
    reasons,
    required: loop.npi !== null && isRequired(policy.require, reasons),
    ...steadySpan(enrollments, payer, from, to),
    resolve: (taxonomy) => resolveAmong(enrollments, { taxonomy, zip: loop.zip, ...span }),
  };
}

/** The widest span around from..to within which no day changes what a rule would say. */
function steadySpan(
  enrollments: readonly Enrollment[],
  payer: Payer | null,
  from: Day,
  to: Day,
): Pick<Case, 'since' | 'until'> {
  let since = FIRST;
  let until = LAST;
  const rows: readonly Dated[] = payer === null ? enrollments : [...enrollments, payer];
  for (const row of rows) {
    for (const change of changesOf(row)) {
      if (change <= from) since = Math.max(since, change);
      else if (change > to) until = Math.min(until, change);
      else return noSpan;
    }
  }
  return from === 0 ? noSpan : { since, until };
}

type Dated = Payer | Enrollment;

const FIRST = 1;
const LAST = 99_999_999;

/** The days from which on things differ; the numbers after last days need be no days. */
function changesOf(row: Dated): Day[] {
  const lasts = 'npi' in row ? [row.to, row.revalidationDate, row.licenseExpiration] : [row.to];
  return [row.from ? dayOf(row.from) : FIRST, ...lasts.map((last) => (last ? dayOf(last) + 1 : LAST))];
}

const noSpan = { since: 1, until: 0 };

export function reasonsOf(active: readonly Enrollment[]): Reason[] {
  const reasons: Reason[] = [];
  if (active.length < 2) return reasons;
  const types = distinct(active.map((enrollment) => enrollment.providerType)).filter((type) => type !== '');
  if (distinct(active.map((enrollment) => enrollment.medicaidId)).length > 1)
    reasons.push('multiple-medicaid-ids');
  if (types.length > 1) reasons.push('multiple-provider-types');
  return reasons;
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

function taxonomyOf(loop: BillingLoop, version: Guide['version']): Taxonomy {
  const { prv, misplacedPrv } = loop;
  if (prv === null) {
    return misplacedPrv === null
      ? { state: 'missing', prv: null }
      : { state: 'misplaced', prv: misplacedPrv };
  }
  if (prv.code.trim() === '') return { state: 'missing', prv };
  const faults = prvFaults(prv, version);
  return faults.length > 0 ? { state: 'malformed', prv, faults } : { state: 'valid', prv, code: prv.code };
}

/** What is wrong with a PRV that carries a code, in words (domain.md §4: PRV01, PRV02 by version). */
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

/** Whether the registry decides if the claim needs a taxonomy; a claim without an NPI (atypical provider) never does. */
export function isDecided({ loop, active }: Pick<Case, 'loop' | 'active'>): boolean {
  return loop.npi === null || active.length > 0;
}

export function isTaxonomy(code: string): boolean {
  return /^[0-9A-Z]{10}$/.test(code);
}

/** PRV01 by version. */
export function providersOf(version: Guide['version']): readonly string[] {
  return version === '4010' ? ['BI', 'PT'] : ['BI'];
}

/** PRV02 by version. */
export function qualifierOf(version: Guide['version']): string {
  return version === '4010' ? 'ZZ' : 'PXC';
}

function quoted(value: string): string {
  return value === '' ? 'empty' : `"${value.slice(0, 20)}"`;
}
