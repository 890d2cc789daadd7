import { describe, expect, it } from 'vitest';
import {
  addSummaries,
  checkBytes,
  createChecker,
  defaultPolicy,
  emptySummary,
  type Finding,
  RegistryReader,
  repair,
  resolveEnrollment,
  rules,
} from '../../src/index';
import { billing, bytesOf, claim, header, interchange, npi, registryOf, subscriber } from '../build';

/** Two claims of one loop, each with two findings. */
const file = bytesOf(
  interchange({
    body: [
      ...header,
      ...billing(),
      ...subscriber(),
      ...claim({ id: 'A', charge: '10' }),
      ...claim({ id: 'B', charge: '20' }),
    ],
  }),
);
const makeRegistry = () =>
  registryOf([
    { medicaidId: '7100000001', taxonomy: '207Q00000X', license: '2020-01-01' },
    { medicaidId: '7100000002', taxonomy: '363L00000X' },
  ]);
const policy = { severity: { 'license-expired': 'error' } } as const;

/** Tries to write into everything that can be reached from a value. */
function scribble(value: unknown, seen = new Set<object>()): void {
  if (typeof value !== 'object' || value === null || seen.has(value) || ArrayBuffer.isView(value)) return;
  seen.add(value);
  for (const key of Object.keys(value)) {
    scribble(Reflect.get(value, key), seen);
    Reflect.set(value, key, typeof Reflect.get(value, key) === 'number' ? 999_999 : 'SCRIBBLED');
  }
  if (Array.isArray(value) && !Object.isFrozen(value)) value.length = 0;
}

describe('who writes into what was handed out changes nothing else:', () => {
  const untouched = checkBytes(file, { registry: makeRegistry(), policy });

  it('the file has what could go wrong', () => {
    expect(untouched.findings.map(({ rule, loop }) => [rule, loop])).toEqual([
      ['taxonomy-missing', '2000A'],
      ['license-expired', '2010AA'],
      ['taxonomy-missing', '2000A'],
      ['license-expired', '2010AA'],
    ]);
  });

  it('enrollments', () => {
    const registry = makeRegistry();
    scribble(registry.enrollments(npi));
    scribble(registry.enrollments('0000000000'));
    scribble(registry);
    expect(registry.enrollments(npi)).toEqual(makeRegistry().enrollments(npi));
    expect(checkBytes(file, { registry, policy })).toEqual(untouched);
  });

  it('what was said of a registry', () => {
    const reader = new RegistryReader({ skipBadRows: true });
    reader.header(['npi', 'medicaid_id', 'provider_type']);
    reader.row([npi, '71', ''], 2);
    reader.row(['', '72', '64'], 3);
    const registry = reader.finish();
    const said = () => JSON.stringify([registry.skippedRows, registry.warnings, registry.rows]);
    const before = said();
    scribble(registry.skippedRows);
    scribble(registry.warnings);
    scribble(registry);
    expect(said()).toBe(before);
    expect(before).toContain('it has no NPI');
  });

  it('the answer of resolveEnrollment', () => {
    const registry = makeRegistry();
    const answer = () => resolveEnrollment(registry, { npi });
    const before = JSON.stringify(answer());
    scribble(answer());
    expect(JSON.stringify(answer())).toBe(before);
  });

  it('findings, as they come', async () => {
    const registry = makeRegistry();
    const checker = createChecker({ registry, policy });
    const seen: Finding[] = [];
    const run = checker.check(file);
    for await (const finding of run) {
      seen.push(structuredClone(finding));
      scribble(finding);
    }
    expect(seen).toEqual(untouched.findings);
    expect(run.summary).toEqual(untouched.summary);
    expect(checker.checkBytes(file)).toEqual(untouched);
  });

  it('findings and changes of a repair', async () => {
    const registry = makeRegistry();
    const findings: Finding[] = [];
    const run = repair(() => file, {
      registry,
      policy,
      finding(finding) {
        findings.push(structuredClone(finding));
        scribble(finding);
      },
      change: scribble,
    });
    for await (const _ of run);
    expect(findings).toEqual(untouched.findings);
    expect(run.result.before).toEqual(untouched.summary);
    expect(run.result.left).toBe(1);
  });

  it('summaries', async () => {
    const checker = createChecker({ registry: makeRegistry(), policy });
    const run = checker.check(file);
    for await (const _ of run) scribble(run.summary);
    expect(run.summary).toEqual(untouched.summary);
    scribble(emptySummary);
    expect(addSummaries(emptySummary, run.summary)).toEqual(untouched.summary);
    expect(emptySummary).toMatchObject({ claims: 0, findings: { error: 0, warning: 0, info: 0 }, rules: {} });
  });

  it('the default policy and the rules', () => {
    const before = JSON.stringify([defaultPolicy, rules]);
    scribble(defaultPolicy);
    scribble(rules);
    expect(JSON.stringify([defaultPolicy, rules])).toBe(before);
    expect(checkBytes(file, { registry: makeRegistry(), policy })).toEqual(untouched);
  });

  it('and whoever writes in strict mode hears of it', () => {
    const [finding] = checkBytes(file, { registry: makeRegistry() }).findings;
    expect(() => Object.assign(finding!.loop === null ? {} : finding!.billing, { npi: '*' })).toThrow(
      TypeError,
    );
    expect(() => Object.assign(defaultPolicy, { require: 'always' })).toThrow(TypeError);
  });
});
