import { describe, expect, it } from 'vitest';
import {
  addSummaries,
  checkBytes,
  emptySummary,
  type Payer,
  type Policy,
  type Summary,
} from '../../src/index';
import {
  billing,
  bytesOf,
  claim,
  findingsOf,
  header,
  interchange,
  type RegistryRow,
  registryOf,
  rulesOf,
  subscriber,
  twoEnrollments,
} from '../build';

const oneEnrollment = registryOf([{ medicaidId: '7100000001', taxonomy: '207Q00000X' }]);

/** One claim to each payer, all under one billing loop. */
function claimsTo(payers: readonly string[], { prv = [] as string[], date = '20260102' } = {}): string[] {
  const levels = payers.flatMap((payer, n) => [
    ...subscriber({ hl: `${n + 2}`, payer }),
    ...claim({ id: `to ${payer}`, date }),
  ]);
  return interchange({ body: [...header, ...billing({ prv }), ...levels] });
}

/** `claim rule severity` of each finding. */
function said(segments: readonly string[], policy: Partial<Policy>, registry = oneEnrollment): string[] {
  return findingsOf(segments, policy, registry).map(
    (finding) => `${finding.loop && finding.claim.id}: ${finding.rule} ${finding.severity}`,
  );
}

describe('payers', () => {
  it('each have their own requirements, the others those of the policy', () => {
    const policy = {
      payers: [{ id: 'A', require: 'always' }, { id: ' b ' }, { id: 'C', require: 'always', match: true }],
    } as const;
    const file = claimsTo(['A', 'B', '', 'C', 'D', 'A']);
    expect(said(file, policy)).toEqual([
      'to A: taxonomy-missing error',
      'to C: taxonomy-missing error',
      'to A: taxonomy-missing error',
    ]);
    expect(checkBytes(bytesOf(file), { registry: oneEnrollment, policy }).summary).toMatchObject({
      claims: 6,
      outOfScope: 1,
      flagged: 3,
    });
    const other = claimsTo(['A', 'B', 'C'], { prv: ['PRV*BI*PXC*363L00000X'] });
    expect(said(other, policy)).toEqual([
      'to A: taxonomy-not-enrolled warning',
      'to B: taxonomy-not-enrolled warning',
      'to C: taxonomy-not-enrolled error',
    ]);
  });

  it('may ask for less than the policy', () => {
    const policy = {
      require: 'always',
      match: true,
      payers: [{ id: 'A', require: 'both', match: false }, { id: 'B' }],
    } as const;
    expect(said(claimsTo(['A', 'B']), policy)).toEqual(['to B: taxonomy-missing error']);
    const other = claimsTo(['A', 'B'], { prv: ['PRV*BI*PXC*363L00000X'] });
    expect(said(other, policy).map((text) => text.split(' ').at(-1))).toEqual(['warning', 'error']);
  });

  const ended: Payer = { id: '128KY', name: 'Old Plan', from: '2020-01-01', to: '2025-12-31' };

  it.each([
    ['20251231', []],
    ['20260101', ['payer-inactive']],
    ['20251220-20260105', []],
    ['20260101-20260105', ['payer-inactive']],
    ['20200101', []],
    ['20191231', ['payer-inactive']],
    ['20191230-20200101', []],
    ['', ['payer-inactive']], // BHT04 is 2026-07-01
  ])('served on %s by a payer from 2020 to 2025: %j', (date, rules) => {
    const file = claimsTo(['128ky'], { date });
    expect(rulesOf(file, { payers: [ended] }, oneEnrollment)).toEqual(rules);
    expect(rulesOf(file, { payers: [{ id: '128KY' }] }, oneEnrollment)).toEqual([]);
    expect(rulesOf(file, {}, oneEnrollment)).toEqual([]);
  });

  it('says which payer, where, and who comes after it', () => {
    const file = claimsTo(['OTHER', '128KY', 'OTHER', '128KY']);
    const payers = [
      { ...ended, successor: '61101' },
      { id: '61101', name: 'New Plan' },
      { id: 'OTHER', to: '2026-01-02' },
    ];
    const findings = findingsOf(file, { payers }, oneEnrollment);
    const text = new TextDecoder().decode(bytesOf(file));
    const places = [...text.matchAll(/NM1\*PR/g)].map(({ index }) => index);
    expect(findings.map(({ position }) => position.offset)).toEqual([places[1], places[3]]);
    expect(findings[0]).toMatchObject({
      rule: 'payer-inactive',
      severity: 'warning',
      loop: '2010BB',
      message: 'Old Plan (128KY) served Kentucky Medicaid until 2025-12-31; the claim was served later.',
      hint: expect.stringMatching(/^Its successor is New Plan \(61101\)\. Find out who covered the patient/),
      claim: { id: 'to 128KY', payerId: '128KY' },
    });
    const [named] = findingsOf(file, { payers: [{ ...ended, successor: 'New Plan' }] }, oneEnrollment);
    expect(named?.hint).toMatch(/^Its successor is New Plan\. /);
    const [early] = findingsOf(file, { payers: [{ id: '128KY', from: '2027-01-01' }] }, oneEnrollment);
    expect(early?.message).toBe(
      'Payer 128KY serves Kentucky Medicaid from 2027-01-01 on; the claim was served earlier.',
    );
  });

  it('comes beside the other rules, after them', () => {
    expect(rulesOf(claimsTo(['128KY']), { payers: [ended] })).toEqual(['taxonomy-missing', 'payer-inactive']);
    const off = { payers: [ended], severity: { 'payer-inactive': 'off' } } as const;
    expect(rulesOf(claimsTo(['128KY']), off)).toEqual(['taxonomy-missing']);
  });

  it.each<[string, unknown[], RegExp]>([
    ['a text', ['128KY'], /payer 1 is "128KY" and must be an object/],
    ['no id', [{ name: 'A' }], /payer 1 has no id: give it an "id", or several "ids"/],
    [
      'a day that is none',
      [{ id: 'A', to: '2025-02-29' }],
      /to of payer A is "2025-02-29" and must be a day/,
    ],
    ['a day in another form', [{ id: 'A', from: '1/1/2025' }], /from of payer A/],
    ['days the wrong way round', [{ id: 'A', from: '2025-01-02', to: '2025-01-01' }], /before it begins/],
    ['one twice', [{ id: 'A' }, { id: 'a ' }], /listed twice/],
    ['a requirement that is none', [{ id: 'A', require: 'bth' }], /require of payer A is "bth"/],
  ])('refuses %s', (_, payers, message) => {
    const policy = { payers: payers as Payer[] };
    expect(() => checkBytes(new Uint8Array(), { registry: twoEnrollments, policy })).toThrow(message);
  });
});

describe.each([
  ['revalidation-past-due', 'revalidation'],
  ['license-expired', 'license'],
] as const)('%s', (rule, column) => {
  const row = (medicaidId: string, day: string, more: Partial<RegistryRow> = {}): RegistryRow => ({
    medicaidId,
    taxonomy: '207Q00000X',
    [column]: day,
    ...more,
  });
  const rules = (rows: readonly RegistryRow[], date: string, prv: string[] = []) =>
    rulesOf(claimsTo(['A'], { date, prv }), { require: 'both' }, registryOf(rows));

  it.each([
    ['20260101', []],
    ['20260102', []],
    ['20260103', [rule]],
    ['20260101-20260103', [rule]],
    ['20251230-20260102', []],
    ['', [rule]], // BHT04 is 2026-07-01
  ])('served on %s, the day being 2026-01-02: %j', (date, expected) => {
    expect(rules([row('71', '2026-01-02')], date)).toEqual(expected);
    expect(rules([row('71', '')], date)).toEqual([]);
  });

  it('a claim without any date is not judged', () => {
    const undated = claimsTo(['A'], { date: '' }).map((segment) =>
      segment.startsWith('BHT') ? 'BHT*0019*00*0123**1023*CH' : segment,
    );
    expect(rulesOf(undated, {}, registryOf([row('71', '2020-01-01')]))).toEqual([]);
  });

  it('speaks of the enrollments that the claim may be paid under, and of no other', () => {
    const rows = [row('71', '2025-01-01'), row('72', '2027-01-01', { taxonomy: '363L00000X' })];
    expect(rules(rows, '20260102', ['PRV*BI*PXC*207Q00000X'])).toEqual([rule]);
    expect(rules(rows, '20260102', ['PRV*BI*PXC*363L00000X'])).toEqual([]);
    expect(rules(rows, '20260102', ['PRV*BI*PXC*208D00000X'])).toEqual(['taxonomy-not-enrolled']);
    expect(rules(rows, '20260102')).toEqual([rule]);
    const ended = [row('71', '2025-01-01', { to: '2025-12-31' }), row('72', '')];
    expect(rules(ended, '20260102')).toEqual([]);
    const elsewhere = [row('71', '2025-01-01', { zip: '41001' }), row('72', '', { zip: '40202' })];
    expect(rules(elsewhere, '20260102')).toEqual([]);
  });

  it('of several rows of one ID the latest day counts', () => {
    const renewed = [row('71', '2025-01-01'), row('71', '2030-01-01', { taxonomy: '207R00000X' })];
    expect(rules(renewed, '20260102')).toEqual([]);
    expect(rules([row('71', '2025-01-01'), row('71', '', { taxonomy: '207R00000X' })], '20260102')).toEqual([
      rule,
    ]);
  });

  it('names the IDs with their days', () => {
    const registry = registryOf([row('71', '2025-01-01'), row('72', '2025-02-01'), row('73', '')]);
    const finding = findingsOf(claimsTo(['A']), { require: 'both' }, registry)[0]!;
    expect(finding).toMatchObject({ rule, severity: 'warning', loop: '2010AA' });
    expect(finding.message).toContain('Medicaid IDs 71 (2025-01-01) and 72 (2025-02-01)');
  });

  it('claims of one loop on both sides of the day fare as they would alone', () => {
    const dates = ['20260101', '20260103', '20260102', '20260101-20260103', '20260103', '20260102'];
    const levels = dates.flatMap((date, n) => [
      ...subscriber({ hl: `${n + 2}` }),
      ...claim({ id: date, date }),
    ]);
    const file = interchange({ body: [...header, ...billing(), ...levels] });
    const findings = findingsOf(file, {}, registryOf([row('71', '2026-01-02')]));
    expect(findings.map((finding) => finding.loop && finding.claim.id)).toEqual([
      '20260103',
      '20260101-20260103',
      '20260103',
    ]);
  });
});

describe('payers left out', () => {
  const toPayer = (id: string, name: string | null, claims: number) =>
    Array.from({ length: claims }, () => ({ id, name }));
  /** One claim to each. */
  const check = (payers: readonly { id: string; name: string | null }[], policy: Partial<Policy>) => {
    const levels = payers.flatMap(({ id, name }, n) => [
      ...subscriber({ hl: `${n + 2}`, payer: '' }),
      ...(name === null && id === '' ? [] : [`NM1*PR*2*${name ?? ''}*****PI*${id}`]),
      ...claim(),
    ]);
    const bytes = bytesOf(interchange({ body: [...header, ...billing(), ...levels] }));
    return checkBytes(bytes, { registry: oneEnrollment, policy }).summary;
  };
  const only = { payers: [{ id: 'KYMEDICAID' }] };

  it('are named with their claims, most claims first', () => {
    const { outOfScope, outOfScopePayers } = check(
      [
        ...toPayer('15102', 'MEDICARE KY', 1),
        ...toPayer('b', null, 1),
        ...toPayer(' 00660', 'ANTHEM', 2),
        ...toPayer('00660', 'ANTHEM BCBS KY', 1),
        ...toPayer('KYMEDICAID', 'KENTUCKY MEDICAID', 4),
        ...toPayer('', 'WHO KNOWS', 1),
        ...toPayer('A', 'LAST', 1),
        ...toPayer('a', 'FIRST', 1),
      ],
      only,
    );
    expect(outOfScope).toBe(7);
    expect(outOfScopePayers).toEqual([
      { id: '00660', name: 'ANTHEM', claims: 3 },
      { id: 'A', name: 'FIRST', claims: 2 },
      { id: '15102', name: 'MEDICARE KY', claims: 1 },
      { id: 'B', name: null, claims: 1 },
    ]);
  });

  it('without an ID are counted together, after others with as many claims', () => {
    const payers = [{ id: '', name: 'ONE' }, { id: '', name: null }, ...toPayer('X', null, 2)];
    expect(check(payers, { receivers: ['OTHER'] }).outOfScopePayers).toEqual([
      { id: 'X', name: null, claims: 2 },
      { id: null, name: null, claims: 2 },
    ]);
  });

  it('are not listed if they are more than a thousand, in one file or in all', () => {
    const many = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, n) => ({ id: `P${from + n}`, name: null }));
    const listed = ({ outOfScopePayers }: Summary) => outOfScopePayers?.length ?? null;
    expect(listed(check(many(0, 1000), only))).toBe(1000);
    expect(check(many(0, 1001), only)).toMatchObject({ outOfScope: 1001, outOfScopePayers: null });
    const [first, second, third] = [many(0, 600), many(400, 1000), many(400, 1001)].map((payers) =>
      check(payers, only),
    );
    expect(listed(addSummaries(first!, second!))).toBe(1000);
    expect(listed(addSummaries(first!, third!))).toBe(null);
    expect(listed(addSummaries(addSummaries(first!, third!), emptySummary))).toBe(null);
  });

  it('are unknown in the sum with a summary of an earlier version, if that has any', () => {
    const { outOfScopePayers: _, ...earlier } = check(toPayer('A', null, 1), only);
    const now = check(toPayer('B', null, 1), only);
    const sum = (one: object) => addSummaries(one as Summary, now).outOfScopePayers;
    expect(sum(earlier)).toBe(null);
    expect(sum({ ...earlier, outOfScope: 0 })).toEqual([{ id: 'B', name: null, claims: 1 }]);
  });
});
