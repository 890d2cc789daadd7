/**
 * The independent judge: says of a whole file what prvcheck should say, written from the documents alone and in the
 * slowest, plainest way, so that both would have to misread the same sentence to be wrong together.
 */

import type { ClaimRuleId, ControlNumbers, RuleId, Severity } from '../../src/finding';
import type { Policy } from '../../src/rules/policy';
import { latin1, readPieces } from './read';
import { type Claim, walk } from './walk';

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

export interface OracleFinding extends ControlNumbers {
  readonly rule: RuleId;
  readonly claimId: string | null;
  readonly claimOffset: number | null;
  readonly severity: Severity;
}

export interface OracleResult {
  readonly findings: readonly OracleFinding[];
  readonly claims: number;
  readonly flagged: number;
  readonly outOfScope: number;
  /** Exact decimal sum, with two decimals or as many more as the charges have. */
  readonly chargesAtRisk: string;
  readonly transactions: number;
  readonly interchanges: number;
  readonly segments: number;
  readonly claimOffsets: readonly number[];
}

const severities: Readonly<Partial<Record<RuleId, Severity>>> = {
  'taxonomy-missing': 'error',
  'npi-missing': 'info',
  'x12-not-an-interchange': 'error',
  'x12-truncated': 'error',
  'x12-control-mismatch': 'error',
  'x12-count-mismatch': 'error',
  'x12-unexpected-segment': 'error',
  'x12-segment-too-long': 'error',
};

export function judgeFile(bytes: Uint8Array, registryRows: RegistryRow[], policy: Policy): OracleResult {
  const read = walk(readPieces(latin1(bytes)));
  const findings: OracleFinding[] = [];
  const flagged: Claim[] = [];
  let outOfScope = 0;

  const say = (
    rule: RuleId,
    where: ControlNumbers,
    claim: Claim | null,
    usual: Severity,
  ): Severity | 'off' => {
    const severity = policy.severity[rule] ?? usual;
    if (severity !== 'off') {
      findings.push({
        rule,
        interchange: where.interchange,
        group: where.group,
        transaction: where.transaction,
        claimId: claim?.id ?? null,
        claimOffset: claim?.offset ?? null,
        severity,
      });
    }
    return severity;
  };

  for (const fault of read.faults) say(fault.rule, fault, null, severities[fault.rule] ?? 'warning');
  for (const claim of read.claims) {
    const payer = policy.payers.find(({ id }) => isSameId(id, claim.payer));
    if (!inScope(claim, payer, policy)) {
      outOfScope++;
      continue;
    }
    const rules = judgeClaim(claim, registryRows, policyFor(payer, policy));
    if (payer !== undefined && isInactive(payer, claim)) rules.set('payer-inactive', 'warning');
    const said = [...rules].map(([rule, usual]) => say(rule, claim, claim, usual));
    if (said.includes('error')) flagged.push(claim);
  }
  return {
    findings,
    claims: read.claimOffsets.length,
    flagged: flagged.length,
    outOfScope,
    chargesAtRisk: sum(flagged.map((claim) => claim.charge)),
    transactions: read.transactions,
    interchanges: read.interchanges,
    segments: read.segments,
    claimOffsets: read.claimOffsets,
  };
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

/** Whether the claim has days and the payer takes claims of none of them. */
function isInactive({ from, to }: Payer, claim: Claim): boolean {
  const days = daysOfService(claim);
  if (days === null) return false;
  return (from !== undefined && days.last < from) || (to !== undefined && days.first > to);
}

/** The rules that hold of a claim, each with its severity before the user's settings. */
function judgeClaim(claim: Claim, registryRows: RegistryRow[], policy: Policy): Map<ClaimRuleId, Severity> {
  const said = new Map<ClaimRuleId, Severity>();
  const { name, before, after, zip } = claim.loop;
  const npi = name?.[8] === 'XX' ? (name[9] ?? '') : null;
  const rows = npi === null ? [] : registryRows.filter((row) => row.npi === npi);
  const active = activeRows(rows, claim);
  const required = npi !== null && isRequired(active, policy);
  const requiredSeverity = required ? 'error' : 'warning';

  if (npi === null) said.set('npi-missing', 'info');
  else {
    if (!isNpi(npi)) said.set('npi-invalid', 'warning');
    if (rows.length === 0) said.set('npi-unregistered', 'warning');
    else if (active.length === 0) said.set('enrollment-inactive', 'warning');
  }

  let candidates = nearest(active, zip);
  const prv = before[0];
  const code = prv?.[3] ?? '';
  if (prv === undefined && after.length > 0) said.set('taxonomy-misplaced', requiredSeverity);
  else if (prv === undefined || code.trim() === '') {
    if (required) said.set('taxonomy-missing', 'error');
  } else if (!isWellFormed(prv, claim.fourThousandTen)) said.set('taxonomy-malformed', requiredSeverity);
  else {
    if (policy.taxonomyCodes?.has(code) === false) said.set('taxonomy-unknown', 'warning');
    const carrying = active.filter((row) => row.taxonomies.length === 0 || row.taxonomies.includes(code));
    candidates = nearest(carrying, zip);
    if (active.some((row) => row.taxonomies.length > 0)) {
      if (carrying.length === 0) said.set('taxonomy-not-enrolled', policy.match ? 'error' : 'warning');
      if (distinct(candidates.map((row) => row.medicaidId)) > 1) said.set('taxonomy-ambiguous', 'warning');
    }
  }

  const revalidation = candidates.map((row) => [row.medicaidId, row.revalidationDate] as const);
  const license = candidates.map((row) => [row.medicaidId, row.licenseExpiration] as const);
  if (isPast(revalidation, claim)) said.set('revalidation-past-due', 'warning');
  if (isPast(license, claim)) said.set('license-expired', 'warning');
  return said;
}

/** The rows of the billing ZIP code; all of them where it is the code of none. */
function nearest(rows: readonly RegistryRow[], zip: string | null): readonly RegistryRow[] {
  const near = rows.filter((row) => sameZip(row.zip ?? '', zip ?? ''));
  return near.length > 0 ? near : rows;
}

/** Whether some Medicaid ID has dates and the last day of service comes after every one of them. */
function isPast(rows: readonly (readonly [id: string, date: string | null])[], claim: Claim): boolean {
  const days = daysOfService(claim);
  if (days === null) return false;
  return rows.some(([medicaidId]) => {
    const dates = rows.flatMap(([id, date]) => (id === medicaidId && date !== null ? [date] : []));
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

function isWellFormed(prv: readonly string[], fourThousandTen: boolean): boolean {
  const provider = prv[1] === 'BI' || (fourThousandTen && prv[1] === 'PT');
  return provider && prv[2] === (fourThousandTen ? 'ZZ' : 'PXC') && /^[0-9A-Z]{10}$/.test(prv[3]!);
}

/** The rows whose span overlaps the claim's service dates; all of them where nothing dates the claim. */
function activeRows(rows: readonly RegistryRow[], claim: Claim): readonly RegistryRow[] {
  const days = daysOfService(claim);
  if (days === null) return rows;
  const { first, last } = days;
  return rows.filter((row) => (row.from ?? first) <= last && (row.to ?? last) >= first);
}

/** The first and the last day of service; BHT04 where no service is dated, null where that is no day either. */
function daysOfService(claim: Claim): { readonly first: string; readonly last: string } | null {
  const days = claim.serviceDates.flatMap(daysOf).sort();
  if (days.length === 0) days.push(...daysOf(claim.bht04));
  const first = days[0];
  const last = days.at(-1);
  return first === undefined || last === undefined ? null : { first, last };
}

/** The days, YYYY-MM-DD, that a date or a range of dates begins and ends with. */
function daysOf(value: string): string[] {
  if (!/^\d{8}(-\d{8})?$/.test(value)) return [];
  const days = value.split('-').map((day) => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`);
  return days.every(isDay) ? days : [];
}

function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** Ten digits, the last of which is right by Luhn's sum over 80840 and the NPI. */
function isNpi(npi: string): boolean {
  if (!/^\d{10}$/.test(npi)) return false;
  let total = 0;
  for (const [place, digit] of [...`80840${npi}`].reverse().entries()) {
    const weighted = Number(digit) * (place % 2 === 1 ? 2 : 1);
    total += weighted > 9 ? weighted - 9 : weighted;
  }
  return total % 10 === 0;
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
