import { describe, expect, it } from 'vitest';
import { checkBytes, type Finding, type Policy } from '../../src/index';
import { Digester } from '../../src/report/digest';
import { billing, bytesOf, header, interchange, registryOf, subscriber } from '../build';
import { nothing } from './findings';
import { report, unwrapped } from './write';

const [first, second] = ['1558598797', '1000000004'];

/** The billing provider needs no code; the first rendering provider is enrolled, the second is not listed. */
const registry = registryOf([
  { medicaidId: '7100000001', taxonomy: '261QF0400X', from: '2020-01-01' },
  { medicaidId: '7100000002', taxonomy: '261QF0400X', to: '2025-12-31' },
  { npi: first, medicaidId: '7100000009', taxonomy: '207Q00000X' },
]);

const policy: Partial<Policy> = {
  roles: { rendering: 'always', attending: 'always' },
  filingDays: 365,
  severity: { 'taxonomy-ambiguous': 'off' },
};

/** A professional claim: its rendering provider, then that of each line. */
function claim(id: string, day: string, ...npis: readonly (string | null)[]): string[] {
  const [own = null, ...lines] = npis.map((npi) => npi && `NM1*82*1*ROE*ANN****XX*${npi}`);
  const named = (name: string | null) => (name === null ? [] : [name]);
  const services = lines.flatMap((name, n) => [
    `LX*${n + 1}`,
    'SV1*HC:99213*50*UN*1***1',
    `DTP*472*D8*${day}`,
    ...named(name),
  ]);
  return [`CLM*${id}*100***11:B:1*Y*A*Y*Y`, ...named(own), ...services];
}

function findingsIn(...claims: readonly (readonly string[])[]): readonly Finding[] {
  const body = [...header, ...billing({ prv: ['PRV*BI*PXC*261QF0400X'] }), ...subscriber(), ...claims.flat()];
  return checkBytes(bytesOf(interchange({ body })), { registry, policy, file: 'a.837' }).findings;
}

/** Two providers; one of them in three claims, and twice in one of these. */
const findings = findingsIn(
  claim('ONE', '20260105', null, first, null, first),
  claim('TWO', '20260103', first, null),
  claim('THREE', '20260104', null, second),
  claim('FOUR', '20251231', first, null),
);

describe('findings on rendering providers', () => {
  it('in the text name who it is, the lines, the days, and the field of the form', () => {
    const text = report('text', [{ findings, summary: { claims: 4, flagged: 4 } }]);
    expect(text.slice(text.indexOf('  RIVER'), text.indexOf('Summary'))).toMatchInlineSnapshot(`
      "  RIVER CITY CLINIC (NPI 1234567893)
        4 claims at risk, $400.00.

          ERROR    1 claim at risk, $100.00 (rendering-taxonomy-missing)
          Why      The payer requires the taxonomy of the rendering provider of every
                   claim, but some of its service lines have none.
          Fix      Enter the rendering provider of the claim with its NPI and taxonomy
                   code.
          Field    rendering provider taxonomy: CMS-1500 shaded 24J with qualifier ZZ
                   in 24I; loop 2310B or 2420A PRV03
          Claims   ONE  $100.00  2026-01-05, file by 2027-01-05
          Where    ISA 000000905, ST 0001, HL 1, segment 13, byte 510

          ERROR    1 claim at risk, $100.00 (rendering-taxonomy-missing)
          Why      The payer requires the taxonomy of the rendering provider (NPI
                   1558598797), but Loop 2420A has no PRV segment.
          Fix      Write PRV*PE*PXC*207Q00000X~ right after the NM1 of the rendering
                   provider in Loop 2420A.
          Field    rendering provider taxonomy: CMS-1500 shaded 24J with qualifier ZZ
                   in 24I; loop 2310B or 2420A PRV03
          Claims   ONE  $100.00  2026-01-05, lines 1, 3, file by 2027-01-05
          Where    ISA 000000905, ST 0001, HL 1, LX 1, segment 17, byte 593, and 1
                   more place

          ERROR    2 claims at risk, $200.00 (rendering-taxonomy-missing)
          Why      The payer requires the taxonomy of the rendering provider (NPI
                   1558598797), but Loop 2310B has no PRV segment.
          Fix      Write PRV*PE*PXC*207Q00000X~ right after the NM1 of the rendering
                   provider in Loop 2310B.
          Field    rendering provider taxonomy: CMS-1500 shaded 24J with qualifier ZZ
                   in 24I; loop 2310B or 2420A PRV03
          Due      First last day to file: 2026-12-31
          Claims   TWO   $100.00  2026-01-03, file by 2027-01-03
                   FOUR  $100.00  2025-12-31, file by 2026-12-31
          Where    ISA 000000905, ST 0001, HL 1, segment 26, byte 799, and 1 more
                   place

          ERROR    1 claim at risk, $100.00 (rendering-taxonomy-missing)
          Why      The payer requires the taxonomy of the rendering provider (NPI
                   1000000004), but Loop 2420A has no PRV segment.
          Fix      Enter the taxonomy code of the rendering provider, right after the
                   NM1 of the rendering provider in Loop 2420A.
          Field    rendering provider taxonomy: CMS-1500 shaded 24J with qualifier ZZ
                   in 24I; loop 2310B or 2420A PRV03
          Claims   THREE  $100.00  2026-01-04, line 1, file by 2027-01-04
          Where    ISA 000000905, ST 0001, HL 1, LX 1, segment 34, byte 972

      "
    `);
  });

  it('are one problem for each provider, whatever the enrollments of the billing provider say', () => {
    const digester = new Digester({ rows: { error: 9, warning: 9, info: 9, others: 0 }, files: 1 });
    for (const finding of findings) digester.add(finding);
    digester.endFile('a.837', { ...nothing, claims: 4 });
    const { problems, places, rows } = digester.digest(nothing);
    expect(problems.map(({ who, claims, lastDay }) => [who?.npi, claims.error, lastDay])).toEqual([
      [first, 2, '2026-12-31'],
      [null, 1, '2027-01-05'],
      [first, 1, '2027-01-05'],
      [second, 1, '2027-01-04'],
    ]);
    for (const { enrollments, reasons } of problems) expect([enrollments, reasons]).toEqual([[], []]);
    expect(places.map(({ line }) => line)).toEqual([undefined, '1', '3', undefined, '1', undefined]);
    expect(rows.spans.map(([, , lastDay]) => lastDay)).toEqual([
      '2027-01-05',
      '2027-01-03',
      '2027-01-04',
      '2026-12-31',
    ]);
  });

  it('have columns of their own in a CSV only where the settings ask about them', () => {
    const heads = (policy: Partial<Policy>) =>
      report('csv', [], {}, { policy })
        .trim()
        .split(',')
        .slice(-6)
        .map((head) => head.replace(/.*inactive/, 'in'));
    const provider = ['provider_role', 'provider_npi', 'provider_taxonomy', 'provider_line'];
    expect(heads({}).at(-1)).toBe('in_medicaid_ids');
    expect(heads(policy)).toEqual(['in_medicaid_ids', ...provider, 'last_day']);
    expect(heads({ payers: [{ id: 'A', filingDays: 9 }] }).at(-1)).toBe('last_day');
    expect(heads({ severity: { 'taxonomy-not-x': 'info' } }).slice(2)).toEqual(provider);
    expect(heads({ roles: { rendering: 'off' } }).at(-1)).toBe('in_medicaid_ids');
    const rows = (policy: Partial<Policy>) =>
      report('csv', [{ findings }], {}, { policy }).trim().split('\r\n');
    expect(rows(policy).map((row) => row.split(',').slice(-5))).toContainEqual([
      'rendering',
      first,
      '',
      '3',
      '2027-01-05',
    ]);
    // The other columns are as they are without the settings.
    expect(rows({}).map((row, n) => rows(policy)[n]!.startsWith(row))).toEqual(Array(7).fill(true));
  });

  it('are told apart in SARIF by the line', () => {
    const { results } = JSON.parse(report('sarif', [{ findings }])).runs[0];
    const prints = results.map(({ partialFingerprints }: { partialFingerprints: object }) =>
      JSON.stringify(partialFingerprints),
    );
    expect(new Set(prints).size).toBe(6);
    expect(results[2].message.text).toMatch(/^Claim ONE, line 3: .*\(NPI 1558598797\)/);
    expect(results[2].locations[0].logicalLocations[0].fullyQualifiedName).toMatch(
      /\/HL 1\/LX 3\/2420A\/segment \d+$/,
    );
  });

  it('in JUnit are one test, with the claims and lines', () => {
    const junit = unwrapped(report('junit', [{ findings, summary: { claims: 4, flagged: 4 } }]));
    expect(junit).toContain('ONE $100.00 2026-01-05, lines 1, 3, file by 2027-01-05');
    expect(junit.match(/name="rendering-taxonomy-missing: /g)).toHaveLength(1);
  });
});

it('JUnit names all payers out of scope', () => {
  const outOfScopePayers = ['A', 'B', 'C'].map((id) => ({ id, name: `PLAN ${id}`, claims: 2 }));
  const summary = { claims: 6, outOfScope: 6, outOfScopePayers };
  expect(report('junit', [{ summary }])).toContain('Out of scope: PLAN A (A) 2, PLAN B (B) 2, PLAN C (C) 2.');
});
