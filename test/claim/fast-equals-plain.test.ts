import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import {
  type Assignment,
  type Change,
  type CheckResult,
  type CheckRun,
  type ClaimVerdict,
  checkBytes,
  createChecker,
  type Finding,
  type RepairOptions,
  repair,
} from '../../src/index';
import { openFile } from '../../src/node';
import { billing, bytesOf, claim, header, interchange, registryOf, subscriber } from '../build';
import { loadPlain } from '../plain';
import { runs } from '../runs';
import { dirtyFile } from './dirty-files';
import { once, other, twice } from './dirty-segments';
import { options } from './dirty-settings';

const { plain } = await loadPlain();

const folder = mkdtempSync(join(tmpdir(), 'prvcheck fast '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Vitest's own comparison takes long where there are many findings. */
function expectSame(found: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(found, expected)) expect(found).toStrictEqual(expected);
}

async function taken(run: CheckRun<Finding | ClaimVerdict>): Promise<CheckResult> {
  const findings: Finding[] = [];
  const verdicts: ClaimVerdict[] = [];
  for await (const one of run) {
    if (one.type === 'claim') verdicts.push(one);
    else findings.push(one);
  }
  return { findings, verdicts, summary: run.summary };
}

/** The bytes in chunks of these sizes, in turns, all in one buffer: nothing may keep a chunk. */
async function* split(bytes: Uint8Array, sizes: readonly number[]) {
  const buffer = new Uint8Array(Math.max(...sizes));
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const chunk = bytes.subarray(at, at + sizes[n % sizes.length]!);
    buffer.fill(0x2a);
    buffer.set(chunk);
    yield buffer.subarray(0, chunk.length);
    at += chunk.length;
  }
}

/** Small ones would take long. */
const sizes = fc.oneof(
  fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 3, maxLength: 9 }).map((all) => [...all, 300]),
  fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 9 }).map((all) => [...all, 5000]),
  fc.array(fc.integer({ min: 200_000, max: 300_000 }), { minLength: 1, maxLength: 3 }),
);

const anywhere = { kind: null, zip: null, payer: null, file: null, billingLoop: null };
const assignments = fc.subarray<Assignment>([
  { ...anywhere, npi: twice, taxonomy: '207Q00000X' },
  { ...anywhere, npi: once, taxonomy: '208D00000X', payer: '128KY' },
  { ...anywhere, npi: other, taxonomy: '363L00000X' },
]);

/** The corrected file, and all that is told of it. */
async function repaired(library: { repair: typeof repair }, bytes: Uint8Array, options: RepairOptions) {
  const changes: Change[] = [];
  const findings: Finding[] = [];
  const told = { change: (one: Change) => changes.push(one), finding: (one: Finding) => findings.push(one) };
  const run = library.repair(() => bytes, { ...options, ...told });
  const copy: Uint8Array[] = [];
  for await (const chunk of run) copy.push(chunk);
  return { copy: Buffer.concat(copy), changes, findings, result: run.result };
}

describe('dirty files with clean and flagged loops', () => {
  it('are the same in the fast way and the plain way, however they are read', async () => {
    await fc.assert(
      fc.asyncProperty(dirtyFile, options, sizes, async (bytes, [given, asked], sizes) => {
        const expected = plain.checkBytes(bytes, { ...given, ...asked });
        const checker = createChecker(given);
        expectSame(checker.checkBytes(bytes, asked), expected);
        expectSame(await taken(checker.check(split(bytes, sizes), asked)), expected);
        const path = join(folder, 'a.837');
        writeFileSync(path, bytes);
        expectSame(await taken(createChecker(given).check(openFile(path), asked)), expected);
      }),
      { numRuns: runs(600) },
    );
  });

  it('are the same where two checks with settings of their own take turns', async () => {
    const checks = fc.array(fc.tuple(dirtyFile, options, sizes), { minLength: 2, maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(checks, async (checks) => {
        const expected = checks.map(([bytes, [given, asked]]) =>
          plain.checkBytes(bytes, { ...given, ...asked }),
        );
        const found = checks.map(([bytes, [given, asked], sizes]) =>
          taken(createChecker(given).check(split(bytes, sizes), asked)),
        );
        expectSame(await Promise.all(found), expected);
      }),
      { numRuns: runs(100) },
    );
  });

  it('are corrected in the same way', async () => {
    await fc.assert(
      fc.asyncProperty(dirtyFile, options, assignments, async (bytes, [given], assignments) => {
        const all = { ...given, assignments };
        expectSame(await repaired({ repair }, bytes, all), await repaired(plain, bytes, all));
      }),
      { numRuns: runs(100) },
    );
  });
});

describe('in flagged and clean loops of many claims', () => {
  const rows = [
    { medicaidId: '7100000001', providerType: '64', taxonomy: '207Q00000X' },
    { medicaidId: '7100000002', providerType: '65', taxonomy: '208D00000X' },
  ];
  const patient = (hl: string, parent: string) => [
    `HL*${hl}*${parent}*23*0`,
    'NM1*QC*1*DOE*JOE',
    'NM1*PR*2*OF THE PATIENT*****PI*99999',
  ];
  const many = Array.from({ length: 40 }, (_, n) => [
    ...subscriber({ hl: `${2 * n + 2}`, payer: n % 2 === 0 ? '' : 'KYMEDICAID' }),
    'N3*5 ELM ST',
    ...(n % 4 < 2 ? patient(`${2 * n + 3}`, `${2 * n + 2}`) : []),
    ...claim({ id: `PCN${n}` }),
    'REF*6R*1',
  ]).flat();
  const text = (newline: string) =>
    new TextDecoder().decode(
      bytesOf(interchange({ body: [...header, ...billing(), ...many] }), '~', newline),
    );
  const expectBoth = (text: string, wanted: (found: CheckResult) => void) => {
    const bytes = new TextEncoder().encode(text);
    for (const registry of [registryOf(rows), registryOf(rows.slice(0, 1))]) {
      const expected = plain.checkBytes(bytes, { registry });
      wanted(expected);
      expectSame(checkBytes(bytes, { registry }), expected);
    }
  };

  it('the payer of a patient is not that of the claim', () => {
    expectBoth(text('\n'), ({ summary, findings }) => {
      expect(summary.claims).toBe(40);
      const ids = findings.map((found) => (found.loop === null ? '' : found.claim.payerId));
      expect(ids).not.toContain('99999');
    });
  });

  it.each(['*', '|', '^', '+'])(
    'a name without elements is told, whatever the separator is (%s)',
    (separator) => {
      const whole = text('\n').replaceAll('^', '!').replaceAll('*', separator);
      const at = whole.indexOf('~\nREF', whole.length / 2);
      const empty = `~\nNM1${separator.repeat(9)}`;
      expectBoth(whole.slice(0, at) + empty + whole.slice(at), ({ findings }) => {
        expect(findings.map(({ rule }) => rule)).toContain('x12-unexpected-segment');
      });
    },
  );

  it.each(['\r\n', '\n', ''])(
    'what is between a terminator and a line break belongs to the next id (%j)',
    (newline) => {
      const segment = `~${newline}N3*5 ELM ST`;
      for (const wrong of [`~X${newline}N3*5 ELM ST`, '~X\nN3*5 ELM ST', '~X\r\nN3*5 ELM ST', '~\r\nXN3*5']) {
        const whole = text(newline);
        const at = whole.indexOf(segment, whole.length / 2);
        expectBoth(whole.slice(0, at) + wrong + whole.slice(at + segment.length), ({ findings }) => {
          expect(findings.some(({ rule }) => rule === 'x12-unexpected-segment')).toBe(true);
        });
      }
      for (const same of ['~ \nN3*5 ELM ST', '~\nN3*5 ELM ST', '~\r\n\r\n N3*5 ELM ST', '~N3*5 ELM ST']) {
        expectBoth(text(newline).replaceAll(segment, same), ({ findings }) => {
          expect(findings.some(({ rule }) => rule === 'x12-unexpected-segment')).toBe(false);
        });
      }
    },
  );
});
