import type { ClaimFindings } from '../check/claim-findings';
import { type Verdict, valuesOf } from '../check/verdict';
import type { ClaimFinding } from '../finding';
import type { PayerPolicy } from '../rules/policy';

/**
 * Remembers the result of `work` for consecutive findings of one rule on one billing loop, which differ in their claims
 * only.
 */
export function memoizePerLoop<T>(work: (finding: ClaimFinding) => T): (finding: ClaimFinding) => T {
  const known = new Map<ClaimFinding['rule'], { readonly of: ClaimFinding; readonly result: T }>();
  return (finding) => {
    const last = known.get(finding.rule);
    if (last !== undefined && fits(last.of, finding)) return last.result;
    const result = work(finding);
    known.set(finding.rule, { of: finding, result });
    return result;
  };
}

/** Whether two findings have identical values, except for the claim. */
function fits(known: ClaimFinding, finding: ClaimFinding): boolean {
  for (const key in finding) {
    if (key !== 'claim' && known[key as keyof ClaimFinding] !== finding[key as keyof ClaimFinding])
      return false;
  }
  return true;
}

/** How many results are remembered by values. */
const KEPT = 4096;

/**
 * Remembers the result of `work` for claims that share their findings, and for those of other loops with the same values.
 * `work` must read neither positions nor the names of levels.
 */
export function memoizePerValues<T>(work: (found: ClaimFindings) => T): (found: ClaimFindings) => T {
  let terms: PayerPolicy | null = null;
  const known = new Map<string, T>();
  return memoizePerVerdict((found) => {
    if (found.verdict.terms !== terms || known.size === KEPT) known.clear();
    terms = found.verdict.terms;
    const values = `${found.isCopied}\n${valuesOf(found.verdict)}`;
    const result = known.get(values) ?? work(found);
    known.set(values, result);
    return result;
  });
}

/** Remembers the result of `work` for claims that share their findings; see `isShared`. */
function memoizePerVerdict<T>(work: (found: ClaimFindings) => T): (found: ClaimFindings) => T {
  let verdict: Verdict | null = null;
  const results = new Map<boolean, T>();
  return (found) => {
    if (found.verdict !== verdict) {
      verdict = found.verdict;
      results.clear();
    }
    const result = results.get(found.isCopied) ?? work(found);
    results.set(found.isCopied, result);
    return result;
  };
}
