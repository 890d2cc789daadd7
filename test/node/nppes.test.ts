import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readCsv } from '../../src/node/csv';
import { InputError } from '../../src/node/input-error';
import { readNppes } from '../../src/node/nppes';
import { RawRows } from '../../src/node/raw-rows';
import { candidateHeader, candidatesOf, nppesColumns } from '../../src/registry/nppes';
import { nppesCells, nppesFile, nppesHeader, type Provider, quoted } from '../nppes';
import { runs } from '../runs';

const folder = mkdtempSync(join(tmpdir(), 'prvcheck nppes '));
const path = join(folder, 'npidata.csv');
afterAll(() => rmSync(folder, { recursive: true }));

type Row = Partial<Record<string, string>>;

/** The candidates of a provider, by column. */
function candidates(provider: Provider): Row[] {
  const columns = nppesColumns(nppesHeader);
  if (typeof columns === 'string') throw new Error(columns);
  return candidatesOf(nppesCells(provider), columns).map((cells) =>
    Object.fromEntries(cells.map((cell, at) => [candidateHeader[at], cell])),
  );
}

async function found(content: string | Uint8Array, npis: readonly string[]): Promise<string[][]> {
  writeFileSync(path, content);
  const rows: string[][] = [];
  await readNppes(path, new Set(npis), {
    candidates: async (_, candidates) => void rows.push(...candidates.map((row) => [...row])),
    progress: () => {},
  });
  return rows;
}

async function fault(content: string | Uint8Array): Promise<string> {
  const error = await found(content, ['1234567893']).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).message;
}

const npi = '1234567893';

describe('a candidate', () => {
  it('is what the provider reports, marked as no proof', () => {
    expect(nppesHeader).toHaveLength(330);
    const rows = candidates({
      npi,
      organization: 'RIVER CITY CLINIC, LLC',
      zip: '402021234',
      taxonomies: ['261QM0801X', '261QF0400X*', '261QM0801X'],
      identifiers: [['7100000001', '05', 'KY']],
    });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      npi,
      medicaid_id: '7100000001',
      provider_type: '',
      taxonomy: '261QF0400X;261QM0801X',
      name: 'RIVER CITY CLINIC, LLC',
      tax_id: '',
      zip: '402021234',
    });
    expect(rows[0]!.candidate).toMatch(/^self-reported in NPPES and no proof of enrollment/);
  });

  it('is one for each Kentucky Medicaid identifier', () => {
    const rows = candidates({
      npi,
      person: ['DOE', 'ALEX'],
      identifiers: [
        ['1', '05', 'OH'],
        ['2', '01', 'KY'],
        ['0071', '05', 'KY'],
        ['', '05', 'KY'],
        ['0071', '05', 'KY'],
        ['72', '05', 'ky'],
      ],
    });
    expect(rows.map((row) => [row.medicaid_id, row.name])).toEqual([
      ['0071', 'DOE, ALEX'],
      ['72', 'DOE, ALEX'],
    ]);
  });

  it('is taken from all 15 taxonomies and all 50 identifiers', () => {
    const taxonomies = Array.from({ length: 15 }, (_, i) => `2${String(i).padStart(2, '0')}Q00000X`);
    const identifiers = Array.from({ length: 50 }, (_, i) => [`71${i}`, '05', 'KY'] as const);
    const rows = candidates({
      npi,
      taxonomies: taxonomies.map((code, i) => (i === 14 ? `${code}*` : code)),
      identifiers,
    });
    expect(rows.map((row) => row.medicaid_id)).toEqual(identifiers.map(([id]) => id));
    expect(rows[49]!.taxonomy).toBe([taxonomies[14], ...taxonomies.slice(0, 14)].join(';'));
  });

  it.each([
    [{ deactivated: '03/31/2020' }, 'NPI deactivated 2020-03-31'],
    [{ deactivated: '03/31/2020', reactivated: '12/31/2019' }, 'NPI deactivated 2020-03-31'],
    [{ deactivated: '03/31/2020', reactivated: '04/01/2020' }, 'self-reported'],
    [{ deactivated: '12/31/2019', reactivated: '01/01/2020' }, 'self-reported'],
    [{}, 'self-reported'],
  ])('says of %j: %s', (dates, mark) => {
    const [row, more] = candidates({ npi, ...dates });
    expect(row).toMatchObject({ npi, medicaid_id: '', taxonomy: '', name: '' });
    expect(row!.candidate!.startsWith(`${mark} in NPPES and no proof`)).toBe(true);
    expect(more).toBeUndefined();
  });
});

describe('the NPPES file', () => {
  const file = nppesFile([
    {
      npi: '1558598797',
      organization: 'ANOTHER',
      more: { 'Provider Middle Name': '"X",\n"1234567893","1"\n' },
    },
    { npi, organization: 'THE "RIVER"\nCLINIC', zip: '40202' },
  ]);

  it('gives the rows that are asked for, whatever the line ends', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const content = file.replaceAll('\n', end);
      const rows = await found(`\ufeff${content}`, [npi, '2000000002', 'none']);
      expect(rows.map((row) => row[0])).toEqual([npi]);
      expect(await found(content.trimEnd(), [npi])).toEqual(rows);
      expect((await found(content, ['1558598797', npi])).map((row) => row[0])).toEqual(['1558598797', npi]);
    }
  });

  it('is decoded as UTF-8, else as Windows writes', async () => {
    const named = nppesFile([{ npi, organization: 'CLÍNICA' }]);
    expect((await found(named, [npi]))[0]).toContain('CLÍNICA');
    expect((await found(Buffer.from(named, 'latin1'), [npi]))[0]).toContain('CLÍNICA');
  });

  it.each([
    ['empty', '', 'it is empty'],
    ['the header file', nppesFile([]), 'it has a header and no provider below it.*_fileheader'],
    [
      'a registry',
      'npi,medicaid_id,provider_type\n1234567893,71,64\n',
      'it is no NPPES data file: its header has no column "Provider Organization',
    ],
    ['claims', 'ISA*00*', 'it is an X12 file'],
    ['the download', zip('npidata_pfile_20050523-20260913.csv'), 'it is a ZIP file. Unzip it'],
    ['a workbook', zip('[Content_Types].xml'), 'it is an Excel workbook or a ZIP file'],
    [
      'locations',
      '"NPI","Provider Secondary Practice Location Address - City Name"\n',
      'the practice location file \\(pl_pfile\\) of NPPES',
    ],
    [
      'other names',
      '"NPI","Provider Other Organization Name","Provider Other Organization Name Type Code"\n',
      'othername_pfile',
    ],
    ['endpoints', '"NPI","Endpoint Type","Endpoint Type Description"\n', 'endpoint_pfile'],
    [
      'an older layout',
      nppesFile([{ npi }]).replaceAll('Identifier State_1"', 'Identifier Region_1"'),
      'no column "Other Provider Identifier State_1"',
    ],
    ['cut off', `${nppesFile([{ npi }])}"155`, 'line 3 has no end: the file is cut off'],
    [
      'with a stray quote',
      nppesFile([{ npi: '1558598797', organization: 'A\nB' }, { npi }]).replace('"1234567893"', '"12"34"'),
      'line 4 has a quotation mark in the middle',
    ],
    [
      'with a comma too many',
      nppesFile([{ npi }]).replace('"1234567893",', '"1234567893",,'),
      'line 2 has 331 cells and the header has 330',
    ],
    ['without end', `${nppesFile([])}${'"x",'.repeat(1e6)}`, 'line 2 begins a row of more than a million'],
    [
      'with a cell without end',
      `${nppesFile([])}"${'x'.repeat(3e6)}`,
      'line 2 has a cell of more than 64 kB',
    ],
    ['with a quote never closed', `${nppesFile([])}"${'x\n'.repeat(60)}"`, 'line 2 opens a quotation mark'],
  ])('%s: is refused in words', async (_, content, words) => {
    expect(await fault(content)).toMatch(new RegExp(words));
  });

  it('in any order of columns and any way of quoting, gives what a slow parse of all finds', async () => {
    const names = nppesHeader.filter((name) =>
      /^(NPI|Provider (Org|Last|First N|Business Pr.*Postal))|_[12]$/.test(name),
    );
    const cell = fc.constantFrom(
      '',
      'A',
      'B, C',
      '"',
      'say "no"',
      'two\nlines',
      'É',
      '05',
      'KY',
      'Y',
      '71',
      ' x ',
    );
    const npis = ['1234567893', '1558598797', '1000000004', '2000000002', '', 'x', '="1234567893"'];
    const row = fc.tuple(
      fc.constantFrom(...npis),
      fc.array(cell, { minLength: names.length - 1, maxLength: names.length - 1 }),
    );
    const file = fc.record({
      order: fc.shuffledSubarray(names, { minLength: names.length }),
      rows: fc.array(row, { minLength: 1, maxLength: 8 }),
      always: fc.boolean(),
      end: fc.constantFrom('\n', '\r\n', '\r'),
      last: fc.boolean(),
      delimiter: fc.constantFrom(',', '\t', '|'),
    });
    let hits = 0;
    await fc.assert(
      fc.asyncProperty(file, async ({ order, rows, always, end, last, delimiter }) => {
        const write = (cells: readonly string[]) =>
          cells.map((cell) => (always || /["\n,\t|= ]/.test(cell) ? quoted(cell) : cell)).join(delimiter);
        const cellsOf = ([npi, others]: readonly [string, readonly string[]]) => {
          const byName = new Map(names.map((name, i) => [name, i === 0 ? npi : others[i - 1]!]));
          return order.map((name) => byName.get(name)!);
        };
        const content =
          [order, ...rows.map(cellsOf)].map((cells) => write(cells).replaceAll('\n', end)).join(end) +
          (last ? end : '');
        const wanted = npis.slice(0, 2);
        const expected: string[][] = [];
        writeFileSync(path, content);
        let head: readonly string[] | null = null;
        await readCsv(path, (cells) => {
          if (head === null) head = cells;
          else if (/^(="?)?(1234567893|1558598797)"?$/.test(cells[head.indexOf('NPI')]!))
            expected.push(...candidatesOf(cells, nppesColumns(head) as never));
        });
        hits += expected.length;
        const ours = (await found(content, wanted)).map((row) =>
          row.map((cell) => cell.replace(/\r\n?/g, '\n')),
        );
        expect(ours).toEqual(expected);
      }),
      { numRuns: runs(200) },
    );
    expect(hits).toBeGreaterThan(100);
  });
});

describe('rows as bytes', () => {
  it('are the same however the bytes come', () => {
    const piece = fc.constantFrom(
      '"a"',
      '"b ""c"""',
      '""',
      'd',
      ',',
      '\n',
      '\r\n',
      '"e\nf"',
      '"g\r\n,h"',
      '\r',
    );
    const text = fc
      .array(piece, { maxLength: 30 })
      .map((all) => all.join('').replace(/"(?=[^",\r\n])|(?<=[^",\r\n])"/g, ''));
    const rowsOf = (parts: readonly string[]): unknown => {
      const rows = new RawRows('x.csv');
      rows.delimiter = ','.charCodeAt(0);
      const seen: unknown[] = [];
      const take = () => {
        while (rows.next(1))
          seen.push([rows.line, rows.latin1(rows.from, rows.to), rows.latin1(rows.cellFrom, rows.cellTo)]);
      };
      try {
        for (const part of parts) {
          rows.push(Buffer.from(part));
          take();
        }
        rows.close();
        take();
        rows.finish();
      } catch (error) {
        seen.push((error as Error).message);
      }
      return seen;
    };
    fc.assert(
      fc.property(text, (text) => {
        expect(rowsOf([...text])).toEqual(rowsOf([text]));
      }),
      { numRuns: runs(1000) },
    );
  });
});

/** How a ZIP file begins that holds this file. */
function zip(name: string): Uint8Array {
  const head = Buffer.alloc(30 + name.length);
  head.write('PK\x03\x04', 'latin1');
  head.writeUInt16LE(name.length, 26);
  head.write(name, 30, 'latin1');
  return head;
}
