import { quoted } from './cell-value';

/**
 * Why a non-empty cell is not one Medicaid ID; null if it is: letters, digits and hyphens with at least one digit, not
 * only zeros. Kentucky's have ten characters, so two runs of ten digits are two IDs.
 */
export function faultOfMedicaidId(cell: string): string | null {
  if (/^0*[1-9]\d*$/.test(cell)) return null; // the common case
  const ids = cell.split(/[^0-9A-Za-z-]+/).filter((part) => /\d/.test(part) && /[^0-]/.test(part));
  const isSeveral = ids.length > 1 || (cell.match(/\d{10,}/g) ?? []).length > 1;
  if (ids[0] === cell && !isSeveral) return null;
  if (ids.length === 0) return `it has no Medicaid ID, only ${quoted(cell)}`;
  if (/^\d(\.\d+)?e\+\d+$/i.test(cell))
    return `its Medicaid ID ${quoted(cell)} was rounded by a spreadsheet; format that column as text`;
  return isSeveral
    ? `it has several Medicaid IDs, ${quoted(cell)}; write one Medicaid ID a row`
    : `its Medicaid ID ${quoted(cell)} has more than letters, digits and hyphens; write one Medicaid ID a row, and nothing else in its cell`;
}
