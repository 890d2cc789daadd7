import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsvRows } from '../../src/input/csv';
import type { MakeRowParser } from '../../src/input/csv-rows';
import { InputError } from '../../src/input/input-error';
import { readRegistryFile } from '../../src/input/registry-file';
import { fastCsvParser } from '../../src/node/fast-csv-parser';
import { RegistryError } from '../../src/registry/registry';
import { papaParser } from '../../src/web/worker/papa-parser';
import { runs } from '../runs';

type Content = string | Uint8Array;

async function* chunks(content: Content, size: number) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** The rows of a file, and the error with which it ends. Blanks around cells mean nothing to whoever reads them. */
async function rowsOf(content: Content, makeParser: MakeRowParser) {
  const rows: unknown[] = [];
  const take = (cells: readonly string[], line: number) =>
    void rows.push([line, ...cells.map((cell) => cell.trim())]);
  const fault = await readCsvRows(chunks(content, 1 << 20), 'file.csv', makeParser, take).then(
    () => null,
    (error: unknown) => {
      if (!(error instanceof InputError)) throw error;
      return error.message;
    },
  );
  return { rows, fault };
}

/** All that a registry holds, or why it cannot be used. */
async function registryOf(content: Content, makeParser: MakeRowParser, skipBadRows: boolean) {
  try {
    const bytes = chunks(content, 10_000);
    const registry = await readRegistryFile(
      bytes,
      'file.csv',
      { makeParser, loadXlsx: () => import('hucre/xlsx') },
      { skipBadRows },
    );
    const { duplicateRows, skippedRows, warnings } = registry;
    const enrollments = [...registry.listNpis()].map((npi) => [...registry.enrollments(npi)]);
    return { enrollments, duplicateRows, skippedRows, warnings };
  } catch (error) {
    if (error instanceof RegistryError) return { message: error.message, problems: error.problems };
    if (error instanceof InputError) return { message: error.message };
    throw error;
  }
}

const delimiters = [',', ';', '\t', '|'];
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', '1234567893', 'RIVER CITY', 'É', "'", '=', '\\', '.') },
  { weight: 3, arbitrary: fc.constantFrom(...delimiters) },
  { weight: 3, arbitrary: fc.constantFrom(' ', '  ', '\u00a0', '\t', '\f', '\u2028') },
);
const plain = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
const blanks = fc.constantFrom('', '', '', ' ', ' \t', '\u00a0');
const quoted = (delimiter: string) =>
  fc
    .array(fc.tuple(blanks, plain, fc.constantFrom('', '""', '\n', '""\n""', ' "" '), blanks), {
      minLength: 1,
      maxLength: 4,
    })
    .map((cells) =>
      cells.map(([before, text, more, after]) => `${before}"${more}${text}${more}"${after}`).join(delimiter),
    );
const broken = fc
  .array(fc.constantFrom('a', '"', ',', ' ', '\n'), { maxLength: 8 })
  .map((all) => all.join(''));

describe('a page reads CSV as the command does', () => {
  it('any mix of plain, quoted and broken lines, with the same rows, line numbers and errors', async () => {
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
        const expected = await rowsOf(content, fastCsvParser);
        if (expected.fault !== null) faults++;
        expect(await rowsOf(content, papaParser)).toEqual(expected);
      }),
      { numRuns: runs(3000) },
    );
    expect(faults).toBeGreaterThan(20);
  });

  const header = 'npi,medicaid_id,provider_type,taxonomy,effective_date,end_date,name';
  const row = '1234567893,7100000001,64,207Q00000X,2020-01-01,,CLINIC';
  const quotes = '"1234567893","7100000002","65","207R00000X","1/1/2020","","CLINIC, ""RIVER"" CITY"';
  const utf16 = new Uint8Array(new Uint16Array([...`${header}\n`].map((char) => char.charCodeAt(0))).buffer);
  const nasty: Record<string, Content> = {
    'quotes and commas in cells': `${header}\n${row}\n${quotes}\n`,
    'newlines in cells': `${header}\n"1234567893","71\n","64","207Q00000X","","","A\nB"\n${row}\n`,
    'a byte order mark': `\ufeff${header}\n${row}\n${quotes}\n`,
    'a byte order mark and a quoted header': `\ufeff"npi","medicaid_id","provider_type"\n${row}\n`,
    semicolons: `${header}\n${row}\n`.replaceAll(',', ';'),
    'semicolons and quotes': `${header.replaceAll(',', ';')}\n"1234567893";"7100000001";"64";"A;B"\n`,
    'CRLF line ends': `${header}\r\n${row}\r\n${quotes}\r\n`,
    'CR line ends': `${header}\r${row}\r${quotes}\r`,
    'no newline at the end': `${header}\n${quotes}`,
    'blank lines and rows of commas': `\n\n${header}\n\n,,,,,,\n${row}\n  \n`,
    "a spreadsheet's sep=": `sep=;\r\n${header.replaceAll(',', ';')}\r\n"1234567893";7100000001;64\r\n`,
    'blanks around quoted cells': `${header}\n "1234567893" ,\t"7100000001" , "64","207Q00000X" \n`,
    'a quoted cell that begins with a blank and a mark': `${header}\n"1234567893","71","64","","",""," ""A"" "\n`,
    'tabs, Windows letters': Uint8Array.from(
      `${header}\n1234567893,7100000001,64,,,,Cl\xedn\xefca \x93X\x94\n`,
      (char) => char.charCodeAt(0),
    ),
    'bad rows': `${header}\n${row}\n,7,64\n12,7,64\n1234567893,,64\n1234567893,7,64,,soon\n1234567893,7,64,,2021-01-01,2020-01-01\n"1234567893",1.2E+9,"64"\n${row},more\n`,
    'an empty quoted cell, and a mark behind a blank': `${header}\n"" ""\n"a", "",""\n`,
    'a mark in the middle of a cell': `${header}\n${row}\n"1234567893"x,7100000001,64\n`,
    'a mark that is never closed': `${header}\n${row}\n"1234567893,7100000001,64\n${row}\n`,
    'a mark that is closed a hundred lines later': `${header}\n"${`${row}\n`.repeat(120)}"\n`,
    'a mark that is closed 49 lines later': `${header}\n"${`${row}\n`.repeat(49)}"\n${row}\n`,
    'a mark on each line that is never closed': `${header}\n${`1234567893,"71\n${row}\n`.repeat(60)}`,
    'a long cell': `${header}\n${row}${'x'.repeat(70_000)}\n"${'x'.repeat(70_000)}",7\n${row}\n`,
    'no required column': 'npi,name\n1,2\n',
    'two columns of one name': 'npi,npi,medicaid_id,provider_type\n1,2,3,4\n',
    'no header': `${row}\n`,
    'a header alone': `${header}\n`,
    nothing: '',
    'UTF-16': utf16,
    'a workbook': 'PK\x03\x04 and so on',
    'a zip': `PK\x03\x04${'\x00'.repeat(22)}\x05\x00\x00\x00a.csv`,
    'a PDF': '%PDF-1.7',
    'a gzip': Uint8Array.of(0x1f, 0x8b, 8, 0),
    'an 837': 'ISA*00*          *00*',
    'a web page': '<!doctype html><html>',
    'bytes that are no text': Uint8Array.of(65, 0, 66, 67),
    'a line without end': 'a'.repeat(1_200_000),
  };

  it.each(Object.entries(nasty))(
    'a registry with %s: the same enrollments, the same errors',
    async (_, file) => {
      for (const skipBadRows of [false, true]) {
        const expected = await registryOf(file, fastCsvParser, skipBadRows);
        expect(await registryOf(file, papaParser, skipBadRows)).toEqual(expected);
      }
    },
  );

  it('and these files are nasty: half of them are refused', async () => {
    const answers = await Promise.all(
      Object.values(nasty).map((file) => registryOf(file, papaParser, false)),
    );
    const refused = answers.filter((answer) => 'message' in answer).length;
    expect([refused > 12, answers.length - refused > 10]).toEqual([true, true]);
  });
});
