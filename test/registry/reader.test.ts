import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Registry, RegistryError, RegistryReader, type RegistryReaderOptions } from '../../src/index';

const header = [
  'npi',
  'medicaid_id',
  'provider_type',
  'taxonomy',
  'effective_date',
  'end_date',
  'name',
  'zip',
];
const good = [
  '1234567893',
  '7100000001',
  '64',
  '207Q00000X',
  '2020-01-01',
  '',
  'RIVER CITY CLINIC',
  '40202-1234',
];

function read(
  rows: readonly (readonly string[])[],
  options: RegistryReaderOptions = {},
  head = header,
): Registry {
  const reader = new RegistryReader(options);
  reader.header(head);
  for (const [index, row] of rows.entries()) reader.row(row, index + 2);
  return reader.finish();
}

function withCell(column: string, value: string): string[] {
  return good.map((cell, at) => (header[at] === column ? value : cell));
}

function problem(act: () => unknown): RegistryError {
  try {
    act();
  } catch (error) {
    if (error instanceof RegistryError) return error;
    throw error;
  }
  throw new Error('expected a RegistryError');
}

describe('the registry', () => {
  it('reads a row', () => {
    expect(read([good]).enrollments('1234567893')).toEqual([
      {
        npi: '1234567893',
        medicaidId: '7100000001',
        providerType: '64',
        taxonomies: ['207Q00000X'],
        from: '2020-01-01',
        to: null,
        name: 'RIVER CITY CLINIC',
        zip: '402021234',
        taxId: null,
        revalidationDate: null,
        licenseExpiration: null,
        applicationStatus: null,
        applicationActivityDate: null,
      },
    ]);
  });

  it.each([
    ['207Q00000X;208D00000X', ['207Q00000X', '208D00000X']],
    ['207Q00000X|208D00000X', ['207Q00000X', '208D00000X']],
    [' 207q00000x  208D00000X ', ['207Q00000X', '208D00000X']],
    ['', []],
  ])('reads several taxonomies from %j', (cell, codes) => {
    expect(read([withCell('taxonomy', cell)]).enrollments('1234567893')[0]!.taxonomies).toEqual(codes);
  });

  it.each([
    ['2026-01-31', '2026-01-31'],
    ['20260131', '2026-01-31'],
    ['1/31/2026', '2026-01-31'],
    ['01/31/2026 0:00', '2026-01-31'],
    ['2024-02-29', '2024-02-29'],
    ['', null],
  ])('reads the date %j', (cell, date) => {
    expect(read([withCell('effective_date', cell)]).enrollments('1234567893')[0]!.from).toBe(date);
  });

  it.each([
    ['npi', '', 'no NPI'],
    ['npi', '1.23457E+09', 'rounded by a spreadsheet'],
    ['medicaid_id', ' ', 'no Medicaid ID'],
    ['medicaid_id', '7.1E+09', 'rounded by a spreadsheet'],
    ['effective_date', '2026-02-30', 'no date'],
    ['effective_date', 'soon', 'no date'],
    ['effective_date', '13/31/2026', 'no date'],
    ['end_date', '2019-12-31', 'before its effective date'],
  ])('stops at a bad %s %j, naming the line', (column, value, reason) => {
    const error = problem(() => read([good, withCell(column, value)]));
    expect(error.problems).toHaveLength(1);
    expect(error.problems[0]!.line).toBe(3);
    expect(error.problems[0]!.reason).toContain(reason);
    expect(error.message).toContain('line 3');
    expect(error).toMatchObject({ code: 'PRVCHECK_REGISTRY_ROWS', suggestedColumns: {} });
    expect(error.message).toContain('Mend them, or skip them.');
  });

  it('leaves bad rows out and counts them, when told to', () => {
    const registry = read([good, withCell('npi', ''), withCell('end_date', 'never')], { skipBadRows: true });
    expect(registry.rows).toBe(1);
    expect(registry.skippedRows.map(({ line }) => line)).toEqual([3, 4]);
  });

  it('takes a row with a very long cell for a bad one', () => {
    const reader = new RegistryReader();
    reader.header(['npi', 'medicaid_id', 'provider_type', 'name']);
    reader.row(['1234567893', '7100000001', '64', 'x'.repeat(65_536)], 2);
    reader.row(['1234567893', '7100000001', '64', 'x'.repeat(65_537)], 3);
    expect(() => reader.finish()).toThrow('line 3: it has a cell of more than 64 kB');
  });

  it('says once what is wrong with many rows, with a count and examples', () => {
    const error = problem(() =>
      read([
        ...Array.from({ length: 25 }, () => withCell('npi', '')),
        ...['1', '2', '2', '3', '4'].map((day) => withCell('end_date', `Foo ${day}`)),
        withCell('medicaid_id', ''),
      ]),
    );
    expect(error.problems).toHaveLength(31);
    expect(error.message.split('\n')).toEqual([
      'The registry has 31 bad rows, and a registry read by half would call claims clean:',
      '  25 rows (lines 2, 3, 4 …): it has no NPI',
      '  5 rows (lines 27, 28, 29 …): its end_date "Foo 1" or "Foo 2" is no date (write 2026-01-31, 1/31/2026 or 31-Jan-2026)',
      '  line 32: it has no Medicaid ID',
      'Mend them, or skip them.',
    ]);
  });

  it('refuses a row with more cells than the header: a comma without quotes', () => {
    expect(problem(() => read([[...good, 'INC']])).message).toContain('needs quotes');
  });

  it('drops rows that repeat another, and keeps those that differ in anything', () => {
    const registry = read([good, good, withCell('zip', '41001'), good]);
    expect([registry.rows, registry.duplicateRows]).toEqual([2, 2]);
  });

  it('passes over blank rows', () => {
    expect(read([[''], good, header.map(() => ' ')]).rows).toBe(1);
  });

  it('refuses a file without rows, and one without a header', () => {
    expect(problem(() => read([])).message).toContain('no enrollment');
    expect(problem(() => new RegistryReader().finish()).message).toContain('empty');
  });

  it('pads one digit of a provider type to two, and keeps 82 and 829 apart', () => {
    const types = ['3', ' 03', '82', '829', 'a1'].map((type, index) =>
      withCell('provider_type', type).map((cell, at) => (header[at] === 'medicaid_id' ? `71${index}` : cell)),
    );
    const found = read(types)
      .enrollments('1234567893')
      .map(({ providerType }) => providerType);
    expect(found).toEqual(['03', '03', '82', '829', 'A1']);
  });

  it('takes off what spreadsheets put around numbers', () => {
    const registry = read([withCell('medicaid_id', '="0071000001"'), withCell('medicaid_id', "'0071000002")]);
    expect(registry.enrollments('1234567893').map(({ medicaidId }) => medicaidId)).toEqual([
      '0071000001',
      '0071000002',
    ]);
  });

  it('warns of Medicaid IDs that differ by leading zeros alone, and keeps both', () => {
    const registry = read([withCell('medicaid_id', '0071000001'), withCell('medicaid_id', '71000001')]);
    expect(registry.warnings).toHaveLength(1);
    expect(registry.warnings[0]).toMatch(/0071000001.*71000001.*leading zeros/);
    expect(registry.rows).toBe(2);
  });

  it('warns of a row without a provider type', () => {
    expect(read([withCell('provider_type', '')]).warnings[0]).toMatch(/Line 2: it has no provider type/);
  });

  it('warns of taxonomies that can match no claim', () => {
    expect(read([withCell('taxonomy', '207Q')]).warnings[0]).toContain('Line 2');
  });
});

describe('the columns', () => {
  it('go by any case, punctuation and order, and by common names', () => {
    const heads = ['Zip Code', 'KY Medicaid ID#', 'PROVIDER-TYPE', 'Billing NPI'];
    const registry = read([['40202', '7100000001', '64', '1234567893']], {}, heads);
    expect(registry.enrollments('1234567893')[0]).toMatchObject({ medicaidId: '7100000001', zip: '40202' });
  });

  it('go by the names that the user gives', () => {
    const columns = { npi: 'Pay-To Number', medicaid_id: 'mcd' };
    const registry = read([['1234567893', '71', '64']], { columns }, [
      'pay to number',
      'MCD',
      'Provider Type',
    ]);
    expect(registry.enrollments('1234567893')).toHaveLength(1);
  });

  it('absent ones are named with those found and the nearest', () => {
    const { code, message, suggestedColumns } = problem(() =>
      read([], {}, ['NPI', 'Medicad Id', 'Provider Type']),
    );
    expect(code).toBe('PRVCHECK_REGISTRY_COLUMNS');
    expect(message).toContain('no column for medicaid_id. If it goes by another name, perhaps "Medicad Id",');
    expect(suggestedColumns).toEqual({ medicaid_id: 'Medicad Id' });
    expect(message).toContain('NPI, Medicad Id, Provider Type');
  });

  it('that could be two are asked about', () => {
    const { message, suggestedColumns } = problem(() =>
      read([], {}, ['Billing NPI', 'Group NPI', 'medicaid_id', 'provider_type']),
    );
    expect(message).toContain('"Billing NPI" and "Group NPI". Say which one.');
    expect(suggestedColumns).toEqual({ npi: 'Billing NPI' });
  });

  it('that stand twice are an error, whether found or named', () => {
    const head = ['npi', 'medicaid_id', 'Medicaid ID', 'provider_type'];
    expect(problem(() => read([], {}, head)).message).toContain('Rename or remove one');
    expect(problem(() => read([], { columns: { medicaid_id: 'medicaid id' } }, head)).message).toContain(
      'Rename',
    );
  });

  it('that mean nothing are named: a date among them would be missed in silence', () => {
    const registry = read([['1234567893', '71', '64', 'x', 'y']], {}, [
      'npi',
      'medicaid_id',
      'pt',
      'Ended On',
      'County',
    ]);
    expect(registry.warnings).toEqual(['Columns that are not used: Ended On, County.']);
  });

  it('are not shown where the first line looks like data', () => {
    const { code, message } = problem(() => read([], {}, ['Doe', 'Jane', '1980-01-01', '1234567893']));
    expect(code).toBe('PRVCHECK_REGISTRY_HEADER');
    expect(message).not.toMatch(/Doe|Jane|1980|1234567893/);
    expect(message).toContain('does not look like a header');
  });

  it('are shown by their shape alone where none is one of a registry', () => {
    const { code, message } = problem(() => read([], {}, ['DOE', 'JANE', 'ENDICOTT']));
    expect(code).toBe('PRVCHECK_REGISTRY_HEADER');
    expect(message).not.toMatch(/DOE|JANE|ENDICOTT/);
    expect(message).toContain('It has 3 cells, the first of them "xxx" (3 characters).');
  });

  it.each([
    'Provider Medicaid ID,Prov NPI,PROV_TYPE_CD,Medicaid ID Effective Date,Medicaid ID End Date',
    'KY Medicaid Provider Number,BILLING_PROVIDER_NPI_NUM,Provider Type Code,Enrollment Begin Date,Thru Date',
    'MAID,NTNL_PROV_ID,PROV_TYP_CD,PRVDR_MDCD_EFCTV_DT,PRVDR_MDCD_END_DT',
    'Medicaid Provider ID,Billing NPI,PT,PROV_MEDICAID_EFF_DATE,PROV_MEDICAID_END_DATE',
  ])('go by the names of real extracts: %s', (heads) => {
    const registry = read([['71', '1234567893', '64', '2020-01-01', '12/31/2025']], {}, heads.split(','));
    expect(registry.warnings).toEqual([]);
    expect(registry.enrollments('1234567893')[0]).toMatchObject({
      medicaidId: '71',
      providerType: '64',
      from: '2020-01-01',
      to: '2025-12-31',
    });
  });

  it.each([
    ['Taxonomy 1', 'Taxonomy 2', 'Taxonomy 15'],
    ['Taxonomy', 'Taxonomy Code_2', 'TAXONOMY_3_CODE'],
    [
      'Healthcare Provider Taxonomy Code_1',
      'Healthcare Provider Taxonomy Code_2',
      'Healthcare Provider Taxonomy Code_3',
    ],
    ['Primary Taxonomy', 'Secondary Taxonomy', 'Other Taxonomy'],
  ])('of taxonomies are read together: %s, %s, %s', (...names) => {
    const codes = ['207Q00000X', '', '207R00000X;207Q00000X'];
    const registry = read([['1234567893', '71', '64', ...codes]], {}, ['npi', 'medicaid_id', 'pt', ...names]);
    expect(registry.warnings).toEqual([]);
    expect(registry.enrollments('1234567893')[0]!.taxonomies).toEqual(['207Q00000X', '207R00000X']);
  });

  it('of taxonomies: where the user names one, the others are told to be unused', () => {
    const heads = ['npi', 'medicaid_id', 'pt', 'Taxonomy 1', 'Taxonomy 2'];
    const columns = { taxonomy: 'Taxonomy 2' };
    const registry = read([['1234567893', '71', '64', '207Q00000X', '207R00000X']], { columns }, heads);
    expect(registry.warnings).toEqual(['Columns that are not used: Taxonomy 1.']);
    expect(registry.enrollments('1234567893')[0]!.taxonomies).toEqual(['207R00000X']);
  });

  it('that were taken by a synonym and hold something else are named, with the one that may be meant', () => {
    const heads = ['Group NPI', 'Medicaid Number', 'pt', 'Thru Date', 'effective_date', 'End of Span'];
    const row = (npi: string, thru: string, from: string) => [npi, '71', '64', thru, from, '1/1/2026'];
    const rows = [row('abc', '', ''), row('1234567893', 'ABC', ''), row('1234567893', '', 'ABC')];
    const { message, suggestedColumns } = problem(() => read(rows, {}, heads));
    expect(message).toContain('Column "Group NPI" was taken for npi. If another column holds it, say which.');
    expect(message).toContain(
      'Column "Thru Date" was taken for end_date. If another column holds it, perhaps "End of Span", say so.',
    );
    expect(suggestedColumns).toEqual({ npi: null, end_date: 'End of Span' });
    expect(message).not.toContain('taken for effective_date');
    const named = problem(() => read(rows, { columns: { npi: 'Group NPI' } }, heads)).message;
    expect(named).not.toContain('taken for npi');
  });

  it('a file with rows that are marked as candidates is refused, whatever else they hold', () => {
    const heads = [...header, 'Candidate'];
    const error = problem(() =>
      read(
        [
          [...good, ''],
          [...good, 'NPPES'],
          ['', ...good.slice(1), 'x'],
        ],
        {},
        heads,
      ),
    );
    expect(error.problems.map(({ line }) => line)).toEqual([3, 4]);
    expect(error.message).toContain('confirm it in the partner portal');
    expect(read([[...good, ' ']], {}, heads)).toMatchObject({ rows: 1, warnings: [] });
    expect(
      read(
        [
          [...good, ''],
          [...good, 'x'],
        ],
        { skipBadRows: true },
        heads,
      ).rows,
    ).toBe(1);
  });

  it('that may be meant are named, for callers to offer', () => {
    const heads = ['Billing NPI', 'Group NPI', 'Mcaid Nr', 'pt'];
    const said = (columns: Record<string, string>, head = heads) =>
      problem(() => read([], { columns }, head));
    const misspelt = said({ npi: 'Biling NPI' });
    expect(misspelt.message).toContain('Did you mean "Billing NPI"?');
    expect(misspelt.suggestedColumns).toEqual({ npi: 'Billing NPI' });
    expect(said({}).suggestedColumns).toEqual({ npi: 'Billing NPI' });
    expect(said({ npi: 'Group NPI' }).suggestedColumns).toEqual({ medicaid_id: 'Mcaid Nr' });
    expect(said({ medicad: 'Mcaid Nr' }, ['npi']).message).toMatch(/no field "medicad"/);
    expect(said({ medicaidid: 'Mcaid Nr' }).suggestedColumns).toEqual({ medicaid_id: 'Mcaid Nr' });
    const shared = said({ npi: 'Group NPI', medicaid_id: 'Group NPI' });
    expect(shared.message).toContain('cannot be both npi and medicaid_id');
    expect(said({ npi: 'Nope' }, ['Doe', 'Jane', '1980-01-01']).message).not.toMatch(/Doe|Jane|1980/);
  });

  it('a mapping to a field or a header that is not there is an error', () => {
    expect(problem(() => read([], { columns: { npy: 'NPI' } })).message).toContain('Did you mean npi?');
    expect(problem(() => read([], { columns: { npi: 'Nope' } })).message).toContain('no column "Nope"');
  });
});

describe('any registry', () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom('1234567893', '', '64', '2026-01-01', '="7"'),
  );
  const rows = fc.array(fc.array(cell, { maxLength: 10 }), { maxLength: 20 });

  it('is read or refused with a RegistryError, and each row is kept, dropped, skipped or blank', () => {
    fc.assert(
      fc.property(rows, (cells) => {
        try {
          const registry = read(cells, { skipBadRows: true });
          const blank = cells.filter((row) => row.every((each) => each.trim() === '')).length;
          expect(registry.rows + registry.duplicateRows + registry.skippedRows.length + blank).toBe(
            cells.length,
          );
        } catch (error) {
          expect(error).toBeInstanceOf(RegistryError);
        }
      }),
    );
  });

  it('holds every good row under its NPI, whatever the order of columns', () => {
    const row = fc.record({
      npi: fc.constantFrom('1234567893', '1558598797', '1000000004'),
      medicaid_id: fc.stringMatching(/^[1-9][0-9]{9}$/),
      provider_type: fc.constantFrom('64', '65', '829'),
    });
    const order = fc.shuffledSubarray(['npi', 'medicaid_id', 'provider_type'] as const, { minLength: 3 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), order, (entries, head) => {
        const registry = read(
          entries.map((entry) => head.map((name) => entry[name])),
          {},
          [...head],
        );
        for (const npi of new Set(entries.map((entry) => entry.npi))) {
          const mine = entries.filter((entry) => entry.npi === npi);
          const expected = new Set(mine.map((entry) => `${entry.medicaid_id} ${entry.provider_type}`));
          const found = registry.enrollments(npi).map((entry) => `${entry.medicaidId} ${entry.providerType}`);
          expect(new Set(found)).toEqual(expected);
          expect(found).toHaveLength(expected.size);
        }
      }),
    );
  });
});
