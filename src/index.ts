/** The neutral core of prvcheck: bytes in, findings out. Runs in Node and in a browser page alike. */

export type { AuditItem, AuditKind, AuditOptions } from './audit/audit';
export { auditRegistry } from './audit/audit';
export type { CheckBytesOptions, CheckOptions, CheckRun, Source } from './check';
export { check, checkBytes } from './check';
export type {
  BillingInfo,
  ClaimFinding,
  ClaimInfo,
  ClaimKind,
  ClaimPurpose,
  ClaimRuleId,
  EnrollmentInfo,
  EnvelopeFinding,
  EnvelopeRuleId,
  Finding,
  Position,
  Reason,
  RuleId,
  Severity,
  Summary,
} from './finding';
export type { EnrollmentQuery, Resolution } from './registry/crosswalk';
export { resolveEnrollment } from './registry/crosswalk';
export type { PackedRegistry } from './registry/packed';
export { registryFromBytes } from './registry/packed';
export { providerTypeName } from './registry/provider-types';
export type { RegistryReaderOptions } from './registry/reader';
export { RegistryReader } from './registry/reader';
export type { Enrollment, Registry, RowProblem } from './registry/registry';
export { RegistryError } from './registry/registry';
export { ruleById, rules } from './rules/catalogue';
export type { Policy, Require, SeveritySetting } from './rules/policy';
export { defaultPolicy } from './rules/policy';
export type { ClaimRule, EnvelopeRule, Rule } from './rules/rule';
export { addSummaries, emptySummary } from './summary';
