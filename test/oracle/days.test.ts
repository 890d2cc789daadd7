import { describe, expect, it } from 'vitest';
import { file, judge, placesOf, row, saidOf, sealed } from './example';

const date = 'DTP*472*D8*20260102';
const missing = 'taxonomy-missing error';
const unreadable = 'service-date-unreadable warning';

/** PCN1 with other dates of service. */
const dated = (...dates: readonly string[]) =>
  sealed(file.replace(`${date}~`, dates.map((each) => `${each}~`).join('')));

/** Whether PCN1 is served on a day between these. */
function isServed(text: string, from: string, to: string): boolean {
  const rows = [row('7100000001', '64'), row('7100000002', '65', { from, to })];
  return saidOf('PCN1', { text, rows }).includes(missing);
}

/** The days of PCN1, as far as enrollments of these bounds tell. */
function spanOf(text: string): readonly [string, string] {
  const days = ['2025-12-30', '2025-12-31', '2026-01-01', '2026-01-02', '2026-01-15', '2026-01-31'];
  const first = days.find((day) => isServed(text, '0001-01-01', day));
  const last = days.filter((day) => isServed(text, day, '9999-12-31')).at(-1);
  return [first ?? '', last ?? ''];
}

describe('a date of service', () => {
  it.each([
    [[date], '2026-01-02', '2026-01-02'],
    [['DTP*472*RD8*20251231-20260102'], '2025-12-31', '2026-01-02'],
    [['DTP*472*RD8*20260102-20251231'], '2025-12-31', '2026-01-02'],
    [['DTP*472*RD8*20260102'], '2026-01-02', '2026-01-02'],
    [['DTP*472*D8*20251231-20260102'], '2025-12-31', '2026-01-02'],
    [['DTP*472*D8* 20260102\t'], '2026-01-02', '2026-01-02'],
    [['DTP*472*RD8*20251231 - 20260102 '], '2025-12-31', '2026-01-02'],
    [['DTP*472* D8 *20260102'], '2026-01-02', '2026-01-02'],
    [['DTP* 4 72 *D8*20260102'], '2026-01-02', '2026-01-02'],
    [['DTP*472*D8*20260102*MORE'], '2026-01-02', '2026-01-02'],
    [['DTP*472*D8*20260131', date, 'DTP*472*D8*20251230'], '2025-12-30', '2026-01-31'],
    [['DTP*472*D8*2026\r\n0102'], '2026-01-02', '2026-01-02'],
  ])('%j is read', (dates, first, last) => {
    const text = dated(...dates);
    expect(spanOf(text)).toEqual([first, last]);
    expect(saidOf('PCN1', { text })).toEqual([missing]);
  });

  it.each([
    'DTP*472*D8*',
    'DTP*472*D8',
    'DTP*472',
    'DTP*472*D8* ',
    'DTP*472*D8*2026-01-02',
    'DTP*472*D8*01/02/2026',
    'DTP*472*D8*20251131',
    'DTP*472*D8*20260229',
    'DTP*472*D8*19000229',
    'DTP*472*D8*20260100',
    'DTP*472*D8*20261301',
    'DTP*472*D8*00000101',
    'DTP*472*D8*260102',
    'DTP*472*D8*202601020',
    'DTP*472*D8*2026 0102',
    'DTP*472*D8*20260102\xa0',
    'DTP*472*d8*20260102',
    'DTP*472**20260102',
    'DTP*472*20260102',
    'DTP*472*D6*260102',
    'DTP*472*DT*202601021200',
    'DTP*472*RDT*202601021200-202601021300',
    'DTP*472*RD8*20260102-',
    'DTP*472*RD8*-20260102',
    'DTP*472*RD8*20260102-20251131',
    'DTP*472*RD8*20260101-20260102-20260103',
    'DTP**D8*20260102',
    'DTP* *D8*20260102',
  ])('%j cannot be read, and then every enrollment counts', (bad) => {
    const ended = [
      row('7100000001', '64', { to: '2000-01-01' }),
      row('7100000002', '65', { to: '2001-01-01' }),
    ];
    for (const [dates, first] of [
      [[bad], bad],
      [[date, bad], bad],
      [[bad, date], bad],
      [[bad, 'DTP*472*D8*'], bad],
    ] as const) {
      const text = dated(...dates);
      expect(placesOf('PCN1', { text, rows: ended })).toEqual([
        `taxonomy-missing error HL*1**20*1`,
        `${unreadable} ${first}`,
      ]);
      expect(saidOf('PCN2', { text, rows: ended })).toEqual(['enrollment-inactive warning']);
    }
  });

  it.each(['DTP*471*D8*', 'DTP*472X*D8*', 'DTP*096*TM*1200', 'DTP*435*DT*202601011200', 'DTP*434*D8*'])(
    '%j is none of a professional claim',
    (other) => {
      expect(saidOf('PCN1', { text: dated(date, other) })).toEqual([missing]);
    },
  );

  it('434 is one where the claim is neither professional nor dental', () => {
    const of = (version: string) => dated('DTP*43 4*D8*').replaceAll('005010X222A1', version);
    for (const version of ['005010X223A2', '005010X299', '004010X096A1', 'garbage'])
      expect(saidOf('PCN1', { text: of(version) })).toContain(unreadable);
    for (const version of ['005010X222', '005010X224A2', '005010X300', '004010X097', '004010X098A1'])
      expect(saidOf('PCN1', { text: of(version) })).not.toContain(unreadable);
  });

  it('stands in a claim, wherever in it, and nowhere else', () => {
    const bad = 'DTP*472*D8*';
    for (const place of ['HL*1**', 'N3*1', 'SBR*P'])
      expect(saidOf('PCN1', { text: sealed(file.replace(place, `${bad}~${place}`)) })).toEqual([missing]);
    for (const place of ['HI*BI', 'LX*1', 'SV1*', 'HL*3**'])
      expect(saidOf('PCN1', { text: sealed(file.replace(place, `${bad}~${place}`)) })).toEqual([
        missing,
        unreadable,
      ]);
  });

  it('years go from 1 to 9999', () => {
    const rows = [row('7100000001', '64', { from: '0001-01-01', to: '0001-01-01' })];
    expect(saidOf('PCN1', { text: dated('DTP*472*D8*00010101'), rows })).toEqual([]);
    expect(saidOf('PCN1', { text: dated('DTP*472*D8*00010102'), rows })).toEqual([
      'enrollment-inactive warning',
    ]);
    const last = [row('7100000001', '64', { from: '9999-12-31' })];
    expect(saidOf('PCN1', { text: dated('DTP*472*D8*99991231'), rows: last })).toEqual([]);
    expect(saidOf('PCN1', { text: dated('DTP*472*D8*20000229'), rows: last })).toEqual([
      'enrollment-inactive warning',
    ]);
  });
});

describe('where the dates of a claim are unknown', () => {
  const text = dated('DTP*472*D8*', date);

  it('rules about days say nothing', () => {
    const past = { revalidationDate: '2000-01-01', licenseExpiration: '2000-01-01' };
    const rows = [row('7100000001', '64', past)];
    const payers = [{ id: 'KYMEDICAID', to: '2000-01-01' }];
    expect(saidOf('PCN1', { text, rows, policy: { payers } })).toEqual([unreadable]);
    expect(saidOf('PCN1', { rows, policy: { payers } })).toEqual([
      'revalidation-past-due warning',
      'license-expired warning',
      'payer-inactive warning',
    ]);
  });

  it('BHT04 does not stand in', () => {
    const since = [row('7100000001', '64'), row('7100000002', '65', { from: '2026-01-16' })];
    const [bad, none] = [dated('DTP*472*D8*'), dated()];
    expect(saidOf('PCN1', { text: bad, rows: since })).toEqual([missing, unreadable]);
    expect(saidOf('PCN1', { text: none, rows: since })).toEqual([]);
  });

  it('claims that are not judged say nothing of it', () => {
    expect(saidOf('PCN1', { text, policy: { payers: [{ id: '128KY' }] } })).toEqual([]);
    const unplaced = sealed(file.replace('HL*1**', 'CLM*X*1~DTP*472*D8*~HL*1**'));
    expect(saidOf('X', { text: unplaced })).toEqual([]);
  });

  it('it may be silenced or made an error', () => {
    const severity: Record<string, 'off' | 'error'> = { 'service-date-unreadable': 'error' };
    const clean = sealed(file.replaceAll(date, 'DTP*472*D8*'));
    expect(judge({ text: clean, policy: { severity } }).flagged).toBe(2);
    severity['service-date-unreadable'] = 'off';
    expect(saidOf('PCN1', { text, policy: { severity } })).toEqual([missing]);
  });
});

describe('BHT04', () => {
  const undated = (bht04: string) => dated().replace('REF1*20260115', `REF1*${bht04}`);
  const rows = [row('7100000001', '64'), row('7100000002', '65', { to: '2000-01-01' })];

  it.each(['20260115', ' 20260115\t'])('%j is a day', (bht04) => {
    expect(spanOf(undated(bht04))).toEqual(['2026-01-15', '2026-01-15']);
    expect(saidOf('PCN1', { text: undated(bht04), rows })).toEqual([]);
  });

  it.each(['', '20251131', '260115', '20260114-20260115', '2026-01-15'])(
    '%j is none, and then every enrollment counts',
    (bht04) => {
      expect(saidOf('PCN1', { text: undated(bht04), rows })).toEqual([missing]);
    },
  );
});
