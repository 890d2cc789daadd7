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
