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

/** The registry cannot be used; the message is complete and for people. `problems`: the bad rows, where those are why. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';

  constructor(
    message: string,
    readonly problems: readonly RowProblem[] = [],
  ) {
    super(message);
  }
}

/** Most NPIs of the registry fail their check digit. */
export class InvalidNpisError extends RegistryError {
  /** @param columns which would mend it, as a `RegistryReader` takes them; null: no other column holds NPIs */
  constructor(
    message: string,
    readonly columns: Readonly<Record<string, string>> | null,
  ) {
    super(message);
  }
}
