import { createReadStream, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  checkBytes,
  createChecker,
  type Enrollment,
  type Registry,
  type RegistryCell,
  type RegistryReaderOptions,
  type RegistryRows,
  registryFromRows,
} from '../../src/index';
import { loadRegistry } from '../../src/node';
import { bytesOf, npi, simpleFile, twoEnrollments } from '../build';
import { runs } from '../runs';

const demoPath = resolve(import.meta.dirname, '../../fixtures/demo/registry.csv');
const [header = [], ...table] = readFileSync(demoPath, 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(','));
const objects = table.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at]!])));

const enrollmentsOf = (registry: Awaited<ReturnType<typeof loadRegistry>>) =>
  [...registry.listNpis()].flatMap((npi) => [...registry.enrollments(npi)]);
const expected = enrollmentsOf(await loadRegistry(demoPath));

async function* oneByOne<T>(rows: readonly T[]) {
  for (const row of rows) yield row;
}

const refusal = (rows: unknown, options: RegistryReaderOptions = {}) =>
  registryFromRows(rows as RegistryRows, options).then(
    () => Promise.reject(new Error('it was taken')),
    (error: Error) => error,
  );

describe('registryFromRows', () => {
  it.each([
    ['arrays', [header, ...table]],
    ['arrays with titles', [['Enrollments'], ['', ''], header, ...table]],
    ['objects', objects],
    ['a set', new Set(objects)],
    ['a cursor', oneByOne(objects)],
    ['a generator of arrays', oneByOne([header, ...table])],
  ])('takes %s', async (_, rows) => {
    expect(enrollmentsOf(await registryFromRows(rows as RegistryRows))).toEqual(expected);
  });

  it('takes what databases give: numbers, bigint, Date, null, names of its own', async () => {
    const typed = table.map(([npi, id, type, code, from, to, name, zip]) => ({
      billing: BigInt(npi!),
      id: Number(id),
      pt: Number(type),
      code: code!,
      since: new Date(from!),
      until: to === '' ? null : new Date(to!),
      label: name!,
      zip: Number(zip),
      loaded: { by: 'us' } as never as string,
    }));
    const columns = {
      ...{ npi: 'billing', medicaid_id: 'id', provider_type: 'pt', taxonomy: 'code', name: 'label' },
      ...{ effective_date: 'since', end_date: 'until' },
    };
    expect(enrollmentsOf(await registryFromRows(typed, { columns }))).toEqual(expected);
  });

  it('counts rows from 1 in its errors, which are those of a file', async () => {
    const odd = objects.map((row, at) => (at === 4 ? { ...row, NPI: '12' } : row));
    expect(await refusal(odd)).toMatchObject({
      code: 'PRVCHECK_REGISTRY_ROWS',
      problems: [{ line: 5, reason: 'its NPI "12" is not ten digits' }],
    });
    const late = objects.map((row, at) => (at === 2 ? { ...row, 'Revalidation Date': '2026-01-01' } : row));
    expect((await refusal(late)).message).toContain(
      'row 3: it has the key "Revalidation Date", which the first row does not have',
    );
  });

  it.each([
    ['a number', 5, 'rows is 5 and must be an iterable'],
    ['nothing', undefined, 'rows is undefined'],
    ['a row that is none', [null], 'row 1 is null and must be an object or an array'],
    ['arrays, then an object', [header, {}], 'row 2 is an object, and the rows before it are not'],
  ])('refuses %s', async (_, rows, message) => {
    const error = await refusal(rows);
    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toContain(message);
  });

  it('says the same as a CSV with the same cells', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'prvcheck rows '));
    const names = ['NPI', 'Medicaid ID', 'PT', 'Taxonomy', 'Effective Date', 'End Date', 'Status'];
    const cell = fc.constantFrom(
      ...['', '1002417305', '1001582646', '7100000411', '31', 'PT 03', '261QF0400X', '2020-01-31'],
      ...['1/31/20', '44927', 'N/A', 'Foo', 'Active', 'Closed', '1.00E+09', 'Total'],
    );
    const cells = fc.array(cell, { minLength: names.length, maxLength: names.length });
    await fc.assert(
      fc.asyncProperty(
        fc.array(cells, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        async (rows, skipBadRows) => {
          const said = (made: ReturnType<typeof loadRegistry>) =>
            made.then(
              (registry) => [enrollmentsOf(registry), registry.skippedRows, registry.warnings],
              (error: Error) => error.message,
            );
          const path = join(folder, 'list.csv');
          writeFileSync(
            path,
            [names, ...rows].map((row) => row.map((text) => `"${text}"`).join(',')).join('\n'),
          );
          const plain = (value: unknown) =>
            JSON.parse(JSON.stringify(value).replaceAll(/\b([Rr]ow|[Ll]ine)(s?) (?=\d)/g, 'line$2 '));
          const filled = [names, ...rows] as readonly (readonly RegistryCell[])[];
          expect(plain(await said(registryFromRows(filled, { skipBadRows })))).toEqual(
            plain(await said(loadRegistry(path, { skipBadRows }))),
          );
        },
      ),
      { numRuns: runs(100) },
    );
  });
});

describe('loadRegistry', () => {
  it('takes a URL and a stream', async () => {
    expect(enrollmentsOf(await loadRegistry(pathToFileURL(demoPath)))).toEqual(expected);
    expect(enrollmentsOf(await loadRegistry(createReadStream(demoPath)))).toEqual(expected);
    await expect(loadRegistry(new URL('https://example.org/list.csv'))).rejects.toThrow('a file: URL');
    await expect(loadRegistry(createReadStream(demoPath, 'utf8') as never)).rejects.toThrow(
      'a chunk of the source is',
    );
    await expect(loadRegistry(createReadStream(join(demoPath, 'none')))).rejects.toThrow('ENOTDIR');
  });
});

describe('a registry of your own making', () => {
  const both = twoEnrollments.enrollments(npi);
  const file = bytesOf(simpleFile());
  let rows: readonly Enrollment[] = [];
  const live: Registry = {
    ...{ rows: 2, duplicateRows: 0, skippedRows: [], warnings: [] },
    enrollments: (asked) => (asked === npi ? rows : []),
  };

  beforeEach(() => {
    rows = both.slice(0, 1);
  });

  it('is asked again after refresh', () => {
    const checker = createChecker({ registry: live });
    expect(checker.checkBytes(file).summary.flagged).toBe(0);
    rows = both;
    expect(checker.checkBytes(file).summary.flagged).toBe(0);
    checker.refresh();
    const { summary } = checker.checkBytes(file);
    expect(summary.flagged).toBe(summary.claims);
  });

  it('is asked again by each check of one file', () => {
    expect(checkBytes(file, { registry: live }).summary.flagged).toBe(0);
    rows = both;
    const { summary } = checkBytes(file, { registry: live });
    expect(summary.flagged).toBe(summary.claims);
  });
});
