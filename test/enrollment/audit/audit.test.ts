import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditKinds } from '../../../src/enrollment/audit/audit';
import {
  type AuditItem,
  type AuditKind,
  type AuditOptions,
  auditRegistry,
  checkBytes,
  type PackedRegistry,
  RegistryReader,
  registryFromBytes,
} from '../../../src/index';
import { faultOf, seal } from '../../../src/registry/packed/layout';
import { auditFormats, createAuditReport } from '../../../src/report/registry/audit';
import { atOnce } from '../../../src/values/steps';
import { billing, bytesOf, claim, header, interchange, subscriber } from '../../build';
import { PLANTED } from '../../oracle/planted';
import { runs } from '../../runs';

const asOf = '2026-11-22';
const npi = '1234567893';

const columns = [
  'npi',
  'medicaid_id',
  'provider_type',
  'taxonomy',
  'effective_date',
  'end_date',
  'name',
  'tax_id',
  'zip',
  'revalidation_date',
  'last_revalidation_date',
  'license_expiration',
  'application_status',
  'application_activity_date',
  'status',
  'candidate',
] as const;

type Row = Partial<Record<(typeof columns)[number], string>>;

const good: Row = { npi, medicaid_id: '7100000001', provider_type: '64', taxonomy: '207Q00000X' };
const second: Row = { ...good, medicaid_id: '7100000002', provider_type: '65', taxonomy: '207R00000X' };

function registryOf(rows: readonly Row[]): PackedRegistry {
  const reader = new RegistryReader({ skipBadRows: true });
  reader.header(columns);
  for (const [index, row] of rows.entries()) {
    reader.row(
      columns.map((column) => ({ ...good, ...row })[column] ?? ''),
      index + 2,
    );
  }
  return atOnce(reader.finishing(true));
}

function audit(rows: readonly Row[], options: AuditOptions = {}, day = asOf): AuditItem[] {
  return [...auditRegistry(registryOf(rows), day, options)];
}

function kindsOf(rows: readonly Row[], day = asOf, options: AuditOptions = {}): AuditKind[] {
  return audit(rows, options, day).map((item) => item.kind);
}

function only(kind: AuditKind, rows: readonly Row[], day = asOf): AuditItem {
  const items = audit(rows, {}, day).filter((item) => item.kind === kind);
  expect(items).toHaveLength(1);
  return items[0]!;
}

/** The day so many days after another. */
function daysAfter(days: number, day = asOf): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** For each kind rows that call for it, the Medicaid IDs and words that it must have, and rows that do not. */
const cases: Record<
  AuditKind,
  { bad: Row[]; ids: string[]; says: RegExp; fine: Row[]; options?: AuditOptions }
> = {
  'bad-row-medicaid-id': {
    bad: [{ medicaid_id: '7100000001;7100000002' }],
    ids: [],
    says: /^Line 2: it has several Medicaid IDs, "7100000001;7100000002"; write one Medicaid ID a row\.$/,
    fine: [{}],
  },
  'bad-row-provider-type': {
    bad: [{ provider_type: '64;31' }, second],
    ids: [],
    says: /^Line 2: .*"64;31"/,
    fine: [{ provider_type: '' }],
  },
  'bad-row-npi': {
    bad: [second, { npi: '123456789' }],
    ids: [],
    says: /^Line 3: its NPI "123456789" is not ten digits\.$/,
    fine: [{ npi: '1234567890' }],
  },
  'bad-row-candidate': {
    bad: [{ candidate: 'from NPPES' }],
    ids: [],
    says: /^Line 2: it is a candidate/,
    fine: [{ candidate: ' ' }],
  },
  'bad-row-date': {
    bad: [{ license_expiration: 'soon' }],
    ids: [],
    says: /^Line 2: its license_expiration "soon" is no date/,
    fine: [{ license_expiration: 'n/a' }],
  },
  'bad-row-status': {
    bad: [{ status: 'maybe' }],
    ids: [],
    says: /^Line 2: its status "maybe" is neither active nor ended/,
    fine: [{ status: 'Active' }],
  },
  'bad-row': {
    bad: [{ effective_date: '2026-01-02', end_date: '2026-01-01' }],
    ids: [],
    says: /^Line 2: its end date 2026-01-01 is before its effective date 2026-01-02\.$/,
    fine: [{ effective_date: '2026-01-02', end_date: '2026-01-02' }],
  },
  'npi-deactivated': {
    bad: [{}, second],
    ids: ['7100000001', '7100000002'],
    says: /^NPPES deactivated the NPI on 2024-05-06\.$/,
    fine: [{ end_date: '2026-11-21' }, { npi: '1558598797' }],
    options: { nppes: new Map([[npi, { taxonomies: [], deactivated: '2024-05-06' }]]) },
  },
  'npi-not-in-nppes': {
    bad: [{ npi: '1558598797' }],
    ids: ['7100000001'],
    says: /^NPPES does not have the NPI\.$/,
    fine: [{ taxonomy: '208D00000X' }, { npi: '1558598797', end_date: '2026-11-21' }],
    options: { nppes: new Map([[npi, { taxonomies: [], deactivated: null }]]) },
  },
  'taxonomy-not-in-nppes': {
    bad: [{}, { ...second, taxonomy: '207R00000X;208D00000X;wrong' }],
    ids: ['7100000002'],
    says: /^NPPES does not list 208D00000X\.$/,
    fine: [{}, second, { ...second, taxonomy: '208D00000X', end_date: '2026-11-21' }],
    options: { nppes: new Map([[npi, { taxonomies: ['207R00000X', '207Q00000X'], deactivated: null }]]) },
  },
  'second-enrollment-possible': {
    bad: [{ provider_type: '87' }, { provider_type: '87', taxonomy: '225100000X' }],
    ids: ['7100000001'],
    says: /^Beside provider type 87 one of these may start: 31, 35, 76\.$/,
    fine: [
      { npi: '1558598797' },
      { provider_type: '87' },
      { ...second, provider_type: '87' },
      { npi: '1000000004', provider_type: '87', end_date: '2026-11-21' },
      { npi: '1093817465', provider_type: '639' },
    ],
  },
  'revalidation-past-due': {
    bad: [{ revalidation_date: '2026-11-01' }],
    ids: ['7100000001'],
    says: /was due on 2026-11-01, 21 days ago/,
    fine: [{ revalidation_date: '2020-11-01', end_date: '2026-11-21' }],
  },
  'revalidation-due-30': {
    bad: [{ revalidation_date: asOf }],
    ids: ['7100000001'],
    says: /is due on 2026-11-22, today/,
    fine: [{}],
  },
  'revalidation-due-60': {
    bad: [{ revalidation_date: daysAfter(31) }],
    ids: ['7100000001'],
    says: /in 31 days/,
    fine: [{}],
  },
  'revalidation-due-365': {
    bad: [{ revalidation_date: '2027-06-01' }],
    ids: ['7100000001'],
    says: /without a warning from 2026-06-01 on/,
    fine: [{}],
  },
  'revalidation-implausible': {
    bad: [{ revalidation_date: '2031-11-23' }],
    ids: ['7100000001'],
    says: /more than five years ahead/,
    fine: [{ revalidation_date: '2031-11-22' }],
  },
  'revalidation-column-doubtful': {
    bad: [{ revalidation_date: '2024-01-01' }, { revalidation_date: '2023-01-01' }, second],
    ids: [],
    says: /^2 of 2 rows/,
    fine: [{ revalidation_date: '2024-01-01' }, { ...second, revalidation_date: '2030-01-01' }],
  },
  'ids-not-told-apart': {
    bad: [{}, { ...second, taxonomy: '207Q00000X' }],
    ids: ['7100000001', '7100000002'],
    says: /No taxonomy tells them apart, and no ZIP does/,
    fine: [{}, second],
  },
  'ids-told-apart-by-zip': {
    bad: [{ zip: '40202' }, { ...second, taxonomy: '207Q00000X', zip: '410011234' }],
    ids: ['7100000001', '7100000002'],
    says: /40202 for 7100000001, 410011234 for 7100000002/,
    fine: [{ zip: '40202' }, { ...second, taxonomy: '207Q00000X', zip: '402021234' }],
  },
  'ids-too-many': {
    bad: Array.from({ length: 1001 }, (_, i) => ({ medicaid_id: String(7_100_000_000 + i) })),
    ids: Array.from({ length: 1001 }, (_, i) => String(7_100_000_000 + i)),
    says: /1001 Medicaid IDs/,
    fine: Array.from({ length: 1000 }, (_, i) => ({ medicaid_id: String(7_100_000_000 + i) })),
  },
  'id-with-several-types': {
    bad: [{}, { provider_type: '65' }],
    ids: ['7100000001'],
    says: /64, 65/,
    fine: [{}, second, { ...second, taxonomy: '208D00000X' }],
  },
  'taxonomy-required': {
    bad: [{}, second],
    ids: ['7100000001', '7100000002'],
    says: /207Q00000X for 7100000001, 207R00000X for 7100000002/,
    fine: [{}, { ...second, npi: '1558598797' }, { ...second, end_date: '2026-11-21' }],
  },
  'taxonomy-not-listed': {
    bad: [{}, { ...second, taxonomy: '' }],
    ids: ['7100000002'],
    says: /no taxonomy/,
    fine: [{}, { ...second, taxonomy: '', end_date: '2026-11-21' }],
  },
  'taxonomy-not-listed-single': {
    bad: [{ taxonomy: '' }],
    ids: ['7100000001'],
    says: /no taxonomy/,
    fine: [{}],
  },
  'taxonomy-malformed': {
    bad: [{ taxonomy: '207Q' }],
    ids: ['7100000001'],
    says: /"207Q" is not ten/,
    fine: [{}],
  },
  'npi-check-digit': {
    bad: [{ npi: '1234567890' }],
    ids: ['7100000001'],
    says: /check digit/,
    fine: [{ npi: '2000000002' }, { npi: '1000000004' }],
  },
  'medicaid-id-zeros-npi': {
    bad: [{ medicaid_id: '0071' }, { medicaid_id: '71' }],
    ids: ['0071', '71'],
    says: /leading zeros/,
    fine: [{ medicaid_id: '0071' }, { medicaid_id: '710' }],
  },
  'medicaid-id-zeros-file': {
    bad: [{ medicaid_id: '0071' }, { npi: '1558598797', medicaid_id: '71' }],
    ids: ['71', '0071'],
    says: /leading zeros/,
    fine: [{ medicaid_id: '0071' }, { npi: '1558598797', medicaid_id: '0071' }],
  },
  'application-withdrawn': {
    bad: [{ application_status: 'Returned to Provider', application_activity_date: daysAfter(-120) }],
    ids: ['7100000001'],
    says: /"Returned to Provider": 120 days without activity/,
    fine: [{ application_status: 'Withdrawn', application_activity_date: '2020-01-01' }],
  },
  'application-idle-60': {
    bad: [{ application_status: 'IN PROGRESS', application_activity_date: daysAfter(-60) }],
    ids: ['7100000001'],
    says: new RegExp(`60 days without activity; the portal withdraws it on ${daysAfter(60)}`),
    fine: [{ application_status: 'Approved', application_activity_date: daysAfter(-60) }],
  },
  'application-idle-30': {
    bad: [{ application_status: 'in progress', application_activity_date: daysAfter(-30) }],
    ids: ['7100000001'],
    says: /30 days without/,
    fine: [{ application_activity_date: daysAfter(-30) }],
  },
  'application-open': {
    bad: [{ application_status: 'in progress', application_activity_date: daysAfter(-29) }],
    ids: ['7100000001'],
    says: /29 days without/,
    fine: [{ application_status: 'Completed', application_activity_date: daysAfter(-29) }],
  },
  'application-unclear': {
    bad: [{ application_status: 'Pending', application_activity_date: daysAfter(-5) }],
    ids: ['7100000001'],
    says: /"Pending": the status is not understood; 5 days/,
    fine: [{ application_status: 'Denied', application_activity_date: daysAfter(-5) }],
  },
  'license-expired': {
    bad: [{ license_expiration: daysAfter(-1) }],
    ids: ['7100000001'],
    says: /1 day ago/,
    fine: [{ license_expiration: daysAfter(-1), provider_type: '56' }],
  },
  'license-expired-exempt': {
    bad: [{ license_expiration: daysAfter(-1), provider_type: '56' }],
    ids: ['7100000001'],
    says: /may be exempt/,
    fine: [{ license_expiration: daysAfter(-1) }],
  },
  'license-renewal-late': {
    bad: [{ license_expiration: asOf }],
    ids: ['7100000001'],
    says: /automatic renewal was 2026-11-02/,
    fine: [{ license_expiration: '2026-12-31' }],
  },
  'license-expiring-60': {
    bad: [{ license_expiration: '2026-12-31' }],
    ids: ['7100000001'],
    says: /in 39 days; the last day for an automatic renewal is 2026-12-10/,
    fine: [{ license_expiration: '2026-12-31', end_date: '2026-11-21' }],
  },
  'license-expiring-365': {
    bad: [{ license_expiration: daysAfter(61) }],
    ids: ['7100000001'],
    says: /in 61 days/,
    fine: [{}],
  },
  'not-enrolled': {
    bad: [{ end_date: '2026-11-21' }, { ...second, effective_date: '2027-01-01' }],
    ids: ['7100000001', '7100000002'],
    says: /ended on 2026-11-21, the next one begins on 2027-01-01/,
    fine: [{ end_date: asOf }],
  },
  'enrollment-ending': {
    bad: [{ end_date: daysAfter(60) }],
    ids: ['7100000001'],
    says: /in 60 days/,
    fine: [{ end_date: daysAfter(60) }, { effective_date: daysAfter(61) }],
  },
  'spans-overlap': {
    bad: [{ effective_date: '2020-01-01' }, { effective_date: '2024-01-01', end_date: '2024-12-31' }],
    ids: ['7100000001'],
    says: /the span since 2020-01-01 and 2024-01-01 to 2024-12-31 overlap/,
    fine: [{ effective_date: '2020-01-01' }, { effective_date: '2024-01-01', taxonomy: '208D00000X' }],
  },
  'span-gap': {
    bad: [{ end_date: daysAfter(-1) }, { effective_date: daysAfter(1) }],
    ids: ['7100000001'],
    says: /Not enrolled on 2026-11-22/,
    fine: [{ end_date: daysAfter(-1) }, { effective_date: asOf }],
  },
  'span-gap-past': {
    bad: [{ end_date: '2021-12-31' }, { effective_date: '2023-01-01' }],
    ids: ['7100000001'],
    says: /Not enrolled from 2022-01-01 to 2022-12-31/,
    fine: [{ end_date: '2021-12-31' }, { effective_date: '2022-01-01' }],
  },
  'enrollment-upcoming': {
    bad: [{}, { ...second, effective_date: '2027-01-01' }],
    ids: ['7100000002'],
    says: /in 40 days; from then on claims need a taxonomy/,
    fine: [{}, { effective_date: '2027-01-01', taxonomy: '208D00000X' }],
  },
  'enrollment-ended': {
    bad: [{}, { ...second, end_date: '2026-11-21' }],
    ids: ['7100000002'],
    says: /Ended on 2026-11-21/,
    fine: [{}, { ...second, end_date: asOf }],
  },
  'before-you-call': {
    bad: [{ npi: '1234567890', name: 'RIVER CITY CLINIC', tax_id: '61-0004321' }],
    ids: ['7100000001'],
    says: /ID 7100000001; name RIVER CITY CLINIC; NPI 1234567890; Tax ID ends in 4321/,
    fine: [
      { name: 'RIVER CITY CLINIC', tax_id: '61-0004321' },
      { npi: '1234567890', name: 'A' },
    ],
  },
};

describe('the audit', () => {
  it.each(Object.entries(cases))(
    '%s is said where it is so, and else not',
    (name, { bad, ids, says, fine, options }) => {
      const kind = name as AuditKind;
      const item = audit(bad, options).find((each) => each.kind === kind);
      expect(item).toMatchObject({ medicaidIds: ids, severity: auditKinds[kind].severity });
      expect(item!.message).toMatch(says);
      expect(item!.hint).not.toBe('');
      expect(kindsOf(fine, asOf, options)).not.toContain(kind);
    },
  );

  it('has a case here for every kind', () => {
    expect(Object.keys(cases).sort()).toEqual(Object.keys(auditKinds).sort());
  });

  it('knows which provider types may start a second enrollment', () => {
    const clinics = '52 60 62 63 65 67 70 74 77 78 80 81 82 83 84 85 87 88 95'.split(' ');
    const expected = new Map(clinics.map((type) => [type, '31, 35']));
    for (const [type, types] of Object.entries({ '79': '76', '66': '03', '31': '35', '35': '31' }))
      expected.set(type, types);
    for (const type of ['87', '88']) expected.set(type, '31, 35, 76');
    for (const type of [...Array(100).keys(), 639, 829, 879]
      .slice(1)
      .map((n) => String(n).padStart(2, '0'))) {
      const items = audit([{ provider_type: type }]);
      const types = expected.get(type);
      const messages =
        types === undefined ? [] : [`Beside provider type ${type} one of these may start: ${types}.`];
      expect(items.map(({ message }) => message)).toEqual(messages);
    }
  });

  it('asks nothing of NPPES where it is not given', () => {
    expect(audit([{ npi: '1558598797' }])).toEqual([]);
  });

  it('says nothing of a registry that is in order', () => {
    const row = {
      effective_date: '2020-01-01',
      revalidation_date: '2029-01-01',
      license_expiration: '2029-01-01',
    };
    expect(audit([row])).toEqual([]);
  });

  it.each<[number, AuditKind | null]>([
    [-1, 'revalidation-past-due'],
    [0, 'revalidation-due-30'],
    [30, 'revalidation-due-30'],
    [31, 'revalidation-due-60'],
    [60, 'revalidation-due-60'],
    [61, 'revalidation-due-365'],
    [365, 'revalidation-due-365'],
    [366, null],
  ])('a revalidation %i days ahead: %s', (days, kind) => {
    for (const day of [asOf, '2024-02-29', '2027-12-31']) {
      const items = audit([{ revalidation_date: daysAfter(days, day) }], {}, day).filter(
        (item) => item.npi !== null,
      );
      expect(items.map((item) => [item.kind, item.days])).toEqual(kind === null ? [] : [[kind, days]]);
    }
  });

  it.each<[string, string, boolean]>([
    ['2024-02-29', '2029-02-28', false],
    ['2024-02-29', '2029-03-01', true],
    ['2024-02-28', '2029-02-28', false],
    ['2024-02-28', '2029-03-01', true],
  ])('on %s a due day of %s is implausible: %s', (day, due, is) => {
    expect(kindsOf([{ revalidation_date: due }], day)).toEqual(is ? ['revalidation-implausible'] : []);
  });

  it.each([
    ['2026-12-31', '2026-12-10'], // a Thursday
    ['2027-01-01', '2026-12-11'],
    ['2027-01-02', '2026-12-14'], // a Saturday
    ['2027-01-03', '2026-12-14'],
    ['2027-01-04', '2026-12-14'],
    ['2027-01-05', '2026-12-15'],
    ['2028-03-10', '2028-02-18'], // over a leap day
  ])('of a license that expires on %s the last day for an automatic renewal is %s', (expires, last) => {
    const row = { license_expiration: expires };
    expect(only('license-expiring-60', [row], last).message).toContain(`automatic renewal is ${last}`);
    expect(only('license-renewal-late', [row], daysAfter(1, last)).message).toContain(`renewal was ${last}`);
  });

  it.each<[number, AuditKind | null]>([
    [60, 'license-expiring-60'],
    [61, 'license-expiring-365'],
    [365, 'license-expiring-365'],
    [366, null],
  ])('a license that expires %i days ahead: %s', (days, kind) => {
    expect(kindsOf([{ license_expiration: daysAfter(days) }])).toEqual(kind === null ? [] : [kind]);
  });

  it('knows of no exemption before there was one', () => {
    const row = { provider_type: '56', license_expiration: '2019-06-01' };
    expect(kindsOf([row], '2019-06-30')).toEqual(['license-expired']);
    expect(kindsOf([row], '2019-07-01')).toEqual(['license-expired-exempt']);
  });

  it.each<[number, AuditKind]>([
    [0, 'application-open'],
    [29, 'application-open'],
    [59, 'application-idle-30'],
    [119, 'application-idle-60'],
    [500, 'application-withdrawn'],
  ])('an application %i days without activity: %s', (idle, kind) => {
    const row = { application_status: 'In progress', application_activity_date: daysAfter(-idle) };
    expect(kindsOf([row])).toEqual([kind]);
    expect(kindsOf([{ ...row, end_date: '2026-11-21' }])).toContain(kind);
  });

  it.each([
    ['In progress', ''],
    ['Returned', daysAfter(1)],
    ['Incomplete', daysAfter(-1)],
    ['Not approved', daysAfter(-1)],
  ])('an application %s with activity on %j is to be looked up', (status, day) => {
    expect(kindsOf([{ application_status: status, application_activity_date: day }])).toEqual([
      'application-unclear',
    ]);
  });

  it('the day of the last revalidation gives the due day, unless the row has that too', () => {
    const due = (row: Row) => registryOf([row]).enrollments(npi)[0]!.revalidationDate;
    expect(due({ last_revalidation_date: '2021-11-30' })).toBe('2026-11-30');
    expect(due({ last_revalidation_date: '2024-02-29' })).toBe('2029-02-28');
    expect(due({ last_revalidation_date: '9998-01-01' })).toBe('9999-12-31');
    expect(due({ last_revalidation_date: '2021-11-30', revalidation_date: '2027-01-01' })).toBe('2027-01-01');
    expect(due({})).toBe(null);
    expect(kindsOf([{ last_revalidation_date: '2021-11-30' }])).toContain('revalidation-due-30');
  });

  it('"Last Revalidation Date" is not taken for the day on which it is due', () => {
    const reader = new RegistryReader();
    reader.header(['npi', 'medicaid_id', 'provider_type', 'Last Revalidation Date']);
    reader.row([npi, '71', '64', '2022-01-01'], 2);
    expect(reader.finish().enrollments(npi)[0]!.revalidationDate).toBe('2027-01-01');
  });

  it('says of one ID that several taxonomies in several rows are in order', () => {
    const rows = ['207Q00000X', '207R00000X;208D00000X', '363L00000X'].map((taxonomy) => ({ taxonomy }));
    expect(kindsOf(rows)).toEqual([]);
  });

  it('tells which Medicaid ID cannot be reached, and whose taxonomies it shares', () => {
    const { message, medicaidIds } = only('ids-not-told-apart', [
      {},
      { ...second, taxonomy: '207Q00000X;207R00000X' },
      { ...second, medicaid_id: '7100000003', taxonomy: '208D00000X' },
    ]);
    expect(medicaidIds).toEqual(['7100000001', '7100000002']);
    expect(message).toBe('No taxonomy points to 7100000001 without 7100000002, and no ZIP does.');
  });

  it('names as few others as one of its taxonomies leaves', () => {
    const rows = ['208D00000X;207Q00000X', '207Q00000X;208D00000X;207R00000X', '208D00000X;363L00000X'];
    const { medicaidIds } = only(
      'ids-not-told-apart',
      rows.map((taxonomy, i) => ({ medicaid_id: `710000000${i + 1}`, taxonomy })),
    );
    expect(medicaidIds).toEqual(['7100000001', '7100000002']);
  });

  it.each(['2026-02-30', '20261122', '11/22/2026', 'today', ''])('refuses the day %j', (day) => {
    expect(() => auditRegistry(registryOf([{}]), day)).toThrow(TypeError);
  });

  it('gives an NPI one card for each name and tax ID', () => {
    const cards = audit([
      { npi: '1234567890', name: 'A', tax_id: '610000001' },
      { ...second, npi: '1234567890', name: 'A', tax_id: '610000001' },
      { ...second, npi: '1234567890', medicaid_id: '7100000003', name: 'B', tax_id: '12' },
    ]).filter((item) => item.kind === 'before-you-call');
    expect(cards.map(({ medicaidIds, name, taxId }) => [medicaidIds, name, taxId])).toEqual([
      [['7100000001', '7100000002'], 'A', 'ends in 0001'],
      [['7100000003'], 'B', 'not nine digits'],
    ]);
  });
});

const ids = ['7100000001', '7100000002', '7100000003', '7100000004'];
const codes = ['207Q00000X', '207R00000X', '208D00000X', '207q'];
const anyRow: fc.Arbitrary<Row> = fc.record({
  npi: fc.constantFrom('1234567893', '1558598797'),
  medicaid_id: fc.constantFrom(...ids),
  provider_type: fc.constantFrom('64', '64', '65', ''),
  taxonomy: fc.subarray(codes).map((some) => some.join(';')),
  effective_date: fc.constantFrom('', '', '2020-01-01', asOf, '2026-11-23'),
  end_date: fc.constantFrom('', '', '2026-12-31', asOf, daysAfter(60)),
  zip: fc.constantFrom('', '40202', '402021234', '402029999', '41001'),
  revalidation_date: fc.constantFrom('', '2020-01-01', '2026-12-01', '2040-01-01'),
});
const anyRows = fc
  .array(anyRow, { minLength: 1, maxLength: 8 })
  .map((rows) =>
    rows.map((row) => (row.end_date === asOf && row.effective_date! > asOf ? { ...row, end_date: '' } : row)),
  );

function isNow({ effective_date = '', end_date = '' }: Row): boolean {
  return (effective_date === '' || effective_date <= asOf) && (end_date === '' || end_date >= asOf);
}

describe('any registry', () => {
  it('lists every NPI whose claims check would call without taxonomy, and no other', () => {
    const counts = { listed: 0, not: 0 };
    fc.assert(
      fc.property(anyRows, (rows) => {
        const registry = registryOf(rows);
        const items = [...auditRegistry(registry, asOf)];
        for (const each of registry.listNpis()) {
          const body = [
            ...header,
            ...billing({ id: each }),
            ...subscriber(),
            ...claim({ date: asOf.replaceAll('-', '') }),
          ];
          const { findings } = checkBytes(bytesOf(interchange({ body })), { registry });
          const missing = findings.some((finding) => finding.rule === 'taxonomy-missing');
          const listed = items.filter((item) => item.npi === each && item.kind === 'taxonomy-required');
          expect(listed).toHaveLength(missing ? 1 : 0);
          counts[missing ? 'listed' : 'not'] += 1;
        }
      }),
      { numRuns: runs(300) },
    );
    expect(Math.min(counts.listed, counts.not)).toBeGreaterThan(50);
  });

  /** Slowly and from the words alone: which of an NPI's IDs nothing, or only a ZIP, points to. */
  function stuck(rows: readonly Row[]): Record<'ids-not-told-apart' | 'ids-told-apart-by-zip', string[]> {
    const listed = ({ taxonomy = '' }: Row) =>
      taxonomy
        .toUpperCase()
        .split(';')
        .filter((code) => code !== '');
    const usable = (row: Row) => listed(row).filter((code) => code.length === 10);
    const takes = (row: Row, code: string) => listed(row).length === 0 || listed(row).includes(code);
    const at = (row: Row, zip: string) => {
      const own = row.zip ?? '';
      const digits = own.length === 9 && zip.length === 9 ? 9 : 5;
      return own !== '' && own.slice(0, digits) === zip.slice(0, digits);
    };
    const result = { 'ids-not-told-apart': [] as string[], 'ids-told-apart-by-zip': [] as string[] };
    const mine = [...new Set(rows.map((row) => row.medicaid_id!))];
    if (mine.length < 2) return result;
    for (const id of mine) {
      const own = rows.filter((row) => row.medicaid_id === id);
      const others = rows.filter((row) => row.medicaid_id !== id);
      const alone = own.flatMap(usable).some((code) => !others.some((row) => takes(row, code)));
      if (alone) continue;
      const byZip = own.some(
        (row) =>
          row.zip !== '' &&
          (listed(row).length === 0
            ? !others.some((other) => at(other, row.zip!))
            : usable(row).some((code) => !others.some((other) => takes(other, code) && at(other, row.zip!)))),
      );
      result[byZip ? 'ids-told-apart-by-zip' : 'ids-not-told-apart'].push(id);
    }
    return result;
  }

  it('tells the Medicaid IDs apart as a slow reading of the rule does', () => {
    const seen = { 'ids-not-told-apart': 0, 'ids-told-apart-by-zip': 0 };
    fc.assert(
      fc.property(anyRows, (rows) => {
        const items = audit(rows);
        for (const each of new Set(rows.map((row) => row.npi!))) {
          const expected = stuck(rows.filter((row) => row.npi === each && isNow(row)));
          for (const kind of ['ids-not-told-apart', 'ids-told-apart-by-zip'] as const) {
            const said = items.filter((item) => item.npi === each && item.kind === kind);
            seen[kind] += said.length;
            const named = said.flatMap((item) => item.medicaidIds);
            expect(named).toEqual(expect.arrayContaining(expected[kind]));
            for (const item of said) {
              expect(expected[kind]).toContain(item.medicaidIds[0]);
              expect(item.medicaidIds.length).toBeGreaterThan(1);
            }
          }
        }
      }),
      { numRuns: runs(1000) },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(50);
  });

  it('is audited the same packed and unpacked, and on any day without a fault', () => {
    const day = fc.constantFrom('0001-01-01', '1970-01-01', '2024-02-29', asOf, '9999-12-31');
    fc.assert(
      fc.property(anyRows, day, (rows, each) => {
        const registry = registryOf(rows);
        const items = [...auditRegistry(registry, each)];
        expect([...auditRegistry(registryFromBytes(registry.bytes), each)]).toEqual(items);
        for (const { kind, date, days, severity } of items) {
          expect(severity).toBe(auditKinds[kind].severity);
          if (date !== null) expect(days).toBe((Date.parse(date) - Date.parse(each)) / 86_400_000);
        }
      }),
      { numRuns: runs(200) },
    );
  });

  it('even forged, does no harm', () => {
    const { bytes } = registryOf([
      { revalidation_date: '2026-12-01', license_expiration: '2026-12-31', effective_date: '2020-01-01' },
      {
        ...second,
        end_date: '2025-01-01',
        application_status: 'in progress',
        application_activity_date: asOf,
      },
      { ...second, effective_date: '2026-01-01', name: 'A', tax_id: '610000001' },
    ]);
    const change = fc.tuple(fc.integer({ min: 6, max: bytes.length / 4 - 1 }), fc.nat({ max: 100_000_000 }));
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const forged = Uint8Array.from(bytes);
        for (const [at, word] of changes) new Uint32Array(forged.buffer)[at] = word;
        atOnce(seal(forged));
        if (faultOf(forged) !== null) return;
        let registry: PackedRegistry;
        try {
          registry = registryFromBytes(forged);
        } catch {
          return; // its notes are broken
        }
        for (const format of auditFormats) {
          const report = createAuditReport(format);
          for (const item of auditRegistry(registry, asOf)) report.item(item);
        }
        accepted++;
      }),
      { numRuns: runs(3000) },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});

describe('tax IDs', () => {
  const [taxId] = PLANTED.filter((value) => /^\d{9}$/.test(value));
  const rows = [
    { npi: '1234567890', name: 'RIVER CITY CLINIC', tax_id: taxId!, revalidation_date: '2020-01-01' },
    { ...second, npi: '1234567890', tax_id: taxId!, name: 'RIVER CITY CLINIC', taxonomy: '' },
  ];
  const shown = (options: AuditOptions) => JSON.stringify(audit(rows, options));

  it('appear in no item unless they are asked for', () => {
    expect(taxId).toBe('911882773');
    expect(shown({})).not.toContain(taxId);
    expect(shown({})).toContain(`ends in ${taxId!.slice(-4)}`);
    expect(shown({ showTaxIds: true })).toContain(taxId);
  });
});
