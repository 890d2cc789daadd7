/**
 * The data that prvcheck reports about claim files. A finding in memory and its JSON have the same shape (schema 1), so
 * a service receives what `--format ndjson` prints.
 */

/** `error` flags the claim; `warning` needs a person to look at it; `info` is for the record. */
export type Severity = 'error' | 'warning' | 'info';

/** Rules about one claim and its billing loop. */
export type ClaimRuleId =
  | 'taxonomy-missing'
  | 'taxonomy-misplaced'
  | 'taxonomy-malformed'
  | 'taxonomy-not-enrolled'
  | 'taxonomy-ambiguous'
  | 'taxonomy-unknown'
  | 'npi-unregistered'
  | 'npi-invalid'
  | 'npi-misplaced'
  | 'npi-missing'
  | 'enrollment-inactive'
  | 'revalidation-past-due'
  | 'license-expired'
  | 'payer-inactive'
  | 'service-date-unreadable'
  | 'zip-not-enrolled'
  | 'taxonomy-not-x'
  | 'filing-overdue'
  | 'rendering-taxonomy-missing'
  | 'rendering-taxonomy-malformed'
  | 'rendering-taxonomy-not-enrolled'
  | 'attending-taxonomy-missing'
  | 'attending-taxonomy-malformed'
  | 'attending-taxonomy-not-enrolled';

/** Rules about the envelope and the nesting of a file. */
export type EnvelopeRuleId =
  | 'x12-not-an-interchange'
  | 'x12-truncated'
  | 'x12-control-mismatch'
  | 'x12-count-mismatch'
  | 'x12-unexpected-segment'
  | 'x12-segment-too-long'
  | 'x12-isa-width'
  | 'x12-unexpected-data';

/** The id of any rule, as used in findings, policies and on the command line. */
export type RuleId = ClaimRuleId | EnvelopeRuleId;

/** The id of a rule that the caller added to a checker. */
export type OwnRuleId = `own-${string}`;

/** Where a segment is in its file. */
export interface Position {
  /** 0-based, in bytes. */
  readonly offset: number;
  /** Counts from ST = 1, as a 999 does; 0 outside a transaction set. */
  readonly segment: number;
}

/** The control numbers of the envelope around a finding, as written; null if that level is not open. */
export interface ControlNumbers {
  /** ISA13. */
  readonly interchange: string | null;
  /** GS06. */
  readonly group: string | null;
  /** ST02. */
  readonly transaction: string | null;
}

/** The billing provider of a claim: loop 2000A, one HL*20 with its PRV and 2010AA. */
export interface BillingInfo {
  /** 2010AA NM109 if NM108 is XX, as written; null for an atypical provider. */
  readonly npi: string | null;
  /** 2010AA NM103, and NM104 for a person. */
  readonly name: string | null;
  /** HL01. */
  readonly hl: string;
  /** PRV03 as written, from anywhere in the loop; null in a loop without one. */
  readonly taxonomy: string | null;
  /** 2010AA N403, as written. */
  readonly zip: string | null;
  /** The HL*20 segment. */
  readonly position: Position;
}

/** The 837 type of a claim. */
export type ClaimKind = 'professional' | 'institutional' | 'dental';
/** What the claims of a transaction set are for, by BHT06; claims of a post-adjudicated guide are encounters. */
export type ClaimPurpose = 'claim' | 'encounter' | 'subrogation';

/** The claim that a finding is about. The control number is the only patient data in it. */
export interface ClaimInfo {
  /** CLM01, the patient control number. */
  readonly id: string;
  /** CLM02 as written, in dollars. */
  readonly charge: string;
  /** By ST03, else GS08; null if neither is a known guide. */
  readonly kind: ClaimKind | null;
  readonly purpose: ClaimPurpose;
  /** CLM05-3. */
  readonly frequency: string | null;
  /** Earliest service date, YYYY-MM-DD; null if the claim has none. */
  readonly serviceFrom: string | null;
  /** Latest service date, YYYY-MM-DD; null if the claim has none. */
  readonly serviceTo: string | null;
  /** 2010BB NM109. */
  readonly payerId: string | null;
  /** 2010BB NM103. */
  readonly payerName: string | null;
  /** SBR09 of loop 2000B. */
  readonly filing: string | null;
  /**
   * The last day on which the payer takes the claim, YYYY-MM-DD; only if the settings say in how many days that is, and
   * its service dates tell.
   */
  readonly lastDay?: string;
  /** The CLM segment. */
  readonly position: Position;
}

/** What a provider does for a claim. */
export type ProviderRole = 'billing' | 'rendering' | 'attending';

/** The rendering or attending provider that a finding is about. */
export interface ProviderInfo {
  readonly role: 'rendering' | 'attending';
  /** NM109 if NM108 is XX, as written; null without one. */
  readonly npi: string | null;
  /** PRV03 as written; null without one. */
  readonly taxonomy: string | null;
  /** LX01 of the service line, as written; null for the provider of the whole claim. */
  readonly line: string | null;
}

/** Why a taxonomy may be required: the NPI has several of these among the enrollments active on the service dates. */
export type Reason = 'multiple-medicaid-ids' | 'multiple-provider-types';

/** One registry row of the billing NPI, and whether it is active for the claim. */
export interface EnrollmentInfo {
  readonly medicaidId: string;
  /** Two or three characters; '' if blank in the registry. */
  readonly providerType: string;
  /** Empty if the row lists none; such a row matches any code. */
  readonly taxonomies: readonly string[];
  /** First day in effect, YYYY-MM-DD; null if open. */
  readonly from: string | null;
  /** Last day in effect, YYYY-MM-DD; null if open. */
  readonly to: string | null;
  /** Whether the span overlaps the claim's service dates. */
  readonly active: boolean;
}

/** A taxonomy code that could be written, and the enrollment that it stands for. */
export interface Candidate {
  readonly taxonomy: string;
  readonly medicaidId: string;
  /** '' if blank in the registry. */
  readonly providerType: string;
}

/** What a finding says, as data: programs need not read its message and hint. */
export interface FindingDetails {
  /** The provider that it is about; null in a finding on the envelope. */
  readonly role: ProviderRole | null;
  /** LX01 of the service line of a rendering provider, as written; else null. */
  readonly line: string | null;
  /** The NPI of the provider, as written; null without one. */
  readonly npi: string | null;
  /** The element that is not as it should be, such as `PRV03`; null if the finding is not about one. */
  readonly element: string | null;
  /** What is in the element, as written; null if that is empty, absent or not known. */
  readonly found: string | null;
  /** What may be in the element; null if that cannot be said. */
  readonly expected: readonly string[] | null;
  /** The one segment to write, in the delimiters of the file; null if it is not certain. */
  readonly segment: string | null;
  /** The codes that could be written, with their enrollments. */
  readonly candidates: readonly Candidate[];
}

/** The fields that all findings have. */
export interface FindingBase extends ControlNumbers {
  readonly type: 'finding';
  readonly schema: 1;
  readonly severity: Severity;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  /** The `file` option of the check; null without it. */
  readonly file: string | null;
  /** The segment to look at; for a missing PRV, the HL*20 that it should follow. */
  readonly position: Position;
  /** Only with the option `details`. */
  readonly details?: FindingDetails;
}

/** A fault of one claim. A claim with two faults has two findings. */
export interface ClaimFinding extends FindingBase {
  readonly rule: ClaimRuleId | OwnRuleId;
  /** The loop that contains `position`; 2300 includes the service lines below it. */
  readonly loop: '2000A' | '2010AA' | '2010BB' | '2300' | '2310A' | '2310B' | '2420A';
  readonly billing: BillingInfo;
  /** Only in findings on another provider than the billing provider. */
  readonly provider?: ProviderInfo;
  readonly claim: ClaimInfo;
  /** Why a taxonomy may be required; the policy decides whether it is. */
  readonly reasons: readonly Reason[];
  /** Every registry row of the billing NPI, active or not. */
  readonly enrollments: readonly EnrollmentInfo[];
}

/** A fault of the envelope or the nesting of a file. */
export interface EnvelopeFinding extends FindingBase {
  readonly rule: EnvelopeRuleId;
  readonly loop: null;
}

/** One fault in the data; `rule` distinguishes the two kinds. */
export type Finding = ClaimFinding | EnvelopeFinding;

/**
 * The result for a claim. `undecided`: its billing NPI is not in the registry, or has no enrollment that is active on
 * the service dates. `unplaced`: it comes before any billing loop, which is an envelope finding.
 */
export type Outcome = 'clean' | 'warned' | 'undecided' | 'flagged' | 'out-of-scope' | 'unplaced';

/**
 * The result for one claim, small and flat, for routing claims. It is emitted after the claim's findings. Envelope
 * faults are separate findings.
 */
export interface ClaimVerdict extends ControlNumbers {
  readonly type: 'claim';
  readonly schema: 1;
  /**
   * In this order: `flagged` if there is an error finding, `undecided`, `warned` if there is a warning, `clean`.
   * Severities do not affect whether a claim is undecided.
   */
  readonly outcome: Outcome;
  /** The rules of the claim's findings. */
  readonly rules: readonly (ClaimRuleId | OwnRuleId)[];
  /** The `file` option of the check; null without it. */
  readonly file: string | null;
  /** CLM01, the patient control number. */
  readonly id: string;
  /** CLM02 as written, in dollars. */
  readonly charge: string;
  /** By ST03, else GS08; null if neither is a known guide. */
  readonly kind: ClaimKind | null;
  /** Earliest service date, YYYY-MM-DD; null if the claim has none. */
  readonly serviceFrom: string | null;
  /** Latest service date, YYYY-MM-DD; null if the claim has none. */
  readonly serviceTo: string | null;
  /** 2010BB NM109. */
  readonly payerId: string | null;
  /** 2010AA NM109 if NM108 is XX, as written; null for an atypical provider. */
  readonly npi: string | null;
  /** PRV03 as written, from anywhere in the loop; null in a loop without one. */
  readonly taxonomy: string | null;
  /**
   * The one Medicaid ID that matches NPI, taxonomy, ZIP and dates; null if none or several match, or if the claim was
   * not judged.
   */
  readonly medicaidId: string | null;
  /** Offset of the CLM segment: 0-based, in bytes. */
  readonly offset: number;
  /** Number of the CLM segment, counting from ST = 1. */
  readonly segment: number;
}

/** A payer whose claims the lists of payers and receivers exclude. */
export interface PayerLeftOut {
  /** 2010BB NM109 in capitals; null for all claims without one. */
  readonly id: string | null;
  /** 2010BB NM103; if its claims have several, the first in alphabetical order. */
  readonly name: string | null;
  readonly claims: number;
}

/** Totals of one or more checks. */
export interface Summary {
  readonly type: 'summary';
  readonly schema: 1;
  readonly files: number;
  /** Files skipped in folders and archives because they do not look like claim files; 0 for a single source. */
  readonly skipped: number;
  readonly bytes: number;
  /** Segments, including those of the envelope. */
  readonly segments: number;
  /** ISA segments. */
  readonly interchanges: number;
  /** 837 transaction sets. */
  readonly transactions: number;
  /** CLM segments, including those out of scope. */
  readonly claims: number;
  /** Claims with at least one error finding. */
  readonly flagged: number;
  /** Claims whose outcome is `undecided`: the registry cannot decide whether they need a taxonomy. */
  readonly undecided: number;
  /** Claims excluded by the payer or receiver lists. */
  readonly outOfScope: number;
  /** Their payers, most claims first; null if there are more than 1,000. Summaries of earlier versions lack it. */
  readonly outOfScopePayers: readonly PayerLeftOut[] | null;
  /** Exact decimal sum of CLM02 over the flagged claims, in dollars: '150.25'. */
  readonly chargesAtRisk: string;
  /** Findings by severity. */
  readonly findings: Readonly<Record<Severity, number>>;
  /** Findings by rule, in catalogue order, rules of the caller last; rules without findings are absent. */
  readonly rules: Readonly<Partial<Record<RuleId | OwnRuleId, number>>>;
}
