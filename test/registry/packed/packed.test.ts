import { once } from 'node:events';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Enrollment,
  type PackedRegistry,
  RegistryError,
  RegistryReader,
  registryFromBytes,
} from '../../../src/index';
import { faultOf, seal } from '../../../src/registry/packed/layout';
import { withCheckDigit } from '../../npis';
import { PLANTED } from '../../oracle/planted';
import { runs } from '../../runs';

const header = [
  'npi',
  'medicaid_id',
  'provider_type',
  'taxonomy',
  'effective_date',
  'end_date',
  'name',
  'zip',
  'tax_id',
  'revalidation_date',
  'license_expiration',
  'application_status',
  'application_activity_date',
];

const npis = ['1234567893', '1558598797', '1000000004', '2000000002', '0000000000', '9999999999'];
const text = fc
  .oneof(
    fc.string({ maxLength: 20 }),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.stringMatching(/^[0-9]{0,20}$/),
    fc.constantFrom('A'.repeat(127), 'B'.repeat(128), 'É'.repeat(64), 'x'.repeat(20_000)),
  )
  // Plain as the reader leaves a cell, so that the slow map needs no rules of its own.
  .map((cell) => cell.replace(/^[='\s]+|\s+$/gu, ''));
const day = fc.constantFrom(null, '2026-01-31', '1999-12-31', '0001-01-01', '9999-12-31');
const some = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });

/** Few values of each, so that rows repeat and share. */
const enrollment: fc.Arbitrary<Enrollment> = fc.record({
  npi: fc.constantFrom(...npis),
  medicaidId: fc.oneof(
    fc.constantFrom('71', '071', '0071', '7100000001', '123456789012345', '0-A', `${'A-'.repeat(9_999)}7`),
    fc.stringMatching(/^[0-9A-Za-z-]{0,10}[1-9][0-9A-Za-z-]{0,9}$/),
  ),
  providerType: fc.constantFrom('', '03', '64', '829'),
  taxonomies: fc.subarray(['207Q00000X', '208D00000X', '363L', 'É']),
  from: fc.constantFrom(null, '0001-01-01', '1999-12-31'),
  to: fc.constantFrom(null, '1999-12-31', '2026-01-31'),
  name: some(text.filter((name) => name !== '')),
  zip: fc.constantFrom(null, '00000', '40202', '402021234', '000000000'),
  taxId: fc.constantFrom(null, '610000000', '61-0000000', '0610000000'),
  revalidationDate: day,
  licenseExpiration: day,
  applicationStatus: fc.constantFrom(null, 'In Progress', 'É'),
  applicationActivityDate: day,
});

function cellsOf(row: Enrollment): string[] {
  const { npi, medicaidId, providerType, taxonomies, from, to } = row;
  const { name, zip, taxId, revalidationDate, licenseExpiration } = row;
  const { applicationStatus, applicationActivityDate } = row;
  const upkeep = [revalidationDate, licenseExpiration, applicationStatus, applicationActivityDate];
  const rest = [from, to, name, zip, taxId, ...upkeep].map((cell) => cell ?? '');
  return [npi, medicaidId, providerType, taxonomies.join(';'), ...rest];
}

function pack(rows: readonly (readonly string[])[]): PackedRegistry {
  const reader = new RegistryReader({ skipBadRows: true, acceptInvalidNpis: true });
  reader.header(header);
  for (const [index, row] of rows.entries()) reader.row(row, index + 2);
  return reader.finish();
}

/** All that a registry says, as far as anybody can ask. */
function told(registry: PackedRegistry) {
  const { rows, npis: count, duplicateRows, skippedRows, warnings, enrollments } = registry;
  const answers = npis.map((npi) => enrollments(npi));
  return { rows, count, listed: [...registry.listNpis()], duplicateRows, skippedRows, warnings, answers };
}

const sample = pack([
  [
    '1234567893',
    '7100000001',
    '64',
    '207Q00000X',
    '2020-01-01',
    '',
    'RIVER CITY CLINIC',
    '402021234',
    '',
    '2027-01-31',
    '',
    'Returned',
    '2026-01-31',
  ],
  ['1234567893', '7100000002', '65', '', '', '2024-12-31', 'ÉCOLE', '', '61-0000000'],
  ['1558598797', '0071', 'A1', '207R00000X;363L', '', '', '', '41001'],
  ['1558598797', '71', '', '', '', ''],
  ['', '72', '64'],
]);

describe('a packed registry', () => {
  it('answers as a map of the rows would', () => {
    fc.assert(
      fc.property(fc.array(enrollment, { minLength: 1, maxLength: 60 }), (rows) => {
        const distinct = [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
        const registry = pack(rows.map(cellsOf));
        for (const npi of npis) {
          expect(registry.enrollments(npi)).toEqual(distinct.filter((row) => row.npi === npi));
        }
        expect(registry.rows).toBe(distinct.length);
        expect(registry.duplicateRows).toBe(rows.length - distinct.length);
        expect([...registry.listNpis()]).toEqual([...new Set(rows.map(({ npi }) => npi))].sort());
        expect(registry.npis).toBe([...registry.listNpis()].length);
        expect(told(registryFromBytes(registry.bytes))).toEqual(told(registry));
        expect(told(registryFromBytes(Uint8Array.from(registry.bytes)))).toEqual(told(registry));
      }),
    );
  });

  it('grows to any number of rows, NPIs and texts', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => [
      withCheckDigit(100_000_000 + ((i * 7919) % 9000)),
      i % 2 === 0 ? `ID-${i}` : String(i),
      '64',
      '',
      '',
      '',
      `NAME ${i % 7000}`,
    ]);
    const registry = pack([...rows, ...rows]);
    expect([registry.rows, registry.duplicateRows, registry.npis]).toEqual([20_000, 20_000, 9000]);
    for (const wanted of [100_000_000, 100_007_919, 100_004_500].map(withCheckDigit)) {
      const found = registry.enrollments(wanted).map(({ medicaidId, name }) => [medicaidId, name]);
      expect(found).toEqual(rows.filter(([npi]) => npi === wanted).map((row) => [row[1], row[6]]));
    }
  });

  it.each([
    '',
    '123456789',
    '12345678930',
    '123456789X',
    ' 1234567893',
    '1234567893 ',
    '１234567893',
    '-234567893',
  ])('does not know %j', (npi) => expect(sample.enrollments(npi)).toEqual([]));

  it('gives the same bytes for the same rows, in memory that threads share', () => {
    const rows = [['1234567893', '71', '64', '', '', '', 'A']];
    expect(pack(rows).bytes).toEqual(pack(rows).bytes);
    expect(pack(rows).bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(registryFromBytes(sample.bytes).bytes.buffer).toBe(sample.bytes.buffer);
  });

  it('goes to another thread without a copy', async () => {
    const core = pathToFileURL(resolve(import.meta.dirname, '../../../dist/index.js')).href;
    const code = `
      const { parentPort, workerData } = require('node:worker_threads');
      import('${core}').then(({ registryFromBytes }) => {
        const registry = registryFromBytes(workerData);
        parentPort.postMessage([registry.bytes.buffer, registry.rows, registry.enrollments('1234567893')]);
      });`;
    const worker = new Worker(code, { eval: true, workerData: sample.bytes });
    const [[buffer, rows, enrollments]] = await once(worker, 'message');
    expect(new Uint8Array(buffer)).toEqual(new Uint8Array(sample.bytes.buffer));
    expect(buffer).toBeInstanceOf(SharedArrayBuffer);
    expect([rows, enrollments]).toEqual([sample.rows, sample.enrollments('1234567893')]);
  });

  it('is read from wherever the bytes lie', () => {
    const within = new Uint8Array(sample.bytes.length + 3);
    within.set(sample.bytes, 3);
    expect(told(registryFromBytes(within.subarray(3)))).toEqual(told(sample));
  });

  it('keeps what was told of it', () => {
    const registry = registryFromBytes(Uint8Array.from(sample.bytes));
    expect(registry.skippedRows).toEqual([{ line: 6, reason: 'it has no NPI', field: 'npi' }]);
    expect(registry.warnings).toEqual(sample.warnings);
    expect(registry.warnings).toHaveLength(3);
  });

  it('warns of leading zeros in the order of the NPIs, with texts and long numbers too', () => {
    const ids = [
      ['1558598797', '007'],
      ['1234567893', '07'],
      ['1558598797', '7'],
      ['1234567893', '00A1'],
      ['1234567893', 'A1'],
      ['1000000004', '01'],
      ['1000000004', '0001'],
      ['1000000004', `${'0'.repeat(20)}71`],
      ['1000000004', '71'],
      ['1000000004', '710'],
    ];
    const pairs = pack(ids.map(([npi, id]) => [npi!, id!, '64'])).warnings.map((warning) =>
      /^Medicaid IDs (\S+) and (\S+) differ/.exec(warning)?.slice(1),
    );
    expect(pairs).toEqual([
      ['007', '7'],
      ['007', '07'],
      ['00A1', 'A1'],
      ['01', '0001'],
      [`${'0'.repeat(20)}71`, '71'],
    ]);
  });
});

/** What a load of the bytes says, when it refuses them. */
function refusal(bytes: Uint8Array): string {
  try {
    registryFromBytes(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(RegistryError);
    expect(error).toMatchObject({ code: 'PRVCHECK_REGISTRY_COMPILED' });
    return (error as RegistryError).message;
  }
  throw new Error('expected a RegistryError');
}

describe('damaged bytes', () => {
  const remedy = 'Compile it again from the CSV.';

  it('are refused, whichever byte it is', () => {
    for (let at = 0; at < sample.bytes.length; at++) {
      for (const flip of [1, 0x80, 0xff]) {
        const bytes = Uint8Array.from(sample.bytes);
        bytes[at]! ^= flip;
        expect(refusal(bytes)).toContain(remedy);
      }
    }
  });

  it('are refused, wherever they end', () => {
    for (let length = 0; length < sample.bytes.length; length++) {
      expect(refusal(sample.bytes.slice(0, length))).toContain(remedy);
    }
    for (const more of [1, 4, 8, 1000]) {
      const bytes = new Uint8Array(sample.bytes.length + more);
      bytes.set(sample.bytes);
      expect(refusal(bytes)).toContain('something was appended');
    }
  });

  it('are refused when two spoil each other', () => {
    const places = fc.nat({ max: sample.bytes.length - 1 });
    const change = fc.tuple(places, fc.integer({ min: 1, max: 255 }));
    fc.assert(
      fc.property(
        fc.uniqueArray(change, { selector: ([at]) => at, minLength: 1, maxLength: 4 }),
        (changes) => {
          const bytes = Uint8Array.from(sample.bytes);
          for (const [at, flip] of changes) bytes[at]! ^= flip;
          expect(refusal(bytes)).toContain(remedy);
        },
      ),
      { numRuns: runs(2000) },
    );
  });

  it('of another version or byte order say so', () => {
    const words = (at: number, value: number) => {
      const bytes = Uint8Array.from(sample.bytes);
      new Uint32Array(bytes.buffer)[at] = value;
      return bytes;
    };
    expect(refusal(words(2, 1))).toMatch(/made by another version of prvcheck/);
    expect(refusal(words(3, 0x04030201))).toMatch(/another byte order/);
  });

  it('with a checksum to match do no harm', () => {
    const words = sample.bytes.length / 4;
    const value = fc.oneof(fc.nat({ max: 40 }), fc.integer({ min: 0, max: 0xffffffff }));
    const change = fc.tuple(fc.integer({ min: 6, max: words - 1 }), value);
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const bytes = Uint8Array.from(sample.bytes);
        const view = new Uint32Array(bytes.buffer);
        for (const [at, word] of changes) view[at] = word;
        Array.from(seal(bytes));
        if (faultOf(bytes) !== null) {
          expect(refusal(bytes)).toContain(remedy);
          return;
        }
        try {
          const registry = registryFromBytes(bytes);
          for (const npi of npis) expect(registry.enrollments(npi).length).toBeLessThanOrEqual(registry.rows);
          accepted++;
        } catch (error) {
          expect(error).toBeInstanceOf(RegistryError);
        }
      }),
      { numRuns: runs(5000) },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  it('are never shown', () => {
    const private_ = pack([['1234567893', '71', '64', '', '', '', PLANTED.join(' '), '', PLANTED[0]!]]);
    for (let at = 0; at < private_.bytes.length; at++) {
      const bytes = Uint8Array.from(private_.bytes);
      bytes[at]! ^= 1;
      const message = refusal(bytes);
      expect(PLANTED.filter((value) => message.includes(value))).toEqual([]);
    }
  });
});
