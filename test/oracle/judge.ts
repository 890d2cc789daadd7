/**
 * The independent judge: says of a whole file what prvcheck should say, written from the documents alone and in the
 * slowest, plainest way, so that both would have to misread the same sentence to be wrong together.
 */

import type { ControlNumbers, PayerLeftOut, RuleId, Severity } from '../../src/finding';
import type { Payer, Policy } from '../../src/rules/policy';
import { type Days, daysOfService, unreadableDate } from './days';
import {
  activeRows,
  carrying,
  contradicts,
  distinct,
  isPast,
  isRequired,
  listTaxonomies,
  nearest,
  type RegistryRow,
} from './enrollments';
import { lastDayOf } from './filing';
import { identityOf, isRightNpi, isTenDigits } from './identity';
import { latin1, readPieces } from './read';
import { judgeProviders } from './roles';
import type { Said, SaidProvider } from './said';
import type { BillingLoop, Claim } from './set';
import { areProvidersRead, isXAsked, payerOf, settingsFor } from './settings';
import { taxonomyOf } from './taxonomy';
import { walk } from './walk';

export type OutcomeName = 'clean' | 'warned' | 'undecided' | 'flagged' | 'out-of-scope' | 'unplaced';

export interface OracleFinding extends ControlNumbers {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** Where to look, in bytes. */
  readonly offset: number;
  readonly claimId: string | null;
  readonly claimOffset: number | null;
  /** CLM segments outside of any interchange, which the message counts. */
  readonly claimsSeen: number;
  /** Whether the hint says that the code is probably the rendering provider's. */
  readonly isCopied: boolean;
  readonly loop: string | null;
  readonly provider: SaidProvider | null;
  /** The last day on which the claim may be filed, where that is known. */
  readonly lastDay: string | null;
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

const warnings: readonly RuleId[] = ['x12-isa-width', 'x12-unexpected-data'];

const ofNoClaim = {
  claimId: null,
  claimOffset: null,
  isCopied: false,
  loop: null,
  provider: null,
  lastDay: null,
};

export function judgeFile(bytes: Uint8Array, registryRows: RegistryRow[], policy: Policy): OracleResult {
  const read = walk(readPieces(latin1(bytes)), areProvidersRead(policy));
  const findings: OracleFinding[] = [];
  const severityOf = ({ rule, severity }: Pick<Said, 'rule' | 'severity'>) =>
    policy.severity[rule] ?? severity;

  for (const { claimsSeen, ...fault } of read.faults) {
    const severity = severityOf({ ...fault, severity: warnings.includes(fault.rule) ? 'warning' : 'error' });
    if (severity !== 'off') findings.push({ ...ofNoClaim, ...fault, severity, claimsSeen });
  }
  const outcomes = read.claims.map((claim): OutcomeName => {
    if (!isPlaced(claim)) return 'unplaced';
    const payer = payerOf(claim.payer, policy);
    if (!inScope(claim, payer, policy)) return 'out-of-scope';
    const { said, decided, lastDay } = judgeClaim(claim, payer, registryRows, settingsFor(payer, policy));
    const { interchange, group, transaction, id: claimId, offset: claimOffset } = claim;
    const of = { interchange, group, transaction, claimId, claimOffset, claimsSeen: 0, lastDay };
    const severities: Severity[] = [];
    for (const one of said) {
      const severity = severityOf(one);
      if (severity === 'off') continue;
      severities.push(severity);
      const isCopied = one.rule === 'taxonomy-not-enrolled' && isOfRendering(claim);
      findings.push({ ...one, ...of, severity, isCopied });
    }
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

function inScope(claim: Claim, payer: Payer | null, policy: Policy): boolean {
  const payers = policy.payers.length === 0 || claim.payer === '' || payer !== null;
  const receivers =
    policy.receivers.length === 0 || claim.receivers.some((id) => policy.receivers.includes(id));
  return payers && receivers;
}

/** What the rules say of a claim, and whether the registry decides about it. */
function judgeClaim(
  claim: PlacedClaim,
  payer: Payer | null,
  registryRows: readonly RegistryRow[],
  settings: Policy,
): { readonly said: readonly Said[]; readonly decided: boolean; readonly lastDay: string | null } {
  const said: Said[] = [];
  const say = (rule: RuleId, severity: Severity, { offset }: { readonly offset: number }, loop?: string) =>
    said.push({ rule, severity, offset, loop: loop ?? null, provider: null });
  const { hl, name, zip } = claim.loop;
  const isRegistered = (npi: string) => registryRows.some((row) => row.npi === npi);
  const { npi, stray } = identityOf(name?.elements ?? [], isRegistered);
  const rows = registryRows.filter((row) => row.npi === npi);
  const days = daysOfService(claim);
  const active = activeRows(rows, days);

  const sayOfName = (rule: RuleId, severity: Severity) => {
    if (name !== null) say(rule, severity, name);
  };
  if (stray !== null) sayOfName('npi-misplaced', 'error');
  else if (npi === null) sayOfName('npi-missing', 'info');
  else {
    if (!isRightNpi(npi)) sayOfName('npi-invalid', 'warning');
    if (isTenDigits(npi) && rows.length === 0) sayOfName('npi-unregistered', 'warning');
  }
  if (rows.length > 0 && active.length === 0) sayOfName('enrollment-inactive', 'warning');

  let counted = active;
  if (settings.key?.includes('zip4')) {
    const agreeing = active.filter((row) => !contradicts(row, zip));
    if (agreeing.length > 0) counted = agreeing;
    else if (active.length > 0) say('zip-not-enrolled', 'error', name!, '2010AA');
  }
  const required = npi !== null && isRequired(counted, settings.require);
  const taxonomy = taxonomyOf(claim.loop, claim.guide.fourThousandTen);
  let candidates = nearest(counted, zip);
  switch (taxonomy.state) {
    case 'none':
      if (required) say('taxonomy-missing', 'error', hl);
      break;
    case 'empty':
      if (required) say('taxonomy-missing', 'error', taxonomy.prv);
      break;
    case 'misplaced':
    case 'malformed':
      say(`taxonomy-${taxonomy.state}`, required ? 'error' : 'warning', taxonomy.prv);
      break;
    case 'valid': {
      const { code, prv, repeated } = taxonomy;
      if (repeated !== null) say('taxonomy-malformed', 'warning', repeated);
      if (settings.taxonomyCodes?.has(code) === false) say('taxonomy-unknown', 'warning', prv);
      if (isXAsked(settings) && !code.endsWith('X')) say('taxonomy-not-x', 'info', prv, '2000A');
      const matching = carrying(counted, code);
      candidates = nearest(matching, zip);
      if (listTaxonomies(counted)) {
        if (matching.length === 0) say('taxonomy-not-enrolled', settings.match ? 'error' : 'warning', prv);
        if (distinct(candidates.map((row) => row.medicaidId)) > 1) say('taxonomy-ambiguous', 'warning', prv);
      }
    }
  }

  if (isPast(candidates, 'revalidationDate', days)) sayOfName('revalidation-past-due', 'warning');
  if (isPast(candidates, 'licenseExpiration', days)) sayOfName('license-expired', 'warning');
  if (payer !== null && isInactive(payer, days))
    say('payer-inactive', 'warning', { offset: claim.payerOffset! });
  const unreadable = unreadableDate(claim);
  if (unreadable !== null) say('service-date-unreadable', 'warning', unreadable);
  const lastDay = lastDayOf(claim, settings.filingDays ?? null);
  if (lastDay !== null && settings.asOf && settings.asOf > lastDay)
    say('filing-overdue', 'warning', claim, '2300');
  said.push(...judgeProviders(claim, { rows: registryRows, days, billingNpi: npi, settings }));

  const atypical = name !== null && npi === null && stray === null;
  return { said, decided: atypical || active.length > 0, lastDay };
}

/** Whether the claim has days and the payer takes claims of none of them. */
function isInactive({ from, to }: Payer, days: Days | null): boolean {
  if (days === null) return false;
  return (from !== undefined && days.last < from) || (to !== undefined && days.first > to);
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
