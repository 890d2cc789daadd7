import { cellValue } from '../../registry/cell-value';
import type { RowValues } from '../../registry/packed/packer';
import { type RowFault, RowReader } from '../../registry/read-row';
import { readStatus } from '../../registry/read-status';
import { RowNotes } from '../../registry/row-notes';
import { type Day, isoDay } from '../../values/dates';
import { type Cells, type List, textsOf } from './list';

/** What a row of a list says of an enrollment, confirmed or not. */
export interface Entry {
  /** The row. */
  readonly cells: Cells;
  /** As far as it can be read. */
  readonly npi: string;
  /** '' if it has none. */
  readonly medicaidId: string;
  /** null if there is a fault. */
  readonly values: RowValues | null;
  /** Why a check would refuse the row, even without its mark. */
  readonly fault: RowFault | null;
  /** Whether the end date is given: an empty cell may mean that it is not known. */
  readonly givesEnd: boolean;
  /** What the status says; null if it is not given. */
  readonly isActive: boolean | null;
  /** The cell in the column `candidate`. */
  readonly mark: string;
}

/** @param fillDown take the NPI of the row above where the cell is blank */
export function* entriesOf({ header, columns, rows }: List, fillDown = false): Generator<Entry> {
  const { status: statusAt, candidate, ...others } = columns;
  const reader = new RowReader(header.length, { ...others, candidate: undefined }, new RowNotes('row'));
  let above = '';
  for (const row of rows) {
    const texts = textsOf(row);
    const cell = (at: number | undefined) => (at === undefined ? '' : cellValue(texts[at] ?? ''));
    const npi = reader.npiIn(texts) || (fillDown ? above : '');
    above = npi;
    const statusCell = cell(statusAt);
    const status = readStatus(statusCell);
    const read =
      typeof status === 'boolean' ? reader.read(texts, 0, npi) : { field: 'status' as const, reason: status };
    const isFault = read !== null && 'reason' in read;
    yield {
      cells: row,
      npi,
      medicaidId: reader.medicaidIdIn(texts),
      values: isFault ? null : read,
      fault: isFault ? read : null,
      givesEnd: cell(columns.end_date) !== '',
      isActive: typeof status === 'boolean' && statusCell !== '' ? status : null,
      mark: cell(candidate),
    };
  }
}

/** Whether nothing is wrong with the row but that its Medicaid ID is not known yet. */
export function lacksId({ fault, medicaidId }: Entry): boolean {
  return fault?.field === 'medicaid_id' && medicaidId === '';
}

/** In what one row contradicts another of the same NPI and Medicaid ID, as parts of a sentence. */
export function contradictionsOf(here: Entry, there: Entry): string[] {
  const [mine, others] = [here.values, there.values];
  if (mine === null || others === null) return [];
  const found: string[] = [];
  const compare = (what: string, one: string, other: string) => {
    if (one !== other) found.push(`its ${what} is ${one} here and ${other} there`);
  };
  compare('Medicaid ID', mine.medicaidId, others.medicaidId);
  if (mine.providerType !== '' && others.providerType !== '')
    compare('provider type', mine.providerType, others.providerType);
  if (areDisjoint(mine.taxonomies, others.taxonomies))
    compare('taxonomy', mine.taxonomies, others.taxonomies);
  if (mine.from !== 0 && others.from !== 0)
    compare('effective date', dayInWords(mine.from), dayInWords(others.from));
  if (here.givesEnd) compare('end date', dayInWords(mine.to), dayInWords(others.to));
  if (here.isActive !== null && mine.to === 0 && others.to === 0)
    compare('status', statusOf(here), statusOf(there));
  return found;
}

/** Whether both rows list codes, and none is common to both. */
function areDisjoint(mine: string, others: string): boolean {
  if (mine === '' || others === '') return false;
  const codes = others.split(' ');
  return mine.split(' ').every((code) => !codes.includes(code));
}

function dayInWords(day: Day): string {
  return isoDay(day) ?? 'open';
}

function statusOf({ isActive }: Entry): string {
  return isActive === false ? 'ended' : 'active';
}
