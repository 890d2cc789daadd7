import type { ClaimKind, ClaimRuleId } from '../../finding';
import type { Digest, ProblemTotal, ProviderTotal } from '../../report/digest';
import type { Fate } from '../../report/tally';
import { showMoney } from '../../values/dollars';
import { parseMoney } from '../../values/money';
import { thousands } from '../../values/numbers';

/** What to expect for a claim with such a finding. */
export const fates: Readonly<Record<Fate, string>> = {
  error: 'Will bounce',
  undecided: 'Undecided',
  warning: 'To look at',
  info: 'Note',
};

/** Each rule in a few words. */
export const reasons: Readonly<Record<ClaimRuleId, string>> = {
  'taxonomy-missing': 'Taxonomy is missing',
  'taxonomy-misplaced': 'Taxonomy is in the wrong place',
  'taxonomy-malformed': 'Taxonomy is written wrongly',
  'taxonomy-not-enrolled': 'Taxonomy is not enrolled',
  'taxonomy-ambiguous': 'Taxonomy fits two enrollments',
  'taxonomy-unknown': 'Taxonomy is not in the NUCC list',
  'npi-unregistered': 'NPI is not in your list',
  'npi-invalid': 'NPI cannot be right',
  'npi-misplaced': 'NPI is in the wrong element',
  'npi-missing': 'No billing NPI',
  'enrollment-inactive': 'No enrollment was active',
  'revalidation-past-due': 'Revalidation was due',
  'license-expired': 'Licence had expired',
  'payer-inactive': 'Payer was not serving Medicaid',
  'service-date-unreadable': 'Service date cannot be read',
};

/** Where a person makes the change: what to do, the field of a practice system, and its place in the 837. */
interface Remedy {
  readonly act: string;
  readonly field: string;
  readonly place: string | null;
}

const taxonomy = { field: 'billing provider taxonomy', place: 'loop 2000A PRV03' };
const npi = { field: 'billing provider NPI', place: 'loop 2010AA NM109' };
const portal = { field: 'enrollment in the partner portal', place: null };

const remedies: Readonly<Record<ClaimRuleId, Remedy>> = {
  'taxonomy-missing': { act: 'Enter the', ...taxonomy },
  'taxonomy-misplaced': { act: 'Have your software move the', ...taxonomy, place: 'loop 2000A PRV' },
  'taxonomy-malformed': { act: 'Correct how your software writes the', ...taxonomy, place: 'loop 2000A PRV' },
  'taxonomy-not-enrolled': { act: 'Compare with the enrollments below, and correct the', ...taxonomy },
  'taxonomy-ambiguous': { act: 'Use, if there is one, a code of one enrollment alone as', ...taxonomy },
  'taxonomy-unknown': { act: 'Look for a typing mistake in the', ...taxonomy },
  'npi-unregistered': { act: 'Add its enrollments to', field: 'your list of enrollments', place: null },
  'npi-invalid': { act: 'Correct the', ...npi },
  'npi-misplaced': {
    act: 'Have your software put in its place the',
    ...npi,
    place: 'loop 2010AA NM108, NM109',
  },
  'npi-missing': { act: 'Unless the provider is atypical, enter the', ...npi },
  'enrollment-inactive': { act: 'Compare the dates of service with the', ...portal },
  'revalidation-past-due': { act: 'Look at the', ...portal },
  'license-expired': { act: 'Look at the', ...portal },
  'payer-inactive': {
    act: 'Find out who covered the patient, and correct the',
    field: 'payer',
    place: 'loop 2010BB NM109',
  },
  'service-date-unreadable': {
    act: 'Correct the',
    field: 'date of service',
    place: 'loop 2300 or 2400 DTP03',
  },
};

export function remedyOf({ rule, kinds }: Pick<ProblemTotal, 'rule' | 'kinds'>): Remedy {
  const remedy = remedies[rule];
  const onPaper = remedy.place === taxonomy.place && isProfessional(kinds);
  return onPaper ? { ...remedy, place: `box 33b / ${remedy.place}` } : remedy;
}

/** Whether to name boxes of the paper form, which is for professional claims only. */
function isProfessional(kinds: readonly (ClaimKind | null)[]): boolean {
  return kinds.length === 1 && kinds[0] === 'professional';
}

export function dollars(amount: string): string {
  const money = parseMoney(amount);
  return money === null ? amount : showMoney(money);
}

export function providerName({ name, npi }: Pick<ProviderTotal, 'name' | 'npi'>): string {
  return name || (npi === null ? 'No name, no NPI' : `NPI ${npi}`);
}

export function claims(count: number): string {
  return `${thousands(count)} ${count === 1 ? 'claim' : 'claims'}`;
}

export function allClaims({ claims }: Pick<ProviderTotal, 'claims'>): number {
  return claims.error + claims.undecided + claims.warning + claims.info;
}

/** `2026-01-12`, or `2026-01-12 – 2026-01-14`. */
export function dates(from: string | null, to: string | null): string {
  if (from === null || to === null || from === to) return from ?? to ?? '';
  return `${from} – ${to}`;
}

/** How many findings are not listed, in words; null if all are. */
export function notListed({ left, files }: Digest): string | null {
  const { error, warning, info } = left.rows;
  const rows = [
    [error, 'that will bounce'],
    [warning, 'undecided or to look at'],
    [info, 'with a note'],
  ] as const;
  const said = rows.filter(([count]) => count > 0).map(([count, what]) => `${thousands(count)} ${what}`);
  const more = [
    ...(said.length > 0 ? [`${said.join(', ')} are counted in the totals and not listed here`] : []),
    ...(left.files > 0
      ? [`of ${thousands(files.length + left.files)} files the first ${thousands(files.length)} are named`]
      : []),
  ];
  return more.length === 0 ? null : `This was a large run: ${more.join('; ')}.`;
}
