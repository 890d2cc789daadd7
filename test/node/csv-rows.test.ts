import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'fast-csv';
import { afterAll, describe, expect, it } from 'vitest';
import { readCsv } from '../../src/node/csv';
import { InputError } from '../../src/node/input-error';
import { runs } from '../runs';

const folder = mkdtempSync(join(tmpdir(), 'prvcheck csv '));
const path = join(folder, 'file.csv');
afterAll(() => rmSync(folder, { recursive: true }));

type Row = readonly [line: number, cells: readonly string[]];

/** The rows of a file as we read it, and the fault with which it ends. */
async function ours(content: string): Promise<{ rows: Row[]; fault: string | null }> {
  writeFileSync(path, content);
  const rows: Row[] = [];
  const error = await readCsv(path, (cells, line) => rows.push([line, cells])).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error !== null && !(error instanceof InputError)) throw error;
  return { rows, fault: error && /line \d+ (has|opens)|it is empty/.exec(error.message)![0] };
}

/** The same from fast-csv alone, which is given every line by itself and waited for. */
async function theirs(content: string, delimiter: string): Promise<{ rows: Row[]; fault: string | null }> {
  const csv = parse({ delimiter });
  csv.on('error', () => {});
  const rows: Row[] = [];
  let [line, first] = [0, 1];
  for (const text of content.split('\n').slice(0, content.endsWith('\n') ? -1 : undefined)) {
    line++;
    const cells = await new Promise<string[] | null | undefined>((resolve) => {
      csv.write(`${text}\n`, (error) => resolve(error ? undefined : (csv.read() as string[] | null)));
    });
    if (cells === undefined) return { rows, fault: `line ${first} has` };
    if (cells !== undefined && line - first >= 49) return { rows, fault: `line ${first} opens` };
    if (cells === null) continue;
    if (cells.some((cell) => cell.trim() !== '')) rows.push([first, cells]);
    first = line + 1;
  }
  return { rows, fault: first <= line ? `line ${first} opens` : null };
}

const delimiters = [',', ';', '\t', '|'];
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', '1234567893', 'RIVER CITY', 'É', "'", '=', '\\', '.') },
  { weight: 3, arbitrary: fc.constantFrom(...delimiters) },
  { weight: 2, arbitrary: fc.constantFrom(' ', '  ', '\u00a0', '\t', '\f', '\u2028') },
  {
    weight: 1,
    arbitrary: fc
      .string({ unit: 'binary', maxLength: 3 })
      .map((text) => text.replace(/[\r\n"\0\ufeff]/g, '')),
  },
);
const plain = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
const quoted = (delimiter: string) =>
  fc
    .array(fc.tuple(plain, fc.constantFrom('', '""', '\n', '""\n""')), { minLength: 1, maxLength: 4 })
    .map((cells) => cells.map(([text, more]) => `"${text}${more}"`).join(delimiter));
const broken = fc
  .array(fc.constantFrom('a', '"', ',', ' ', '\n'), { maxLength: 8 })
  .map((all) => all.join(''));

describe('readCsv', () => {
  it('reads lines without a quote as fast-csv does, whatever the delimiter', async () => {
    const any = fc.constantFrom(...delimiters, ' ', '.', '\\', "'", '=', '\u00a0');
    await fc.assert(
      fc.asyncProperty(any, fc.array(plain, { maxLength: 20 }), async (delimiter, lines) => {
        const content = ['header', ...lines, ''].join('\n');
        const { rows, fault } = await theirs(content, delimiter);
        const expected = { rows: rows.map(([line, cells]) => [line + 1, cells]), fault };
        expect(await ours(`sep=${delimiter}\n${content}`)).toEqual(expected);
      }),
      { numRuns: runs(300) },
    );
  });

  it('reads any mix of plain, quoted and broken lines as fast-csv does, line numbers and faults included', async () => {
    let faults = 0;
    const mix = fc.constantFrom(...delimiters).chain((delimiter) => {
      const line = fc.oneof(
        { weight: 6, arbitrary: plain },
        { weight: 6, arbitrary: quoted(delimiter) },
        { weight: 1, arbitrary: broken },
      );
      return fc.tuple(fc.constant(delimiter), fc.array(line, { maxLength: 25 }));
    });
    await fc.assert(
      fc.asyncProperty(mix, async ([delimiter, lines]) => {
        const content = [`head${delimiter}er`, ...lines, ''].join('\n');
        const expected = await theirs(content, delimiter);
        if (expected.fault !== null) faults++;
        expect(await ours(content)).toEqual(expected);
      }),
      { numRuns: runs(1000) },
    );
    expect(faults).toBeGreaterThan(20);
  });

  it.each([48, 49, 50, 51, 150])(
    'takes or refuses a row of %d lines as fast-csv did, alone and in a run',
    async (lines) => {
      const long = (mark: string) => `1,"${`${mark}\n`.repeat(lines - 1)}"`;
      for (const row of [long('x'), long('""'), `"a",b\n${long('""')}\n"c",d`]) {
        const content = `"head","er"\n${row}\nlast,row\n`;
        expect(await ours(content)).toEqual(await theirs(content, ','));
      }
    },
  );

  it('reads runs of quoted rows of any length, with a fault at any place', async () => {
    const rows = Array.from({ length: 2500 }, (_, i) => `"${i}","a ""b"" ${i % 7 === 0 ? '\n' : ''}"`);
    const whole = await ours(['x,y', ...rows, ''].join('\n'));
    expect(whole).toEqual(await theirs(['x,y', ...rows, ''].join('\n'), ','));
    expect(whole.rows).toHaveLength(2501);
    for (const at of [0, 998, 1000, 2499]) {
      const content = ['x,y', ...rows.slice(0, at), '"a"b,c', ...rows.slice(at), ''].join('\n');
      const found = await ours(content);
      expect(found.rows).toEqual(whole.rows.slice(0, at + 1));
      expect(found).toEqual(await theirs(content, ','));
    }
  });
});
