import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Enrollment, type RegistryCell, RegistryError, RegistryReader } from '../../src/index';

const library = pathToFileURL(join(import.meta.dirname, '../../dist/index.js')).href;

const header = ['npi', 'medicaid_id', 'provider_type', 'effective_date', 'end_date', 'tax_id', 'active'];
const good: readonly RegistryCell[] = ['1234567893', '7100000001', '64', '', '', '', ''];

/** A row with these cells in place of the good ones. */
function rowOf(cells: Readonly<Record<string, unknown>>): RegistryCell[] {
  return header.map((name, at) => (name in cells ? (cells[name] as RegistryCell) : good[at]));
}

function read(...rows: readonly (readonly RegistryCell[])[]) {
  const reader = new RegistryReader();
  reader.header(header);
  for (const [at, cells] of rows.entries()) reader.row(cells, 57 + at);
  return reader.finish();
}

function enrollment(cells: Readonly<Record<string, unknown>>): Enrollment {
  const [only] = read(rowOf(cells)).enrollments('1234567893');
  return only!;
}

describe('rows as a database gives them', () => {
  it('are read as those of a CSV', () => {
    const numbers = { npi: 1234567893, medicaid_id: 7100000001n, provider_type: 64, effective_date: null };
    expect(enrollment({ ...numbers, tax_id: undefined, active: true })).toEqual(enrollment({}));
    expect(enrollment({ provider_type: 3 }).providerType).toBe('03');
    expect(enrollment({ medicaid_id: 71000000010000000001n }).medicaidId).toBe('71000000010000000001');
  });

  it('may be blank', () => {
    expect(read(rowOf({}), [null, undefined, '', null]).rows).toBe(1);
  });

  it.each([
    ['UTC', 0],
    ['America/New_York', 300],
    ['Asia/Tokyo', -540],
  ])('days are the same as midnight in Greenwich and as midnight in %s', (TZ, offset) => {
    const script = `
      import { RegistryReader } from ${JSON.stringify(library)};
      const reader = new RegistryReader();
      reader.header(['npi', 'medicaid_id', 'provider_type', 'effective_date', 'end_date', 'license_expiration']);
      const wall = new Date(2025, 11, 31);
      reader.row(['1234567893', '71', '64', new Date('2020-03-01'), wall, new Date(2025, 11, 31, 23, 59, 59)], 2);
      const [{ from, to, licenseExpiration }] = reader.finish().enrollments('1234567893');
      console.log(JSON.stringify([wall.getTimezoneOffset(), from, to, licenseExpiration]));`;
    const args = ['--input-type=module', '--eval', script];
    const told = execFileSync(process.execPath, args, { env: { ...process.env, TZ }, encoding: 'utf8' });
    expect(JSON.parse(told)).toEqual([offset, '2020-03-01', '2025-12-31', '2025-12-31']);
  });

  it.each<[string, object, string]>([
    [
      'an invalid Date',
      { effective_date: new Date('soon') },
      'its column "effective_date" holds an invalid Date',
    ],
    [
      'a year beyond the calendar',
      { end_date: new Date(Date.UTC(12025, 0, 1)) },
      'end_date "12025-01-01" is no',
    ],
    [
      'a number that lost digits',
      { medicaid_id: 2 ** 60 },
      '"medicaid_id" holds 1152921504606847000, which is too large',
    ],
    [
      'NaN',
      { provider_type: Number.NaN },
      'its column "provider_type" holds NaN, which is no text, number or day',
    ],
    ['a switch', { npi: false }, 'its column "npi" holds false'],
    ['an object', { tax_id: { value: 1 } }, 'its column "tax_id" holds an object'],
    ['no NPI', { npi: null }, 'it has no NPI'],
    ['no Medicaid ID', { medicaid_id: undefined }, 'it has no Medicaid ID'],
  ])('%s: a bad row, named with its column', (_, cells, reason) => {
    const reading = () => read(rowOf({}), rowOf(cells as Record<string, unknown>));
    expect(reading).toThrow(RegistryError);
    try {
      reading();
    } catch (error) {
      expect((error as RegistryError).problems).toMatchObject([
        { line: 58, reason: expect.stringContaining(reason) },
      ]);
    }
  });

  it.each<[string, (reader: RegistryReader) => void, string]>([
    [
      'a row that is an object',
      (reader) => reader.row({ npi: 1 } as never, 57),
      'row 57 is an object and must be an',
    ],
    [
      'a row without a number',
      (reader) => reader.row([], undefined as never),
      'line is undefined and must be a',
    ],
    [
      'a header that is no text',
      (reader) => reader.header([1] as never),
      'header[0] is 1 and must be a string',
    ],
    ['no header', () => new RegistryReader().row(good, 2), 'the header comes before the rows'],
  ])('%s: a TypeError', (_, act, message) => {
    const reader = new RegistryReader();
    reader.header(header);
    expect(() => act(reader)).toThrow(
      expect.objectContaining({
        name: 'TypeError',
        code: 'PRVCHECK_INVALID_OPTION',
        message: expect.stringContaining(message),
      }),
    );
  });
});
