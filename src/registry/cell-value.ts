import { tagOf } from '../values/options';

/** A cell of a CSV or a database; null and undefined: empty. */
export type RegistryCell = string | number | bigint | Date | null | undefined;

const DAY_MS = 86_400_000;

/** The cell's text as in a CSV; null if it is unusable: a number that has lost digits, or not a cell. */
export function cellText(cell: RegistryCell): string | null {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string' || typeof cell === 'bigint') return String(cell);
  if (typeof cell === 'number') return Math.abs(cell) <= Number.MAX_SAFE_INTEGER ? String(cell) : null;
  return tagOf(cell) === 'Date' && !Number.isNaN(cell.getTime()) ? dayText(cell) : null;
}

/** Some databases return a date as midnight UTC, others as midnight local time. */
function dayText(date: Date): string {
  const [year, month, day] =
    date.getTime() % DAY_MS === 0
      ? [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
      : [date.getFullYear(), date.getMonth(), date.getDate()];
  const two = (number: number) => String(number).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month + 1)}-${two(day)}`;
}

const SHOWN = 40;

/** A cell without padding and without what spreadsheets put around text that looks like a number. */
export function cellValue(cell: string): string {
  if (isBare(cell)) return cell;
  return cell
    .trim()
    .replace(/^="(.*)"$/, '$1')
    .replace(/^'/, '')
    .trim();
}

/** A cell for a message: on one line, in quotes, cut if long. */
export function quoted(cell: string): string {
  const line = cell.replace(/[\s\p{Cc}]+/gu, ' ');
  return `"${line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line}"`;
}

/** Whether a cell begins and ends with a letter or digit, so that nothing needs removing. */
function isBare(cell: string): boolean {
  return (
    cell === '' || (isAlphanumeric(cell.charCodeAt(0)) && isAlphanumeric(cell.charCodeAt(cell.length - 1)))
  );
}

function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** The most characters of a cell. A longer one results from a quotation mark that was never closed. */
export const LONGEST_CELL = 65_536;
export const longCell = 'it has a cell of more than 64 kB';
