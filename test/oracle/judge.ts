/**
 * The independent judge: says of a whole file what prvcheck should say, written from the documents alone and in the
 * slowest, plainest way, so that both would have to misread the same sentence to be wrong together.
 */

import type { ControlNumbers, PayerLeftOut, RuleId, Severity } from '../../src/finding';
import type { Policy, SeveritySetting } from '../../src/rules/policy';
import { type Days, daysOfService, unreadableDate } from './days';
import { identityOf, isRightNpi, isTenDigits } from './identity';
import { latin1, readPieces } from './read';
import type { BillingLoop, Claim } from './set';
import { taxonomyOf } from './taxonomy';
import { walk } from './walk';

/** One row of the registry, already normalised. */
export interface RegistryRow {
  readonly npi: string;
  readonly medicaidId: string;
  readonly providerType: string;
  readonly taxonomies: readonly string[];
  readonly from: string | null;
  readonly to: string | null;
  readonly zip: string | null;
  readonly revalidationDate: string | null;
  readonly licenseExpiration: string | null;
}

type Payer = Policy['payers'][number];

export type RuleName = RuleId | 'npi-misplaced' | 'service-date-unreadable';
export type OutcomeName = 'clean' | 'warned' | 'undecided' | 'flagged' | 'out-of-scope' | 'unplaced';

export interface OracleFinding extends ControlNumbers {
  readonly rule: RuleName;
  readonly severity: Severity;
  /** Where to look, in bytes. */
  readonly offset: number;
  readonly claimId: string | null;
  readonly claimOffset: number | null;
  /** CLM segments outside of any interchange, which the message counts. */
  readonly claimsSeen: number;
  /** Whether the hint says that the code is probably the rendering provider's. */
  readonly isCopied: boolean;
}

/** What came of a claim. */
export interface OracleVerdict {
  readonly id: string;
  readonly offset: number;
  readonly outcome: OutcomeName;
}

export interface OracleResult {
  readonly findings: readonly OracleFinding[];
  /** In the order of the file. */
  readonly verdicts: readonly OracleVerdict[];
  readonly claims: number;
  readonly flagged: number;
  readonly undecided: number;
  readonly outOfScope: number;
  readonly outOfScopePayers: readonly PayerLeftOut[];
  /** Exact decimal sum, with two decimals or as many more as the charges have. */
  readonly chargesAtRisk: string;
  readonly transactions: number;
  readonly interchanges: number;
  readonly segments: number;
}

/** A claim under a billing provider: one that can be judged. */
interface PlacedClaim extends Claim {
  readonly loop: BillingLoop;
}

/** What a rule says of a claim, before the user's settings. */
interface Said {
  readonly rule: RuleName;
  readonly severity: Severity;
  readonly offset: number;
}

const warnings: readonly RuleName[] = ['x12-isa-width', 'x12-unexpected-data'];

export function judgeFile(bytes: Uint8Array, registryRows: RegistryRow[], policy: Policy): OracleResult {
  const read = walk(readPieces(latin1(bytes)));
  const findings: OracleFinding[] = [];
  const settings: Partial<Record<RuleName, SeveritySetting>> = policy.severity;

  const say = (said: Said, where: ControlNumbers, claim: Claim | null, claimsSeen = 0) => {
    const severity = settings[said.rule] ?? said.severity;
    if (severity === 'off') return;
    const { interchange, group, transaction } = where;
    const isCopied = said.rule === 'taxonomy-not-enrolled' && isOfRendering(claim!);
    const of = { interchange, group, transaction, claimId: claim?.id ?? null };
    findings.push({ ...said, severity, ...of, claimOffset: claim?.offset ?? null, claimsSeen, isCopied });
  };

  for (const { rule, offset, claimsSeen, ...where } of read.faults) {
    say({ rule, offset, severity: warnings.includes(rule) ? 'warning' : 'error' }, where, null, claimsSeen);
  }
  const outcomes = read.claims.map((claim): OutcomeName => {
    if (!isPlaced(claim)) return 'unplaced';
    const payer = policy.payers.find(({ id }) => isSameId(id!, claim.payer));
    if (!inScope(claim, payer, policy)) return 'out-of-scope';
    const { said, decided } = judgeClaim(claim, payer, registryRows, policyFor(payer, policy));
    const first = findings.length;
    for (const one of said) say(one, claim, claim);
    const severities = findings.slice(first).map(({ severity }) => severity);
    if (severities.includes('error')) return 'flagged';
    if (!decided) return 'undecided';
    return severities.includes('warning') ? 'warned' : 'clean';
  });
  const count = (outcome: OutcomeName) => outcomes.filter((one) => one === outcome).length;
  return {
    findings,
    verdicts: read.claims.map(({ id, offset }, n) => ({ id, offset, outcome: outcomes[n]! })),
    claims: read.claims.length,
    flagged: count('flagged'),
    undecided: count('undecided'),
    outOfScope: count('out-of-scope'),
    outOfScopePayers: payersOf(read.claims.filter((_, n) => outcomes[n] === 'out-of-scope')),
    chargesAtRisk: sum(read.claims.filter((_, n) => outcomes[n] === 'flagged').map(({ charge }) => charge)),
    transactions: read.transactions,
    interchanges: read.interchanges,
    segments: read.segments,
  };
}

/** Whether the taxonomy of the billing loop is that of the claim's rendering provider. */
function isOfRendering({ loop, guide, renderingCode }: Claim): boolean {
  const taxonomy = taxonomyOf(loop!, guide.fourThousandTen);
  return taxonomy.state === 'valid' && taxonomy.code === renderingCode;
}

/** Claims by payer, with the first of its names. */
function payersOf(claims: readonly Claim[]): readonly PayerLeftOut[] {
  const ids = [...new Set(claims.map(({ payer }) => payer.toUpperCase()))];
  return ids
    .map((id) => {
      const own = claims.filter(({ payer }) => payer.toUpperCase() === id);
      const [name = null] = own.flatMap(({ payerName }) => payerName ?? []).sort();
      return id === '' ? { id: null, name: null, claims: own.length } : { id, name, claims: own.length };
    })
    .sort((a, b) => b.claims - a.claims || (a.id === null || (b.id !== null && a.id > b.id) ? 1 : -1));
}

function isPlaced(claim: Claim): claim is PlacedClaim {
  return claim.loop !== null;
}

function inScope(claim: Claim, payer: Payer | undefined, policy: Policy): boolean {
  const payers = policy.payers.length === 0 || claim.payer === '' || payer !== undefined;
  const receivers =
    policy.receivers.length === 0 || claim.receivers.some((id) => policy.receivers.includes(id));
  return payers && receivers;
}

/** An unknown payer is none of those listed. */
function isSameId(listed: string, claimed: string): boolean {
  return claimed !== '' && listed.trim().toLowerCase() === claimed.trim().toLowerCase();
}

/** A payer's own settings go before those of the policy. */
function policyFor(payer: Payer | undefined, policy: Policy): Policy {
  return {
    ...policy,
    require: payer?.require ?? policy.require,
    match: payer?.match ?? policy.match,
  };
}

/** What the rules say of a claim, and whether the registry decides about it. */
function judgeClaim(
  claim: PlacedClaim,
  payer: Payer | undefined,
  registryRows: readonly RegistryRow[],
  policy: Policy,
): { readonly said: readonly Said[]; readonly decided: boolean } {
  const said: Said[] = [];
  const { hl, name, zip } = claim.loop;
  const isRegistered = (npi: string) => registryRows.some((row) => row.npi === npi);
  const { npi, stray } = identityOf(name?.elements ?? [], isRegistered);
  const rows = registryRows.filter((row) => row.npi === npi);
  const days = daysOfService(claim);
  const active = activeRows(rows, days);

  const sayOfName = (rule: RuleName, severity: Severity) => {
    if (name !== null) said.push({ rule, severity, offset: name.offset });
  };
  if (stray !== null) sayOfName('npi-misplaced', 'error');
  else if (npi === null) sayOfName('npi-missing', 'info');
  else {
    if (!isRightNpi(npi)) sayOfName('npi-invalid', 'warning');
    if (isTenDigits(npi) && rows.length === 0) sayOfName('npi-unregistered', 'warning');
  }
  if (rows.length > 0 && active.length === 0) sayOfName('enrollment-inactive', 'warning');

  const required = npi !== null && isRequired(active, policy);
  const gravity = required ? 'error' : 'warning';
  const taxonomy = taxonomyOf(claim.loop, claim.guide.fourThousandTen);
  let candidates = nearest(active, zip);
  switch (taxonomy.state) {
    case 'none':
      if (required) said.push({ rule: 'taxonomy-missing', severity: 'error', offset: hl.offset });
      break;
    case 'empty':
      if (required) said.push({ rule: 'taxonomy-missing', severity: 'error', offset: taxonomy.prv.offset });
      break;
    case 'misplaced':
    case 'malformed':
      said.push({ rule: `taxonomy-${taxonomy.state}`, severity: gravity, offset: taxonomy.prv.offset });
      break;
    case 'valid': {
      const { code, repeated } = taxonomy;
      const { offset } = taxonomy.prv;
      if (repeated !== null)
        said.push({ rule: 'taxonomy-malformed', severity: 'warning', offset: repeated.offset });
      if (policy.taxonomyCodes?.has(code) === false)
        said.push({ rule: 'taxonomy-unknown', severity: 'warning', offset });
      const carrying = active.filter((row) => row.taxonomies.length === 0 || row.taxonomies.includes(code));
      candidates = nearest(carrying, zip);
      if (active.some((row) => row.taxonomies.length > 0)) {
        if (carrying.length === 0)
          said.push({ rule: 'taxonomy-not-enrolled', severity: policy.match ? 'error' : 'warning', offset });
        if (distinct(candidates.map((row) => row.medicaidId)) > 1)
          said.push({ rule: 'taxonomy-ambiguous', severity: 'warning', offset });
      }
    }
  }

  if (isPast(candidates, 'revalidationDate', days)) sayOfName('revalidation-past-due', 'warning');
  if (isPast(candidates, 'licenseExpiration', days)) sayOfName('license-expired', 'warning');
  if (payer !== undefined && isInactive(payer, days))
    said.push({ rule: 'payer-inactive', severity: 'warning', offset: claim.payerOffset! });
  const unreadable = unreadableDate(claim);
  if (unreadable !== null)
    said.push({ rule: 'service-date-unreadable', severity: 'warning', offset: unreadable.offset });

  const atypical = name !== null && npi === null && stray === null;
  return { said, decided: atypical || active.length > 0 };
}

/** Whether the claim has days and the payer takes claims of none of them. */
function isInactive({ from, to }: Payer, days: Days | null): boolean {
  if (days === null) return false;
  return (from !== undefined && days.last < from) || (to !== undefined && days.first > to);
}

/** The rows of the billing ZIP code; all of them where it is the code of none. */
function nearest(rows: readonly RegistryRow[], zip: string | null): readonly RegistryRow[] {
  const near = rows.filter((row) => sameZip(row.zip ?? '', zip ?? ''));
  return near.length > 0 ? near : rows;
}

/** Whether some Medicaid ID has dates and the last day of service comes after every one of them. */
function isPast(
  rows: readonly RegistryRow[],
  column: 'revalidationDate' | 'licenseExpiration',
  days: Days | null,
): boolean {
  if (days === null) return false;
  return rows.some(({ medicaidId }) => {
    const own = rows.filter((row) => row.medicaidId === medicaidId);
    const dates = own.flatMap((row) => row[column] ?? []);
    return dates.length > 0 && dates.every((date) => date < days.last);
  });
}

function isRequired(active: readonly RegistryRow[], policy: Policy): boolean {
  const ids = distinct(active.map((row) => row.medicaidId)) > 1;
  const types = distinct(active.map((row) => row.providerType)) > 1;
  switch (policy.require) {
    case 'always':
      return true;
    case 'ids':
      return ids;
    case 'types':
      return types;
    case 'both':
      return ids && types;
    case 'either':
      return ids || types;
  }
}

/** The rows whose span overlaps the claim's service dates; all of them where nothing dates the claim. */
function activeRows(rows: readonly RegistryRow[], days: Days | null): readonly RegistryRow[] {
  if (days === null) return rows;
  const { first, last } = days;
  return rows.filter((row) => (row.from ?? first) <= last && (row.to ?? last) >= first);
}

/** Equal as far as both go, and at least over five digits. */
function sameZip(a: string, b: string): boolean {
  const [one, other] = [a, b].map((zip) => zip.replace(/\D/g, ''));
  const length = Math.min(one!.length, other!.length);
  return length >= 5 && one!.slice(0, length) === other!.slice(0, length);
}

function distinct(values: readonly string[]): number {
  return new Set(values).size;
}

function sum(amounts: readonly string[]): string {
  const numbers = amounts.filter((amount) => /^-?(\d+\.?\d*|\.\d+)$/.test(amount));
  const decimals = Math.max(2, ...numbers.map((amount) => amount.split('.')[1]?.length ?? 0));
  let total = 0n;
  for (const amount of numbers) {
    const [whole = '', fraction = ''] = amount.split('.');
    total += BigInt(whole + fraction.padEnd(decimals, '0'));
  }
  const digits = (total < 0n ? -total : total).toString().padStart(decimals + 1, '0');
  return `${total < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
