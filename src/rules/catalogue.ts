import type { ClaimRuleId, EnvelopeRuleId, Severity } from '../finding';
import type { Fault } from '../x12/fault';
import type { Case } from './case';
import type { ClaimCase } from './claim-case';
import { enrollmentInactive } from './enrollment-inactive';
import { filingOverdue } from './filing-overdue';
import { licenseExpired } from './license-expired';
import { npiInvalid } from './npi-invalid';
import { npiMisplaced } from './npi-misplaced';
import { npiMissing } from './npi-missing';
import { npiUnregistered } from './npi-unregistered';
import { payerInactive } from './payer-inactive';
import type { Policy } from './policy';
import { attendingTaxonomyMalformed, renderingTaxonomyMalformed } from './provider-taxonomy-malformed';
import { attendingTaxonomyMissing, renderingTaxonomyMissing } from './provider-taxonomy-missing';
import { attendingTaxonomyNotEnrolled, renderingTaxonomyNotEnrolled } from './provider-taxonomy-not-enrolled';
import { revalidationPastDue } from './revalidation-past-due';
import type { ClaimRule, EnvelopeRuleFor, Place, Rule, Statement } from './rule';
import { serviceDateUnreadable } from './service-date-unreadable';
import { taxonomyAmbiguous } from './taxonomy-ambiguous';
import { taxonomyMalformed } from './taxonomy-malformed';
import { taxonomyMisplaced } from './taxonomy-misplaced';
import { taxonomyMissing } from './taxonomy-missing';
import { taxonomyNotEnrolled } from './taxonomy-not-enrolled';
import { taxonomyNotX } from './taxonomy-not-x';
import { taxonomyUnknown } from './taxonomy-unknown';
import { controlMismatch } from './x12-control-mismatch';
import { countMismatch } from './x12-count-mismatch';
import { isaWidth } from './x12-isa-width';
import { notAnInterchange } from './x12-not-an-interchange';
import { segmentTooLong } from './x12-segment-too-long';
import { truncated } from './x12-truncated';
import { unexpectedData } from './x12-unexpected-data';
import { unexpectedSegment } from './x12-unexpected-segment';
import { zipNotEnrolled } from './zip-not-enrolled';

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
  zipNotEnrolled,
  taxonomyNotX,
  filingOverdue,
  renderingTaxonomyMissing,
  renderingTaxonomyMalformed,
  renderingTaxonomyNotEnrolled,
  attendingTaxonomyMissing,
  attendingTaxonomyMalformed,
  attendingTaxonomyNotEnrolled,
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

/** The results of all rules for a billing loop, by position. */
export function judge(given: Case): readonly Judgement[] {
  const judgements: Judgement[] = [];
  for (const rule of claimRules) {
    const statement = rule.check?.(given) ?? null;
    if (statement !== null) addJudgement(judgements, rule, given.policy, statement);
  }
  return judgements.sort((a, b) => offsetOf(a) - offsetOf(b));
}

/** The results of all rules for the rest of a claim, by rule. */
export function judgeClaim(given: ClaimCase): readonly Judgement[] {
  const judgements: Judgement[] = [];
  for (const rule of claimRules)
    for (const statement of rule.checkClaim?.(given) ?? [])
      addJudgement(judgements, rule, given.policy, statement);
  return judgements;
}

function addJudgement(judgements: Judgement[], rule: ClaimRule, policy: Policy, statement: Statement): void {
  const severity = severityOf(rule, policy, statement.severity);
  if (severity === null) return;
  const { message, hint, position, loop, provider } = statement;
  // One object shape for all: millions of them are made.
  judgements.push({ rule: rule.id, severity, message, hint, position, loop, provider } as Judgement);
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
  if (setting === undefined && 'isOptional' in rule) return null;
  return setting ?? stated;
}
