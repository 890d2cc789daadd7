import { answerReader } from '../../src/answers/answer-reader';
import { FileChecker } from '../../src/check/file-checker';
import { makeStandards } from '../../src/check/standards';
import { Comparison } from '../../src/compare/comparison';
import type { ComparedClaim, ComparisonRow, UnmatchedAnswer } from '../../src/compare/comparison-rows';
import type { ComparisonTotals } from '../../src/compare/tallies';
import type { Policy, Registry } from '../../src/index';
import { completePolicy } from '../../src/rules/validate-policy';
import { atOnce } from '../../src/values/steps';

export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ComparisonMade {
  readonly rows: readonly ComparisonRow[];
  readonly claims: readonly ComparedClaim[];
  readonly unmatched: readonly UnmatchedAnswer[];
  readonly totals: ComparisonTotals;
}

/** Compares files as the command does. @param cut bytes of a chunk */
export function comparisonOf(
  claims: readonly NamedFile[],
  answers: readonly NamedFile[],
  registry: Registry,
  policy: Partial<Policy> = {},
  cut = Number.POSITIVE_INFINITY,
): ComparisonMade {
  const comparison = new Comparison(registry, policy.payers);
  const standards = makeStandards(registry, completePolicy(policy));
  for (const { name, bytes } of claims) {
    const checker = new FileChecker(standards, name, {
      finding() {},
      claim: (claim, outcome, verdict) => comparison.claim(claim, outcome, verdict, name),
    });
    for (let at = 0; at < bytes.length; at += cut) checker.push(bytes.slice(at, at + cut));
    checker.end();
  }
  for (const { name, bytes } of answers) {
    const reader = answerReader(name, (answer) => comparison.answer(answer));
    for (let at = 0; at < bytes.length; at += cut) reader.push(bytes.slice(at, at + cut));
    reader.end();
  }
  atOnce(comparison.match());
  const rows = [...comparison.rows()];
  return {
    rows,
    claims: rows.filter((row) => row.type === 'compared-claim'),
    unmatched: rows.filter((row) => row.type === 'unmatched-answer'),
    totals: comparison.totals(),
  };
}
