import { visible } from '../values/visible';

/** The words of a text, with control characters escaped. */
export function words(text: string): string[] {
  return text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(visible);
}

/**
 * Lines of at most `width`, all but the first indented by `hang`. A longer word stays whole on its own line, because a
 * segment or a path is useless when split.
 */
export function wrap(words: readonly string[], width: number, hang = 0): string[] {
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of words) {
    if (line === undefined) line = word;
    else if (line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = ' '.repeat(hang) + word;
    }
  }
  return line === undefined ? lines : [...lines, line];
}

const gap = 2;

/**
 * Aligns rows in columns; all rows have the same number of cells. The last column wraps; if it is too narrow, each row
 * does.
 */
export function table(rows: readonly (readonly string[])[], width: number): string[] {
  const widths: number[] = [];
  let longestWord = 0;
  for (const row of rows) {
    for (const [column, cell] of row.slice(0, -1).entries())
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    for (const word of words(row.at(-1) ?? '')) longestWord = Math.max(longestWord, word.length);
  }
  const left = widths.reduce((sum, column) => sum + column + gap, 0);
  if (left + longestWord > width) return rows.flatMap((row) => wrap(words(row.join(', ')), width, gap));
  return rows.flatMap((row) => {
    const head = widths.map((column, i) => (row[i] ?? '').padEnd(column + gap)).join('');
    const tail = wrap(words(row.at(-1) ?? ''), width - left);
    return tail.map((line, i) => (i === 0 ? head : ' '.repeat(left)) + line);
  });
}

export function joinLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
