import type { ClaimFinding, RuleId } from '../finding';

/**
 * Work on what the findings of one rule on one billing loop share, which is all but their claims: done once and
 * remembered as long as they come.
 */
export function memoizePerLoop<T>(work: (finding: ClaimFinding) => T): (finding: ClaimFinding) => T {
  const known = new Map<RuleId, { readonly of: ClaimFinding; readonly result: T }>();
  return (finding) => {
    const last = known.get(finding.rule);
    if (last !== undefined && fits(last.of, finding)) return last.result;
    const result = work(finding);
    known.set(finding.rule, { of: finding, result });
    return result;
  };
}

/** Whether two findings hold the very same values, those of the claim aside. */
function fits(known: ClaimFinding, finding: ClaimFinding): boolean {
  for (const key in finding) {
    if (key !== 'claim' && known[key as keyof ClaimFinding] !== finding[key as keyof ClaimFinding])
      return false;
  }
  return true;
}
