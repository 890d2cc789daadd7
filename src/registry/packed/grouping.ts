import { inBlocks, type Steps } from '../../values/steps';
import type { Tuples } from './tuples';

/** Rows grouped by NPI. */
export interface Grouping {
  /** The NPIs, ascending, each once. */
  readonly npis: Float64Array;
  /** For each NPI its first index in `rows`; at the end the number of rows. */
  readonly starts: Uint32Array;
  /** The numbers of the rows; those of an NPI in input order. */
  readonly rows: Uint32Array;
  /** For each holder the index of its NPI in `npis`. */
  readonly ranks: Uint32Array;
}

/**
 * @param npis the NPI of each holder
 * @param rows end with the number of their holder
 */
export function* groupByNpi(npis: Float64Array, rows: Tuples): Steps<Grouping> {
  const holders = yield* sortedByNpi(npis);
  const ascending = new Float64Array(npis.length);
  const ranks = new Uint32Array(npis.length);
  let count = 0;
  yield* inBlocks(holders.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const holder = holders[i]!;
      const npi = npis[holder]!;
      if (count === 0 || ascending[count - 1] !== npi) ascending[count++] = npi;
      ranks[holder] = count - 1;
    }
  });
  const starts = new Uint32Array(count + 1);
  const rankOf = (row: number) => ranks[rows.word(row, rows.width - 1)]!;
  yield* inBlocks(rows.count, (from, to) => {
    for (let row = from; row < to; row++) starts[rankOf(row) + 1]!++;
  });
  for (let rank = 0; rank < count; rank++) starts[rank + 1]! += starts[rank]!;
  const next = starts.slice();
  const order = new Uint32Array(rows.count);
  yield* inBlocks(rows.count, (from, to) => {
    for (let row = from; row < to; row++) order[next[rankOf(row)]!++] = row;
  });
  return { npis: ascending.subarray(0, count), starts, rows: order, ranks };
}

const radix = 2 ** 12;
/** Eleven digits, in three steps. */
const places = [1, radix, radix * radix];

/** The holders by NPI. A radix sort, because one with comparisons takes ten times as long. */
function* sortedByNpi(npis: Float64Array): Steps<Uint32Array> {
  let order = new Uint32Array(npis.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  for (const place of places) {
    const starts = new Uint32Array(radix + 1);
    const digit = (holder: number) => Math.floor(npis[holder]! / place) % radix;
    const before = order;
    yield* inBlocks(before.length, (from, to) => {
      for (let i = from; i < to; i++) starts[digit(before[i]!) + 1]!++;
    });
    for (let i = 0; i < radix; i++) starts[i + 1]! += starts[i]!;
    const sorted = new Uint32Array(before.length);
    yield* inBlocks(before.length, (from, to) => {
      for (let i = from; i < to; i++) sorted[starts[digit(before[i]!)]!++] = before[i]!;
    });
    order = sorted;
  }
  return order;
}
