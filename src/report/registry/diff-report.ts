import type { NpiDiff } from '../../enrollment/diff/compare';

/** What a diff is about; files as the user wrote them, days YYYY-MM-DD. */
export interface DiffHead {
  readonly old: string;
  readonly new: string;
  readonly on: string;
  /** The last day that is looked ahead to. */
  readonly until: string;
  readonly require: string;
}

/** NPIs of each kind. */
export interface DiffCounts {
  readonly oldNpis: number;
  readonly newNpis: number;
  /** Those with any change between the two, and those of them whose verdict is another. */
  readonly changed: number;
  readonly nowRequired: number;
  readonly noLongerRequired: number;
  readonly noLongerEnrolled: number;
  /** Those whose verdict changes later, by the new registry itself. */
  readonly upcoming: number;
}

/** Differences in, text out: the caller writes the strings in the order in which it gets them. */
export interface DiffReport {
  begin(head: DiffHead): string;
  /** In parts; none while a report gathers. */
  npi(diff: NpiDiff): Iterable<string>;
  end(counts: DiffCounts): string;
}
