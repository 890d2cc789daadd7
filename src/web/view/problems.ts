import { lastDayAt, placesAt } from '../../report/claim-rows';
import type { Digest, ProblemTotal } from '../../report/digest';
import { compareDays, type ReportOrder } from '../../report/order';
import { firstFew } from '../../rules/advice';

/** A problem of a claim, and where the claim has it: in several places if several service lines have it. */
export interface Fault {
  readonly number: number;
  readonly problem: ProblemTotal;
  readonly places: readonly number[];
  /** LX01 of the service lines; empty if it is not in a line. */
  readonly lines: readonly string[];
}

/** What is wrong with a claim, in the order of its findings. */
export function faultsOf(digest: Digest, at: number): readonly Fault[] {
  const placesOf = new Map<number, number[]>();
  for (const place of placesAt(digest.rows, at)) {
    const { problem } = digest.places[place]!;
    placesOf.set(problem, [...(placesOf.get(problem) ?? []), place]);
  }
  return [...placesOf].map(([number, places]) => ({
    number,
    problem: digest.problems[number]!,
    places,
    lines: places.flatMap((place) => digest.places[place]!.line ?? []),
  }));
}

/** `line 2`, `lines 1, 2`; '' for none. */
export function linesInWords(lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const few = firstFew(lines, ', ', String);
  return lines.length === 1 ? `line ${few}` : `lines ${few}`;
}

export function problemNumbers({ rows, places }: Digest, at: number): readonly number[] {
  const numbers: number[] = [];
  for (let i = rows.firstPlace[at]!; i < rows.firstPlace[at + 1]!; i++)
    numbers.push(places[rows.places[i]!]!.problem);
  return numbers;
}

/** The numbers of the problems: the worst first, as the digest has them, or by the first last day to file. */
export function problemsInOrder({ problems }: Digest, order: ReportOrder): readonly number[] {
  const numbers = [...problems.keys()];
  if (order === 'worst') return numbers;
  return numbers.sort((a, b) => compareDays(problems[a]!.lastDay, problems[b]!.lastDay));
}

/** The numbers of the claims of each problem, in file order or by their last day to file. */
export function claimsByProblem(digest: Digest, order: ReportOrder): readonly (readonly number[])[] {
  const claims: number[][] = digest.problems.map(() => []);
  for (let i = 0; i < digest.rows.count; i++)
    for (const problem of problemNumbers(digest, i))
      if (claims[problem]!.at(-1) !== i) claims[problem]!.push(i);
  if (order === 'worst') return claims;
  const lastDay = (at: number) => lastDayAt(digest.rows, at);
  return claims.map((some) => some.sort((a, b) => compareDays(lastDay(a), lastDay(b))));
}
