import type { ErrorCode } from '../values/errors';
import { must } from '../values/options';
import { messageOf } from '../values/visible';

/** One registry row: an NPI under a Medicaid ID, with the span in which DMS pays it. */
export interface Enrollment {
  /** Ten digits. */
  readonly npi: string;
  /** As the registry writes it; 10 characters today. */
  readonly medicaidId: string;
  /** Two or three characters; '' where the row leaves it blank. */
  readonly providerType: string;
  /** Empty where the row lists none: such a row matches any code. */
  readonly taxonomies: readonly string[];
  /** First day in effect, YYYY-MM-DD; null where open. */
  readonly from: string | null;
  /** Last day in effect, YYYY-MM-DD; null where open. */
  readonly to: string | null;
  readonly name: string | null;
  /** 5 or 9 digits. */
  readonly zip: string | null;
  readonly taxId: string | null;
  /**
   * The day by which it is to be revalidated, YYYY-MM-DD; five years after the last revalidation where the row gives
   * that and no such day.
   */
  readonly revalidationDate: string | null;
  /** Day on which the provider's licence expires, YYYY-MM-DD. */
  readonly licenseExpiration: string | null;
  /** How an application in the partner portal stands, in the portal's words. */
  readonly applicationStatus: string | null;
  /** Day on which anybody last worked on that application, YYYY-MM-DD. */
  readonly applicationActivityDate: string | null;
}

/** The last days of an enrollment that verdicts rest on: on the day after one of them, a verdict may be another. */
export const lastDays = ['to', 'revalidationDate', 'licenseExpiration'] as const;
export type LastDay = (typeof lastDays)[number];

/** Enrollments by NPI. Never changes once made, so that any number of checks may share it. */
export interface Registry {
  /** Rows kept. */
  readonly rows: number;
  /** Rows that repeat another in every column, dropped. */
  readonly duplicateRows: number;
  /** Bad rows that were left out on the caller's word. */
  readonly skippedRows: readonly RowProblem[];
  /** What looks wrong but does not stop a check, one sentence each. */
  readonly warnings: readonly string[];
  /** The rows of one NPI; empty when it is not registered. */
  enrollments(npi: string): readonly Enrollment[];
}

/** A row of a registry that cannot be used. */
export interface RowProblem {
  /** 1-based line of the file. */
  readonly line: number;
  /** In words: 'it has no NPI'. */
  readonly reason: string;
}

/** For an argument that has to be a registry. */
export const aRegistry = /* @__PURE__ */ must(
  'a registry, as loadRegistry, registryFromBytes or a RegistryReader makes it',
  (value) => typeof (value as Registry | null | undefined)?.enrollments === 'function',
);

/** The registry cannot be used; the message is complete and for people. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  readonly code: Extract<ErrorCode, `PRVCHECK_REGISTRY_${string}`>;
  /** The bad rows, where those are why. */
  readonly problems: readonly RowProblem[];
  /** Fields (`npi`, …) whose column is in doubt, each with the header that may be meant; null: none is near. */
  readonly suggestedColumns: Readonly<Record<string, string | null>>;

  /** @internal */
  constructor(
    code: RegistryError['code'],
    message: string | readonly string[],
    details: Partial<Pick<RegistryError, 'problems' | 'suggestedColumns'>> = {},
  ) {
    super(messageOf(message));
    this.code = code;
    this.problems = [...(details.problems ?? [])];
    this.suggestedColumns = details.suggestedColumns ?? {};
  }
}
