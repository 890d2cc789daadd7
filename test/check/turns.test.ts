import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { type CheckRun, createChecker, repair } from '../../src/index';
import { loadRegistry } from '../../src/node';
import {
  billing,
  bytesOf,
  claim,
  header,
  interchange,
  npi,
  registryFrom,
  subscriber,
  twoEnrollments,
} from '../build';

const folder = mkdtempSync(join(tmpdir(), 'prvcheck turns '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  vi.restoreAllMocks();
});

/** No test here waits for time to pass: the clock says what the test wants. */
const clocks = {
  'a clock that leaps': () => vi.spyOn(Date, 'now').mockImplementation(leaping(1000)),
  'a clock that goes back': () => vi.spyOn(Date, 'now').mockImplementation(leaping(-1000)),
  'a clock that stands still': () => vi.spyOn(Date, 'now').mockReturnValue(5),
};

function leaping(by: number): () => number {
  let now = 0;
  return () => {
    now += by;
    return now;
  };
}

/** Does the work; answers with how often the event loop came round meanwhile. */
async function turnsDuring(work: () => Promise<unknown>, eachTurn = () => {}): Promise<number> {
  let turns = 0;
  let next: NodeJS.Immediate;
  const count = () => {
    turns++;
    eachTurn();
    next = setImmediate(count);
  };
  next = setImmediate(count);
  await work();
  clearImmediate(next);
  return turns;
}

/** Billing loops without their PRV, of twenty claims each. */
function flagged(loops: number): Uint8Array {
  const body = Array.from({ length: loops }, (_, n) => {
    const hl = 2 * n + 1;
    const many = Array.from({ length: 20 }, (_, i) => claim({ id: `C${n}-${i}` })).flat();
    return [...billing({ hl: `${hl}` }), ...subscriber({ hl: `${hl + 1}`, parent: `${hl}` }), ...many];
  });
  return bytesOf(interchange({ body: [...header, ...body.flat()] }));
}

const checker = createChecker({ registry: twoEnrollments });
const file = flagged(100);
const { findings, summary } = checker.checkBytes(file);

async function all<T>(run: AsyncIterable<T>): Promise<T[]> {
  const taken: T[] = [];
  for await (const one of run) taken.push(one);
  return taken;
}

/** No piece is longer where each takes long: the first one is, and then they get shorter. */
const LONGEST = 16 * 1024;

describe('a check', () => {
  it.each(Object.entries(clocks))('says the same by %s', async (_, set) => {
    set();
    const run = checker.check(file);
    expect(await all(run)).toEqual(findings);
    expect(run.summary).toEqual(summary);
  });

  it('lets the event loop turn where it took long: before each piece, and after each finding', async () => {
    clocks['a clock that leaps']();
    const run = checker.check(file);
    let last = 0;
    let most = 0;
    const turns = await turnsDuring(
      () => all(run),
      () => {
        const { bytes } = run.summary;
        most = Math.max(most, bytes - last);
        last = bytes;
      },
    );
    expect(file.length).toBeGreaterThan(10 * LONGEST);
    expect(most).toBeLessThanOrEqual(LONGEST);
    expect(turns).toBeGreaterThan(findings.length);
  });

  it('goes on where it took none, and lets it turn now and then where the clock stands still', async () => {
    clocks['a clock that stands still']();
    expect(await turnsDuring(() => all(checker.check(file)))).toBeLessThan(5);
    async function* empties() {
      for (let n = 0; n < 100_000; n++) yield new Uint8Array(0);
    }
    expect(await turnsDuring(() => all(checker.check(empties())))).toBeGreaterThan(5);
  });

  it('is one of many: together they do no more at once', async () => {
    clocks['a clock that leaps']();
    const clean = bytesOf(interchange({ body: [...header, ...billing(), ...subscriber()] }));
    const padded = new Uint8Array(20 * LONGEST).fill(0x20);
    padded.set(clean);
    const runs: CheckRun[] = Array.from({ length: 10 }, () => checker.check(padded));
    const read = () => runs.reduce((sum, run) => sum + run.summary.bytes, 0);
    let last = 0;
    let most = 0;
    await turnsDuring(
      () => Promise.all(runs.map(all)),
      () => {
        most = Math.max(most, read() - last);
        last = read();
      },
    );
    expect(last).toBeGreaterThan(9 * padded.length);
    expect(most).toBeLessThanOrEqual(LONGEST);
  });
});

describe('a repair', () => {
  const assignments = [
    { npi, taxonomy: '207Q00000X', kind: null, zip: null, payer: null, file: null, billingLoop: null },
  ];
  // One long loop: nothing of it is decided before its end.
  const many = Array.from({ length: 3000 }, (_, n) => claim({ id: `C${n}` })).flat();
  const long = bytesOf(interchange({ body: [...header, ...billing(), ...subscriber(), ...many] }));
  const mend = () => repair(() => long, { registry: twoEnrollments, assignments });

  it.each(Object.entries(clocks))('writes the same by %s', async (_, set) => {
    const plain = Buffer.concat(await all(mend()));
    expect(plain.includes('HL*1**20*1~\nPRV*BI*PXC*207Q00000X~\n')).toBe(true);
    set();
    expect(plain.equals(Buffer.concat(await all(mend())))).toBe(true);
  });

  it('lets the event loop turn where it took long', async () => {
    clocks['a clock that leaps']();
    const run = mend();
    let last = 0;
    let most = 0;
    const turns = await turnsDuring(
      () => all(run),
      () => {
        const bytes = run.result.before.bytes + run.result.after.bytes;
        most = Math.max(most, bytes - last);
        last = bytes;
      },
    );
    expect(turns).toBeGreaterThan((2 * long.length) / LONGEST);
    expect(most).toBeLessThanOrEqual(2 * LONGEST);
  });
});

/** A valid NPI for each number below 100 000 000. */
function npiOf(number: number): string {
  const digits = `1${String(number).padStart(8, '0')}`;
  const sum = [...digits].reduce((sum, digit, i) => {
    const value = i % 2 === 0 ? 2 * Number(digit) : Number(digit);
    return sum + (value > 9 ? value - 9 : value);
  }, 24);
  return digits + ((10 - (sum % 10)) % 10);
}

describe('a registry', () => {
  const head = ['npi', 'medicaid_id', 'provider_type', 'taxonomy', 'name'];
  // IDs that differ by leading zeros alone are looked for among all of them.
  const rows = Array.from({ length: 40_000 }, (_, n) => [
    npiOf((n * 7919) % 1e8),
    n % 1000 === 1 ? `0${7_100_000_000 + n - 1}` : `${7_100_000_000 + n}`,
    '64',
    '207Q00000X',
    `CLINIC ${n % 500}, ${n % 300}`,
  ]);
  const expected = registryFrom(head, rows);

  const csv = (quote: string) => {
    const path = join(folder, `quoted with ${quote}.csv`);
    const lines = rows.map(([name, ...cells]) =>
      [name, ...cells].join(';').replace(/[^;]*$/, `${quote}$&${quote}`),
    );
    writeFileSync(path, [head.join(';'), ...lines].join('\n'));
    return path;
  };

  it.each(Object.entries(clocks))('is the same by %s', async (_, set) => {
    set();
    for (const path of [csv(''), csv('"')]) {
      const registry = await loadRegistry(path);
      expect(Buffer.compare(registry.bytes, expected.bytes)).toBe(0);
      expect(registry.warnings).toEqual(expected.warnings);
    }
    expect(expected.warnings).toHaveLength(40);
  });

  it('lets the event loop turn while it is read, and while it is packed', async () => {
    const path = csv('');
    clocks['a clock that leaps']();
    const seen: number[] = [];
    let packing = 0;
    const turns = await turnsDuring(
      () => loadRegistry(path, { onProgress: (count) => seen.push(count) }),
      () => {
        if (seen.at(-1) === rows.length) packing++;
      },
    );
    expect(turns).toBeGreaterThan(rows.length / 100);
    expect(packing).toBeGreaterThan(10);
  });
});
