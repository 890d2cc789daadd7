/**
 * The shared vocabulary: what prvcheck says about claim files. A finding and its JSON have the same shape
 * (schema 1), so what a service receives is what `--format ndjson` prints.
 */

/** How grave a finding is: an `error` flags the claim; a `warning` is for somebody to look at; an `info` is for the record. */
export type Severity = 'error' | 'warning' | 'info';

/** Rules about one claim and the billing loop that it stands under. */
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
  | 'service-date-unreadable';

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

/** Every rule, by the id that findings, policies and the command line know it by. */
export type RuleId = ClaimRuleId | EnvelopeRuleId;

/** Where a segment stands in its file. */
export interface Position {
  /** 0-based, in bytes. */
  readonly offset: number;
  /** Counts from ST = 1, as a 999 does; 0 outside a transaction set. */
  readonly segment: number;
}

/** The envelope that a statement is about, as written; null where the file has not opened that level. */
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
  /** 2010AA NM109 where NM108 is XX, as written; null for an atypical provider. */
  readonly npi: string | null;
  /** 2010AA NM103, and NM104 for a person. */
  readonly name: string | null;
  /** HL01. */
  readonly hl: string;
  /** PRV03 as written, wherever in the loop the PRV stands; null where there is none. */
  readonly taxonomy: string | null;
  /** 2010AA N403, as written. */
  readonly zip: string | null;
  /** The HL*20 segment. */
  readonly position: Position;
}

/** Which of the three 837s a claim is in. */
export type ClaimKind = 'professional' | 'institutional' | 'dental';
/** What the claims of a transaction set are for: by BHT06; those of a post-adjudicated guide are encounters. */
export type ClaimPurpose = 'claim' | 'encounter' | 'subrogation';

/** The claim that a finding is about. Nothing of the patient but the control number is in it. */
export interface ClaimInfo {
  /** CLM01, the patient control number. */
  readonly id: string;
  /** CLM02 as written: dollars. */
  readonly charge: string;
  /** By ST03, else GS08; null where neither names a guide that we know. */
  readonly kind: ClaimKind | null;
  readonly purpose: ClaimPurpose;
  /** CLM05-3. */
  readonly frequency: string | null;
  /** Earliest service date, YYYY-MM-DD; null where the claim has none. */
  readonly serviceFrom: string | null;
  /** Latest service date, YYYY-MM-DD; null where the claim has none. */
  readonly serviceTo: string | null;
  /** 2010BB NM109. */
  readonly payerId: string | null;
  /** 2010BB NM103. */
  readonly payerName: string | null;
  /** SBR09 of loop 2000B. */
  readonly filing: string | null;
  /** The CLM segment. */
  readonly position: Position;
}

/** What an NPI's enrollments that are active on the service dates have several of, so that a taxonomy may be required. */
export type Reason = 'multiple-medicaid-ids' | 'multiple-provider-types';

/** One registry row of the billing NPI, and whether it counts for the claim. */
export interface EnrollmentInfo {
  readonly medicaidId: string;
  /** Two or three characters; '' where the registry leaves it blank. */
  readonly providerType: string;
  /** Empty where the row lists none: such a row matches any code. */
  readonly taxonomies: readonly string[];
  /** First day in effect, YYYY-MM-DD; null where open. */
  readonly from: string | null;
  /** Last day in effect, YYYY-MM-DD; null where open. */
  readonly to: string | null;
  /** Whether the span overlaps the claim's service dates. */
  readonly active: boolean;
}

/** What all findings have. */
export interface FindingBase extends ControlNumbers {
  readonly type: 'finding';
  readonly schema: 1;
  readonly severity: Severity;
  /** One sentence in plain words. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  /** The name that the caller gave the source; null where it gave none. */
  readonly file: string | null;
  /** Where to look: for a PRV that is missing, the HL*20 that it should follow. */
  readonly position: Position;
}

/** What is wrong with one claim. A claim with two faults has two findings. */
export interface ClaimFinding extends FindingBase {
  readonly rule: ClaimRuleId;
  /** The loop that `position` is in; 2300 also for the service lines below it. */
  readonly loop: '2000A' | '2010AA' | '2010BB' | '2300';
  readonly billing: BillingInfo;
  readonly claim: ClaimInfo;
  /** What may make a taxonomy required; whether it does, the policy says. */
  readonly reasons: readonly Reason[];
  /** Every registry row of the billing NPI, active or not. */
  readonly enrollments: readonly EnrollmentInfo[];
}

/** What is wrong with the envelope or the nesting of a file. */
export interface EnvelopeFinding extends FindingBase {
  readonly rule: EnvelopeRuleId;
  readonly loop: null;
}

/** One statement about the data; `rule` tells the two kinds apart. */
export type Finding = ClaimFinding | EnvelopeFinding;

/**
 * What came of a claim. `undecided`: its billing NPI is not in the registry, or no enrollment of it is active on the
 * service dates. `unplaced`: it stands before any billing loop, which is a finding on the envelope.
 */
export type Outcome = 'clean' | 'warned' | 'undecided' | 'flagged' | 'out-of-scope' | 'unplaced';

/**
 * One claim with what came of it: small and flat, for whoever routes claims. It comes after the findings on the claim.
 * What is wrong with the envelope around it is not in here.
 */
export interface ClaimVerdict extends ControlNumbers {
  readonly type: 'claim';
  readonly schema: 1;
  /** An error (flagged), else undecided, else a warning (warned), else clean; severities never make one decided. */
  readonly outcome: Outcome;
  /** The rules of its findings. */
  readonly rules: readonly ClaimRuleId[];
  /** The name that the caller gave the source; null where it gave none. */
  readonly file: string | null;
  /** CLM01, the patient control number. */
  readonly id: string;
  /** CLM02 as written: dollars. */
  readonly charge: string;
  /** By ST03, else GS08; null where neither names a guide that we know. */
  readonly kind: ClaimKind | null;
  /** Earliest service date, YYYY-MM-DD; null where the claim has none. */
  readonly serviceFrom: string | null;
  /** Latest service date, YYYY-MM-DD; null where the claim has none. */
  readonly serviceTo: string | null;
  /** 2010BB NM109. */
  readonly payerId: string | null;
  /** 2010AA NM109 where NM108 is XX, as written; null for an atypical provider. */
  readonly npi: string | null;
  /** PRV03 as written, wherever in the loop the PRV stands; null where there is none. */
  readonly taxonomy: string | null;
  /** The one that NPI, taxonomy, ZIP and dates lead to; null where none or several, and for claims not judged. */
  readonly medicaidId: string | null;
  /** Where the CLM segment begins: 0-based, in bytes. */
  readonly offset: number;
  /** Which segment the CLM is: counts from ST = 1. */
  readonly segment: number;
}

/** What was read and what came of it, in numbers. */
export interface Summary {
  readonly type: 'summary';
  readonly schema: 1;
  readonly files: number;
  /** Other files in the folders and archives that were named, which do not look like claim files; 0 for a single source. */
  readonly skipped: number;
  readonly bytes: number;
  /** Segments, those of the envelope included. */
  readonly segments: number;
  /** ISA segments. */
  readonly interchanges: number;
  /** 837 transaction sets. */
  readonly transactions: number;
  /** CLM segments, out-of-scope ones included. */
  readonly claims: number;
  /** Claims with at least one error finding. */
  readonly flagged: number;
  /** Claims whose outcome is `undecided`: the registry cannot decide whether they need a taxonomy. */
  readonly undecided: number;
  /** Claims that the payer or receiver lists leave out. */
  readonly outOfScope: number;
  /** Exact decimal sum of CLM02 over the flagged claims, in dollars: '150.25'. */
  readonly chargesAtRisk: string;
  /** Findings by severity. */
  readonly findings: Readonly<Record<Severity, number>>;
  /** Findings by rule, in catalogue order; rules that said nothing are absent. */
  readonly rules: Readonly<Partial<Record<RuleId, number>>>;
}
