import { visible } from '../values/visible';

/**
 * The lines of a text, of at most `width` columns, all but the first indented by `hang`. Runs of white space become one
 * blank, and control characters are escaped. A longer word stays whole on its own line, because a segment or a path is
 * useless when split.
 */
export function wrap(text: string, width: number, hang = 0): string[] {
  return cut(collapse(text).trim(), width, hang);
}

/** As `wrap`, for a text around a name that is one word, whatever blanks are in it. The name is `visible`. */
export function wrapAround(before: string, name: string, after: string, width: number, hang = 0): string[] {
  // Line ends stand in for the blanks of the name; there are no others in what is visible.
  const text = collapse(before) + name.replaceAll(' ', '\n') + collapse(after);
  return cut(text, width, hang).map((line) => line.replaceAll('\n', ' '));
}

/** White space that is not a single blank. */
const spacing = /\s{2,}|[^\S ]/g;

function collapse(text: string): string {
  return visible(text.replace(spacing, ' '));
}

/** Cuts a text whose words are one blank apart. */
function cut(text: string, width: number, hang: number): string[] {
  if (text === '') return [];
  const lines: string[] = [];
  let indent = '';
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
  let longest = 0;
  const tails = rows.map((row) => collapse(row.at(-1) ?? '').trim());
  for (const [at, row] of rows.entries()) {
    for (let i = 0; i < row.length - 1; i++) widths[i] = Math.max(widths[i] ?? 0, row[i]!.length);
    longest = Math.max(longest, longestWord(tails[at]!));
  }
  const left = widths.reduce((sum, column) => sum + column + gap, 0);
  if (left + longest > width) return rows.flatMap((row) => wrap(row.join(', '), width, gap));
  return rows.flatMap((row, at) => {
    const head = widths.map((column, i) => row[i]!.padEnd(column + gap)).join('');
    return cut(tails[at]!, width - left, 0).map((line, i) => (i === 0 ? head : ' '.repeat(left)) + line);
  });
}

function longestWord(text: string): number {
  let longest = 0;
  let from = 0;
  for (let end = text.indexOf(' '); end !== -1; end = text.indexOf(' ', from)) {
    longest = Math.max(longest, end - from);
    from = end + 1;
  }
  return Math.max(longest, text.length - from);
}

export function joinLines(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
