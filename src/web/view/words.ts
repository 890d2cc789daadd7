import { type ListedFate, listedFates } from '../../report/claim-rows';
import type { Digest, ProblemTotal, ProviderTotal } from '../../report/digest';
import type { Fate } from '../../report/tally';
import { claimRule } from '../../rules/catalogue';
import { fieldOf, placeOfField } from '../../rules/remedy';
import { showMoney } from '../../values/dollars';
import { parseMoney } from '../../values/money';
import { thousands } from '../../values/numbers';
import { type DateStyle, showDates } from '../../values/show-dates';

let dateStyle: DateStyle = 'us';

/** Sets how dates are shown, before anything is. */
export function showDatesAs(style: DateStyle): void {
  dateStyle = style;
}

/** A sentence with its dates as they are shown. */
export function inDates(text: string): string {
  return showDates(text, dateStyle);
}

/** What to expect for a claim with such a finding. */
export const fates: Readonly<Record<Fate, string>> = {
  error: 'Will bounce',
  undecided: 'Undecided',
  warning: 'To look at',
  info: 'Note',
};

/** What the list says of a claim. */
export const labels: Readonly<Record<ListedFate, string>> = {
  ...fates,
  clean: 'In order',
  'out-of-scope': 'Left out',
  unplaced: 'Not checked',
};

/** Of a payer or a provider. */
export function nameOf([id, name]: readonly [id: string | null, name: string | null]): string {
  return name || id || 'unknown';
}

/** What to change, and where on the forms for such claims and in the 837. */
export interface RemedyInWords {
  readonly act: string;
  readonly field: string;
  /** null if it is not in a claim. */
  readonly place: string | null;
  /** What to look at in the practice system. */
  readonly advice: readonly string[];
}

export function remedyOf({ rule, kinds, who }: Pick<ProblemTotal, 'rule' | 'kinds' | 'who'>): RemedyInWords {
  const { remedy } = claimRule(rule);
  const { act, advice = {} } = remedy;
  const at = fieldOf(remedy, who?.role);
  return {
    act,
    field: at.field,
    place: placeOfField(at, kinds),
    advice: kinds.flatMap((kind) => (kind && advice[kind]) ?? []),
  };
}

const roles = { rendering: 'Rendering', attending: 'Attending' };

/** `Rendering provider NPI 1558598797`; '' if the problem is the billing provider's, or has no NPI. */
export function whoOf({ who }: Pick<ProblemTotal, 'who'>): string {
  return who?.npi ? `${roles[who.role]} provider NPI ${who.npi}` : '';
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

/** `01/12/2026`, or `01/12/2026 – 01/14/2026`. */
export function dates(from: string | null, to: string | null): string {
  if (from === null || to === null || from === to) return inDates(from ?? to ?? '');
  return inDates(`${from} – ${to}`);
}

/** How many claims are not listed, in words; null if all are. */
export function notListed({ left, files, rows: listed }: Digest): string | null {
  const { error, undecided, warning, info, others } = left.rows;
  // A report lists no claims without findings.
  const hasOthers = listed.fates.some((fate) => listedFates[fate] === 'clean');
  const rows = [
    [error, 'that will bounce'],
    [undecided + warning, 'undecided or to look at'],
    [info, 'with a note'],
    [hasOthers ? others : 0, 'without a finding'],
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
