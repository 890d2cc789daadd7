import type { ClaimKind, ControlNumbers, Position, ProviderInfo } from '../finding';
import type { Assignments } from './assignments';

/** The rules whose faults can be corrected. */
export const mended = ['taxonomy-missing', 'taxonomy-misplaced', 'taxonomy-malformed'] as const;
/** A rule whose faults can be corrected. */
export type MendedRule = (typeof mended)[number];

/** The same rules on rendering and attending providers. */
export const mendedOfProviders = [
  'rendering-taxonomy-missing',
  'rendering-taxonomy-malformed',
  'attending-taxonomy-missing',
  'attending-taxonomy-malformed',
] as const;
/** A rule on rendering or attending providers whose faults can be corrected. */
export type MendedProviderRule = (typeof mendedOfProviders)[number];

/** Sources of a code besides the file itself and the registry. */
export interface Certainties {
  readonly assignments: Assignments;
  /** The provider types that bill each 837 type, as registries write them; any type for an absent one. */
  readonly bills: ReadonlyMap<ClaimKind, ReadonlySet<string>>;
}

/** A segment with its position. */
export interface Placed extends Position {
  /** Without the terminator. */
  readonly text: string;
}

/** A billing loop at fault, and its claims. */
export interface LoopAtFault extends ControlNumbers {
  /** The `file` option of the repair; null without it. */
  readonly file: string | null;
  readonly rule: MendedRule;
  /** 2010AA NM109 if NM108 is XX; null for an atypical provider. */
  readonly npi: string | null;
  /** 2010AA NM103, and NM104 for a person. */
  readonly name: string | null;
  /** HL01. */
  readonly hl: string;
  /** Its name in the file, by which a code can be assigned to it: `ISA 000000001 GS 1 ST 0001 HL 4`. */
  readonly billingLoop: string;
  readonly kind: ClaimKind | null;
  /** 2010AA N403. */
  readonly zip: string | null;
  /** 2010BB NM109 of all its claims that were checked, in capitals; null if they have none, or several. */
  readonly payer: string | null;
  /** The HL*20 segment in the original file. */
  readonly billing: Placed;
  /** The claims at fault, and the exact sum of their CLM02. */
  readonly claims: number;
  readonly charges: string;
  /** Other claims of the loop, excluded by the lists of payers and receivers; they get the code too. */
  readonly outOfScope: number;
}

/** The name of a billing loop in its file: the control numbers around it and HL01, which no correction changes. */
export function loopName({ interchange, group, transaction }: ControlNumbers, hl: string): string {
  const parts = [
    ...(interchange === null ? [] : [`ISA ${interchange}`]),
    ...(group === null ? [] : [`GS ${group}`]),
    ...(transaction === null ? [] : [`ST ${transaction}`]),
    `HL ${hl}`,
  ];
  return plainLoopName(parts.join(' '));
}

/** The name as a spreadsheet may return it: blanks do not count. */
export function plainLoopName(name: string): string {
  return name.replace(/\s+/g, ' ').trim();
}

/** The source of a code: the misplaced or malformed PRV, an assignment of the user, the only matching enrollment. */
export type CodeSource = 'file' | 'assigned' | 'registry';

/** A correction of the PRV of a billing loop. One line of the change log. */
export interface PrvEdit extends LoopAtFault {
  readonly type: 'edit';
  readonly schema: 1;
  /** Inserted where there was none, moved from after NM1*85 to its place, or rewritten in place. */
  readonly change: 'inserted' | 'moved' | 'rewritten';
  readonly source: CodeSource;
  readonly taxonomy: string;
  /** The Medicaid ID that the code resolves to; null if there is not exactly one. */
  readonly medicaidId: string | null;
  /** Why this code, in one sentence. */
  readonly why: string;
  /** In the original file; null if there was none. */
  readonly removed: Placed | null;
  /** In the corrected file. */
  readonly written: Placed;
}

/** A correction of SE01. One line of the change log. */
export interface CountEdit extends ControlNumbers {
  readonly type: 'count';
  readonly schema: 1;
  readonly file: string | null;
  readonly removed: Placed;
  readonly written: Placed;
}

/** An enrollment that the loop could be billed under. */
export interface CodeChoice {
  readonly taxonomies: readonly string[];
  readonly medicaidId: string;
  readonly providerType: string;
}

/** A billing loop at fault that was left unchanged. One line of the change log. */
export interface LeftLoop extends LoopAtFault {
  readonly type: 'left';
  readonly schema: 1;
  /** Why nothing was written, in one sentence. */
  readonly why: string;
  /** What to do about it. */
  readonly hint: string;
  readonly choices: readonly CodeChoice[];
}

/** A rendering or attending provider at fault, in one claim. */
export interface ProviderAtFault extends ControlNumbers {
  /** The `file` option of the repair; null without it. */
  readonly file: string | null;
  readonly rule: MendedProviderRule;
  /** Its role, NPI, code as written, and the service line. */
  readonly provider: ProviderInfo;
  /** CLM01, the patient control number of the claim. */
  readonly claim: string;
  /** CLM02 as written, in dollars. */
  readonly charge: string;
  /** 2010AA NM109 if NM108 is XX; null for an atypical provider. */
  readonly npi: string | null;
  /** The name of the billing loop of the claim in its file. */
  readonly billingLoop: string;
  /** In the original file: its NM1 segment; the CLM segment if the claim has no such provider. */
  readonly position: Position;
}

/** A correction of the PRV of a rendering or attending provider. One line of the change log. */
export interface ProviderEdit extends ProviderAtFault {
  readonly type: 'provider-edit';
  readonly schema: 1;
  /** Inserted after its NM1 where there was none, or rewritten in place. */
  readonly change: 'inserted' | 'rewritten';
  readonly source: CodeSource;
  readonly taxonomy: string;
  /** The only Medicaid ID of the provider with this code; null if there are several. */
  readonly medicaidId: string | null;
  /** Why this code, in one sentence. */
  readonly why: string;
  /** In the original file; null if there was none. */
  readonly removed: Placed | null;
  /** In the corrected file. */
  readonly written: Placed;
}

/** A rendering or attending provider at fault that was left unchanged. One line of the change log. */
export interface LeftProvider extends ProviderAtFault {
  readonly type: 'provider-left';
  readonly schema: 1;
  /** Why nothing was written, in one sentence. */
  readonly why: string;
  /** What to do about it. */
  readonly hint: string;
  /** Its enrollments that are active on the service dates. */
  readonly choices: readonly CodeChoice[];
}

/** What `repair` reports: one line of the change log. */
export type Change = PrvEdit | CountEdit | LeftLoop | ProviderEdit | LeftProvider;
