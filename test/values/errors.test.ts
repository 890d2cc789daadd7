import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, describe, expect, expectTypeOf, it } from 'vitest';
import {
  createChecker,
  type ErrorCode,
  isPrvcheckError,
  type PrvcheckError,
  RegistryReader,
  RepairError,
  repair,
} from '../../src/index';
import { loadRegistry, openFile, openUnpacked, type PackedRegistry } from '../../src/node';
import { bytesOf, simpleFile, twoEnrollments } from '../build';

const folder = mkdtempSync(join(tmpdir(), 'errors of '));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function drained(chunks: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of chunks);
}

/** What it throws or rejects with, which must be an error of ours. */
async function fault(act: () => unknown): Promise<PrvcheckError> {
  const error = await new Promise((done) => done(act())).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!isPrvcheckError(error)) throw new Error(`not an error of prvcheck: ${error}`);
  return error;
}

const registry = twoEnrollments as PackedRegistry;
const header = 'npi,medicaid_id,provider_type';

/** A file that is another one when it is read again. */
function changing() {
  let opened = 0;
  return () => bytesOf(simpleFile(opened++ === 0 ? {} : { after: ['REF*EI*123456789'] }));
}

/** What leads to each code. */
const faults: Readonly<Record<ErrorCode, () => unknown>> = {
  PRVCHECK_INVALID_OPTION: () => createChecker({ registry, policy: { requre: 'always' } as object }),
  PRVCHECK_INVALID_SOURCE: () => createChecker({ registry }).checkBytes(42 as never),
  PRVCHECK_UNREADABLE_FILE: () => drained(openFile(join(folder, 'none.837'))),
  PRVCHECK_UNUSABLE_FILE: () => loadRegistry(file('list.pdf', '%PDF-1.7')),
  PRVCHECK_REGISTRY_HEADER: () => loadRegistry(file('header.csv', '1980-01-01,1234567893,64\n')),
  PRVCHECK_REGISTRY_COLUMNS: () => loadRegistry(file('columns.csv', 'NPI,Mcaid Nr,Type\n')),
  PRVCHECK_REGISTRY_SHEET: async () =>
    loadRegistry(
      file(
        'two.xlsx',
        await writeXlsx({
          sheets: [
            { name: 'A', rows: [['x']] },
            { name: 'B', rows: [['y']] },
          ],
        }),
      ),
    ),
  PRVCHECK_REGISTRY_ROWS: () => loadRegistry(file('rows.csv', `${header}\n,71,64\n`)),
  PRVCHECK_REGISTRY_NPIS: () =>
    loadRegistry(file('npis.csv', `${header}\n1234567890,1,64\n1234567891,2,64\n1234567892,3,64\n`)),
  PRVCHECK_REGISTRY_EMPTY: () => loadRegistry(file('empty.csv', `${header}\n`)),
  PRVCHECK_REGISTRY_COMPILED: () => loadRegistry(file('cut.prvx', registry.bytes.slice(0, -4))),
  PRVCHECK_REGISTRY_SETTLED: () => loadRegistry(file('r.prvx', registry.bytes), { skipBadRows: true }),
  PRVCHECK_RULE_FAILED: () => {
    const texts = { title: 'Ours', why: '', fix: '', snip: 7, acknowledgement: null } as const;
    const check = () => {
      throw new Error('a mistake');
    };
    const rules = [{ id: 'own-fault', severity: 'error', ...texts, check }] as const;
    return createChecker({ registry, rules }).checkBytes(bytesOf(simpleFile()));
  },
  PRVCHECK_FILE_CHANGED: () => drained(repair(changing(), { registry })),
  PRVCHECK_REPAIR_FAILED: () => {
    throw new RepairError('PRVCHECK_REPAIR_FAILED', 'No input is known that leads to it.');
  },
};

describe('an error', () => {
  it.each(Object.entries(faults))('%s: says so, without a flag of the command', async (code, act) => {
    const error = await fault(act);
    expect(error.code).toBe(code);
    expect(error.message).not.toMatch(/(^|\s)--?[a-z]|prvcheck [a-z]/);
    expect(error).toBeInstanceOf(code.includes('INVALID') ? TypeError : Error);
  });

  it('has the error that led to it as its cause', async () => {
    expect((await fault(faults.PRVCHECK_UNREADABLE_FILE)).cause).toMatchObject({ code: 'ENOENT' });
    const bytes = gzipSync('ISA*00*'.repeat(1000)).fill(0xff, 20, 40);
    const damaged = await fault(() => drained(openUnpacked(file('a.837.gz', bytes))));
    expect(damaged.cause).toMatchObject({ code: expect.stringMatching(/^Z_/) });
  });

  it('of another program is none of ours', () => {
    const others = [null, 'PRVCHECK_FILE_CHANGED', new Error('x'), { code: 7 }, { code: 'ENOENT' }];
    expect(others.filter(isPrvcheckError)).toEqual([]);
    const codeOf = (error: unknown) => (isPrvcheckError(error) ? error.code : null);
    expectTypeOf(codeOf).returns.toEqualTypeOf<ErrorCode | null>();
  });

  it('of a registry names what may be meant by machine too', () => {
    const reader = new RegistryReader();
    expect(() => reader.header(['NPI', 'Mcaid Nr', 'Type'])).toThrow(
      expect.objectContaining({
        suggestedColumns: { medicaid_id: 'Mcaid Nr', provider_type: 'Type' },
        problems: [],
      }),
    );
  });

  it('is known across the ES module and the CommonJS build', () => {
    const dist = resolve(import.meta.dirname, '../../dist');
    const [index, node] = ['index.js', 'node.js'].map((name) => pathToFileURL(join(dist, name)).href);
    const script = `
      import { createRequire } from 'node:module';
      import { isPrvcheckError, RegistryReader } from '${index}';
      import { loadRegistry } from '${node}';
      const require = createRequire('${index}');
      const common = { ...require('./index.cjs'), ...require('./node.cjs') };
      const errors = [];
      for (const load of [loadRegistry, common.loadRegistry]) await load('none.csv').catch((error) => errors.push(error));
      for (const Reader of [RegistryReader, common.RegistryReader]) {
        try { new Reader().finish(); } catch (error) { errors.push(error); }
      }
      const codes = [isPrvcheckError, common.isPrvcheckError].map((isOurs) => errors.map((error) => isOurs(error) && error.code));
      console.log(JSON.stringify(codes));`;
    const told = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
    });
    const [unreadable, empty] = ['PRVCHECK_UNREADABLE_FILE', 'PRVCHECK_REGISTRY_EMPTY'];
    const codes = [unreadable, unreadable, empty, empty];
    expect(JSON.parse(told)).toEqual([codes, codes]);
  });
});

it('no text of the library names a flag or a command', () => {
  const src = resolve(import.meta.dirname, '../../src');
  const library = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !/^(cli|batch|report|web|wasm)\//.test(path));
  expect(library.length).toBeGreaterThan(80);
  const named = library.flatMap((path) =>
    readFileSync(join(src, path), 'utf8')
      .split('\n')
      .filter((line) => !/^\s*(\/\*|\*|\/\/)/.test(line) && /(?<![\w-])--[a-z]|\bprvcheck [a-z]/.test(line))
      .map((line) => `${path}: ${line.trim()}`),
  );
  expect(named).toEqual([]);
});
