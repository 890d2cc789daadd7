import type { AuditItem, AuditKind } from '../enrollment/audit/audit';
import type { Severity, Summary } from '../finding';
import type { RegistryFileOptions } from '../input/registry-file';
import type { Field } from '../registry/columns';
import type { Assignment } from '../repair/assignments';
import type { ComparedShown } from '../report/compare/compared';
import type { Line, PlaceWanted } from '../report/excerpt';
import type { Shown } from '../report/html';
import type { RepairTotals } from '../report/repair';
import type { Policy } from '../rules/policy';
import type { Saved } from './worker/copies';
import type { Dropped } from './worker/inputs';
import type { ProviderLeft } from './worker/providers-left';

/** How to read a registry: the user's answers so far. */
export type RegistryReading = RegistryFileOptions;

/** A task for the worker. */
export type Task =
  | { readonly name: 'registry'; readonly file: File; readonly reading: RegistryReading }
  | { readonly name: 'start'; readonly files: readonly Dropped[] }
  /** Explains the answers of payers among the files. */
  | { readonly name: 'answers'; readonly files: readonly Dropped[] }
  /** Without a file: begins an empty list. */
  | { readonly name: 'open-list'; readonly file: File | null; readonly reading: RegistryReading }
  | { readonly name: 'edit-list'; readonly edit: ListEdit }
  | { readonly name: 'look-in-list'; readonly look: ListLook }
  | { readonly name: 'save-list'; readonly format: ListFormat }
  | {
      readonly name: 'check';
      readonly files: readonly Dropped[];
      /** The file of the list of enrollments. */
      readonly listName: string;
      readonly policy: Omit<Policy, 'taxonomyCodes'>;
      /** The NUCC file. */
      readonly nucc: File | null;
    }
  | { readonly name: 'export'; readonly format: 'csv' | 'ndjson' }
  | { readonly name: 'answer' }
  | {
      readonly name: 'correct';
      /** The chosen codes. */
      readonly assignments: readonly Assignment[];
      /** The day for the names of files, YYYY-MM-DD; null if only the outcome is wanted. */
      readonly saveOn: string | null;
    }
  /** A table for people, its header first, in a sheet of that title. */
  | {
      readonly name: 'table';
      readonly format: 'csv' | 'xlsx';
      readonly title: string;
      readonly table: readonly (readonly (string | number)[])[];
    }
  | { readonly name: 'excerpts'; readonly places: readonly PlaceWanted[] };

/** What is wrong with a list of enrollments, or soon will be: errors and warnings of `auditRegistry`. */
export interface ListAudit {
  /** The day, YYYY-MM-DD. */
  readonly asOf: string;
  readonly groups: readonly AuditGroup[];
}

/** All items of a kind. */
export interface AuditGroup {
  readonly kind: AuditKind;
  readonly severity: Severity;
  /** What to do, and why. */
  readonly title: string;
  readonly hint: string;
  readonly count: number;
  /** The first ones. */
  readonly items: readonly AuditItem[];
}

/** A registry that is in use, or why it cannot be used. */
export type RegistryAnswer =
  | {
      readonly kind: 'ready';
      readonly rows: number;
      readonly npis: number;
      readonly notes: readonly string[];
      /** null: it is too large to be audited here. */
      readonly audit: ListAudit | null;
    }
  | {
      readonly kind: 'columns';
      readonly header: readonly string[];
      /** The first values of each column. */
      readonly samples: readonly (readonly string[])[];
      /** The recognized columns, by field. */
      readonly found: Readonly<Partial<Record<Field, string>>>;
      /** The columns are known, but most NPIs fail their check digit. */
      readonly hasInvalidNpis: boolean;
      readonly message: string;
    }
  | {
      readonly kind: 'rows';
      /** What is wrong with them, each once. */
      readonly faults: readonly string[];
      readonly count: number;
      /** NPIs are blank below others, as merged cells look in a CSV. */
      readonly hasBlankNpi: boolean;
      readonly message: string;
    }
  | { readonly kind: 'sheets'; readonly sheets: readonly string[]; readonly message: string }
  | { readonly kind: 'unusable'; readonly message: string };

/** A change to the open list. Rows are named by their `id`. */
export type ListEdit =
  | { readonly kind: 'cell'; readonly row: number; readonly column: number; readonly text: string }
  | { readonly kind: 'delete'; readonly row: number }
  /** A row for another Medicaid ID of the same NPI, below it. */
  | { readonly kind: 'copy'; readonly row: number }
  | { readonly kind: 'add'; readonly npi: string }
  /** Takes the NPI from the row above where it is blank. */
  | { readonly kind: 'fill-down' }
  /** Uses the NPIs as they are, although most fail their check digit. Cannot be undone. */
  | { readonly kind: 'accept-npis' }
  | { readonly kind: 'undo' };

/** What to look for in the open list. */
export interface ListLook {
  /** null: keep the rows found before, but for those that are gone. */
  readonly find: ListFind | null;
  /** From 0. */
  readonly page: number;
}

export interface ListFind {
  readonly text: string;
  /** The rows that a check refuses, or those that an audit names. */
  readonly among: 'all' | 'faults' | AuditKind;
}

export type ListFormat = 'csv' | 'xlsx';

/** The list that is open, after it was opened or changed. */
export interface OpenedList {
  readonly columns: readonly ListedColumn[];
  /** Blank ones left out. */
  readonly rows: number;
  /** Rows that a check refuses, or leaves out if the user wants that. */
  readonly faults: number;
  /** Whether and how it can be used as it is. */
  readonly answer: RegistryAnswer;
  readonly audit: ListAudit | null;
  /** As it is now, and how to read it. */
  readonly file: File;
  readonly reading: RegistryReading;
  /** The row that was added. */
  readonly added: number | null;
  readonly canUndo: boolean;
  /** Why it can be seen but not changed; null if it can be changed. */
  readonly whyFixed: string | null;
}

export interface ListedColumn {
  readonly name: string;
  /** null: readers do not use it. */
  readonly field: Field | 'candidate' | null;
}

/** Some rows of the open list. */
export interface ListPage {
  /** How many rows were found. */
  readonly found: number;
  /** How many of them are on pages: not all if there are very many. */
  readonly shown: number;
  readonly pages: number;
  readonly page: number;
  readonly rows: readonly ListedRow[];
}

export interface ListedRow {
  readonly id: number;
  /** The line of the list as it would be saved; null for a blank row, which is not saved. */
  readonly line: number | null;
  readonly cells: readonly string[];
  /** Why a check refuses it. */
  readonly fault: { readonly columns: readonly number[]; readonly reason: string } | null;
}

/** A list of enrollments to complete, begun from claims and remittances. */
export interface StartedList {
  readonly npis: number;
  /** How many of them claims bill under. */
  readonly billingNpis: number;
  /** Those with the highest charges first, those without claims last; not all if there are very many. */
  readonly providers: readonly {
    readonly npi: string;
    /** '' if it is not known. */
    readonly name: string;
    readonly claims: number;
    /** '' without claims. */
    readonly charges: string;
    /** Medicaid IDs to confirm; '' if there is none. */
    readonly numbers: string;
  }[];
  /** Names the NPIs with several numbers of one payer. */
  readonly severalNumbers: readonly string[];
  readonly claimsWithoutNpi: number;
  /** Claims of NPIs that are not in the list, because it is full. */
  readonly claimsLeftOut: number;
  /** Provider numbers that are not in the list, because the payer names no NPI. */
  readonly numbersWithoutNpi: number;
  /** There are more provider numbers than the list can hold. */
  readonly hasMoreNumbers: boolean;
  /** Why something could not be read. */
  readonly problems: readonly string[];
  /** The workbook. */
  readonly file: Blob;
}

export interface CheckAnswer extends Shown {
  /** The payers of the claims, in scope or not; those with the most claims first. */
  readonly payers: readonly PayerFound[];
}

/** A payer by its ID; without one, all claims that name none. */
export interface PayerFound {
  readonly id: string | null;
  readonly name: string | null;
  readonly claims: number;
  readonly charges: string;
}

/** What is corrected, or would be. */
export interface Corrections {
  readonly totals: RepairTotals;
  /** The summaries before and after, of the files that have a copy. */
  readonly before: Summary;
  readonly after: Summary;
  /** Why a file has no copy. */
  readonly problems: readonly string[];
  /** Providers with uncorrected billing loops, by charges in descending order; not all if there are very many. */
  readonly left: readonly ProviderLeft[];
  /** The first changes, and how many more there are. */
  readonly diff: string;
  readonly changesNotShown: number;
  /** The first files in which nothing was changed, and how many there are. */
  readonly unchanged: { readonly names: readonly string[]; readonly count: number };
  /** null if no copy was made. */
  readonly saved: Saved | null;
}

/** The 277CA. */
export interface ClaimAnswerFile {
  readonly file: Blob;
  /** Claims that are not in it: a 999 or TA1 rejects their set, group or interchange. */
  readonly claimsLeftOut: number;
}

export interface Progress {
  readonly bytes: number;
  readonly total: number;
  readonly claims: number;
  readonly flagged: number;
  readonly undecided: number;
  /** The current file. */
  readonly file: string;
}

export interface Answers {
  readonly registry: RegistryAnswer;
  /** null: it was stopped. */
  readonly start: StartedList | null;
  /** null: there are none. */
  readonly answers: ComparedShown | null;
  /** Or why it cannot be shown. */
  readonly 'open-list': OpenedList | string;
  readonly 'edit-list': OpenedList;
  readonly 'look-in-list': ListPage;
  readonly 'save-list': Blob;
  readonly check: CheckAnswer | null;
  readonly export: Blob | null;
  readonly table: Blob;
  readonly answer: ClaimAnswerFile | null;
  readonly correct: Corrections | null;
  readonly excerpts: Readonly<Record<number, readonly Line[]>>;
}

/** To the worker; `stop` ends the current task. */
export type Request =
  | { readonly id: number; readonly task: Task }
  | { readonly id: number; readonly task: 'stop' };

/** From the worker: progress, and one result or fault for each task. */
export type Reply =
  | { readonly id: number; readonly progress: Progress }
  | { readonly id: number; readonly answer: Answers[keyof Answers] }
  | { readonly id: number; readonly fault: string };
