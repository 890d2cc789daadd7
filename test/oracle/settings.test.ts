import { describe, expect, it } from 'vitest';
import type { Payer, Policy } from '../../src/rules/policy';
import type { RegistryRow } from './enrollments';
import { file, judge, placesOf, row, saidOf, sealed } from './example';

describe('a payer with several IDs', () => {
  const listed = (payers: readonly Payer[]) => judge({ policy: { payers } }).outOfScope;

  it('is known by each of them, whatever blanks and case', () => {
    for (const payer of [
      { ids: ['X', ' kymedicaid '] },
      { id: 'X', ids: ['KYMEDICAID'] },
      { id: 'KyMedicaid', ids: ['X'] },
    ]) {
      expect(listed([payer])).toBe(0);
    }
    expect(listed([{ ids: ['KYMED', 'MEDICAID'] }])).toBe(2);
    expect(listed([{ id: 'X', ids: ['Y'] }, { ids: ['Z', 'KYMEDICAID'] }])).toBe(0);
  });

  it('has the same settings under each', () => {
    const payers = [{ ids: ['X', 'KYMEDICAID'], require: 'always', to: '2020-12-31' }] as const;
    expect(saidOf('PCN1', { rows: [row('7100000001', '64')], policy: { payers } })).toEqual([
      'taxonomy-missing error',
      'payer-inactive warning',
    ]);
  });
});

describe('key zip4', () => {
  const key = ['zip4'] as const;
  const code = { taxonomies: ['207Q00000X'] };
  const at = (zip: string | null, more: Partial<RegistryRow> = {}) =>
    row('7100000001', '64', { ...code, zip, ...more });
  const second = (zip: string | null, more: Partial<RegistryRow> = {}) =>
    row('7100000002', '65', { ...code, zip, ...more });
  const name = 'NM1*85*2*RIVER CITY CLINIC*****XX*1234567893';
  const notEnrolled = `zip-not-enrolled error ${name}`;
  const places = (rows: RegistryRow[], zip = '402021234', policy: Partial<Policy> = { key }) =>
    placesOf('PCN2', { text: file.replaceAll('402021234', zip), rows, policy });

  it.each([
    ['402021234', '402021234', true],
    ['402029999', '402021234', false],
    ['41011', '402021234', true],
    ['402029999', '41011', true],
    ['402029999', '40202', true],
    [null, '402021234', true],
    ['402029999', '', true],
    ['402021234', '40202-1234', true],
    ['402029999', '40202-1234', false],
    ['402021234', '4020212349', true],
    ['402021234', '40202123', true],
  ])('a row of %s and a claim of %s agree: %s', (registered, billed, agree) => {
    expect(places([at(registered)], billed)).toEqual(agree ? [] : [notEnrolled]);
    expect(places([at(registered)], billed, {})).toEqual([]);
  });

  it('leaves only the rows that do not contradict, for everything', () => {
    const far = second('402029999', { taxonomies: ['282N00000X'], revalidationDate: '2020-01-01' });
    const missing = (rows: RegistryRow[], policy: Partial<Policy>) => saidOf('PCN1', { rows, policy });
    expect(missing([at('402021234'), far], { key })).toEqual([]);
    expect(missing([at(null), far], { key })).toEqual([]);
    expect(missing([at('402021234'), far], {})).toEqual(['taxonomy-missing error']);
    const text = file.replace('207Q00000X', '282N00000X');
    expect(saidOf('PCN2', { text, rows: [at('402021234'), far], policy: { key } })).toEqual([
      'taxonomy-not-enrolled warning',
    ]);
    const twin = second('402029999', { revalidationDate: '2020-01-01', licenseExpiration: '2020-01-01' });
    expect(places([at('40202'), twin])).toEqual([]);
    expect(places([at('40202'), { ...twin, zip: '40202' }])).toHaveLength(3);
    expect(places([at('40202'), second('40202')])).toEqual([
      'taxonomy-ambiguous warning PRV*BI*PXC*207Q00000X',
    ]);
  });

  it('where every active row contradicts, all count as without it', () => {
    const rows = [at('402029999'), second('402025678')];
    const zip = 'zip-not-enrolled error';
    expect(saidOf('PCN1', { rows, policy: { key } })).toEqual([zip, 'taxonomy-missing error']);
    expect(saidOf('PCN2', { rows, policy: { key } })).toEqual([zip, 'taxonomy-ambiguous warning']);
    expect(judge({ rows, policy: { key } }).findings[0]).toMatchObject({ loop: '2010AA', provider: null });
  });

  it('looks at active rows, and where there is none the claim is undecided as without it', () => {
    const ended = at('402021234', { to: '2020-01-01' });
    expect(places([ended, second('402029999')])).toEqual([notEnrolled]);
    expect(places([ended])).toEqual([`enrollment-inactive warning ${name}`]);
    expect(judge({ rows: [ended], policy: { key } }).undecided).toBe(2);
  });

  it('of a payer goes before that of the policy', () => {
    const of = (own: Payer['key'], policy: Policy['key']) =>
      places([at('402029999')], '402021234', {
        key: policy,
        payers: [{ id: 'KYMEDICAID', ...(own && { key: own }) }],
      });
    expect(of(undefined, key)).toEqual([notEnrolled]);
    expect(of(key, [])).toEqual([notEnrolled]);
    expect(of([], key)).toEqual([]);
  });

  it('is silenced as every rule', () => {
    expect(places([at('402029999')], '402021234', { key, severity: { 'zip-not-enrolled': 'off' } })).toEqual(
      [],
    );
  });
});

describe('the last day to file', () => {
  const rows = [row('7100000001', '64'), row('7100000002', '65')];
  interface Written {
    readonly bill?: string;
    readonly dates?: string;
    readonly version?: string;
  }
  /** Of PCN1, which lacks a taxonomy. */
  const findings = (
    policy: Partial<Policy>,
    { bill = '11:B:1', dates = 'D8*20260102', version }: Written = {},
  ) => {
    const text = file
      .replace('CLM*PCN1*150.25***11:B:1', `CLM*PCN1*150.25***${bill}`)
      .replace('DTP*472*D8*20260102~', dates === '' ? '' : `DTP*472*${dates}~`)
      .replaceAll('005010X222A1', version ?? '005010X222A1');
    const found = judge({ text: sealed(text), rows, policy }).findings;
    return found.filter(({ claimId }) => claimId === 'PCN1');
  };
  const lastDay = (policy: Partial<Policy>, written?: Written) => findings(policy, written)[0]!.lastDay;
  const stay = { bill: '11:A:1', version: '005010X223A2' };

  it.each([
    [{ dates: 'D8*20260102' }, '2026-01-12'],
    [{ dates: 'RD8*20260102-20260131' }, '2026-01-12'],
    [{ dates: 'D8*20260131~DTP*472*D8*20260102' }, '2026-01-12'],
    [{ dates: 'D8*20240222' }, '2024-03-03'],
    [{ dates: 'D8*20251225' }, '2026-01-04'],
    [{ dates: 'D8*00010101' }, '0001-01-11'],
    [{ dates: 'D8*99991225' }, null],
    [{ dates: 'RD8*20260102-20260131', ...stay }, '2026-02-10'],
    [{ dates: 'RD8*20260102-20260131', ...stay, bill: '13:A:1' }, '2026-01-12'],
    [{ dates: 'RD8*20260102-20260131', bill: '11:A:1' }, '2026-01-12'],
    [{ dates: 'RD8*20260102-20260131', bill: '11:A:1', version: '005010X279A1' }, '2026-02-10'],
    [{ dates: '' }, null],
    [{ dates: 'D8*20260231' }, null],
    [{ dates: 'D8*20260102~DTP*472*D8*2026' }, null],
    [{ bill: '11:B:7' }, null],
    [{ bill: '11:B:8' }, null],
    [{ bill: '11:B' }, '2026-01-12'],
    [{ bill: '11:B:17' }, '2026-01-12'],
  ] as const)('%o, in ten days: %s', (written, expected) => {
    expect(lastDay({ filingDays: 10 }, written)).toBe(expected);
  });

  it('is known only where the policy, or the payer before it, says in how many days', () => {
    const payers = [{ id: 'KYMEDICAID', filingDays: 1 }];
    expect(lastDay({})).toBe(null);
    expect(lastDay({ filingDays: null })).toBe(null);
    expect(lastDay({ payers })).toBe('2026-01-03');
    expect(lastDay({ filingDays: 10, payers })).toBe('2026-01-03');
    expect(lastDay({ filingDays: 10, payers: [{ id: 'KYMEDICAID' }] })).toBe('2026-01-12');
    expect(lastDay({ filingDays: 10, payers: [{ id: 'KYMEDICAID', filingDays: null }] })).toBe(null);
  });

  it.each([
    ['2026-01-12', false],
    ['2026-01-13', true],
    [null, false],
  ])('is overdue on %s: %s', (asOf, overdue) => {
    const found = findings({ filingDays: 10, asOf }).filter(({ rule }) => rule === 'filing-overdue');
    expect(found.map(({ severity, loop, offset }) => [severity, loop, offset])).toEqual(
      overdue ? [['warning', '2300', file.indexOf('CLM*PCN1')]] : [],
    );
    expect(findings({ asOf }).map(({ rule }) => rule)).toEqual(['taxonomy-missing']);
  });
});
