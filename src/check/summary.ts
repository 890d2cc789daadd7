import type { Finding, OwnRuleId, RuleId, Severity, Summary } from '../finding';
import { rules } from '../rules/catalogue';
import { MoneySum, plainMoney } from '../values/money';
import { PayersLeftOut } from './payers-left-out';

/** The summary of no files, to start adding with `addSummaries`. */
export const emptySummary: Summary = /* @__PURE__ */ Object.freeze({
  type: 'summary',
  schema: 1,
  files: 0,
  skipped: 0,
  bytes: 0,
  segments: 0,
  interchanges: 0,
  transactions: 0,
  claims: 0,
  flagged: 0,
  undecided: 0,
  outOfScope: 0,
  outOfScopePayers: /* @__PURE__ */ Object.freeze([]),
  chargesAtRisk: '0.00',
  findings: /* @__PURE__ */ Object.freeze({ error: 0, warning: 0, info: 0 }),
  rules: /* @__PURE__ */ Object.freeze({}),
});

/** The sum of two summaries; money is added exactly. */
export function addSummaries(a: Summary, b: Summary): Summary {
  const sum = new SummarySum();
  sum.add(a);
  sum.add(b);
  return sum.total;
}

/** The sum of any number of summaries. */
export class SummarySum {
  private readonly counts = {
    files: 0,
    skipped: 0,
    bytes: 0,
    segments: 0,
    interchanges: 0,
    transactions: 0,
    claims: 0,
    flagged: 0,
    undecided: 0,
    outOfScope: 0,
  };
  private readonly names = Object.keys(this.counts) as (keyof SummarySum['counts'])[];
  private readonly leftOut = new PayersLeftOut();
  private readonly atRisk = new MoneySum();
  private readonly findings = { error: 0, warning: 0, info: 0 };
  private readonly byRule = new Map<string, number>();

  add(summary: Summary): void {
    const { counts, findings, byRule } = this;
    for (const name of this.names) counts[name] += summary[name] ?? 0; // some are absent from summaries of earlier versions
    this.leftOut.addSummary(summary);
    this.atRisk.add(summary.chargesAtRisk);
    findings.error += summary.findings.error;
    findings.warning += summary.findings.warning;
    findings.info += summary.findings.info;
    for (const [id, found] of Object.entries(summary.rules))
      byRule.set(id, (byRule.get(id) ?? 0) + (found ?? 0));
  }

  get total(): Summary {
    return {
      type: 'summary',
      schema: 1,
      ...this.counts,
      outOfScopePayers: this.leftOut.list(),
      chargesAtRisk: plainMoney(this.atRisk.total),
      findings: { ...this.findings },
      rules: inOrder(this.byRule),
    };
  }
}

/** Counts findings as they come. */
export class FindingCounts {
  private readonly bySeverity: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  /** null before the first. */
  private byRule: Map<string, number> | null = null;

  add(finding: Pick<Finding, 'rule' | 'severity'>): void {
    this.bySeverity[finding.severity]++;
    this.byRule ??= new Map();
    this.byRule.set(finding.rule, (this.byRule.get(finding.rule) ?? 0) + 1);
  }

  summary(): Pick<Summary, 'findings' | 'rules'> {
    const { byRule, bySeverity } = this;
    const { error, warning, info } = bySeverity;
    return { findings: { error, warning, info }, rules: byRule === null ? {} : inOrder(byRule) };
  }
}

/** Counts by rule in catalogue order, without rules that have no findings, and those of the caller after them. */
function inOrder(found: ReadonlyMap<string, number>): Summary['rules'] {
  const counts: Partial<Record<RuleId | OwnRuleId, number>> = {};
  let left = found.size;
  const put = (id: RuleId | OwnRuleId) => {
    const findings = found.get(id) ?? 0;
    if (findings === 0) return;
    counts[id] = findings;
    left--;
  };
  for (let n = 0; n < rules.length && left > 0; n++) put(rules[n]!.id);
  if (left === 0) return counts;
  const own = [...found.keys()].filter((id): id is OwnRuleId => id.startsWith('own-'));
  for (const id of own.sort()) put(id);
  return counts;
}
