import type { ClaimRuleId, EnvelopeRuleId, Severity } from '../finding';
import type { Fault } from '../x12/fault';
import type { Case } from './case';
import { enrollmentInactive } from './enrollment-inactive';
import { licenseExpired } from './license-expired';
import { npiInvalid } from './npi-invalid';
import { npiMisplaced } from './npi-misplaced';
import { npiMissing } from './npi-missing';
import { npiUnregistered } from './npi-unregistered';
import { payerInactive } from './payer-inactive';
import type { Policy } from './policy';
import { revalidationPastDue } from './revalidation-past-due';
import type { ClaimRule, EnvelopeRuleFor, Place, Rule } from './rule';
import { serviceDateUnreadable } from './service-date-unreadable';
import { taxonomyAmbiguous } from './taxonomy-ambiguous';
import { taxonomyMalformed } from './taxonomy-malformed';
import { taxonomyMisplaced } from './taxonomy-misplaced';
import { taxonomyMissing } from './taxonomy-missing';
import { taxonomyNotEnrolled } from './taxonomy-not-enrolled';
import { taxonomyUnknown } from './taxonomy-unknown';
import { controlMismatch } from './x12-control-mismatch';
import { countMismatch } from './x12-count-mismatch';
import { isaWidth } from './x12-isa-width';
import { notAnInterchange } from './x12-not-an-interchange';
import { segmentTooLong } from './x12-segment-too-long';
import { truncated } from './x12-truncated';
import { unexpectedData } from './x12-unexpected-data';
import { unexpectedSegment } from './x12-unexpected-segment';

const claimRules: readonly ClaimRule[] = [
  taxonomyMissing,
  taxonomyMisplaced,
  taxonomyMalformed,
  taxonomyNotEnrolled,
  taxonomyAmbiguous,
  taxonomyUnknown,
  npiUnregistered,
  npiInvalid,
  npiMisplaced,
  npiMissing,
  enrollmentInactive,
  revalidationPastDue,
  licenseExpired,
  payerInactive,
  serviceDateUnreadable,
];

/** The reader finds these faults. */
const envelopeRules: { readonly [Id in EnvelopeRuleId]: EnvelopeRuleFor<Id> } = {
  'x12-not-an-interchange': notAnInterchange,
  'x12-truncated': truncated,
  'x12-control-mismatch': controlMismatch,
  'x12-count-mismatch': countMismatch,
  'x12-unexpected-segment': unexpectedSegment,
  'x12-segment-too-long': segmentTooLong,
  'x12-isa-width': isaWidth,
  'x12-unexpected-data': unexpectedData,
};

/** Every rule, in report order. */
export const rules: readonly Rule[] = /* @__PURE__ */ allRules();

function allRules(): readonly Rule[] {
  for (const { remedy } of claimRules)
    for (const part of [remedy, remedy.at, remedy.at.forms, remedy.advice]) Object.freeze(part);
  return Object.freeze([...claimRules, ...Object.values(envelopeRules)].map((rule) => Object.freeze(rule)));
}

/** The rule with this id; undefined if unknown. */
export function ruleById(id: string): Rule | undefined {
  return rules.find((rule) => rule.id === id);
}

export function claimRule(id: ClaimRuleId): ClaimRule {
  return claimRules.find((rule) => rule.id === id)!;
}

/** A rule's result for a case, with the severity that the policy gives it. */
export type Judgement = Place & {
  readonly rule: ClaimRuleId;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
};

/** The results of all rules for a case, by position. */
export function judge(given: Case): readonly Judgement[] {
  const judgements: Judgement[] = [];
  for (const rule of claimRules) {
    const statement = rule.check(given);
    if (statement === null) continue;
    const severity = severityOf(rule, given.policy, statement.severity);
    if (severity === null) continue;
    const { message, hint, position, loop } = statement;
    // One object shape for all: millions of them are made.
    judgements.push({ rule: rule.id, severity, message, hint, position, loop } as Judgement);
  }
  return judgements.sort((a, b) => offsetOf(a) - offsetOf(b));
}

/** A claim comes after its billing loop. */
function offsetOf({ position }: Place): number {
  return position?.offset ?? Number.POSITIVE_INFINITY;
}

/** The message and hint of a fault. */
export function describeFault<Id extends EnvelopeRuleId>({ rule, detail }: Fault<Id>) {
  const { fix, describe } = envelopeRules[rule];
  return { hint: fix, ...describe(detail) };
}

/** The severity of a rule's result; null if the policy turns the rule off. */
export function severityOf(rule: Rule, policy: Policy, stated: Severity = rule.severity): Severity | null {
  const setting = policy.severity[rule.id];
  if (setting === 'off') return null;
  return setting ?? stated;
}
