import type { Tuples } from './tuples';

/** Rows by NPI. */
export interface Grouping {
  /** The NPIs, ascending, each once. */
  readonly npis: Float64Array;
  /** For each of them its first place in `rows`; at the end the number of rows. */
  readonly starts: Uint32Array;
  /** The numbers of the rows; those of an NPI in the order in which they came. */
  readonly rows: Uint32Array;
  /** For each holder the place of its NPI in `npis`. */
  readonly ranks: Uint32Array;
}

/**
 * @param npis the NPI of each holder
 * @param rows end with the number of their holder
 */
export function groupByNpi(npis: Float64Array, rows: Tuples): Grouping {
  const ascending = new Float64Array(npis.length);
  const ranks = new Uint32Array(npis.length);
  let count = 0;
  for (const holder of sortedByNpi(npis)) {
    const npi = npis[holder]!;
    if (count === 0 || ascending[count - 1] !== npi) ascending[count++] = npi;
    ranks[holder] = count - 1;
  }
  const starts = new Uint32Array(count + 1);
  const rankOf = (row: number) => ranks[rows.word(row, rows.width - 1)]!;
  for (let row = 0; row < rows.count; row++) starts[rankOf(row) + 1]!++;
  for (let rank = 0; rank < count; rank++) starts[rank + 1]! += starts[rank]!;
  const next = starts.slice();
  const order = new Uint32Array(rows.count);
  for (let row = 0; row < rows.count; row++) order[next[rankOf(row)]!++] = row;
  return { npis: ascending.subarray(0, count), starts, rows: order, ranks };
}

const radix = 2 ** 12;
/** Eleven digits, in three steps. */
const steps = [1, radix, radix * radix];

/** The holders by NPI, in a radix sort: a comparing one takes ten times as long. */
function sortedByNpi(npis: Float64Array): Uint32Array {
  let order = Uint32Array.from(npis.keys());
  for (const step of steps) {
    const places = new Uint32Array(radix + 1);
    const digit = (holder: number) => Math.floor(npis[holder]! / step) % radix;
    for (let i = 0; i < order.length; i++) places[digit(order[i]!) + 1]!++;
    for (let i = 0; i < radix; i++) places[i + 1]! += places[i]!;
    const sorted = new Uint32Array(order.length);
    for (let i = 0; i < order.length; i++) sorted[places[digit(order[i]!)]!++] = order[i]!;
    order = sorted;
  }
  return order;
}
