import { visible } from '../values/visible';

/**
 * The lines of a text, of at most `width` columns, all but the first indented by `hang`. Runs of white space become one
 * blank, and control characters are escaped. A longer word stays whole on its own line, because a segment or a path is
 * useless when split.
 */
export function wrap(text: string, width: number, hang = 0): string[] {
  return cut(tidy(text), width, hang);
}

/** As `wrap`, for a text around a name that is one word, whatever blanks are in it. The name is `visible`. */
export function wrapAround(before: string, name: string, after: string, width: number, hang = 0): string[] {
  // Line ends stand in for the blanks of the name; there are no others in what is visible.
  const text = collapse(before) + name.replaceAll(' ', '\n') + collapse(after);
  return cut(text, width, hang).map((line) => line.replaceAll('\n', ' '));
}

function tidy(text: string): string {
  return collapse(text).trim();
}

/** White space that is not a single blank. */
const spacing = /\s{2,}|[^\S ]/g;

function collapse(text: string): string {
  return visible(text.replace(spacing, ' '));
}

/** Cuts a text whose words are one blank apart; `head` stands before its first word. */
function cut(text: string, width: number, hang: number, head = ''): string[] {
  if (text === '') return [];
  const lines: string[] = [];
  let indent = head;
  let from = 0;
  while (indent.length + text.length - from > width) {
    const last = text.lastIndexOf(' ', from + width - indent.length);
    const end = last > from ? last : text.indexOf(' ', from);
    if (end === -1) break;
    lines.push(indent + text.slice(from, end));
    indent = ' '.repeat(hang);
    from = end + 1;
  }
  lines.push(indent + text.slice(from));
  return lines;
}

const gap = 2;

/**
 * Aligns rows in columns; all rows have the same number of cells. The last column wraps; if it is too narrow, each row
 * does.
 */
export function table(rows: readonly (readonly string[])[], width: number): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (let i = 0; i < row.length - 1; i++) widths[i] = Math.max(widths[i] ?? 0, row[i]!.length);
  const left = widths.reduce((sum, column) => sum + column + gap, 0);
  const lines = rows.flatMap((row) => {
    const head = widths.reduce((text, column, i) => text + row[i]!.padEnd(column + gap), '');
    return cut(tidy(row.at(-1) ?? ''), width, left, head);
  });
  const fits = left <= width && lines.every(({ length }) => length <= width);
  return fits ? lines : rows.flatMap((row) => wrap(row.join(', '), width, gap));
}

export function joinLines(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
