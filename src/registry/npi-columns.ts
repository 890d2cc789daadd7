import { hasCheckDigit } from '../values/npi';
import { cellValue } from './cell-value';

/** Enough to recognize a column's content. */
const ROWS = 1000;

/** Counts the NPIs in each column of the first rows, to detect swapped columns. */
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

  /**
   * The column with the most NPIs, if most of its values are NPIs and most of the given column's are not; else null.
   */
  inPlaceOf(column: number): number | null {
    const count = (at: number) => this.npis[at] ?? 0;
    const holdsNpis = (at: number) => count(at) * 2 > (this.filled[at] ?? 0);
    if (holdsNpis(column)) return null;
    return [...this.filled.keys()].filter(holdsNpis).sort((a, b) => count(b) - count(a))[0] ?? null;
  }
}
