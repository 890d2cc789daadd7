import type { ErrorCode } from '../values/errors';
import { must } from '../values/options';
import { messageOf } from '../values/visible';

/** One registry row: an NPI with a Medicaid ID, and the span in which DMS pays it. */
export interface Enrollment {
  /** Ten digits. */
  readonly npi: string;
  /** As written in the registry; 10 characters today. */
  readonly medicaidId: string;
  /** Two or three characters; '' if blank in the row. */
  readonly providerType: string;
  /** Empty if the row lists none; such a row matches any code. */
  readonly taxonomies: readonly string[];
  /** First day in effect, YYYY-MM-DD; null if open. */
  readonly from: string | null;
  /** Last day in effect, YYYY-MM-DD; null if open. */
  readonly to: string | null;
  readonly name: string | null;
  /** 5 or 9 digits. */
  readonly zip: string | null;
  readonly taxId: string | null;
  /** When revalidation is due, YYYY-MM-DD. If the row has only the last revalidation, five years after it. */
  readonly revalidationDate: string | null;
  /** When the provider's license expires, YYYY-MM-DD. */
  readonly licenseExpiration: string | null;
  /** Status of an application in the partner portal, in the portal's words. */
  readonly applicationStatus: string | null;
  /** Date of the last activity on that application, YYYY-MM-DD. */
  readonly applicationActivityDate: string | null;
}

/** The last days of an enrollment that verdicts depend on: a verdict may change on the day after one of them. */
export const lastDays = ['to', 'revalidationDate', 'licenseExpiration'] as const;
export type LastDay = (typeof lastDays)[number];

/** An enrollment as verdicts read it: of its dates, only those that a steady span takes into account. */
export type JudgedEnrollment = Pick<
  Enrollment,
  'npi' | 'medicaidId' | 'providerType' | 'taxonomies' | 'zip' | 'from' | LastDay
>;

/**
 * Enrollments by NPI. Any number of checks may share it.
 *
 * One of your own making must keep stable, for the time of a check: the rows of an NPI, with all their fields, and their
 * order. Checks remember billing loops that were judged clean beyond that, per thread and across files, by the `Checker`:
 * when a row changes, call `Checker.refresh()`. `enrollments` is called synchronously and often, so it should answer from
 * memory, and it must not throw for any text.
 */
export interface Registry {
  /** Rows kept. */
  readonly rows: number;
  /** Dropped rows that repeat another in every column. */
  readonly duplicateRows: number;
  /** Invalid rows that were skipped, with the option `skipBadRows`. */
  readonly skippedRows: readonly RowProblem[];
  /** Likely mistakes that do not stop a check, one sentence each. */
  readonly warnings: readonly string[];
  /** The rows of one NPI; empty if it is not registered. */
  enrollments(npi: string): readonly Enrollment[];
}

/** Looks up the rows of an NPI, with the fields that the caller reads. */
export interface Rows<E extends JudgedEnrollment = JudgedEnrollment> {
  enrollments(npi: string): readonly E[];
}

const judgedRows = /* @__PURE__ */ new WeakMap<Registry, Rows>();

/** Keeps a faster way to the same rows, for verdicts. */
export function keepJudged(registry: Registry, rows: Rows): void {
  judgedRows.set(registry, rows);
}

/** The rows of a registry as verdicts read them. One made by prvcheck decodes no more than that. */
export function judgedRowsOf(registry: Registry): Rows {
  return judgedRows.get(registry) ?? registry;
}

/** The registry of a run without one: nobody is enrolled. */
export const noEnrollments: Registry = /* @__PURE__ */ Object.freeze({
  rows: 0,
  duplicateRows: 0,
  skippedRows: [],
  warnings: [],
  enrollments: () => [],
});

/** An invalid row of a registry. */
export interface RowProblem {
  /** 1-based line of the file, or row of the sheet. */
  readonly line: number;
  /** The reason, as part of a sentence: 'it has no NPI'. */
  readonly reason: string;
  /** The field whose cell is at fault, or `candidate`; left out if it is not one of them. */
  readonly field?: string;
}

/** Checks that an argument is a registry. */
export const aRegistry = /* @__PURE__ */ must(
  'a registry, as loadRegistry, registryFromBytes or a RegistryReader makes it',
  (value) => typeof (value as Registry | null | undefined)?.enrollments === 'function',
);

/** The registry is invalid or damaged; the message is complete and for users. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  readonly code: Extract<ErrorCode, `PRVCHECK_REGISTRY_${string}`>;
  /** The invalid rows, if they are the cause. */
  readonly problems: readonly RowProblem[];
  /**
   * Fields (`npi`, …) whose column is missing or in doubt, each with the header that may be meant; null if none is
   * close.
   */
  readonly suggestedColumns: Readonly<Record<string, string | null>>;
  /** Rows have a blank NPI below another, as merged cells look in a CSV: the option `fillDown` would use that one. */
  readonly hasBlankNpi: boolean;
  /** The sheets of a workbook to choose from, if it is not clear which one is meant. */
  readonly sheets: readonly string[];

  /** @internal */
  constructor(
    code: RegistryError['code'],
    message: string | readonly string[],
    details: Partial<Pick<RegistryError, 'problems' | 'suggestedColumns' | 'hasBlankNpi' | 'sheets'>> = {},
  ) {
    super(messageOf(message));
    this.code = code;
    this.problems = [...(details.problems ?? [])];
    this.suggestedColumns = details.suggestedColumns ?? {};
    this.hasBlankNpi = details.hasBlankNpi ?? false;
    this.sheets = [...(details.sheets ?? [])];
  }
}
