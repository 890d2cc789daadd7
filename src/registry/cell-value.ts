import { tagOf } from '../values/options';

/** What a CSV or a database gives; null and undefined: nothing. */
export type RegistryCell = string | number | bigint | Date | null | undefined;

const DAY_MS = 86_400_000;

/** A cell as a CSV would have it; null for what is not to be read: a number that has lost digits, or no cell at all. */
export function cellText(cell: RegistryCell): string | null {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string' || typeof cell === 'bigint') return String(cell);
  if (typeof cell === 'number') return Math.abs(cell) <= Number.MAX_SAFE_INTEGER ? String(cell) : null;
  return tagOf(cell) === 'Date' && !Number.isNaN(cell.getTime()) ? dayText(cell) : null;
}

/** Some databases give a day as midnight in Greenwich, others as midnight on the wall. */
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

/** A cell in a message: on one line, in quotes, and not all of it where it is long. */
export function quoted(cell: string): string {
  const line = cell.replace(/[\s\p{Cc}]+/gu, ' ');
  return `"${line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line}"`;
}

/** Whether a cell begins with a letter or digit and ends with one, so that there is nothing to take off. */
function isBare(cell: string): boolean {
  return (
    cell === '' || (isAlphanumeric(cell.charCodeAt(0)) && isAlphanumeric(cell.charCodeAt(cell.length - 1)))
  );
}

function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** Characters of a cell. A longer one comes of a quotation mark that was never closed. */
export const LONGEST_CELL = 65_536;
export const longCell = 'it has a cell of more than 64 kB';
