import type { Summary } from '../finding';
import type { Field } from '../registry/columns';
import type { RowProblem } from '../registry/registry';
import type { Line, PlaceWanted } from '../report/excerpt';
import type { Shown } from '../report/html';
import type { RepairTotals } from '../report/repair';
import type { Copy } from './worker/copies';
import type { Dropped } from './worker/inputs';
import type { ProviderLeft } from './worker/providers-left';

/** How a registry is read: what the user has said of it so far. */
export interface RegistryReading {
  readonly columns: Readonly<Record<string, string>>;
  readonly skipBadRows: boolean;
  readonly acceptInvalidNpis: boolean;
}

/** What the page asks of its worker. */
export type Task =
  | { readonly name: 'registry'; readonly file: File; readonly reading: RegistryReading }
  | { readonly name: 'check'; readonly files: readonly Dropped[] }
  | { readonly name: 'export'; readonly format: 'csv' | 'ndjson' }
  | { readonly name: 'answer' }
  | {
      readonly name: 'correct';
      /** What the user picked, by NPI. */
      readonly codes: Readonly<Record<string, string>>;
      /** No copy is made: what would come of it is asked for. */
      readonly dryRun: boolean;
    }
  | { readonly name: 'excerpts'; readonly places: readonly PlaceWanted[] };

/** A registry that is in use, or what keeps it from being used. */
export type RegistryAnswer =
  | {
      readonly kind: 'ready';
      readonly rows: number;
      readonly npis: number;
      readonly notes: readonly string[];
    }
  | {
      readonly kind: 'columns';
      readonly header: readonly string[];
      /** What was taken for what. */
      readonly found: Readonly<Partial<Record<Field, string>>>;
      /** The columns are known; most NPIs in them fail their check digit. */
      readonly hasInvalidNpis: boolean;
      readonly message: string;
    }
  | {
      readonly kind: 'rows';
      readonly problems: readonly RowProblem[];
      readonly count: number;
      readonly message: string;
    }
  | { readonly kind: 'unusable'; readonly message: string };

export type CheckAnswer = Shown;

/** What is corrected, or would be. */
export interface Corrections {
  readonly totals: RepairTotals;
  /** Of the files of which there is a copy, and of the copies. */
  readonly before: Summary;
  readonly after: Summary;
  /** Why there is no copy of a file. */
  readonly problems: readonly string[];
  /** Whose billing loops were left as they are, the costliest first; of very many not all. */
  readonly left: readonly ProviderLeft[];
  /** The first changes, and how many more there are. */
  readonly diff: string;
  readonly changesNotShown: number;
  /** To save; null where no copy was made. */
  readonly file: Copy | null;
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
  /** The file in hand. */
  readonly file: string;
}

export interface Answers {
  readonly registry: RegistryAnswer;
  /** null: it was stopped. */
  readonly check: CheckAnswer | null;
  readonly export: Blob | null;
  readonly answer: ClaimAnswerFile | null;
  readonly correct: Corrections | null;
  readonly excerpts: Readonly<Record<number, readonly Line[]>>;
}

/** To the worker; `stop` ends the task in hand. */
export type Request =
  | { readonly id: number; readonly task: Task }
  | { readonly id: number; readonly task: 'stop' };

/** From the worker: some progress, and one answer or fault for each task. */
export type Reply =
  | { readonly id: number; readonly progress: Progress }
  | { readonly id: number; readonly answer: Answers[keyof Answers] }
  | { readonly id: number; readonly fault: string };
