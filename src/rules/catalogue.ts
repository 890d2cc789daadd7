import type { ClaimRuleId, EnvelopeRuleId, OwnRuleId, Severity } from '../finding';
import type { Enrollment } from '../registry/registry';
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
import { callOwnRule, type OwnRule, viewOf } from './own-rule';
import { payerInactive } from './payer-inactive';
import type { Policy, SeveritySetting } from './policy';
import { attendingTaxonomyMalformed, renderingTaxonomyMalformed } from './provider-taxonomy-malformed';
import { attendingTaxonomyMissing, renderingTaxonomyMissing } from './provider-taxonomy-missing';
import { attendingTaxonomyNotEnrolled, renderingTaxonomyNotEnrolled } from './provider-taxonomy-not-enrolled';
import { revalidationPastDue } from './revalidation-past-due';
import type { ClaimRule, EnvelopeRuleFor, Facts, Place, Rule, Statement, Words } from './rule';
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

/** Of a rule of the caller, only the id is known. */
export function claimRule(id: ClaimRuleId | OwnRuleId): Omit<ClaimRule, 'id'> {
  return claimRules.find((rule) => rule.id === id) ?? { ...ownRule, title: id, label: id };
}

const ownRule: Omit<ClaimRule, 'id' | 'title' | 'label'> = {
  severity: 'warning',
  why: 'This is no rule of prvcheck.',
  fix: 'Ask whoever added it.',
  snip: 7,
  acknowledgement: null,
  remedy: { act: 'Look at the', at: { field: 'claim', place: null } },
};

/** A rule's result for a case, with the severity that the policy gives it. */
export class Judgement {
  /** Where to look; null if the claim has it. */
  readonly position: Place['position'];
  readonly loop: Place['loop'];
  readonly provider: Place['provider'];
  readonly facts: Statement['facts'];
  private messageWords: Words;
  private hintWords: Words;

  constructor(
    readonly rule: ClaimRuleId | OwnRuleId,
    readonly severity: Severity,
    { position, loop, provider, message, hint, facts }: Statement,
  ) {
    this.position = position;
    this.loop = loop;
    this.provider = provider;
    this.facts = facts;
    this.messageWords = message;
    this.hintWords = hint;
  }

  get message(): string {
    if (typeof this.messageWords !== 'string') this.messageWords = this.messageWords();
    return this.messageWords;
  }

  get hint(): string {
    if (typeof this.hintWords !== 'string') this.hintWords = this.hintWords();
    return this.hintWords;
  }
}

/** The rules on billing loops, in objects of one shape, which are faster to call. */
const loopChecks = /* @__PURE__ */ claimRules.flatMap((rule) =>
  rule.check === undefined ? [] : { rule, check: rule.check },
);

/** The results of all rules for a billing loop, by position. */
export function judge(given: Case): readonly Judgement[] {
  const judgements: Judgement[] = [];
  // Not `for of`: until it is compiled, that makes an object for each rule.
  for (let n = 0; n < loopChecks.length; n++) {
    const { rule, check } = loopChecks[n]!;
    const statement = check(given);
    if (statement !== null) addJudgement(judgements, rule, given.policy, statement);
  }
  return byPosition(judgements);
}

function byPosition(judgements: Judgement[]): readonly Judgement[] {
  return judgements.length < 2 ? judgements : judgements.sort((a, b) => offsetOf(a) - offsetOf(b));
}

/** The same with the results of the caller's rules. `hasReadDates`: for other service dates there may be others. */
export function judgeByAll(
  given: Case<Enrollment>,
  own: readonly OwnRule[],
): { readonly judgements: readonly Judgement[]; readonly hasReadDates: boolean } {
  const judgements = [...judge(given)];
  const { shown, hasReadDates } = viewOf(given);
  for (const rule of own) {
    const statement = callOwnRule(rule, shown);
    if (statement !== null) addJudgement(judgements, rule, given.policy, statement);
  }
  return { judgements: byPosition(judgements), hasReadDates: hasReadDates() };
}

/** The results of all rules for the rest of a claim, by rule. */
export function judgeClaim(given: ClaimCase): readonly Judgement[] {
  const judgements: Judgement[] = [];
  for (const rule of claimRules)
    for (const statement of rule.checkClaim?.(given) ?? [])
      addJudgement(judgements, rule, given.policy, statement);
  return judgements;
}

function addJudgement(
  judgements: Judgement[],
  rule: ClaimRule | OwnRule,
  policy: Policy,
  statement: Statement,
): void {
  const severity = severityOf(rule, policy, statement.severity);
  if (severity === null) return;
  judgements.push(new Judgement(rule.id, severity, statement));
}

/** A claim comes after its billing loop. */
function offsetOf({ position }: Judgement): number {
  return position?.offset ?? Number.POSITIVE_INFINITY;
}

/** The message and hint of a fault. */
export function describeFault<Id extends EnvelopeRuleId>({ rule, detail }: Fault<Id>) {
  const { fix, describe } = envelopeRules[rule];
  return { hint: fix, ...describe(detail) };
}

/** What is known of a fault as data. */
export function factsOfFault<Id extends EnvelopeRuleId>({ rule, detail }: Fault<Id>): Facts {
  return envelopeRules[rule].facts?.(detail) ?? {};
}

/** The severity of a rule that the policy says nothing of. */
export function usualSeverity(rule: Rule): SeveritySetting {
  return 'isOptional' in rule ? 'off' : rule.severity;
}

/** The severity of a rule's result; null if the policy turns the rule off. */
export function severityOf(
  rule: Rule | OwnRule,
  policy: Policy,
  stated: Severity = rule.severity,
): Severity | null {
  const setting = policy.severity[rule.id];
  if (setting === 'off') return null;
  if (setting === undefined && 'isOptional' in rule) return null;
  return setting ?? stated;
}
