import fc from 'fast-check';
import { parseString } from 'fast-csv';
import { describe, expect, test } from 'vitest';
import type {
  ClaimFinding,
  ClaimInfo,
  EnrollmentInfo,
  EnvelopeFinding,
  Finding,
  Summary,
} from '../src/finding';
import { addMoney, noMoney, parseMoney, plainMoney } from '../src/money';
import { providerTypeName } from '../src/registry/provider-types';
import { createReport, type Format, formats, type TextOptions } from '../src/report';

// Schema 1 as the JSON reports must write it, and the hand-made findings of the other tests.
const missingLine = `{"type":"finding","schema":1,"rule":"taxonomy-missing","severity":"error",
"message":"NPI 1234567893 has two KY Medicaid IDs and Loop 2000A names no taxonomy to tell them apart.",
"hint":"Add PRV*BI*PXC*207Q00000X~ or PRV*BI*PXC*208D00000X~ right after HL*1**20*1~, whichever was billed.",
"file":"claims/a.837","interchange":"000000001","group":"1","transaction":"0001","loop":"2000A","position":{"offset":612,"segment":8},
"billing":{"npi":"1234567893","name":"RIVER CITY CLINIC","hl":"1","taxonomy":null,"zip":"402021234","position":{"offset":612,"segment":8}},
"claim":{"id":"PCN1","charge":"150.25","kind":"professional","purpose":"claim","frequency":"1","serviceFrom":"2026-01-02",
"serviceTo":"2026-01-02","payerId":"KYMEDICAID","payerName":"KENTUCKY MEDICAID","filing":"MC","position":{"offset":1010,"segment":17}},
"reasons":["multiple-medicaid-ids","multiple-provider-types"],
"enrollments":[{"medicaidId":"7100000001","providerType":"64","taxonomies":["207Q00000X"],"from":"2020-01-01","to":null,"active":true},
{"medicaidId":"7100000003","providerType":"31","taxonomies":[],"from":null,"to":"2024-12-31","active":false},
{"medicaidId":"7100000002","providerType":"ZZ","taxonomies":["208D00000X"],"from":null,"to":null,"active":true}]}`.replaceAll(
  '\n',
  '',
);
const truncatedLine = `{"type":"finding","schema":1,"rule":"x12-truncated","severity":"error",
"message":"The file ends inside transaction 0002.","hint":"Ask for the whole file and check it again.",
"file":"claims/b.837","interchange":"000000001","group":"1","transaction":"0002","loop":null,
"position":{"offset":18230,"segment":30}}`.replaceAll('\n', '');
const summaryLine =
  `{"type":"summary","schema":1,"files":1,"bytes":0,"segments":0,"interchanges":1,"transactions":1,
"claims":3,"flagged":1,"outOfScope":0,"chargesAtRisk":"150.25",
"findings":{"error":1,"warning":0,"info":0},"rules":{"taxonomy-missing":1}}`.replaceAll('\n', '');

const missing: ClaimFinding = JSON.parse(missingLine);
const truncated: EnvelopeFinding = JSON.parse(truncatedLine);
const someSummary: Summary = JSON.parse(summaryLine);
const nothing: Summary = { ...someSummary, claims: 0, flagged: 0, chargesAtRisk: '0' };

const { claim, billing } = missing;
const enrollment: EnrollmentInfo = missing.enrollments[0]!;

const nthClaim = (n: number, more: Partial<ClaimInfo> = {}): ClaimInfo => {
  return { ...claim, id: `PCN${n}`, position: { offset: 1000 + n, segment: 17 + n }, ...more };
};

interface File {
  name?: string | null;
  findings?: Iterable<Finding>;
  summary?: Partial<Summary>;
}

function report(
  format: Format,
  files: readonly File[],
  total: Partial<Summary> = {},
  options: TextOptions = {},
) {
  const { begin, finding, endFile, end } = createReport(format, options);
  let out = begin();
  for (const { name = 'a.837', findings = [], summary } of files) {
    for (const each of findings) out += finding(each);
    out += endFile(name, { ...nothing, ...summary });
  }
  return out + end({ ...nothing, files: files.length, ...total });
}

function text(findings: Iterable<Finding>, summary: Partial<Summary> = {}, options: TextOptions = {}) {
  const found = { claims: 9999, ...summary };
  return report('text', [{ findings, summary: found }], found, options);
}

const unwrapped = (out: string) => out.replaceAll(/\s+/g, ' ');

const parseCsv = (csv: string) =>
  new Promise<Record<string, string>[]>((resolve, reject) => {
    const rows: Record<string, string>[] = [];
    parseString<Record<string, string>, Record<string, string>>(csv, {
      headers: true,
      strictColumnHandling: true,
    })
      .on('error', reject)
      .on('data-invalid', reject)
      .on('data', (row) => rows.push(row))
      .on('end', () => resolve(rows));
  });

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...' a,"\'=+-@\t\r\n\u001b1') }),
  fc.constantFrom(
    '=HYPERLINK("x")',
    '-1+1',
    '-5.00',
    '@SUM(A1)',
    ' =1',
    '\u009b31m',
    '\u202e',
    '\ud800',
    '\uff1d1',
  ),
);

const nastyFinding = fc
  .tuple(nasty, nasty, nasty, nasty, fc.nat(), fc.constantFrom('error', 'warning', 'info'))
  .map(
    ([a, b, c, d, offset, severity]): ClaimFinding => ({
      ...missing,
      severity,
      message: b,
      hint: c,
      interchange: d,
      billing: { ...billing, name: b, npi: c, hl: d },
      claim: nthClaim(offset, { id: a, charge: b, payerName: c }),
      enrollments: [{ ...enrollment, medicaidId: d, providerType: a }],
    }),
  );
const nastyFindings = fc.array(fc.oneof(nastyFinding, fc.constant(truncated)), { maxLength: 8 });

describe('json and ndjson', () => {
  test('are the findings as they are, a line each, and the summary', () => {
    const files = [{ findings: [missing, truncated] }];
    expect(report('ndjson', files, someSummary)).toBe(`${missingLine}\n${truncatedLine}\n${summaryLine}\n`);
    expect(report('json', files, someSummary)).toBe(
      `{"schema":1,"findings":[\n${missingLine},\n${truncatedLine}\n],\n"summary":${summaryLine}}\n`,
    );
  });

  test('no findings still make one document', () => {
    expect(JSON.parse(report('json', []))).toStrictEqual({
      schema: 1,
      findings: [],
      summary: { ...nothing, files: 0 },
    });
  });

  test('whatever the data holds comes back, a finding a line', () => {
    fc.assert(
      fc.property(nastyFindings, (findings) => {
        const ndjson = report('ndjson', [{ findings }]);
        expect(ndjson).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029]/u);
        const lines = ndjson.trimEnd().split('\n').slice(0, -1);
        expect(lines.map((line) => JSON.parse(line))).toStrictEqual(findings);
        expect(JSON.parse(report('json', [{ findings }])).findings).toStrictEqual(findings);
      }),
    );
  });
});

describe('csv', () => {
  test('one flat row a finding', async () => {
    const csv = report('csv', [{ findings: [missing, truncated] }]);
    expect(csv.startsWith('\ufeffseverity,rule,message,')).toBe(true);
    expect(csv.split('\r\n')).toHaveLength(4);
    const [first, second] = await parseCsv(csv);
    expect(first).toMatchObject({
      severity: 'error',
      offset: '612',
      billing_taxonomy: '',
      charge: '150.25',
      service_from: '2026-01-02',
      reasons: 'multiple-medicaid-ids; multiple-provider-types',
      medicaid_ids: '7100000001; 7100000002',
      provider_types: '64 physician, individual; ZZ',
      enrolled_taxonomies: '207Q00000X; 208D00000X',
      inactive_medicaid_ids: '7100000003',
    });
    expect(second).toMatchObject({
      rule: 'x12-truncated',
      segment: '30',
      loop: '',
      claim_id: '',
      medicaid_ids: '',
    });
  });

  test.each([
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-1+1', "'-1+1"],
    [' =1', "' =1"],
    ['\uff1d1', "'\uff1d1"],
    ['-5.00', '-5.00'],
    ['+5', '+5'],
    ['\t=1', '<09>=1'],
    ['a\r\nb', 'a<0D><0A>b'],
    ['\u001b[31m', '<1B>[31m'],
  ])('%j is safe in a spreadsheet', async (id, safe) => {
    const [row] = await parseCsv(report('csv', [{ findings: [{ ...missing, claim: { ...claim, id } }] }]));
    expect(row?.claim_id).toBe(safe);
  });

  test('any data parses back to its row, and no cell is a formula', async () => {
    await fc.assert(
      fc.asyncProperty(nastyFindings, async (findings) => {
        const rows = await parseCsv(report('csv', [{ findings }]));
        expect(rows).toHaveLength(findings.length);
        for (const [i, row] of rows.entries()) {
          for (const cell of Object.values(row)) {
            expect(cell).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
            if (/^[=+\-@]/.test(cell)) expect(cell).toMatch(/^[+-]\d+(\.\d+)?$/);
          }
          const message = findings[i]!.message;
          if (!/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(message))
            expect([message, `'${message}`]).toContain(row.message);
        }
      }),
    );
  });
});

describe('text', () => {
  test('reads well', () => {
    const claims = [nthClaim(1), nthClaim(2, { charge: '1099.75', serviceTo: '2026-01-05' }), nthClaim(3)];
    const notEnrolled: ClaimFinding = {
      ...missing,
      rule: 'taxonomy-not-enrolled',
      severity: 'warning',
      message: 'Taxonomy 1223G0001X is on no active enrollment of NPI 1558598797.',
      hint: 'Send 122300000X, or ask KY Medicaid to enroll 1223G0001X.',
      billing: { ...billing, npi: '1558598797', name: 'BLUEGRASS DENTAL PLLC', hl: '2' },
      reasons: [],
      enrollments: [],
      claim: nthClaim(9, { charge: '75', serviceFrom: null, serviceTo: null }),
    };
    const files: File[] = [
      { name: 'claims/2025.837', summary: { claims: 1200 } },
      { name: 'claims/270.txt' },
      {
        name: 'claims/a.837',
        findings: [notEnrolled, ...claims.map((each) => ({ ...missing, claim: each }))],
        summary: { claims: 6, flagged: 3, chargesAtRisk: '1400.25', outOfScope: 2 },
      },
      { name: 'claims/b.837', findings: [truncated], summary: { claims: 2 } },
    ];
    const total = { claims: 1208, flagged: 3, chargesAtRisk: '1400.25', outOfScope: 2 };
    expect(`\n${report('text', files, total, { claimsShown: 2 })}`).toMatchInlineSnapshot(`
      "
      claims/2025.837: 1,200 claims, nothing to change.
      claims/270.txt: No 837 claims in this file.

      claims/a.837
      ============
      6 claims: 3 at risk, $1,400.25; 1 to look at; 2 out of scope, not checked.

        RIVER CITY CLINIC (NPI 1234567893)

          ERROR    3 claims at risk, $1,400.25 (taxonomy-missing)
          Why      NPI 1234567893 has two KY Medicaid IDs and Loop 2000A names no
                   taxonomy to tell them apart.
          Fix      Add PRV*BI*PXC*207Q00000X~ or PRV*BI*PXC*208D00000X~ right after
                   HL*1**20*1~, whichever was billed.
          IDs      This NPI has several KY Medicaid IDs and several provider types:
                   7100000001  since 2020-01-01  64 physician, individual: 207Q00000X
                   7100000002  active            type ZZ: 208D00000X
                   7100000003  ended 2024-12-31  31 primary care center/FQHC
          Claims   PCN1    $150.25  2026-01-02
                   PCN2  $1,099.75  2026-01-02 to 2026-01-05
                   and 1 more
          Where    ISA 000000001, ST 0001, HL 1, segment 8, byte 612

        BLUEGRASS DENTAL PLLC (NPI 1558598797)

          WARNING  1 claim to look at (taxonomy-not-enrolled)
          Why      Taxonomy 1223G0001X is on no active enrollment of NPI 1558598797.
          Fix      Send 122300000X, or ask KY Medicaid to enroll 1223G0001X.
          Claims   PCN9  $75.00  no service date
          Where    ISA 000000001, ST 0001, HL 2, segment 8, byte 612

      claims/b.837
      ============
      2 claims could be read, none with an error.

        The file itself

          ERROR    The file ends inside transaction 0002. (x12-truncated)
          Fix      Ask for the whole file and check it again.
          Where    ISA 000000001, ST 0002, segment 30, byte 18230

      Summary
      =======
      Checked 4 files with 1,208 claims. 3 claims will be rejected: $1,400.25 at risk.
      1 more claim to look at. 2 claims out of scope, not checked. 1 file without 837
      claims. 1 file with errors of its own: claims may have been missed.

      First: see what is wrong with claims/b.837 itself, because claims in it may have
      been missed.
      "
    `);
  });

  test('a clean run says so', () => {
    expect(report('text', [{ name: null, summary: { claims: 1 } }], { claims: 1 })).toMatchInlineSnapshot(`
      "(unnamed input): 1 claim, nothing to change.

      Summary
      =======
      Checked 1 file with 1 claim. No claim has an error. Nothing to change.
      "
    `);
  });

  test('claims out of scope are never called clean', () => {
    const summary = { claims: 3, outOfScope: 3 };
    expect(report('text', [{ summary }], summary)).toMatchInlineSnapshot(`
      "a.837: 3 claims, all out of scope, not checked.

      Summary
      =======
      Checked 1 file with 3 claims. 3 claims out of scope, not checked.
      "
    `);
  });

  test('a claim counts once, by the worst that is said of it', () => {
    const warning: ClaimFinding = { ...missing, rule: 'npi-invalid', severity: 'warning' };
    const notEnrolled: ClaimFinding = { ...missing, rule: 'taxonomy-not-enrolled' };
    const second = { ...missing, claim: nthClaim(2) };
    const third = { ...warning, claim: nthClaim(3) };
    const findings = [
      warning,
      missing,
      truncated,
      notEnrolled,
      second,
      { ...warning, claim: nthClaim(2) },
      third,
    ];
    const out = unwrapped(text(findings, { flagged: 2, chargesAtRisk: '300.50' }));
    expect(out).toContain('3 claims: 2 at risk, $300.50; 1 to look at.');
    expect(out).toContain('WARNING 3 claims to look at (npi-invalid)');
    expect(out).toContain('1 more claim to look at.');
  });

  test('first comes a broken file, then the most money, then the most claims', () => {
    const file = (name: string, findings: Partial<ClaimFinding>[]): File => ({
      name: `${name}.837`,
      findings: findings.map((more, n) => ({
        ...missing,
        billing: { ...billing, name },
        claim: nthClaim(n),
        ...more,
      })),
    });
    const rich = file('RICH', [{ claim: nthClaim(1, { charge: '900' }) }]);
    const first = (...files: File[]) => /\nFirst: .*/s.exec(report('text', files))?.[0].trim();
    const odd = file('ODD', [{ severity: 'warning' }]);
    expect(first(odd)).toBe('First: look at ODD (NPI 1234567893) in ODD.837: 1 claim.');
    expect(first(file('ONE', [{}]), file('TWO', [{}, {}]), odd)).toContain('TWO.837: 2 claims, $300.50.');
    expect(first(rich, file('TWO', [{}, {}]))).toBe(
      'First: fix RICH (NPI 1234567893) in RICH.837: 1 claim, $900.00.',
    );
    expect(first(rich, { findings: [truncated] })).toContain('First: see what is wrong with a.837 itself');
  });

  test('an enrollment says what it is and when it held, those that count first', () => {
    const enrollments = [
      { ...enrollment, from: '2027-01-01', active: false },
      { ...enrollment, from: '2019-01-01', to: '2024-12-31', active: false },
      { ...enrollment, from: '2019-01-01', to: '2027-12-31', providerType: '829' },
      {
        ...enrollment,
        from: null,
        to: '2027-12-31',
        providerType: 'X9',
        taxonomies: ['A', 'B', 'C', 'D', 'E'],
      },
      ...Array.from({ length: 8 }, () => ({ ...enrollment, active: false })),
    ];
    const out = text([{ ...missing, enrollments }], {}, { width: 120 });
    expect(out).toContain('2019-01-01 to 2027-12-31      829 clinical social worker, group: 207Q00000X\n');
    expect(out).toContain('until 2027-12-31              type X9: A, B, C and 2 more\n');
    expect(out).toContain('starts 2027-01-01             64 physician, individual: 207Q00000X\n');
    expect(out).toContain('ended 2024-12-31              64 physician, individual: 207Q00000X\n');
    expect(out).toContain(
      'not active, since 2020-01-01  64 physician, individual: 207Q00000X\n             and 2 more\n',
    );
  });

  test('charges add up exactly', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 20n });
    const decimal = (cents: bigint) => String(cents).padStart(3, '0').replace(/(..)$/, '.$1');
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 20 }), (cents) => {
        const findings = cents.map((each, n) => ({
          ...missing,
          claim: nthClaim(n, { charge: decimal(each) }),
        }));
        const sum = decimal(cents.reduce((a, b) => a + b, 0n));
        expect(unwrapped(text(findings)).replaceAll(',', '')).toContain(`at risk $${sum} (taxonomy-missing)`);
      }),
    );
  });

  test('a provider adds up what the summary adds up, whatever is written for a charge', () => {
    const written = fc.string({ unit: fc.constantFrom(...'0123456789.-+ e'), maxLength: 40 });
    fc.assert(
      fc.property(fc.array(written, { minLength: 1, maxLength: 5 }), (charges) => {
        const amounts = charges.map((charge) => parseMoney(charge) ?? noMoney);
        const total = plainMoney(amounts.reduce(addMoney, noMoney));
        const findings = charges.map((charge, n) => ({ ...missing, claim: nthClaim(n, { charge }) }));
        const out = unwrapped(text(findings, {}, { width: 200 })).replaceAll(',', '');
        expect(out).toContain(`at risk ${`$${total}`.replace('$-', '-$')} (taxonomy-missing)`);
      }),
    );
  });

  test.each([
    ['0.1', '$0.10'],
    ['1234567', '$1,234,567.00'],
    ['.5', '$0.50'],
    ['-3', '-$3.00'],
    ['1.005', '$1.005'],
    ['1.2000', '$1.20'],
    ['', '(no charge)'],
    ['12,5', '12,5'],
  ])('a charge of %j reads %s', (charge, shown) => {
    expect(text([{ ...missing, claim: { ...claim, charge } }])).toContain(`PCN1  ${shown}  2026-01-02\n`);
  });

  test('what it keeps does not grow with the file', () => {
    const many = (count: number, each: (n: number) => Partial<ClaimFinding>) =>
      Array.from({ length: count }, (_, n) => ({
        ...missing,
        enrollments: [],
        claim: nthClaim(n),
        ...each(n),
      }));
    expect(text(many(4322, () => ({})))).toContain(
      'PCN9  $150.25  2026-01-02\n             and 4,312 more\n',
    );
    expect(
      text(
        many(3, () => ({})),
        {},
        { claimsShown: 0 },
      ),
    ).toContain('Claims   3, not listed\n');
    const providers = text(many(3000, (n) => ({ billing: { ...billing, name: `P${n}` } })));
    expect(providers).toContain('P999 ');
    expect(providers).not.toContain('P1000 ');
    expect(unwrapped(providers)).toContain('And 2,000 more claims at risk, $300,500.00; use --format csv');
    expect(text(many(3000, (n) => ({ hint: `${n}` })))).toContain(
      'and 2,000 more findings on this provider;',
    );
    const warnings = many(3000, (n) => ({ severity: 'warning', hint: `${n}` }));
    expect(text([...warnings, missing])).toContain('1 claim at risk, $150.25 (taxonomy-missing)');
    const envelope = text(Array.from({ length: 1214 }, () => truncated));
    expect(envelope.match(/x12-truncated/g)).toHaveLength(10);
    expect(envelope).toContain('and 1,204 more like these; use --format csv for all of them');
  });

  test('no line passes the width but for a long word, and no data reaches the terminal raw', () => {
    fc.assert(
      fc.property(nastyFindings, fc.integer({ min: 40, max: 120 }), (findings, width) => {
        const out = text(findings, {}, { width });
        expect(out).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        const room = width - 13;
        for (const line of out.split('\n'))
          if (!line.split(/\s/).some((word) => word.length > room - 2))
            expect(line.length).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('paint touches the look and not the words', () => {
    const mark = (string: string) => `\u0001${string}\u0002`;
    const paint = { bold: mark, dim: mark, red: mark, yellow: mark, green: mark, cyan: mark };
    const painted = text([missing, truncated], {}, { paint });
    expect(painted).toContain(`${mark(mark('ERROR'))}    1 claim at risk`);
    expect(painted.replace(/[\u0001\u0002]/g, '')).toBe(text([missing, truncated]));
  });
});

test('formats are known by name', () => {
  expect(formats).toEqual(['text', 'json', 'ndjson', 'csv']);
});

test('provider types have names for people, and the unconfirmed ones none', () => {
  expect(providerTypeName('64')).toBe('physician, individual');
  expect(providerTypeName('829')).toBe('clinical social worker, group');
  expect(['02', '54', '80', '85', '87', '88', 'toString'].map(providerTypeName)).toEqual(Array(7).fill(null));
});
