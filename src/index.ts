/** The platform-neutral core of prvcheck: takes the bytes of claim files, reports findings. For Node and browsers. */

export type { AcknowledgementPart, AcknowledgeOptions, Acknowledging } from './ack/acknowledge';
export { acknowledge } from './ack/acknowledge';
export type { AckFormat } from './ack/formats';
export type {
  Answer,
  AnswerAdjustment,
  AnswerBase,
  AnswerKind,
  AnswerOutcome,
  AnswerPayer,
  AnswerProvider,
  AnswerStatus,
  ClaimAnswer,
  ProviderAnswer,
  ProviderNumber,
  ScopeAnswer,
  SegmentComplaint,
  TaxonomyComplaint,
  UnreadAnswer,
} from './answers/answer';
export type { AnswersOptions } from './answers/read-answers';
export { readAnswers } from './answers/read-answers';
export type {
  CheckBytesOptions,
  Checker,
  CheckerOptions,
  CheckOptions,
  CheckResult,
  CheckRun,
  CheckStream,
  Emitted,
  FileOptions,
  StreamOptions,
} from './check/check';
export { check, checkBytes, createChecker } from './check/check';
export type { Source, WholeSource, X12InterchangeLike } from './check/source';
export { addSummaries, emptySummary } from './check/summary';
export type { JudgedLoop } from './claim/claim';
export type { Prv } from './claim/prv';
export type { AuditItem, AuditKind, AuditOptions } from './enrollment/audit/audit';
export { auditRegistry } from './enrollment/audit/audit';
export type {
  BillingInfo,
  Candidate,
  ClaimFinding,
  ClaimInfo,
  ClaimKind,
  ClaimPurpose,
  ClaimRuleId,
  ClaimVerdict,
  ControlNumbers,
  EnrollmentInfo,
  EnvelopeFinding,
  EnvelopeRuleId,
  Finding,
  FindingBase,
  FindingDetails,
  Outcome,
  OwnRuleId,
  PayerLeftOut,
  Position,
  ProviderInfo,
  ProviderRole,
  Reason,
  RuleId,
  Severity,
  Summary,
} from './finding';
export type { RegistryCell } from './registry/cell-value';
export type { EnrollmentQuery, Resolution } from './registry/crosswalk';
export { resolveEnrollment } from './registry/crosswalk';
export type { RegistryRow, RegistryRows } from './registry/from-rows';
export { registryFromRows } from './registry/from-rows';
export type { NppesProvider } from './registry/nppes';
export type { PackedRegistry } from './registry/packed/packed';
export { registryFromBytes } from './registry/packed/packed';
export { providerTypeName } from './registry/provider-types';
export type { RegistryReaderOptions } from './registry/reader';
export { RegistryReader } from './registry/reader';
export type { Enrollment, Registry, RowProblem } from './registry/registry';
export { RegistryError } from './registry/registry';
export type { Assignment } from './repair/assignments';
export type {
  Change,
  CodeChoice,
  CodeSource,
  CountEdit,
  LeftLoop,
  LeftProvider,
  LoopAtFault,
  MendedProviderRule,
  MendedRule,
  Placed,
  ProviderAtFault,
  ProviderEdit,
  PrvEdit,
} from './repair/repair';
export type { Repair, RepairOptions } from './repair/repair-file';
export { repair } from './repair/repair-file';
export type { RepairResult } from './repair/run';
export { RepairError } from './repair/run';
export type { OwnCase } from './rules/case';
export { ruleById, rules } from './rules/catalogue';
export type { OwnRule, OwnStatement } from './rules/own-rule';
export type {
  AttendingSetting,
  KeySetting,
  Payer,
  Policy,
  RenderingSetting,
  Require,
  RoleSettings,
  SeveritySetting,
  Terms,
} from './rules/policy';
export { defaultPolicy } from './rules/policy';
export type { ClaimRule, EnvelopeRule, Rule, RuleText } from './rules/rule';
export type { ElementFault, Taxonomy } from './rules/taxonomy';
export { validatePolicy } from './rules/validate-policy';
export type { ErrorCode, PrvcheckError } from './values/errors';
export { isPrvcheckError } from './values/errors';
