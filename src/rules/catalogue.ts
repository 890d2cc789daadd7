import type { RuleId, Severity } from '../finding';
import type { Case } from './case';
import { enrollmentInactive } from './enrollment-inactive';
import { envelopeRules } from './envelope';
import { npiInvalid } from './npi-invalid';
import { npiMissing } from './npi-missing';
import { npiUnregistered } from './npi-unregistered';
import type { Policy } from './policy';
import type { ClaimRule, Rule, Statement } from './rule';
import { taxonomyAmbiguous } from './taxonomy-ambiguous';
import { taxonomyMalformed } from './taxonomy-malformed';
import { taxonomyMisplaced } from './taxonomy-misplaced';
import { taxonomyMissing } from './taxonomy-missing';
import { taxonomyNotEnrolled } from './taxonomy-not-enrolled';
import { taxonomyUnknown } from './taxonomy-unknown';

const claimRules: readonly ClaimRule[] = [
  taxonomyMissing,
  taxonomyMisplaced,
  taxonomyMalformed,
  taxonomyNotEnrolled,
  taxonomyAmbiguous,
  taxonomyUnknown,
  npiUnregistered,
  npiInvalid,
  npiMissing,
  enrollmentInactive,
];

/** Every rule. */
export const rules: readonly Rule[] = [...claimRules, ...envelopeRules];

const byId = new Map(rules.map((rule) => [rule.id, rule]));

/** The rule of that id; undefined where there is none. */
export function ruleById(id: string): Rule | undefined {
  return byId.get(id as RuleId);
}

/** What one rule says of a case, with the severity that the policy gives it. */
export interface Judgement extends Statement {
  readonly rule: ClaimRule['id'];
  readonly severity: Severity;
}

/** All that the rules say of a case, by position. */
export function judge(given: Case): readonly Judgement[] {
  const judgements: Judgement[] = [];
  for (const rule of claimRules) {
    const statement = rule.check(given);
    if (statement === null) continue;
    const severity = severityOf(rule, given.policy, statement.severity);
    if (severity === null) continue;
    const { message, hint, position, loop } = statement;
    judgements.push({ rule: rule.id, severity, message, hint, position, loop });
  }
  return judgements.sort((a, b) => a.position.offset - b.position.offset);
}

/** The severity of what a rule says; null where the policy turns it off. */
export function severityOf(rule: Rule, policy: Policy, said: Severity = rule.severity): Severity | null {
  const setting = policy.severity[rule.id];
  if (setting === 'off') return null;
  return setting ?? said;
}
