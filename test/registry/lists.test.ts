import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import type { RegistryError } from '../../src/index';
import { type LoadRegistryOptions, loadRegistry } from '../../src/node';
import { runs } from '../runs';

const folder = mkdtempSync(join(tmpdir(), 'prvcheck lists '));
const demoPath = resolve(import.meta.dirname, '../../fixtures/demo/registry.csv');
const demo = readFileSync(demoPath, 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(','));
const [header = [], ...rows] = demo;
const expected = await read(demoPath);
let files = 0;

function save(content: string | Uint8Array, extension = 'csv'): string {
  const path = join(folder, `list ${++files}.${extension}`);
  writeFileSync(path, content);
  return path;
}

/** All that a list says, or why it is refused. */
async function read(path: string, options: LoadRegistryOptions = {}) {
  const registry = await loadRegistry(path, options);
  return {
    enrollments: [...registry.listNpis()].flatMap((npi) => [...registry.enrollments(npi)]),
    warnings: registry.warnings,
  };
}

async function refusal(path: string, options: LoadRegistryOptions = {}): Promise<Error> {
  return read(path, options).then(
    () => Promise.reject(new Error('it was read')),
    (error: Error) => error,
  );
}

const csvOf = (table: readonly (readonly string[])[], delimiter = ',') =>
  table.map((cells) => cells.join(delimiter)).join('\r\n');

const replaced = <T>(cells: readonly T[], at: number, cell: T): T[] =>
  cells.map((old, i) => (i === at ? cell : old));

/** The demo's list with other cells in one column. */
function withColumn(name: string, cellOf: (cell: string, row: number) => string): string[][] {
  const at = header.indexOf(name);
  return [header, ...rows.map((cells, row) => cells.map((cell, i) => (i === at ? cellOf(cell, row) : cell)))];
}

const utf16 = (text: string, order: 'le' | 'be') => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const longMonths = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'];

function dateForms(iso: string): Record<string, string> {
  const [year = '', month = '', day = ''] = iso.split('-');
  const name = months[Number(month) - 1]!;
  const long = longMonths[Number(month) - 1] ?? `${name}ember`.replace('Octember', 'October');
  return {
    'day-month-year': `${Number(day)}-${name}-${year.slice(2)}`,
    capitals: `${day}-${name.toUpperCase()}-${year}`,
    'in words': `"${long} ${Number(day)}, ${year}"`,
    'two digits': `${Number(month)}/${Number(day)}/${year.slice(2)}`,
    'with a time': `${Number(month)}/${Number(day)}/${year} 0:00`,
    'with a weekday': `"Wednesday, ${long} ${Number(day)}, ${year}"`,
    'year first': `${year}/${month}/${day}`,
  };
}

describe('a list as people have it', () => {
  it.each(Object.keys(dateForms('2020-01-31')))('has dates written %s', async (form) => {
    const table = withColumn('Effective Date', (iso) => dateForms(iso)[form]!);
    expect(await read(save(csvOf(table)))).toEqual(expected);
  });

  it.each([
    ...['', 'N/A', 'none', '-', 'open', 'Active', 'Present', 'current', '00/00/0000', '0000-00-00'],
    ...['9999-12-31', '12/31/9999', '2299-12-31', '12/31/99', '31-Dec-99'],
  ])('has "%s" where there is no end', async (open) => {
    const table = withColumn('End Date', (iso) => iso || open);
    expect(await read(save(csvOf(table)))).toEqual(expected);
  });

  it('takes four digits for what they say: 12/31/1999 is an end', async () => {
    const table = withColumn('Effective Date', () => '1/1/1990');
    const { enrollments } = await read(
      save(csvOf(table.map((cells, at) => (at === 1 ? replaced(cells, 5, '12/31/1999') : cells)))),
    );
    expect(enrollments.filter(({ to }) => to === '1999-12-31')).toHaveLength(1);
  });

  it('reads a column of day numbers, and says so', async () => {
    const serial = (iso: string) => String(Date.parse(iso) / 86_400_000 + 25_569);
    const { enrollments, warnings } = await read(save(csvOf(withColumn('Effective Date', serial))));
    expect(enrollments).toEqual(expected.enrollments);
    expect(warnings).toEqual([
      'Column "Effective Date" holds the day numbers of a spreadsheet, such as 43647 for 2019-07-01.',
    ]);
    const mixed = withColumn('Effective Date', (iso, row) => (row % 2 === 0 ? serial(iso) : iso));
    expect((await refusal(save(csvOf(mixed)))).message).toMatch(
      /rows \(lines 3, 5, 7 …\): its effective_date "2021-03-15", .* is a date, and rows above holds/,
    );
  });

  it.each([
    ['decimals', (npi: string) => `${npi}.0`],
    ['blanks', (npi: string) => `${npi.slice(0, 3)} ${npi.slice(3, 6)} ${npi.slice(6)}`],
    ['hyphens', (npi: string) => `${npi.slice(0, 3)}-${npi.slice(3, 6)}-${npi.slice(6)}`],
    ['a power of ten that keeps all digits', (npi: string) => `${npi[0]}.${npi.slice(1)}E+09`],
  ])('has NPIs with %s', async (_, form) => {
    expect(await read(save(csvOf(withColumn('NPI', form))))).toEqual(expected);
  });

  it('has Medicaid IDs with decimals, and taxonomies with their meaning', async () => {
    const decimals = withColumn('Medicaid ID', (id) => `${id}.0`);
    expect(await read(save(csvOf(decimals)))).toEqual(expected);
    const named = withColumn('Taxonomy', (code) => `${code} - Clinic/Center`);
    expect(await read(save(csvOf(named)))).toEqual(expected);
    const two = withColumn('Taxonomy', () => '"207Q00000X - Family Medicine, Adult; 261QF0400X: FQHC"');
    const { enrollments } = await read(save(csvOf(two)));
    expect(enrollments[0]!.taxonomies).toEqual(['207Q00000X', '261QF0400X']);
  });

  it('says of a rounded NPI what to do', async () => {
    const { message } = await refusal(save(csvOf(withColumn('NPI', () => '1.00E+09'))));
    expect(message).toContain('its NPI "1.00E+09" was rounded by a spreadsheet: format the column as text');
    expect(message.match(/rounded/g)).toHaveLength(1);
  });

  it.each([',', ';', '\t', '|'])(
    'has titles above its header, and cells separated by %j',
    async (delimiter) => {
      const titles = ['KY MPPA Provider Enrollment Listing', 'Printed in Frankfort, KY', ''];
      const { enrollments, warnings } = await read(save([...titles, csvOf(demo, delimiter)].join('\r\n')));
      expect(enrollments).toEqual(expected.enrollments);
      expect(warnings).toEqual([
        'The names of the columns come after 2 other rows (lines 1 to 2), which are not read.',
      ]);
    },
  );

  it.each(['le', 'be'] as const)('is Unicode text (UTF-16 %s)', async (order) => {
    expect(await read(save(utf16(csvOf(demo, '\t'), order), 'txt'))).toEqual(expected);
  });

  it('ends in a total, which counts only at the end', async () => {
    const total = ['Total', '15', '', '', '', '', '', ''];
    const { enrollments, warnings } = await read(save(csvOf([...demo, total, ['', '']])));
    expect(enrollments).toEqual(expected.enrollments);
    expect(warnings).toEqual(['Line 17, the last one, is no enrollment: "Total".']);
    const { message } = await refusal(save(csvOf([header, total, ...rows])));
    expect(message).toContain('line 2: it begins like a total, and rows follow it');
    const clinic = ['Total Care', '1002417305', '7100000999', '31'];
    const named = await read(save(csvOf([['Name', 'NPI', 'Medicaid ID', 'PT'], clinic])));
    expect(named.enrollments[0]).toMatchObject({ name: 'Total Care', medicaidId: '7100000999' });
  });

  it('has NPIs only in the first row of each, as merged cells look', async () => {
    const blank = withColumn('NPI', (npi, row) => (rows[row - 1]?.[0] === npi ? '' : npi));
    const path = save(csvOf(blank));
    const error = await refusal(path);
    expect(error).toMatchObject({ code: 'PRVCHECK_REGISTRY_ROWS', hasBlankNpi: true });
    expect(error.message).toContain('NPIs are blank below others');
    expect(await read(path, { fillDown: true })).toEqual(expected);
  });

  it('says in a column which enrollments are active', async () => {
    const withStatus = (statusOf: (row: number) => string, endOf = (_: number, end: string) => end) =>
      save(
        csvOf([
          [...header, 'Status'],
          ...rows.map((cells, row) => [...replaced(cells, 5, endOf(row, cells[5]!)), statusOf(row)]),
        ]),
      );
    expect(await read(withStatus(() => 'Active'))).toEqual(expected);
    const ended = await read(withStatus((row) => (row % 2 === 0 ? 'Active' : 'Terminated')));
    const kept = rows.filter(([, , , , , end], row) => row % 2 === 0 || end !== '').map((cells) => cells[1]!);
    expect(ended.enrollments.map(({ medicaidId }) => medicaidId).sort()).toEqual(kept.sort());
    expect(ended.warnings).toEqual([
      `${rows.length - kept.length} rows never count: the status says that the enrollment has ended, and there is no end date.`,
    ]);
    const dated = await read(
      withStatus(
        () => 'closed',
        () => '2025-06-30',
      ),
    );
    expect(new Set(dated.enrollments.map(({ to }) => to))).toEqual(new Set(['2025-06-30']));
    expect(
      (
        await refusal(
          withStatus(
            () => 'inactive',
            () => '',
          ),
        )
      ).message,
    ).toContain('The registry has no active enrollment');
    const { message } = await refusal(withStatus((row) => ['Active', 'On hold', 'Limbo'][row % 3]!));
    expect(message).toContain(
      '10 rows (lines 3, 4, 6 …): its status "On hold" or "Limbo" is neither active nor ended',
    );
  });

  it('has no header: it is refused, and read by positions', async () => {
    const path = save(csvOf(rows));
    const error = await refusal(path);
    expect(error).toMatchObject({
      code: 'PRVCHECK_REGISTRY_HEADER',
      suggestedColumns: { npi: '#1', medicaid_id: '#2', provider_type: '#3', taxonomy: '#4' },
    });
    expect(error.message).not.toMatch(/\d{4}/);
    const columns = { npi: '#1', medicaid_id: '#2', provider_type: '#3', taxonomy: '#4' };
    const dates = { effective_date: '#5', end_date: '#6', name: '#7', zip: '#8' };
    expect(await read(path, { columns: { ...columns, ...dates } })).toEqual(expected);
  });

  it('has headers of its own: columns are proposed by their values, and no name for the NPI', async () => {
    const own = ['Prov No', 'KYMA', 'PT', 'Spec', 'Start', 'Stop', 'Nm', 'Post'];
    const error = (await refusal(save(csvOf([own, ...rows])))) as RegistryError;
    expect(error.suggestedColumns).toEqual({ npi: 'Prov No', medicaid_id: 'KYMA' });
  });
});

describe('a workbook', () => {
  const sheet = (table: readonly (readonly CellValue[])[], more: Partial<WriteSheet> = {}): WriteSheet => ({
    name: 'Enrollments',
    rows: table.map((cells) => [...cells]),
    ...more,
  });
  const workbook = async (...sheets: WriteSheet[]) => save(await writeXlsx({ sheets }), 'xlsx');
  const typed = rows.map(([npi, id, type, code, from, to, name, zip]) => [
    Number(npi),
    Number(id),
    Number(type),
    code!,
    new Date(from!),
    to === '' ? null : new Date(to!),
    name!,
    Number(zip),
  ]);

  it('has texts, or numbers and dates', async () => {
    expect(await read(await workbook(sheet(demo)))).toEqual(expected);
    expect(await read(await workbook(sheet([header, ...typed])))).toEqual(expected);
  });

  it('has titles, merged cells, a formula with its last result, and a hidden sheet', async () => {
    const blank = withColumn('NPI', (npi, row) => (rows[row - 1]?.[0] === npi ? '' : npi));
    const titled = [['Our enrollments'], [], ...blank];
    const merges = [];
    for (let at = 3; at < titled.length; ) {
      let end = at;
      while (titled[end + 1]?.[0] === '') end++;
      if (end > at) merges.push({ startRow: at, startCol: 0, endRow: end, endCol: 0 });
      at = end + 1;
    }
    const hidden = sheet([header, ...rows.map((cells) => replaced(cells, 1, '7'))], {
      name: 'Old',
      hidden: true,
    });
    const cells = new Map([
      ['3,1', { formulaResult: rows[0]![1]!, formula: 'CONCATENATE("7100000","411")' }],
    ]);
    const { enrollments, warnings } = await read(
      await workbook(
        hidden,
        sheet([['Notes'], ['Call Frankfort']], { name: 'Notes' }),
        sheet(titled, { merges, cells }),
      ),
    );
    expect(enrollments).toEqual(expected.enrollments);
    expect(warnings).toEqual([
      'The names of the columns come after 1 other row (row 1), which are not read.',
    ]);
  });

  it('has several sheets that fit: one must be named', async () => {
    const path = await workbook(sheet(demo, { name: 'June' }), sheet(demo.slice(0, 3), { name: 'July' }));
    expect(await refusal(path)).toMatchObject({
      code: 'PRVCHECK_REGISTRY_SHEET',
      sheets: ['June', 'July'],
      message: 'Several sheets of the workbook could be the list. Say which sheet it is: "June", "July".',
    });
    expect(await read(path, { sheet: 'june' })).toEqual(expected);
    expect((await read(path, { sheet: 'July' })).enrollments).toHaveLength(2);
    expect((await refusal(path, { sheet: 'May' })).message).toContain('has no sheet "May"');
  });

  it('is counted by rows in messages', async () => {
    const path = await workbook(
      sheet([header, ...rows.map((cells, at) => (at === 2 ? replaced(cells, 0, '12') : cells))]),
    );
    expect((await refusal(path)).message).toContain('row 4: its NPI "12" is not ten digits');
  });

  it('is refused in a sentence where it is damaged, cut short, or would fill the memory', async () => {
    const bytes = await writeXlsx({ sheets: [sheet(demo)] });
    for (let cut = 60; cut < bytes.length; cut += 97) {
      const { message } = await refusal(save(bytes.slice(0, cut), 'xlsx'));
      expect(message).toMatch(/^cannot use .*: the workbook is damaged/);
    }
    const text = 'x'.repeat(1_000_000);
    const bomb = await writeXlsx({
      sheets: [sheet(Array.from({ length: 200 }, (_, at) => [`${at}${text}`]))],
    });
    expect((await refusal(save(bomb, 'xlsx'))).message).toContain('as a zip bomb does and no workbook');
  });

  it('with any byte changed is read or refused, never otherwise', async () => {
    const bytes = await writeXlsx({ sheets: [sheet(demo.slice(0, 4))] });
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = bytes.slice();
        damaged[at]! ^= change;
        const outcome = await read(save(damaged, 'xlsx')).catch((error: Error) => error);
        if (outcome instanceof Error) expect(outcome.name).toMatch(/^(InputError|RegistryError)$/);
      }),
      { numRuns: runs(150) },
    );
  });

  it('says the same as a CSV with the same cells', async () => {
    const cell = fc.oneof(
      fc.constantFrom('', '1002417305', '1002417305.0', '7100000411', '0071', '31', 'PT 31', '261QF0400X'),
      fc.constantFrom(
        '2020-01-31',
        '1/31/20',
        '31-Jan-20',
        'January 1, 2020',
        '44927',
        'N/A',
        '12/31/99',
        'Foo',
      ),
      fc.constantFrom('Active', 'Closed', 'Limbo', '1.00E+09', 'Total', '#N/A'),
    );
    const name = fc.constantFrom(
      'NPI',
      'Medicaid ID',
      'PT',
      'Taxonomy',
      'Effective Date',
      'End Date',
      'Status',
    );
    await fc.assert(
      fc.asyncProperty(
        fc
          .uniqueArray(name, { minLength: 5 })
          .chain((names) =>
            fc
              .array(fc.array(cell, { minLength: names.length, maxLength: names.length }), { maxLength: 6 })
              .map((table) => [names, ...table]),
          ),
        fc.boolean(),
        async (table, skipBadRows) => {
          const quoted = table.map((cells) => cells.map((text) => `"${text}"`));
          const said = async (path: string) => {
            const all = await read(path, { skipBadRows, fillDown: true }).catch(
              (error: Error) => error.message,
            );
            return JSON.stringify(all).replaceAll(/\b(?:[Rr]ow|[Ll]ine)(s?) (?=\d)/g, 'line$1 ');
          };
          const ofWorkbook = await said(await workbook(sheet(table)));
          expect(ofWorkbook).toEqual(await said(save(csvOf(quoted))));
        },
      ),
      { numRuns: runs(100) },
    );
  });
});
