import { providerTypeName } from '../../registry/provider-types';
import { claimAt, fateAt, hasFindings } from '../../report/claim-rows';
import type { Digest, ProblemTotal } from '../../report/digest';
import { claimRule } from '../../rules/catalogue';
import { MoneySum, plainMoney } from '../../values/money';
import { problemsOf } from './problems';
import { dates, inDates, nameOf, remedyOf } from './words';

/** What was done about claims, and notes on them; claims by their number in the list. */
export interface Work {
  isDone(claim: number): boolean;
  noteOf(claim: number): string;
  setDone(claims: readonly number[], isDone: boolean): void;
  setNote(claims: readonly number[], note: string): void;
}

/** The listed claims with something to do, in file order. */
export function claimsToDo({ rows }: Digest): readonly number[] {
  const claims: number[] = [];
  for (let i = 0; i < rows.count; i++) if (hasFindings(rows, i)) claims.push(i);
  return claims;
}

/** How far the work is: of the claims that would bounce, and of all that there is to do. */
export function progressOf({ rows }: Digest, claims: readonly number[], work: Work) {
  const [done, all] = [new MoneySum(), new MoneySum()];
  let claimsDone = 0;
  for (const claim of claims) {
    const isDone = work.isDone(claim);
    if (isDone) claimsDone++;
    if (fateAt(rows, claim) !== 'error') continue;
    all.add(rows.charges[claim]!);
    if (isDone) done.add(rows.charges[claim]!);
  }
  return { claimsDone, dollarsDone: plainMoney(done.total), dollars: plainMoney(all.total) };
}

/** The columns of the work list. */
export const workColumns: readonly string[] = [
  'Patient control number',
  'Billing provider',
  'NPI',
  'Service dates',
  'Payer',
  'What is wrong',
  'What to enter',
  'In which field',
  'Dollars',
  'Note',
];

/** A row of the work list. */
export function workRow(digest: Digest, claim: number, work: Work): readonly string[] {
  const { id, charge, from, to, payerId, payerName, npi, name } = claimAt(digest.rows, claim);
  const problems = problemsOf(digest, claim);
  return [
    id,
    name ?? '',
    npi ?? '',
    dates(from, to),
    nameOf([payerId, payerName]),
    problems.map(({ rule }) => claimRule(rule).label).join('; '),
    problems.map(whatToEnter).join(' '),
    problems.map(fieldOf).join('; '),
    charge,
    work.noteOf(claim),
  ];
}

/** Whether the fix is one of the codes in the enrollments. */
export function isChoice({ rule, enrollments }: ProblemTotal): boolean {
  return rule === 'taxonomy-missing' && enrollments.some(({ taxonomies }) => taxonomies.length > 0);
}

function whatToEnter(problem: ProblemTotal): string {
  if (!isChoice(problem)) return inDates(problem.hint);
  const codes = problem.enrollments
    .filter(({ active }) => active)
    .flatMap(({ taxonomies, providerType, medicaidId }) => {
      const type = providerTypeName(providerType);
      return taxonomies.map(
        (code) => `${code} for ${type ?? 'type'} ${providerType} (Medicaid ID ${medicaidId})`,
      );
    });
  return `${codes.join(', or ')}.`;
}

function fieldOf(problem: ProblemTotal): string {
  const { field, place } = remedyOf(problem);
  return place === null ? field : `${field} (${place})`;
}
