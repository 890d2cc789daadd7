import type { ClaimKind, ControlNumbers, Position } from '../finding';
import type { Assignments } from './assignments';

/** The rules whose faults can be mended. */
export const mended = ['taxonomy-missing', 'taxonomy-misplaced', 'taxonomy-malformed'] as const;
/** A rule whose faults can be mended. */
export type MendedRule = (typeof mended)[number];

/** What a code may be taken from, beside the file itself and the registry. */
export interface Certainties {
  readonly assignments: Assignments;
  /** Provider types that bill each kind of 837, as registries write them; a kind that is not in it: any type. */
  readonly bills: ReadonlyMap<ClaimKind, ReadonlySet<string>>;
}

/** A segment as it stood or stands. */
export interface Placed extends Position {
  /** Without its terminator. */
  readonly text: string;
}

/** A billing loop at fault: who, and what is at stake. */
export interface LoopAtFault extends ControlNumbers {
  /** The name that the caller gave the source; null where it gave none. */
  readonly file: string | null;
  readonly rule: MendedRule;
  /** 2010AA NM109 where NM108 is XX; null for an atypical provider. */
  readonly npi: string | null;
  /** 2010AA NM103, and NM104 for a person. */
  readonly name: string | null;
  /** HL01. */
  readonly hl: string;
  /** The HL*20 segment in the file that was read. */
  readonly billing: Placed;
  /** Claims that the rule speaks of, and the exact sum of their CLM02. */
  readonly claims: number;
  readonly charges: string;
  /** Other claims of the loop that the lists of payers and receivers leave out: they carry the code too. */
  readonly outOfScope: number;
}

/** Where a code was taken from: the misplaced or malformed PRV, what the user assigned, the one enrollment that is left. */
export type CodeSource = 'file' | 'assigned' | 'registry';

/** The PRV of a billing loop was put right. One line of the change log. */
export interface PrvEdit extends LoopAtFault {
  readonly type: 'edit';
  readonly schema: 1;
  /** Written where none was; taken from after NM1*85 to its place; written anew where it stands. */
  readonly change: 'inserted' | 'moved' | 'rewritten';
  readonly source: CodeSource;
  readonly taxonomy: string;
  /** The one that the code leads to; null where the registry does not tell. */
  readonly medicaidId: string | null;
  /** One sentence. */
  readonly why: string;
  /** In the file that was read; null where there was none. */
  readonly removed: Placed | null;
  /** In the file that was written. */
  readonly written: Placed;
}

/** SE01 was put right. One line of the change log. */
export interface CountEdit extends ControlNumbers {
  readonly type: 'count';
  readonly schema: 1;
  readonly file: string | null;
  readonly removed: Placed;
  readonly written: Placed;
}

/** An enrollment that a loop may be billed under. */
export interface CodeChoice {
  readonly taxonomies: readonly string[];
  readonly medicaidId: string;
  readonly providerType: string;
}

/** A billing loop at fault that was left as it was. One line of the change log. */
export interface LeftLoop extends LoopAtFault {
  readonly type: 'left';
  readonly schema: 1;
  /** Why nothing was written: one sentence. */
  readonly why: string;
  /** What to do about it. */
  readonly hint: string;
  readonly choices: readonly CodeChoice[];
}

/** What `repair` tells, and a line of the change log. */
export type Change = PrvEdit | CountEdit | LeftLoop;
