import type { ComparisonRow } from '../../compare/comparison-rows';
import type { ComparisonTotals } from '../../compare/tallies';

/** What a comparison is of. */
export interface CompareHead {
  /** The list of enrollments, as the user named it; null: none. */
  readonly registry: string | null;
}

/** Turns a comparison into text: the caller writes the returned strings in order. */
export interface CompareReport {
  begin(head: CompareHead): string;
  row(row: ComparisonRow): string;
  end(totals: ComparisonTotals): string;
}
