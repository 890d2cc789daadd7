import { providerTypeName } from '../../registry/provider-types';
import { claimAt, fateAt, hasFindings, hasLastDays } from '../../report/claim-rows';
import type { Digest, ProblemTotal } from '../../report/digest';
import { claimRule } from '../../rules/catalogue';
import { MoneySum, plainMoney } from '../../values/money';
import { type Fault, faultsOf, linesInWords } from './problems';
import { dates, inDates, nameOf, remedyOf, whoOf } from './words';

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

/** The work list: a row of titles, and one for each of the claims. The last day to file is in it where any is known. */
export function workTable(
  digest: Digest,
  claims: readonly number[],
  work: Work,
): readonly (readonly string[])[] {
  const hasDays = hasLastDays(digest.rows);
  const titles = [
    'Patient control number',
    'Billing provider',
    'NPI',
    'Service dates',
    ...(hasDays ? ['Last day to file'] : []),
    'Payer',
    'What is wrong',
    'What to enter',
    'In which field',
    chargeTitle,
    'Note',
  ];
  const row = (claim: number) => {
    const { id, charge, from, to, lastDay, payerId, payerName, npi, name } = claimAt(digest.rows, claim);
    const faults = faultsOf(digest, claim);
    return [
      id,
      name ?? '',
      npi ?? '',
      dates(from, to),
      ...(hasDays ? [inDates(lastDay ?? '')] : []),
      nameOf([payerId, payerName]),
      faults.map(whatIsWrong).join('; '),
      faults.map(({ problem }) => whatToEnter(problem)).join(' '),
      faults.map(({ problem }) => fieldOf(problem)).join('; '),
      charge,
      work.noteOf(claim),
    ];
  };
  return [titles, ...claims.map(row)];
}

/** The title of the column with charges as written. */
export const chargeTitle = 'Dollars';

/** `Taxonomy of the rendering provider is missing (Rendering provider NPI 1558598797, line 2)` */
function whatIsWrong({ problem, lines }: Fault): string {
  const more = [whoOf(problem), linesInWords(lines)].filter((text) => text !== '').join(', ');
  return claimRule(problem.rule).label + (more === '' ? '' : ` (${more})`);
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
