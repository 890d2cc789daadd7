import { describe, expect, it } from 'vitest';
import { compareRegistries } from '../../src/enrollment/diff/compare';
import { profileOf } from '../../src/enrollment/status/profile';
import { auditRegistry, checkBytes, createChecker, repair } from '../../src/index';
import { billing, bytesOf, claim, header, interchange, npi, registryFrom, subscriber } from '../build';

/** Work of one pass for each row would take far longer than a test may. */
const MANY = 15_000;

type Cells = readonly [
  medicaidId: string,
  type: string,
  taxonomy: string,
  from: string,
  to: string,
  zip: string,
];

function registryOf(cellsOf: (n: number) => Cells) {
  const header = ['npi', 'medicaid_id', 'provider_type', 'taxonomy', 'effective_date', 'end_date', 'zip'];
  return registryFrom(
    header,
    Array.from({ length: MANY }, (_, n) => [npi, ...cellsOf(n)]),
  );
}

const code = (n: number) => `${n.toString(36).toUpperCase().padStart(9, '0')}X`;
const id = (n: number) => `7${String(n).padStart(9, '0')}`;
const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);

const registries = {
  'each with an ID and a code': registryOf((n) => [id(n), '64', code(n), '', '', '']),
  'each with a code, all of one ID': registryOf((n) => [id(1), `${10 + (n % 2)}`, code(n), '', '', '']),
  'half of them without a code': registryOf((n) => [id(n), '64', n % 2 ? '' : code(n), '', '', '']),
  'each with a ZIP': registryOf((n) => [id(n % 900), '64', '207Q00000X', '', '', String(100_000_000 + n)]),
  'on many days': registryOf((n) => [id(n), '64', code(n), day(n % 30_000), day((n % 30_000) + 9), '']),
};

const body = [
  ...header,
  ...billing(),
  ...subscriber(),
  ...claim({ date: '' }),
  ...billing({ hl: '3', prv: ['PRV*BI*PXC*999Z00000X'] }),
  ...subscriber({ hl: '4', parent: '3' }),
  ...claim({ id: 'PCN2' }),
];
const file = bytesOf(interchange({ body }));

describe.each(Object.entries(registries))('an NPI with very many rows, %s', (_, registry) => {
  it('is judged', () => {
    const { findings, summary } = checkBytes(file, { registry });
    expect(summary.flagged).toBe(1);
    for (const finding of findings) {
      expect(finding.hint.length).toBeLessThan(2000);
      if (finding.loop !== null) expect(finding.enrollments).toHaveLength(MANY);
    }
  });

  it('is audited, shown and compared', () => {
    const items = [...auditRegistry(registry, '2026-06-01')];
    expect(items.length).toBeGreaterThan(0);
    const profile = profileOf(registry, {
      npi,
      on: '2026-06-01',
      taxonomy: null,
      zip: null,
      require: 'either',
    });
    expect(profile.enrollments).toHaveLength(MANY);
    const other = registries['each with a ZIP'];
    const diffs = [...compareRegistries(registry, other, { on: '2026-06-01', require: 'either' })];
    expect(diffs.filter((diff) => diff !== undefined)).toHaveLength(registry === other ? 0 : 1);
  });

  it('is corrected where that is certain', async () => {
    const run = repair(() => file, { registry });
    for await (const _ of run);
    expect(run.result.mended + run.result.left).toBe(1);
  });
});

it('lets the event loop turn between claims that take long to judge', async () => {
  const checker = createChecker({ registry: registries['each with a code, all of one ID'] });
  const claims = Array.from({ length: 5 }, (_, n) => [
    ...billing({ hl: `${2 * n + 1}` }),
    ...subscriber({ hl: `${2 * n + 2}`, parent: `${2 * n + 1}` }),
    ...claim({ id: `C${n}` }),
  ]);
  const run = checker.check(bytesOf(interchange({ body: [...header, ...claims.flat()] })));
  let turns = 0;
  let next = setImmediate(function count() {
    turns++;
    next = setImmediate(count);
  });
  let findings = 0;
  for await (const _ of run) findings++;
  clearImmediate(next);
  expect(findings).toBe(5);
  expect(turns).toBeGreaterThanOrEqual(5);
});
