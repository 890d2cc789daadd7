import { describe, expect, it } from 'vitest';
import {
  addSummaries,
  type CheckBytesOptions,
  checkBytes,
  createChecker,
  emptySummary,
  type Outcome,
  type Policy,
  repair,
  type Summary,
} from '../../src/index';
import { machine } from '../../src/wasm/machine';
import { billing, bytesOf, claim, header, interchange, npi, registryOf, subscriber } from '../build';
import { loadPlain } from '../plain';

const { plain, missing } = await loadPlain();

const unregistered = '1558598797';
const ended = '1000000004';
const code = '207Q00000X';
const prv = [`PRV*BI*PXC*${code}`];
const registry = registryOf([
  { medicaidId: '7100000001', providerType: '64', taxonomy: code },
  { medicaidId: '7100000002', providerType: '78', taxonomy: '363L00000X' },
  { npi: ended, medicaidId: '7100000003', taxonomy: code, to: '2026-01-31' },
]);
const silent = { severity: { 'npi-unregistered': 'off', 'enrollment-inactive': 'off' } } as const;

/** One billing loop, and claims served on these days. */
function loop(id: string, hl: number, days: readonly string[], taxonomy = prv): string[] {
  const claims = days.flatMap((date, n) => claim({ id: `${hl}-${n}`, date }));
  const levels = [...billing({ id, hl: `${hl}`, prv: taxonomy })];
  return [...levels, ...subscriber({ hl: `${hl + 1}`, parent: `${hl}` }), ...claims];
}

const fileOf = (...loops: readonly string[][]) =>
  bytesOf(interchange({ body: [...header, ...loops.flat()] }));

function outcomes(bytes: Uint8Array, policy: Partial<Policy> = {}): [Outcome[], Summary] {
  const { verdicts, summary } = checkBytes(bytes, { registry, policy, verdicts: true });
  return [verdicts.map(({ outcome }) => outcome), summary];
}

describe('a claim is undecided', () => {
  const day = ['20260102'];

  it.each<[string, string[], Outcome]>([
    ['not in the registry', loop(unregistered, 1, day), 'undecided'],
    ['in it, with an enrollment that has ended', loop(ended, 1, ['20260201']), 'undecided'],
    ['in it, with an enrollment that holds', loop(ended, 1, ['20260131']), 'clean'],
    ['in it, with a code that is not enrolled', loop(ended, 1, day, ['PRV*BI*PXC*363L00000X']), 'warned'],
    ['in it, without the code that is required', loop(npi, 1, day, []), 'flagged'],
    ['empty', loop('', 1, day), 'undecided'],
    ['five digits', loop('12345', 1, day), 'undecided'],
    ['no NPI: an atypical provider', loop('A1', 1, day).map((text) => text.replace('*XX*', '*SV*')), 'clean'],
  ])('where its NPI is %s', (_, body, outcome) => {
    const [[found], summary] = outcomes(fileOf(body));
    expect(found).toBe(outcome);
    expect(summary).toMatchObject({ claims: 1, undecided: outcome === 'undecided' ? 1 : 0 });
  });

  it('whatever severities the policy sets, but for an error', () => {
    const file = fileOf(loop(unregistered, 1, day), loop(ended, 3, ['20260201']));
    for (const setting of ['off', 'info', 'warning', 'error'] as const) {
      const severity = { 'npi-unregistered': setting, 'enrollment-inactive': setting } as const;
      const outcome = setting === 'error' ? 'flagged' : 'undecided';
      const [found, summary] = outcomes(file, { severity });
      expect(found).toEqual([outcome, outcome]);
      expect([summary.undecided, summary.flagged]).toEqual(setting === 'error' ? [0, 2] : [2, 0]);
    }
    expect(outcomes(file, { require: 'always' })[0]).toEqual(['undecided', 'undecided']);
    const without = fileOf(loop(unregistered, 1, day, []));
    expect(outcomes(without, { require: 'always' })[0]).toEqual(['flagged']);
  });

  it('where it is in scope and placed', () => {
    const lost = fileOf(claim({ id: 'LOST' }), loop(unregistered, 1, day));
    const [found, summary] = outcomes(lost, { payers: [{ id: 'OTHER' }] });
    expect(found).toEqual(['unplaced', 'out-of-scope']);
    expect(summary).toMatchObject({ claims: 2, undecided: 0, outOfScope: 1 });
  });

  it('each by its own dates, in one billing loop', () => {
    const days = ['20260131', '20260201', '20260115-20260215', '20260201', '20260101', ''];
    const expected = ['clean', 'undecided', 'clean', 'undecided', 'clean', 'undecided']; // BHT04 is 2026-07-01
    for (const policy of [{}, silent]) {
      const [found, summary] = outcomes(fileOf(loop(ended, 1, days)), policy);
      expect(found).toEqual(expected);
      expect(summary.undecided).toBe(3);
    }
  });
});

describe('undecided claims without a finding are never passed over as clean', () => {
  /** Providers whose billing loops are written alike, so that they would be remembered. */
  const long = fileOf(
    ...Array.from({ length: 300 }, (_, n) => {
      const [id, day] = [
        [npi, '20260102'],
        [unregistered, '20260102'],
        [ended, n % 2 === 0 ? '20260102' : '20260301'],
      ][n % 3]!;
      return loop(id!, 2 * n + 1, Array(4).fill(day));
    }),
  );
  const undecided = 4 * (100 + 50);

  it('in two ways', () => {
    expect(machine()).not.toBe(null);
    expect(missing).toBe(null);
  });

  it.each<[string, (options: CheckBytesOptions) => Summary]>([
    ['in the fast way', (options) => checkBytes(long, options).summary],
    ['with verdicts', (options) => checkBytes(long, { ...options, verdicts: true }).summary],
    ['without WebAssembly', (options) => plain.checkBytes(long, options).summary],
    [
      'without WebAssembly, with verdicts',
      (options) => plain.checkBytes(long, { ...options, verdicts: true }).summary,
    ],
  ])('%s', (_, summaryOf) => {
    for (const policy of [{}, silent, { receivers: ['KYMEDICAID'], ...silent }]) {
      const { findings, ...summary } = summaryOf({ registry, policy });
      expect(summary).toMatchObject({ claims: 1200, undecided, flagged: 0 });
      expect(findings.warning).toBe('severity' in policy ? 0 : undecided);
    }
  });

  it('where the set is of a day on which the loop is clean', () => {
    const body = [...header.slice(1), ...loop(ended, 1, ['20260102', '20260301', '20260102', '20260302'])];
    const file = bytesOf(interchange({ body: ['BHT*0019*00*0123*20260101*1023*CH', ...body] }));
    for (const { checkBytes: check } of [{ checkBytes }, plain])
      expect(check(file, { registry, policy: silent }).summary.undecided).toBe(2);
  });

  it('in a correction, which passes clean claims over too', async () => {
    const run = repair(() => new Blob([long as Uint8Array<ArrayBuffer>]), { registry, policy: silent });
    for await (const _ of run);
    const { before, after } = run.result;
    expect([before.undecided, after.undecided]).toEqual([undecided, undecided]);
  });

  it('by a checker whose registry learns of the NPI, and forgets it', () => {
    const checker = createChecker({ registry, policy: silent });
    const loops = Array.from({ length: 50 }, (_, n) => loop(unregistered, 2 * n + 1, ['20260102']));
    const file = fileOf(...loops);
    const found = () => checker.checkBytes(file).summary.undecided;
    expect(found()).toBe(50);
    checker.replaceRegistry(registryOf([{ npi: unregistered, medicaidId: '71' }]));
    expect(found()).toBe(0);
    checker.replaceRegistry(registry);
    expect(found()).toBe(50);
  });
});

it('summaries add undecided claims, and take those of earlier versions, which have none', () => {
  const { summary } = checkBytes(fileOf(loop(unregistered, 1, ['20260102'])), { registry });
  expect(addSummaries(addSummaries(emptySummary, summary), summary).undecided).toBe(2);
  const { undecided: _, ...old } = summary;
  expect(addSummaries(old as Summary, summary).undecided).toBe(1);
  expect(addSummaries(summary, old as Summary).undecided).toBe(1);
});
