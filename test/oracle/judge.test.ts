import { describe, expect, it } from 'vitest';
import type { Policy } from '../../src/index';
import type { RegistryRow } from './enrollments';
import { file, judge, registry, row, saidOf } from './example';

/** PCN2 with another PRV segment in its place. */
function withTaxonomy(prv: string, version = '005010X222A1'): string {
  return file.replace('PRV*BI*PXC*207Q00000X~', prv).replaceAll('005010X222A1', version);
}

it('flags the claim whose billing loop has no taxonomy, and counts the rest', () => {
  const offset = file.indexOf('CLM*PCN1');
  expect(judge()).toEqual({
    findings: [
      {
        rule: 'taxonomy-missing',
        interchange: '000000905',
        group: '7',
        transaction: '0021',
        severity: 'error',
        offset: file.indexOf('HL*1**20'),
        claimId: 'PCN1',
        claimOffset: offset,
        claimsSeen: 0,
        isCopied: false,
        loop: null,
        provider: null,
        lastDay: null,
      },
    ],
    verdicts: [
      { id: 'PCN1', offset, outcome: 'flagged' },
      { id: 'PCN2', offset: file.indexOf('CLM*PCN2'), outcome: 'clean' },
    ],
    claims: 2,
    flagged: 1,
    undecided: 0,
    outOfScope: 0,
    outOfScopePayers: [],
    chargesAtRisk: '150.25',
    transactions: 1,
    interchanges: 1,
    segments: 34,
  });
});

describe('taxonomy', () => {
  it.each([
    ['PRV*BI*PXC*~', 'taxonomy-missing error'],
    ['PRV*BI*PXC~', 'taxonomy-missing error'],
    ['PRV~', 'taxonomy-missing error'],
    ['PRV*BI*ZZ*207Q00000X~', 'taxonomy-malformed error'],
    ['PRV*PE*PXC*207Q00000X~', 'taxonomy-malformed error'],
    ['PRV*PT*PXC*207Q00000X~', 'taxonomy-malformed error'],
    ['PRV*BI*PXC*207q00000X~', 'taxonomy-malformed error'],
    ['PRV*BI*PXC*207Q00000~', 'taxonomy-malformed error'],
    ['PRV*BI*PXC*282N00000X~', 'taxonomy-not-enrolled warning'],
    ['PRV*BI*PXC*203BF0100Y~', 'taxonomy-not-enrolled warning'],
  ])('5010: %s', (prv, expected) => {
    expect(saidOf('PCN2', { text: withTaxonomy(prv) })).toEqual([expected]);
  });

  it.each([
    ['PRV*BI*ZZ*207Q00000X~', []],
    ['PRV*PT*ZZ*207Q00000X~', []],
    ['PRV*BI*PXC*207Q00000X~', ['taxonomy-malformed error']],
    ['PRV*AT*ZZ*207Q00000X~', ['taxonomy-malformed error']],
  ])('4010: %s', (prv, expected) => {
    expect(saidOf('PCN2', { text: withTaxonomy(prv, '004010X098A1') })).toEqual(expected);
  });

  it('is misplaced after NM1*85, whoever stands between, unless one stands before', () => {
    for (const place of ['N3*1 MAIN ST~', 'HL*4*3*22*0~']) {
      const moved = withTaxonomy('').split('HL*3**20*1~').join('HL*3**20*1~<');
      const [before, after] = moved.split('<');
      const text = `${before}${after!.replace(place, `PRV*BI*PXC*207Q00000X~${place}`)}`;
      expect(saidOf('PCN2', { text })).toEqual(['taxonomy-misplaced error']);
      expect(saidOf('PCN2', { text, rows: [registry[0]!] })).toEqual(['taxonomy-misplaced warning']);
      const both = text.replace('HL*3**20*1~', 'HL*3**20*1~PRV*BI*PXC*207Q00000X~');
      expect(saidOf('PCN2', { text: both })).toEqual([]);
    }
  });

  it('is not found in any look-alike', () => {
    const prv = 'PRV*BI*PXC*207Q00000X~';
    for (const place of ['SBR*P*18', 'HI*BI', 'LX*1', 'SV1*HC', 'DTP*472']) {
      const text = file.replace(place, `NM1*82*1*DOE~${prv}${place}`);
      expect(saidOf('PCN1', { text })).toEqual(['taxonomy-missing error']);
    }
  });

  it('is asked of the billing provider, not of the one of another payer', () => {
    const text = file.replace(
      'LX*1',
      'SBR*S*18~NM1*PR*2*OTHER*****PI*P2~NM1*85*2*OTHER*****XX*2000000002~LX*1',
    );
    expect(saidOf('PCN1', { text })).toEqual(['taxonomy-missing error']);
    expect(saidOf('PCN1', { text, policy: { payers: [{ id: 'P2' }] } })).toEqual([]);
  });

  it('is unknown where the list of codes has not got it', () => {
    expect(saidOf('PCN2', { policy: { taxonomyCodes: new Set(['261QF0400X']) } })).toEqual([
      'taxonomy-unknown warning',
    ]);
    expect(saidOf('PCN2', { policy: { taxonomyCodes: new Set(['207Q00000X']) } })).toEqual([]);
  });

  it('is ambiguous where two IDs carry it and the ZIP code does not tell them apart', () => {
    const shared = { taxonomies: ['207Q00000X'] };
    const near = row('7100000001', '64', { ...shared, zip: '40202' });
    const far = row('7100000002', '64', { ...shared, zip: '41011' });
    const same = row('7100000003', '64', { ...shared, zip: '402021234' });
    expect(saidOf('PCN2', { rows: [near, far] })).toEqual([]);
    expect(saidOf('PCN2', { rows: [near, far, same] })).toEqual(['taxonomy-ambiguous warning']);
    expect(saidOf('PCN2', { rows: [far, row('7100000004', '64', shared)] })).toEqual([
      'taxonomy-ambiguous warning',
    ]);
    expect(saidOf('PCN2', { rows: [row('7100000001', '64'), row('7100000002', '64')] })).toEqual([]);
  });
});

describe('policy', () => {
  const ids = [row('7100000001', '64'), row('7100000002', '64')];
  const types = [row('7100000001', '64'), row('7100000001', '65')];
  it.each([
    ['either', true, true, true, false],
    ['both', true, false, false, false],
    ['ids', true, true, false, false],
    ['types', true, false, true, false],
    ['always', true, true, true, true],
  ] as const)('requires: %s', (require, both, twoIds, twoTypes, one) => {
    const cases = [registry, ids, types, [registry[0]!]];
    const missing = cases.map((rows) => saidOf('PCN1', { rows, policy: { require } }).length > 0);
    expect(missing).toEqual([both, twoIds, twoTypes, one]);
  });

  it('makes a code that no enrollment carries an error where it must match', () => {
    const text = withTaxonomy('PRV*BI*PXC*282N00000X~');
    expect(saidOf('PCN2', { text, policy: { match: true } })).toEqual(['taxonomy-not-enrolled error']);
  });

  it('leaves claims of other payers and receivers out, but never one of an unknown payer', () => {
    const other = { payers: [{ id: '128KY' }] };
    expect(judge({ policy: other })).toMatchObject({
      claims: 2,
      outOfScope: 2,
      flagged: 0,
      chargesAtRisk: '0.00',
    });
    expect(judge({ policy: { payers: [{ id: 'KYMEDICAID' }] } })).toMatchObject({
      outOfScope: 0,
      flagged: 1,
    });
    const unknown = file.replace('*****PI*KYMEDICAID', '');
    expect(judge({ text: unknown, policy: other })).toMatchObject({ outOfScope: 1, flagged: 1 });
    const encounter = file.replaceAll('005010X222A1', '005010X298');
    expect(judge({ text: encounter, policy: other })).toMatchObject({ outOfScope: 0, flagged: 1 });
    for (const receiver of ['KYDMS', 'KYGS', 'KYRCV']) {
      expect(judge({ policy: { receivers: [receiver] } }).outOfScope).toBe(0);
    }
    expect(judge({ policy: { receivers: ['SENDER'] } }).outOfScope).toBe(2);
  });

  it('knows a payer by its ID, whatever blanks and case it is written in', () => {
    for (const id of ['kymedicaid', ' KyMedicaid ']) {
      expect(judge({ policy: { payers: [{ id }] } }).outOfScope).toBe(0);
      const text = file.replaceAll('PI*KYMEDICAID', `PI*${id}`);
      expect(judge({ text, policy: { payers: [{ id: 'KYMEDICAID' }] } }).outOfScope).toBe(0);
    }
    expect(judge({ policy: { payers: [{ id: 'KY MEDICAID' }, { id: 'KYMED' }] } }).outOfScope).toBe(2);
    const blank = file.replaceAll('PI*KYMEDICAID', 'PI* ');
    expect(judge({ text: blank, policy: { payers: [{ id: '128KY' }] } }).outOfScope).toBe(0);
  });

  it("goes by the payer's own settings where the payer has them, else by its own", () => {
    const missing = ['taxonomy-missing error'];
    const always = { id: 'KYMEDICAID', require: 'always' } as const;
    const one = [registry[0]!];
    expect(saidOf('PCN1', { rows: one, policy: { payers: [always] } })).toEqual(missing);
    expect(saidOf('PCN1', { rows: one, policy: { payers: [{ ...always, id: '128KY' }] } })).toEqual([]);
    expect(saidOf('PCN1', { rows: one, policy: { payers: [{ id: 'KYMEDICAID' }] } })).toEqual([]);
    const both = { payers: [{ id: 'KYMEDICAID', require: 'both' }], require: 'always' } as const;
    expect(saidOf('PCN1', { rows: one, policy: both })).toEqual([]);
    expect(
      saidOf('PCN1', { rows: one, policy: { payers: [{ id: 'KYMEDICAID' }], require: 'always' } }),
    ).toEqual(missing);

    const text = withTaxonomy('PRV*BI*PXC*282N00000X~');
    for (const [own, all, severity] of [
      [{ match: true }, false, 'error'],
      [{ match: false }, true, 'warning'],
      [{}, true, 'error'],
      [{}, false, 'warning'],
    ] as const) {
      const policy = { payers: [{ id: 'KYMEDICAID', ...own }], match: all };
      expect(saidOf('PCN2', { text, policy })).toEqual([`taxonomy-not-enrolled ${severity}`]);
    }
  });

  it('judges a claim of an unknown payer by its own settings', () => {
    const payers = [{ id: 'KYMEDICAID', require: 'always', match: true, to: '2020-12-31' }] as const;
    const left = withTaxonomy('PRV*BI*PXC*282N00000X~').replaceAll('*****PI*KYMEDICAID', '');
    const encounter = withTaxonomy('PRV*BI*PXC*282N00000X~', '005010X298');
    for (const text of [left, encounter]) {
      expect(saidOf('PCN1', { text, rows: [registry[0]!], policy: { payers } })).toEqual([]);
      expect(saidOf('PCN2', { text, policy: { payers } })).toEqual(['taxonomy-not-enrolled warning']);
    }
  });

  it('asks each claim of a billing loop what its own payer asks', () => {
    const text = file
      .replace(
        'HL*3**20*1~',
        'HL*9*1*22*0~NM1*PR*2*MCO*****PI*128KY~CLM*PCN3*1***11:B:1~DTP*472*D8*20260102~HL*3**20*1~',
      )
      .replace('SE*30', 'SE*34');
    const policy = {
      payers: [
        { id: 'KYMEDICAID', from: '2027-01-01' },
        { id: '128KY', require: 'always' },
      ],
    } as const;
    const said = judge({ text, rows: [registry[0]!], policy }).findings;
    expect(said.map(({ claimId, rule }) => `${claimId} ${rule}`)).toEqual([
      'PCN1 payer-inactive',
      'PCN3 taxonomy-missing',
      'PCN2 payer-inactive',
    ]);
  });

  it('lets the user set severities', () => {
    expect(judge({ policy: { severity: { 'taxonomy-missing': 'off' } } })).toMatchObject({
      findings: [],
      flagged: 0,
    });
    const warned = judge({ policy: { severity: { 'taxonomy-missing': 'warning' } } });
    expect(warned).toMatchObject({ findings: [{ severity: 'warning' }], flagged: 0, chargesAtRisk: '0.00' });
  });
});

describe('NPI and enrollments', () => {
  it.each([
    ['XX*2000000002', ['npi-unregistered warning']],
    ['XX*1234567890', ['npi-invalid warning', 'npi-unregistered warning']],
    ['XX*123456789', ['npi-invalid warning']],
    ['24*610000001', ['npi-missing info']],
    ['*', ['npi-missing info']],
  ])('%s', (id, expected) => {
    expect(saidOf('PCN1', { text: file.replace('XX*1234567893', id) })).toEqual(expected);
  });

  const open = row('7100000001', '64');
  const until = (to: string) => row('7100000002', '65', { to });
  const since = (from: string) => row('7100000002', '65', { from });

  it.each([
    ['D8*20260102', until('2026-01-01'), false],
    ['D8*20260102', until('2026-01-02'), true],
    ['D8*20260102', since('2026-01-03'), false],
    ['D8*20260102', since('2026-01-02'), true],
    ['RD8*20260102-20260105', since('2026-01-05'), true],
    ['RD8*20260102', since('2026-01-03'), false],
    ['D8*20260102~DTP*472*D8*20260109', since('2026-01-09'), true],
  ])('a service on %s asks of the enrollments of that time', (date, second, required) => {
    const text = file.replace('D8*20260102', date);
    expect(saidOf('PCN1', { text, rows: [open, second] }).length > 0).toBe(required);
  });

  it('takes BHT04 where no service is dated, and every row where nothing is', () => {
    const undated = file.replaceAll('DTP*472*D8*20260102~', '');
    expect(saidOf('PCN1', { text: undated, rows: [open, since('2026-01-16')] })).toEqual([]);
    expect(saidOf('PCN1', { text: undated, rows: [open, since('2026-01-15')] })).toEqual([
      'taxonomy-missing error',
    ]);
    const bare = undated.replace('REF1*20260115', 'REF1*');
    expect(saidOf('PCN1', { text: bare, rows: [open, since('2026-01-16')] })).toEqual([
      'taxonomy-missing error',
    ]);
  });

  it('says when no enrollment was active', () => {
    expect(saidOf('PCN1', { rows: [until('2025-12-31')] })).toEqual(['enrollment-inactive warning']);
    expect(saidOf('PCN1', { rows: [until('2025-12-31')], policy: { require: 'always' } })).toEqual([
      'enrollment-inactive warning',
      'taxonomy-missing error',
    ]);
  });

  it('takes the statement dates of an institutional claim', () => {
    const text = file
      .replaceAll('005010X222A1', '005010X223A2')
      .replaceAll('DTP*472*D8*20260102~', '')
      .replace('HI*BI', 'DTP*434*RD8*20251201-20251231~HI*BI');
    expect(saidOf('PCN1', { text, rows: [open, until('2025-12-01')] })).toEqual(['taxonomy-missing error']);
    expect(saidOf('PCN1', { text, rows: [open, since('2026-01-01')] })).toEqual([]);
  });
});

describe('the span of a payer', () => {
  const inactive = ['payer-inactive warning'];
  /** PCN2 with another date of service, sent to a payer with this span. */
  const said = (date: string, span: { from?: string; to?: string }, text = file) =>
    saidOf('PCN2', {
      text: text.replaceAll('D8*20260102', date),
      policy: { payers: [{ id: 'KYMEDICAID', ...span }] },
    });

  it.each([
    ['D8*20260102', {}, []],
    ['D8*20260102', { to: '2026-01-02' }, []],
    ['D8*20260102', { to: '2026-01-01' }, inactive],
    ['D8*20260102', { from: '2026-01-02' }, []],
    ['D8*20260102', { from: '2026-01-03' }, inactive],
    ['D8*20260102', { from: '2026-01-02', to: '2026-01-02' }, []],
    ['D8*20260102', { from: '2025-01-01', to: '2025-12-31' }, inactive],
    ['D8*20260102', { from: '2026-02-01', to: '2026-12-31' }, inactive],
    ['RD8*20251230-20260105', { to: '2025-12-30' }, []],
    ['RD8*20251230-20260105', { to: '2025-12-29' }, inactive],
    ['RD8*20251230-20260105', { from: '2026-01-05' }, []],
    ['RD8*20251230-20260105', { from: '2026-01-06' }, inactive],
    ['RD8*20251230-20260105', { from: '2026-01-01', to: '2026-01-02' }, []],
    ['D8*20251230~DTP*472*D8*20260105', { from: '2026-01-01', to: '2026-01-02' }, []],
  ])('%s, %o', (date, span, expected) => {
    expect(said(date, span)).toEqual(expected);
  });

  it('is asked about BHT04 where no service is dated, and about nothing where that is empty', () => {
    const undated = file.replaceAll('DTP*472*D8*20260102~', '');
    expect(said('', { to: '2026-01-15' }, undated)).toEqual([]);
    expect(said('', { to: '2026-01-14' }, undated)).toEqual(inactive);
    expect(said('', { to: '2000-01-01' }, undated.replace('REF1*20260115', 'REF1*'))).toEqual([]);
  });

  it('is not that of a payer who is not this claim’s', () => {
    const payers = [{ id: 'KYMEDICAID' }, { id: '128KY', to: '2020-12-31' }];
    expect(saidOf('PCN2', { policy: { payers } })).toEqual([]);
    const other = file.replace('LX*1', 'SBR*S*18~NM1*PR*2*OTHER*****PI*128KY~LX*1');
    expect(saidOf('PCN1', { text: other, policy: { payers } })).toEqual(['taxonomy-missing error']);
    const gone = [{ id: '128KY', to: '2020-12-31' }];
    expect(judge({ policy: { payers: gone } })).toMatchObject({ findings: [], outOfScope: 2 });
  });

  it('takes no other rule away, and may be silenced or made an error', () => {
    const payers = [{ id: 'KYMEDICAID', to: '2020-12-31' }];
    expect(saidOf('PCN1', { policy: { payers } })).toEqual(['taxonomy-missing error', ...inactive]);
    expect(saidOf('PCN2', { policy: { payers, severity: { 'payer-inactive': 'off' } } })).toEqual([]);
    expect(judge({ policy: { payers, severity: { 'payer-inactive': 'error' } } }).flagged).toBe(2);
  });
});

describe.each([
  ['revalidation-past-due', 'revalidationDate'],
  ['license-expired', 'licenseExpiration'],
] as const)('%s', (rule, column) => {
  const past = [`${rule} warning`];
  const code = ['207Q00000X'];
  const own = (date: string | null, more: Partial<RegistryRow> = {}) =>
    row('7100000001', '64', { [column]: date, taxonomies: code, ...more });
  const other = (date: string | null, more: Partial<RegistryRow> = {}) =>
    row('7100000002', '64', { [column]: date, taxonomies: ['261QF0400X'], ...more });

  it.each([
    ['2026-01-01', past],
    ['2026-01-02', []],
    ['2026-01-03', []],
    [null, []],
  ])('a service on 2026-01-02, the date %s', (date, expected) => {
    expect(saidOf('PCN2', { rows: [own(date)] })).toEqual(expected);
    expect(saidOf('PCN1', { rows: [own(date)] })).toEqual(expected);
  });

  it('asks about the last day of service, BHT04 where there is none', () => {
    const range = file.replaceAll('D8*20260102', 'RD8*20251230-20260105');
    expect(saidOf('PCN2', { text: range, rows: [own('2026-01-04')] })).toEqual(past);
    expect(saidOf('PCN2', { text: range, rows: [own('2026-01-05')] })).toEqual([]);
    const undated = file.replaceAll('DTP*472*D8*20260102~', '');
    expect(saidOf('PCN2', { text: undated, rows: [own('2026-01-14')] })).toEqual(past);
    expect(saidOf('PCN2', { text: undated, rows: [own('2026-01-15')] })).toEqual([]);
    const bare = undated.replace('REF1*20260115', 'REF1*');
    expect(saidOf('PCN2', { text: bare, rows: [own('2000-01-01')] })).toEqual([]);
  });

  it('takes the latest date of a Medicaid ID, and every ID for itself', () => {
    const of = (...dates: (string | null)[]) =>
      saidOf('PCN2', { rows: dates.map((date, n) => own(date, { providerType: `6${n}` })) });
    expect(of('2025-12-31', '2026-01-01')).toEqual(past);
    expect(of('2025-12-31', '2026-01-02')).toEqual([]);
    expect(of('2025-12-31', null)).toEqual(past);
    expect(of(null, null)).toEqual([]);
    const shared = { taxonomies: code };
    expect(saidOf('PCN2', { rows: [own('2025-12-31'), other('2027-01-01', shared)] })).toEqual([
      'taxonomy-ambiguous warning',
      ...past,
    ]);
  });

  it('asks only about the enrollments that the taxonomy and the ZIP code leave', () => {
    expect(saidOf('PCN2', { rows: [own('2027-01-01'), other('2025-12-31')] })).toEqual([]);
    expect(saidOf('PCN2', { rows: [own('2025-12-31'), other('2027-01-01')] })).toEqual(past);
    const rows = [
      own('2027-01-01', { zip: '40202' }),
      other('2025-12-31', { taxonomies: code, zip: '41011' }),
    ];
    expect(saidOf('PCN2', { rows })).toEqual([]);
    expect(saidOf('PCN2', { text: file.replaceAll('402021234', '41011'), rows })).toEqual(past);
    expect(saidOf('PCN1', { rows: [rows[0]!, other('2025-12-31', { zip: '41011' })] })).toEqual([
      'taxonomy-missing error',
    ]);
  });

  it('asks about every active enrollment where no taxonomy is usable', () => {
    const rows = [own('2027-01-01'), other('2025-12-31')];
    expect(saidOf('PCN1', { rows })).toEqual(['taxonomy-missing error', ...past]);
    for (const [prv, said] of [
      ['PRV*BI*PXC*207q00000X~', 'taxonomy-malformed error'],
      ['PRV*BI*PXC*~', 'taxonomy-missing error'],
    ]) {
      expect(saidOf('PCN2', { text: withTaxonomy(prv!), rows })).toEqual([said, ...past]);
    }
    const misplaced = withTaxonomy('').replace('HL*4*3', 'PRV*BI*PXC*207Q00000X~HL*4*3');
    expect(saidOf('PCN2', { text: misplaced, rows })).toEqual(['taxonomy-misplaced error', ...past]);
  });

  it('says nothing of a code not enrolled, of ended enrollments, or without an NPI that is registered', () => {
    const text = withTaxonomy('PRV*BI*PXC*282N00000X~');
    expect(saidOf('PCN2', { text, rows: [own('2025-12-31')] })).toEqual(['taxonomy-not-enrolled warning']);
    expect(saidOf('PCN2', { rows: [own('2025-12-31', { to: '2025-12-31' })] })).toEqual([
      'enrollment-inactive warning',
    ]);
    expect(saidOf('PCN2', { rows: [own('2027-01-01'), own('2025-12-31', { to: '2025-12-31' })] })).toEqual(
      [],
    );
    for (const [id, said] of [
      ['XX*2000000002', 'npi-unregistered warning'],
      ['*', 'npi-missing info'],
    ]) {
      const unknown = file.replaceAll('XX*1234567893', id!);
      expect(saidOf('PCN2', { text: unknown, rows: [own('2025-12-31')] })).toEqual([said]);
    }
  });

  it('may be silenced or made an error', () => {
    const rows = [own('2025-12-31')];
    expect(saidOf('PCN2', { rows, policy: { severity: { [rule]: 'off' } as Policy['severity'] } })).toEqual(
      [],
    );
    expect(judge({ rows, policy: { severity: { [rule]: 'error' } as Policy['severity'] } })).toMatchObject({
      flagged: 2,
    });
  });
});

it('adds charges exactly', () => {
  const charges = ['.1', '0.20', '1000000000000000.005'];
  const claims = charges.map((charge) => `CLM*X*${charge}***11:B:1~`).join('');
  const text = file.replace('CLM*PCN1', `${claims}CLM*PCN1`);
  expect(judge({ text }).chargesAtRisk).toBe('1000000000000150.555');
});
