/**
 * The shared vocabulary: what prvcheck says about claim files. A finding and its JSON have the same shape
 * (schema 1), so what a service receives is what `--format ndjson` prints.
 */

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
  | 'npi-missing'
  | 'enrollment-inactive'
  | 'revalidation-past-due'
  | 'license-expired'
  | 'payer-inactive';

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

export type RuleId = ClaimRuleId | EnvelopeRuleId;

/** Where to look: `offset` is the 0-based byte in the file; `segment` counts from ST = 1 and is 0 outside a transaction set. */
export interface Position {
  readonly offset: number;
  readonly segment: number;
}

/** ISA13, GS06 and ST02 as written; null where the file has not opened that level. */
export interface ControlNumbers {
  readonly interchange: string | null;
  readonly group: string | null;
  readonly transaction: string | null;
}

/** Loop 2000A: one HL*20 with its PRV and 2010AA. */
export interface BillingInfo {
  /** 2010AA NM109 where NM108 is XX, as written; null for an atypical provider. */
  readonly npi: string | null;
  /** 2010AA NM103, and NM104 for a person. */
  readonly name: string | null;
  /** HL01. */
  readonly hl: string;
  /** PRV03 as written, wherever in the loop the PRV stands; null where there is none. */
  readonly taxonomy: string | null;
  /** 2010AA N403. */
  readonly zip: string | null;
  /** The HL*20 segment. */
  readonly position: Position;
}

export type ClaimKind = 'professional' | 'institutional' | 'dental';
export type ClaimPurpose = 'claim' | 'encounter' | 'subrogation';

export interface ClaimInfo {
  /** CLM01, the patient control number. */
  readonly id: string;
  /** CLM02 as written. */
  readonly charge: string;
  /** By GS08, else ST03; null where neither names a guide that we know. */
  readonly kind: ClaimKind | null;
  readonly purpose: ClaimPurpose;
  /** CLM05-3. */
  readonly frequency: string | null;
  /** Earliest and latest service date, YYYY-MM-DD; null where the claim has none. */
  readonly serviceFrom: string | null;
  readonly serviceTo: string | null;
  /** 2010BB NM109 and NM103. */
  readonly payerId: string | null;
  readonly payerName: string | null;
  /** SBR09 of loop 2000B. */
  readonly filing: string | null;
  /** The CLM segment. */
  readonly position: Position;
}

/** Why a taxonomy is required of an NPI (domain: the DMS rule). */
export type Reason = 'multiple-medicaid-ids' | 'multiple-provider-types';

export interface EnrollmentInfo {
  readonly medicaidId: string;
  readonly providerType: string;
  readonly taxonomies: readonly string[];
  /** First and last day in effect, YYYY-MM-DD; null where open. */
  readonly from: string | null;
  readonly to: string | null;
  /** Whether the span overlaps the claim's service dates. */
  readonly active: boolean;
}

interface FindingBase extends ControlNumbers {
  readonly type: 'finding';
  readonly schema: 1;
  readonly severity: Severity;
  /** One sentence in plain words. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  /** The name that the caller gave the source; null where it gave none. */
  readonly file: string | null;
  readonly position: Position;
}

export interface ClaimFinding extends FindingBase {
  readonly rule: ClaimRuleId;
  readonly loop: '2000A' | '2010AA' | '2010BB';
  readonly billing: BillingInfo;
  readonly claim: ClaimInfo;
  readonly reasons: readonly Reason[];
  readonly enrollments: readonly EnrollmentInfo[];
}

export interface EnvelopeFinding extends FindingBase {
  readonly rule: EnvelopeRuleId;
  readonly loop: null;
}

/** One statement about the data; `rule` tells the two kinds apart. */
export type Finding = ClaimFinding | EnvelopeFinding;

/** What came of a claim; `unplaced`: it stands before any billing loop, which is a finding on the envelope. */
export type Outcome = 'clean' | 'warned' | 'flagged' | 'out-of-scope' | 'unplaced';

/**
 * One claim with what came of it: small and flat, for whoever routes claims. It comes after the findings on the claim.
 * What is wrong with the envelope around it is not in here.
 */
export interface ClaimVerdict extends ControlNumbers {
  readonly type: 'claim';
  readonly schema: 1;
  /** The gravest that was said of it: an error (flagged), a warning (warned), else clean. */
  readonly outcome: Outcome;
  /** The rules of its findings. */
  readonly rules: readonly ClaimRuleId[];
  readonly file: string | null;
  /** CLM01, and CLM02 as written. */
  readonly id: string;
  readonly charge: string;
  readonly kind: ClaimKind | null;
  readonly serviceFrom: string | null;
  readonly serviceTo: string | null;
  /** 2010BB NM109. */
  readonly payerId: string | null;
  /** As in BillingInfo. */
  readonly npi: string | null;
  readonly taxonomy: string | null;
  /** The one that NPI, taxonomy, ZIP and dates lead to; null where none or several, and for claims not judged. */
  readonly medicaidId: string | null;
  /** The CLM segment, as in Position. */
  readonly offset: number;
  readonly segment: number;
}

export interface Summary {
  readonly type: 'summary';
  readonly schema: 1;
  readonly files: number;
  readonly bytes: number;
  readonly segments: number;
  readonly interchanges: number;
  /** 837 transaction sets. */
  readonly transactions: number;
  /** CLM segments, out-of-scope ones included. */
  readonly claims: number;
  /** Claims with at least one error finding. */
  readonly flagged: number;
  /** Claims that the payer or receiver lists leave out. */
  readonly outOfScope: number;
  /** Exact decimal sum of CLM02 over the flagged claims. */
  readonly chargesAtRisk: string;
  readonly findings: Readonly<Record<Severity, number>>;
  /** Findings by rule, in catalogue order; rules that said nothing are absent. */
  readonly rules: Readonly<Partial<Record<RuleId, number>>>;
}
