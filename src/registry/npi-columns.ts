import { hasCheckDigit } from '../values/npi';
import { cellValue } from './cell-value';

/** Enough to see what a column holds. */
const ROWS = 1000;

/** Counts the NPIs in each column of the first rows, to see whether columns are swapped. */
export class NpiColumns {
  private rows = 0;
  private readonly filled: number[] = [];
  private readonly npis: number[] = [];

  add(cells: readonly string[]): void {
    if (this.rows === ROWS) return;
    this.rows++;
    for (const [at, cell] of cells.entries()) {
      const value = cellValue(cell);
      if (value === '') continue;
      this.filled[at] = (this.filled[at] ?? 0) + 1;
      if (/^[12]\d{9}$/.test(value) && hasCheckDigit(value)) this.npis[at] = (this.npis[at] ?? 0) + 1;
    }
  }

  /** The column with most NPIs, if they are most of its values and not most of those in the given one; else null. */
  inPlaceOf(column: number): number | null {
    const count = (at: number) => this.npis[at] ?? 0;
    const holdsNpis = (at: number) => count(at) * 2 > (this.filled[at] ?? 0);
    if (holdsNpis(column)) return null;
    return [...this.filled.keys()].filter(holdsNpis).sort((a, b) => count(b) - count(a))[0] ?? null;
  }
}
