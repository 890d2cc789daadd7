import type { Finding, OwnRuleId, RuleId, Severity, Summary } from '../finding';
import { rules } from '../rules/catalogue';
import { addMoney, type Money, noMoney, parseMoney, plainMoney } from '../values/money';
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
  return {
    type: 'summary',
    schema: 1,
    files: a.files + b.files,
    skipped: (a.skipped ?? 0) + (b.skipped ?? 0), // absent from summaries of earlier versions
    bytes: a.bytes + b.bytes,
    segments: a.segments + b.segments,
    interchanges: a.interchanges + b.interchanges,
    transactions: a.transactions + b.transactions,
    claims: a.claims + b.claims,
    flagged: a.flagged + b.flagged,
    // Absent from summaries of earlier versions.
    undecided: (a.undecided ?? 0) + (b.undecided ?? 0),
    outOfScope: a.outOfScope + b.outOfScope,
    outOfScopePayers: leftOut(a, b),
    chargesAtRisk: plainMoney(addMoney(amount(a.chargesAtRisk), amount(b.chargesAtRisk))),
    findings: {
      error: a.findings.error + b.findings.error,
      warning: a.findings.warning + b.findings.warning,
      info: a.findings.info + b.findings.info,
    },
    rules: inOrder(
      [a, b].flatMap((one) => Object.keys(one.rules)),
      (id) => (a.rules[id] ?? 0) + (b.rules[id] ?? 0),
    ),
  };
}

function leftOut(a: Summary, b: Summary): Summary['outOfScopePayers'] {
  const payers = new PayersLeftOut();
  payers.addSummary(a);
  payers.addSummary(b);
  return payers.list();
}

function amount(text: string): Money {
  return parseMoney(text) ?? noMoney;
}

/** Counts findings as they come. */
export class FindingCounts {
  private readonly bySeverity: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  private readonly byRule = new Map<RuleId | OwnRuleId, number>();

  add(finding: Pick<Finding, 'rule' | 'severity'>): void {
    this.bySeverity[finding.severity]++;
    this.byRule.set(finding.rule, (this.byRule.get(finding.rule) ?? 0) + 1);
  }

  summary(): Pick<Summary, 'findings' | 'rules'> {
    const { byRule, bySeverity } = this;
    const { error, warning, info } = bySeverity;
    return {
      findings: { error, warning, info },
      rules: inOrder([...byRule.keys()], (id) => byRule.get(id) ?? 0),
    };
  }
}

/**
 * Counts by rule in catalogue order, without rules that have no findings.
 * @param found ids of rules; of the caller's rules, those that are not among them have no findings
 */
function inOrder(found: readonly string[], count: (id: RuleId | OwnRuleId) => number): Summary['rules'] {
  const counts: Partial<Record<RuleId | OwnRuleId, number>> = {};
  const put = (id: RuleId | OwnRuleId) => {
    const findings = count(id);
    if (findings > 0) counts[id] = findings;
  };
  if (found.length === 0) return counts;
  for (let n = 0; n < rules.length; n++) put(rules[n]!.id);
  const own = found.filter((id): id is OwnRuleId => id.startsWith('own-'));
  for (const id of own.sort()) put(id);
  return counts;
}
