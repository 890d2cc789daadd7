import { describe, expect, it } from 'vitest';
import {
  auditRegistry,
  type CheckOptions,
  check,
  checkBytes,
  createChecker,
  type Payer,
  type Policy,
  RegistryReader,
  type RegistryReaderOptions,
  type Repair,
  type RepairOptions,
  registryFromBytes,
  repair,
  resolveEnrollment,
  rules,
  type StreamOptions,
  validatePolicy,
  type WholeSource,
} from '../../src/index';
import { loadRegistry } from '../../src/node';
import { bytesOf, npi, registryOf, rulesOf, simpleFile, twoEnrollments } from '../build';

const registry = twoEnrollments;
const bytes = bytesOf(simpleFile());

/** What calling it throws; it must be a TypeError of ours. */
function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ name: 'TypeError', code: 'PRVCHECK_INVALID_OPTION' });
    return (error as TypeError).message;
  }
  throw new Error('nothing was thrown');
}

describe('a policy', () => {
  it.each<[unknown, string]>([
    [{ requre: 'always' }, 'policy has an unknown key "requre": did you mean require?'],
    [{ strict: true }, 'policy has an unknown key "strict", not one of require, match, roles, '],
    [{ require: 'ALWAYS' }, 'policy.require is "ALWAYS" and must be one of either, both, ids, types, always'],
    [{ match: 'false' }, 'policy.match is "false" and must be true or false'],
    [{ match: 0 }, 'policy.match is 0 and must be true or false'],
    [{ receivers: 'KYMEDICAID' }, 'policy.receivers is "KYMEDICAID" and must be an array'],
    [{ receivers: ['A', ''] }, 'policy.receivers[1] is "" and must be a string that is not blank'],
    [{ severity: { 'taxonomy-not-enroled': 'error' } }, 'did you mean taxonomy-not-enrolled?'],
    [{ severity: { 'npi-invalid': 'fatal' } }, 'policy.severity.npi-invalid is "fatal" and must be one of'],
    [{ severity: ['npi-invalid'] }, 'policy.severity is an array and must be an object'],
    [
      { taxonomyCodes: ['207Q00000X'] },
      'policy.taxonomyCodes is an array and must be a Set of codes, or null',
    ],
    [{ payers: { id: 'A' } }, 'policy.payers is an object and must be an array'],
    [{ payers: [null] }, 'payer 1 is null and must be an object'],
    [{ payers: [{ id: 14163 }] }, 'id of payer 1 is 14163 and must be a string'],
    [
      { payers: [{ id: 'A', requre: 'always' }] },
      'payer A has an unknown key "requre": did you mean require?',
    ],
    [{ payers: [{ id: 'A', match: 'yes' }] }, 'match of payer A is "yes" and must be true or false'],
    [{ payers: [{ id: 'A', name: 5 }] }, 'name of payer A is 5 and must be a string'],
    [{ payers: [{ id: 'A', to: '20251231' }] }, 'to of payer A is "20251231" and must be a day, YYYY-MM-DD'],
    [{ payers: [{ id: 'A', to: new Date() }] }, 'to of payer A is a Date and must be a day'],
    ['always', 'policy is "always" and must be an object'],
    [['always'], 'policy is an array and must be an object'],
    [new Map([['require', 'always']]), 'policy is a Map and must be an object'],
    [null, 'policy is null and must be an object'],
  ])('%j is refused', (policy, problem) => {
    expect(validatePolicy(policy)).toEqual([expect.stringContaining(problem)]);
    const given = policy as Partial<Policy>;
    expect(refusal(() => createChecker({ registry, policy: given }))).toContain(problem);
    expect(refusal(() => check(bytes, { registry, policy: given }))).toContain(problem);
    expect(refusal(() => checkBytes(bytes, { registry, policy: given }))).toContain(problem);
    expect(refusal(() => repair(() => bytes, { registry, policy: given }))).toContain(problem);
  });

  it('is told all that is wrong with it', () => {
    const wrong = {
      requre: 'always',
      match: 'false',
      payers: [{ id: 'A', to: 'soon', until: '2025-12-31' }],
    };
    const problems = validatePolicy(wrong);
    expect(problems).toHaveLength(4);
    expect(refusal(() => createChecker({ registry, policy: wrong as unknown as Policy }))).toBe(
      problems.join('; '),
    );
  });

  it('may set every rule, and leave anything out, also by undefined', () => {
    const severity = Object.fromEntries(rules.map(({ id }) => [id, 'off']));
    const payers: Payer[] = [{ id: 'KYMEDICAID', require: 'always', from: '2020-01-01' }];
    const policy = {
      require: 'both',
      match: true,
      payers,
      receivers: ['X'],
      severity,
      taxonomyCodes: new Set(),
    };
    expect(validatePolicy(policy)).toEqual([]);
    const nothing = Object.fromEntries(Object.keys(policy).map((key) => [key, undefined]));
    expect(validatePolicy(nothing)).toEqual([]);
    const undefinedRule = { severity: { 'taxonomy-missing': undefined } };
    for (const given of [undefined, {}, nothing, undefinedRule])
      expect(rulesOf(simpleFile(), given as Partial<Policy>)).toEqual(['taxonomy-missing']);
  });

  it('that is changed afterwards changes nothing', () => {
    const severity: { 'taxonomy-missing'?: 'off' } = {};
    const payers: { id: string; to?: string }[] = [{ id: 'KYMEDICAID' }];
    const receivers: string[] = [];
    const own = createChecker({ registry, policy: { severity, payers, receivers } });
    severity['taxonomy-missing'] = 'off';
    payers[0]!.to = '2000-01-01';
    receivers.push('OTHER');
    expect(own.checkBytes(bytes).findings.map(({ rule }) => rule)).toEqual(['taxonomy-missing']);
  });
});

describe('options', () => {
  const checker = createChecker({ registry });
  const calls: readonly (readonly [string, () => unknown, string])[] = [
    ['none at all', () => createChecker(undefined as never), 'options is undefined and must be an object'],
    ['no registry', () => createChecker({} as never), 'options.registry is undefined and must be a registry'],
    [
      'a registry that is still read',
      () => createChecker({ registry: Promise.resolve(registry) as never }),
      'options.registry is a Promise (await it first) and must be a registry',
    ],
    [
      'a misspelt policy',
      () => createChecker({ registry, polcy: {} } as never),
      '"polcy": did you mean policy?',
    ],
    ['a misspelt one of check()', () => check(bytes, { registry, fil: 'a' } as never), 'did you mean file?'],
    [
      'a signal for bytes',
      () => checkBytes(bytes, { registry, signal: null } as never),
      'unknown key "signal"',
    ],
    ['a name that is none', () => checker.checkBytes(bytes, { file: 42 } as never), 'options.file is 42'],
    [
      'a name in place of them',
      () => checker.check(bytes, 'a.837' as never),
      'options is "a.837" and must be an',
    ],
    [
      'verdicts as text',
      () => checker.check(bytes, { verdicts: 'yes' } as never),
      'verdicts is "yes" and must be true',
    ],
    [
      'a controller',
      () => checker.check(bytes, { signal: new AbortController() } as never),
      'must be an AbortSignal',
    ],
    [
      'a misspelt one of stream()',
      () => checker.stream({ verdict: true } as never),
      'did you mean verdicts?',
    ],
    [
      'no registry to go on with',
      () => checker.replaceRegistry(null as never),
      'registry is null and must be a',
    ],
    [
      'a misspelt one of a reader',
      () => new RegistryReader({ skipBadRow: true } as never),
      'mean skipBadRows?',
    ],
    [
      'a header that is no text',
      () => new RegistryReader({ columns: { npi: 3 } } as never),
      'options.columns.npi is 3',
    ],
    [
      'no bytes',
      () => registryFromBytes(new ArrayBuffer(8) as never),
      'bytes is an ArrayBuffer and must be a Uint8Array',
    ],
    [
      'no day',
      () => auditRegistry(registry as never, '11/22/2026').next(),
      'asOf is "11/22/2026" and must be a day',
    ],
    [
      'no list',
      () => auditRegistry({ enrollments() {} } as never, '2026-11-22'),
      'a registry that lists its NPIs',
    ],
    [
      'a misspelt one of an audit',
      () => auditRegistry(registry as never, '2026-11-22', { showTaxId: true } as never),
      'showTaxIds?',
    ],
    [
      'an NPI as a number',
      () => registry.enrollments(Number(npi) as never),
      'npi is 1234567893 and must be a string',
    ],
  ];
  it.each(calls)('%s: refused', (_, call, message) => {
    expect(refusal(call)).toContain(message);
  });

  it('of a file are read before the file is', async () => {
    const misspelt = loadRegistry('none.csv', { colums: {} } as never);
    await expect(misspelt).rejects.toThrow('options has an unknown key "colums": did you mean columns?');
    await expect(misspelt).rejects.toBeInstanceOf(TypeError);
  });

  it('may be undefined', () => {
    const options = { file: undefined, verdicts: undefined, signal: undefined } as unknown as StreamOptions;
    const alone = { registry, policy: undefined, ...options } as unknown as CheckOptions;
    for (const run of [checker.check(bytes, options), check(bytes, alone)])
      expect(run.summary.claims).toBe(0);
    expect(new RegistryReader({ columns: undefined } as unknown as RegistryReaderOptions)).toBeDefined();
  });

  it.each<[string, object, string]>([
    ['a misspelt key', { assignment: [] }, 'unknown key "assignment": did you mean assignments?'],
    [
      'a code that is none',
      assigned({ taxonomy: '207q' }),
      'assignments[0].taxonomy is "207q" and must be a code',
    ],
    [
      'a ZIP that is none',
      assigned({ zip: '4020' }),
      'assignments[0].zip is "4020" and must be a ZIP of 5 or 9',
    ],
    ['an NPI that is a number', assigned({ npi: 1234567893 }), 'assignments[0].npi is 1234567893'],
    [
      'a kind that is none',
      assigned({ kind: 'medical' }),
      'kind is "medical" and must be one of professional',
    ],
    ['another kind of claim', { bills: { profesional: ['64'] } }, 'did you mean professional?'],
    [
      'a type that is a number',
      { bills: { dental: [60] } },
      'options.bills.dental[0] is 60 and must be a string',
    ],
    ['no function', { change: true }, 'options.change is true and must be a function'],
  ])('of a repair, %s: refused', (_, options, message) => {
    const all = { registry, ...options } as RepairOptions;
    expect(refusal(() => repair(() => bytes, all))).toContain(message);
  });

  it('of a repair: the file is opened by a function', () => {
    expect(refusal(() => repair(bytes as never, { registry }))).toContain(
      'open is a Uint8Array and must be a',
    );
  });

  function assigned(wrong: object): object {
    const right = {
      npi,
      taxonomy: '207Q00000X',
      kind: null,
      zip: null,
      payer: null,
      file: null,
      billingLoop: null,
    };
    return { assignments: [{ ...right, ...wrong }] };
  }
});

describe('a source', () => {
  const checker = createChecker({ registry });
  const { buffer } = bytes;
  const expected = checker.checkBytes(bytes);

  it('may be an ArrayBuffer', async () => {
    expect(checker.checkBytes(buffer as ArrayBuffer)).toEqual(expected);
    const run = checker.check(buffer as ArrayBuffer);
    for await (const finding of run) expect(finding).toEqual(expected.findings[0]);
    expect(run.summary).toEqual(expected.summary);
  });

  const wrong: readonly (readonly [string, unknown, string])[] = [
    ['a Promise', Promise.resolve(bytes), 'the source is a Promise (await it first) and must be '],
    ['a DataView', new DataView(buffer), 'the source is a DataView and must be '],
    ['words', new Uint16Array(2), 'the source is a Uint16Array and must be '],
    ['a number', 42, 'the source is 42 and must be '],
    ['null', null, 'the source is null and must be '],
    ['nothing', undefined, 'the source is undefined and must be '],
    ['an object', {}, 'the source is an object and must be '],
    ['a function', () => bytes, 'the source is a function and must be '],
    ['an array', [bytes], 'the source is an array and must be '],
  ];
  const refused = (message: string) =>
    expect.objectContaining({
      name: 'TypeError',
      code: 'PRVCHECK_INVALID_SOURCE',
      message: expect.stringContaining(message),
    });

  it.each(wrong)(
    'that is %s: the caller is told, and nothing is said of a file',
    async (_, source, message) => {
      const given = source as WholeSource;
      expect(() => checker.checkBytes(given)).toThrow(refused(message));
      await expect(drained(checker.check(given))).rejects.toEqual(refused(message));
      await expect(drained(repair(() => given, { registry }))).rejects.toEqual(refused(message));
    },
  );

  it('that is a Blob is for check()', () => {
    expect(() => checker.checkBytes(new Blob([]) as never)).toThrow(
      refused('the source is a Blob and must be bytes'),
    );
  });

  it('that gives something else than bytes is a fault of the caller too', async () => {
    async function* chunks() {
      yield { data: 1 };
    }
    await expect(drained(checker.check(chunks() as never))).rejects.toEqual(
      refused('neither bytes nor a string: an'),
    );
  });

  async function drained(run: AsyncIterable<unknown> | Repair): Promise<void> {
    for await (const _ of run);
  }
});

describe('resolveEnrollment', () => {
  const dated = registryOf([{ medicaidId: '7100000001', from: '2014-02-01', to: '2025-12-31' }]);

  it.each<[object, string]>([
    [{ from: '20250601' }, 'query.from is "20250601" and must be a day, YYYY-MM-DD'],
    [{ from: '6/1/2025' }, 'query.from is "6/1/2025" and'],
    [{ to: '2025-13-45' }, 'query.to is "2025-13-45" and'],
    [{ to: '2025-02-29' }, 'query.to is "2025-02-29" and'],
    [{ from: new Date('2025-06-01') }, 'query.from is a Date and'],
    [{ from: '' }, 'query.from is "" and'],
    [{ from: '2025-06-02', to: '2025-06-01' }, 'query.from (2025-06-02) is after query.to (2025-06-01)'],
    [{ npi: 1234567893 }, 'query.npi is 1234567893 and must be a string'],
    [{ taxonomie: '207Q00000X' }, 'unknown key "taxonomie": did you mean taxonomy?'],
    [{ zip: 40202 }, 'query.zip is 40202 and must be a string, or null'],
  ])('refuses %j', (wrong, message) => {
    expect(refusal(() => resolveEnrollment(dated, { npi, ...wrong }))).toContain(message);
  });

  it('takes days, and null or undefined for unknown ones', () => {
    const outcome = (days: object) => resolveEnrollment(dated, { npi, ...days }).outcome;
    expect(outcome({ from: '2025-12-31', to: '2026-01-02' })).toBe('resolved');
    expect(outcome({ from: '2026-01-01', to: null })).toBe('inactive');
    expect(outcome({ from: undefined, zip: null, taxonomy: null })).toBe('resolved');
    expect(refusal(() => resolveEnrollment(undefined as never, { npi }))).toContain('registry is undefined');
  });
});
