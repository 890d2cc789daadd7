import fc from 'fast-check';
import { expect, test } from 'vitest';
import { table, wrap, wrapAround } from '../../src/report/wrap';
import { visible } from '../../src/values/visible';
import { runs } from '../runs';

/** Word by word. */
function wrapWords(words: readonly string[], width: number, hang = 0): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line === undefined) lines.push(word);
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(' '.repeat(hang) + word);
  }
  return lines;
}

const wordsOf = (text: string) => text.split(/\s+/).filter(Boolean).map(visible);

const blanks = fc.constantFrom(' ', ' ', ' ', '  ', '\n', '\t ', '\u00a0', '\u2028', '\ufeff', ' \r\n');
const words = fc.oneof(
  fc.string({ minLength: 1, maxLength: 9 }),
  fc.string({ unit: 'binary', maxLength: 3 }),
  fc.constantFrom('a', 'claim', 'of', 'PRV*BI*PXC*207Q00000X~', 'a\u0000b', '\u202e', '\ud800'),
);
const texts = fc.array(fc.tuple(blanks, words)).map((pairs) => pairs.flat().join(''));
const widths = fc.nat(30);
const hangs = fc.nat(4);

test('a text is wrapped as its words are, one by one', () => {
  fc.assert(
    fc.property(texts, widths, hangs, (text, width, hang) => {
      expect(wrap(text, width, hang)).toEqual(wrapWords(wordsOf(text), width, hang));
    }),
    { numRuns: runs(200) },
  );
});

test('a name is one word with what follows it, whatever blanks are in it', () => {
  const names = fc.oneof(texts, fc.constantFrom(' a  b.837', 'a.837 ', '\u00a0c.837')).map(visible);
  const ends = fc.constantFrom('', ':', ', ');
  fc.assert(
    fc.property(texts, names, ends, texts, widths, hangs, (before, name, end, after, width, hang) => {
      fc.pre(name !== '');
      const [known, more] = [`First: ${before} `, `${end} ${after}.`];
      const expected = [...wordsOf(known), name + end.trim(), ...wordsOf(` ${after}.`)];
      expect(wrapAround(known, name, more, width, hang)).toEqual(wrapWords(expected, width, hang));
    }),
    { numRuns: runs(200) },
  );
});

test('the last column of a table is wrapped, or each row if a word does not fit it', () => {
  const rows = fc.array(fc.tuple(fc.string({ maxLength: 5 }), fc.string({ maxLength: 5 }), texts));
  fc.assert(
    fc.property(rows, fc.nat(60), (rows, width) => {
      const [first, second] = [0, 1].map((at) => Math.max(0, ...rows.map((row) => row[at]!.length)) + 2);
      const left = rows.length === 0 ? 0 : first! + second!;
      const longest = Math.max(0, ...rows.flatMap(([, , text]) => wordsOf(text).map(({ length }) => length)));
      const expected = rows.flatMap((row) => {
        if (left + longest > width) return wrapWords(wordsOf(row.join(', ')), width, 2);
        const head = row[0].padEnd(first!) + row[1].padEnd(second!);
        const lines = wrapWords(wordsOf(row[2]), width - left);
        return lines.map((line, i) => (i === 0 ? head : ' '.repeat(left)) + line);
      });
      expect(table(rows, width)).toEqual(expected);
    }),
    { numRuns: runs(200) },
  );
});
