import type { NpiDiff } from '../../enrollment/diff/compare';

/** What a diff compares; files as the user wrote them, days YYYY-MM-DD. */
export interface DiffHead {
  readonly old: string;
  readonly new: string;
  readonly on: string;
  /** The last day of the look ahead. */
  readonly until: string;
  readonly require: string;
}

/** Numbers of NPIs. */
export interface DiffCounts {
  readonly oldNpis: number;
  readonly newNpis: number;
  /** NPIs with any change between the two, and those of them whose verdict changes. */
  readonly changed: number;
  readonly nowRequired: number;
  readonly noLongerRequired: number;
  readonly noLongerEnrolled: number;
  /** NPIs whose verdict changes later, according to the new registry alone. */
  readonly upcoming: number;
}

/** Turns differences into text: the caller writes the returned strings in order. */
export interface DiffReport {
  begin(head: DiffHead): string;
  /** In parts; none while the report collects. */
  npi(diff: NpiDiff): Iterable<string>;
  end(counts: DiffCounts): string;
}
