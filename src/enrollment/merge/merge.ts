import { cellValue } from '../../registry/cell-value';
import { candidateColumn } from '../../registry/columns';
import { contradictionsOf, type Entry, entriesOf, lacksId } from './entry';
import { type Cells, type List, rowNumber, textsOf } from './list';
import { placing, withColumnsFor } from './place';

/** A list with the candidates that were added to it. */
export interface Merged {
  /** Its rows are those of the list, in order, then the added ones. */
  readonly list: List;
  readonly added: number;
  /** Candidates that repeat a row; they are not added. */
  readonly repeated: number;
  /** Of added rows: `row 14 contradicts row 3: …`, `row 15 cannot be read: …`. */
  readonly remarks: readonly string[];
  /** Columns of the candidates that are no field, and that the list does not have: they are not added. */
  readonly columnsLeftOut: readonly string[];
}

/** For a candidate without a mark of its own. */
const newMark = 'new: confirm it in the partner portal';

/**
 * Adds the candidates that a list does not have, marked in the column `candidate`. Merging the same candidates again
 * adds nothing.
 * @param fillDown in the list, take the NPI of the row above where the cell is blank
 */
export function mergeCandidates(list: List, candidates: List, fillDown = false): Merged {
  const known = new KnownRows(list, fillDown);
  const judged = [...entriesOf(candidates)].map((entry) => ({ entry, remark: known.remarkOn(entry) }));
  const news = judged.filter(({ remark }) => remark !== null);
  const cells = news.map(({ entry }) => entry.cells);
  const wide = withColumnsFor(list, candidates, cells);
  const { place, leftOut } = placing(candidates, wide);
  const contents = new Set(wide.rows.map((row) => contentOf(row, wide)));
  const rows: Cells[] = [];
  const remarks: string[] = [];
  for (const { entry, remark } of news) {
    const row = place(entry.cells, [remark, entry.mark].filter(Boolean).join('; ') || newMark);
    const content = contentOf(row, wide);
    if (contents.has(content)) continue;
    contents.add(content);
    if (remark) remarks.push(`row ${rowNumber(list, list.rows.length + rows.length)} ${remark}`);
    rows.push(row);
  }
  return {
    list: rows.length === 0 ? list : { ...wide, rows: [...wide.rows, ...rows] },
    added: rows.length,
    repeated: judged.length - rows.length,
    remarks,
    columnsLeftOut: leftOut(cells),
  };
}

/** The rows of a list that a check would refuse, apart from candidates. */
export function countBadRows(list: List, fillDown = false): number {
  return [...entriesOf(list, fillDown)].filter(({ fault, mark }) => fault !== null && mark === '').length;
}

/** The rows of a list by NPI, and by NPI and Medicaid ID. */
class KnownRows {
  private readonly npis = new Set<string>();
  private readonly enrollments = new Map<string, { readonly entry: Entry; readonly row: number }[]>();

  constructor(list: List, fillDown: boolean) {
    let at = 0;
    for (const entry of entriesOf(list, fillDown)) {
      const numbered = { entry, row: rowNumber(list, at++) };
      this.npis.add(entry.npi);
      const alike = this.enrollments.get(enrollmentOf(entry));
      if (alike === undefined) this.enrollments.set(enrollmentOf(entry), [numbered]);
      else alike.push(numbered);
    }
  }

  /** What is wrong with a candidate, '' for nothing; null if it repeats a row. */
  remarkOn(candidate: Entry): string | null {
    if (lacksId(candidate)) return this.npis.has(candidate.npi) ? null : '';
    if (candidate.fault !== null) return `cannot be read: ${candidate.fault.reason}`;
    const alike = this.enrollments.get(enrollmentOf(candidate)) ?? [];
    let [row, least]: [number, readonly string[] | null] = [0, null];
    for (const known of alike) {
      const contradictions = contradictionsOf(candidate, known.entry);
      if (contradictions.length === 0) return null;
      if (least === null || contradictions.length < least.length) [row, least] = [known.row, contradictions];
    }
    return least === null ? '' : `contradicts row ${row}: ${least.join('; ')}`;
  }
}

/** Leading zeros are not compared: spreadsheets drop them. */
function enrollmentOf({ npi, medicaidId }: Entry): string {
  return `${npi} ${medicaidId.replace(/^0+/, '')}`;
}

/** All that a row holds except its mark, to find one that is there already. */
function contentOf(row: Cells, { columns }: List): string {
  const texts = textsOf(row).map((text) => cellValue(text).replace(/\s+/g, ' '));
  texts[columns[candidateColumn]!] = '';
  return JSON.stringify(texts).replace(/(,"")+\]$/, ']');
}
