import type { Digest, ProblemTotal } from '../../report/digest';

/** The problems of a claim, in the order of its findings. */
export function problemsOf(digest: Digest, at: number): readonly ProblemTotal[] {
  return problemNumbers(digest, at).map((number) => digest.problems[number]!);
}

export function problemNumbers({ rows, places }: Digest, at: number): readonly number[] {
  const numbers: number[] = [];
  for (let i = rows.firstPlace[at]!; i < rows.firstPlace[at + 1]!; i++)
    numbers.push(places[rows.places[i]!]!.problem);
  return numbers;
}

/** The numbers of the claims of each problem, in file order. */
export function claimsByProblem(digest: Digest): readonly (readonly number[])[] {
  const claims: number[][] = digest.problems.map(() => []);
  for (let i = 0; i < digest.rows.count; i++)
    for (const problem of problemNumbers(digest, i))
      if (claims[problem]!.at(-1) !== i) claims[problem]!.push(i);
  return claims;
}
