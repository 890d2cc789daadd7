import { codeNumber, wordsOf } from './codes';
import type { Tuples } from './tuples';

/** Rows by NPI. */
export interface Grouping {
  /** The NPIs behind a 1, ascending. */
  readonly npis: Float64Array;
  /** For each of them its first place in `rows`; at the end the number of rows. */
  readonly starts: Uint32Array;
  /** The numbers of the rows, those of an NPI in the order in which they came. */
  readonly rows: Uint32Array;
  /** For each NPI in the order in which they came its place in `npis`. */
  readonly ranks: Uint32Array;
}

/** @param rows begin with the number that the NPI has in `npis` */
export function groupByNpi(npis: Tuples, rows: Tuples): Grouping {
  const ascending = Float64Array.from({ length: npis.count }, (_, i) =>
    codeNumber(npis.word(i, 0), npis.word(i, 1)),
  ).sort();
  const ranks = new Uint32Array(npis.count);
  for (const [rank, npi] of ascending.entries()) ranks[npis.add(wordsOf(npi))] = rank;

  const starts = new Uint32Array(npis.count + 1);
  const rankOf = (row: number) => ranks[rows.word(row, 0)]!;
  for (let row = 0; row < rows.count; row++) starts[rankOf(row) + 1]!++;
  for (let rank = 0; rank < npis.count; rank++) starts[rank + 1]! += starts[rank]!;
  const next = starts.slice();
  const order = new Uint32Array(rows.count);
  for (let row = 0; row < rows.count; row++) order[next[rankOf(row)]!++] = row;
  return { npis: ascending, starts, rows: order, ranks };
}
