import { describe, expect, test } from 'vitest';
import type { ClaimFinding, Severity, Summary } from '../../src/finding';
import { billing, enrollment, missing, nthClaim, truncated, unregistered } from './findings';
import { type File, report, text, unwrapped } from './write';

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
      enrollments: [{ ...enrollment, taxonomies: ['122300000X'] }],
      claim: nthClaim(9, { charge: '75', serviceFrom: null, serviceTo: null }),
    };
    const files: File[] = [
      { name: 'claims/2025.837', summary: { claims: 1200 } },
      { name: 'claims/270.txt' },
      {
        name: 'claims/a.837',
        findings: [
          { ...unregistered, claim: nthClaim(8) },
          notEnrolled,
          ...claims.map((each) => ({ ...missing, claim: each })),
        ],
        summary: { claims: 7, flagged: 3, undecided: 1, chargesAtRisk: '1400.25', outOfScope: 2 },
      },
      { name: 'claims/b.837', findings: [truncated], summary: { claims: 2 } },
    ];
    const total = { claims: 1209, flagged: 3, undecided: 1, chargesAtRisk: '1400.25', outOfScope: 2 };
    expect(`\n${report('text', files, total, { claimsShown: 2 })}`).toMatchInlineSnapshot(`
      "
      claims/2025.837: 1,200 claims, no billing taxonomy missing or wrong.
      claims/270.txt: No 837 claims in this file.

      claims/a.837
      ============
      7 claims: 3 at risk, $1,400.25; 1 undecided; 1 to look at; 2 out of scope, not
      checked.

        RIVER CITY CLINIC (NPI 1234567893)

          ERROR    3 claims at risk, $1,400.25 (taxonomy-missing)
          Why      NPI 1234567893 has two KY Medicaid IDs and Loop 2000A names no
                   taxonomy to tell them apart.
          Fix      Add PRV*BI*PXC*207Q00000X~ or PRV*BI*PXC*208D00000X~ right after
                   HL*1**20*1~, whichever was billed.
          Field    billing provider taxonomy: CMS-1500 box 33b with qualifier ZZ; loop
                   2000A PRV03
          IDs      This NPI has several KY Medicaid IDs and several provider types:
                   7100000001  since 2020-01-01  64 physician, individual: 207Q00000X
                   7100000002  active            type ZZ: 208D00000X
                   7100000003  ended 2024-12-31  31 primary care center/FQHC
          Claims   PCN1    $150.25  2026-01-02
                   PCN2  $1,099.75  2026-01-02 to 2026-01-05
                   and 1 more
          Where    ISA 000000001, ST 0001, HL 1, segment 8, byte 612

        LICKING VALLEY CLINIC (NPI 2000000002)

          WARNING  1 claim undecided (npi-unregistered)
          Why      Billing NPI 2000000002 is not in the registry.
          Fix      Add its enrollments.
          Claims   PCN8  $150.25  2026-01-02
          Where    ISA 000000001, ST 0001, HL 1, segment 8, byte 612

        BLUEGRASS DENTAL PLLC (NPI 1558598797)

          WARNING  1 claim to look at (taxonomy-not-enrolled)
          Why      Taxonomy 1223G0001X is on no active enrollment of NPI 1558598797.
          Fix      Send 122300000X, or ask KY Medicaid to enroll 1223G0001X.
          Field    billing provider taxonomy: CMS-1500 box 33b with qualifier ZZ; loop
                   2000A PRV03
          IDs      The KY Medicaid IDs of this NPI:
                   7100000001  since 2020-01-01  64 physician, individual: 122300000X
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
      Checked 4 files with 1,209 claims. 3 claims will be rejected: $1,400.25 at risk.
      1 claim undecided: the registry has no active enrollment of its billing NPI. Add
      these enrollments to the registry, or ask your MCO or clearinghouse for them,
      and check again. 1 more claim to look at. 2 claims out of scope, not checked. 1
      file without 837 claims. 1 file with errors of its own: claims may have been
      missed.

      First: see what is wrong with claims/b.837 itself, because claims in it may have
      been missed.
      "
    `);
  });

  test('a clean run says so', () => {
    expect(report('text', [{ name: null, summary: { claims: 1 } }], { claims: 1 })).toMatchInlineSnapshot(`
      "(unnamed input): 1 claim, no billing taxonomy missing or wrong.

      Summary
      =======
      Checked 1 file with 1 claim. No billing taxonomy is missing or wrong in this
      claim. Nothing to change.
      "
    `);
  });

  test.each([
    [1, '1 other file skipped.'],
    [1200, '1,200 other files skipped.'],
  ])('skipped files are counted: %d', (skipped, words) => {
    const out = report('text', [{ summary: { claims: 1 } }], { claims: 1, skipped });
    expect(unwrapped(out)).toContain(
      ` No billing taxonomy is missing or wrong in this claim. ${words} Nothing to change.`,
    );
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

  test('payers out of scope are named, with their claims', () => {
    const payers = ['ANTHEM BCBS KY', null, 'MEDICARE KY', 'D', 'E', 'F', 'G'];
    const outOfScopePayers = payers.map((name, n) => ({ id: `0066${n}`, name, claims: 1000 - n }));
    const told = (count: number) => {
      const outOfScope = outOfScopePayers.slice(0, count).reduce((sum, { claims }) => sum + claims, 0);
      const summary = { claims: 6979, outOfScope, outOfScopePayers: outOfScopePayers.slice(0, count) };
      return unwrapped(report('text', [{ summary }], summary));
    };
    expect(told(1)).toContain(' 1,000 out of scope, not checked (ANTHEM BCBS KY (00660)). ');
    expect(told(1)).toContain(' 1,000 claims out of scope, not checked: ANTHEM BCBS KY (00660). ');
    expect(told(2)).toContain(' not checked (ANTHEM BCBS KY (00660) 1,000, payer 00661 999). ');
    expect(told(7)).toContain(' all out of scope, not checked. ');
    expect(told(7)).toContain(
      ' not checked: ANTHEM BCBS KY (00660) 1,000, payer 00661 999, MEDICARE KY (00662) 998, D (00663) 997, E (00664) 996, and 2 more payers. ',
    );
    const unknown = [{ id: null, name: null, claims: 3 }, outOfScopePayers[6]!];
    const summary = { claims: 997, outOfScope: 997, outOfScopePayers: unknown };
    expect(unwrapped(report('text', [{ summary }], summary))).toContain(': no payer ID 3, G (00666) 994. ');
  });

  /** The report on one file of so many claims, three of them undecided. */
  const half = (count: number, more: Partial<Summary>, severity: Severity = 'warning') => {
    const findings = [1, 2, 3].map((n) => ({ ...unregistered, severity, claim: nthClaim(n) }));
    const errors = more.flagged ? [{ ...missing, claim: nthClaim(4) }] : [];
    return unwrapped(text([...errors, ...findings], { claims: count, undecided: 3, ...more }));
  };

  test('undecided claims are counted, and what could be decided is said of the others alone', () => {
    const few = half(9, {});
    expect(few).toContain(
      '9 claims: 3 undecided. LICKING VALLEY CLINIC (NPI 2000000002) WARNING 3 claims undecided',
    );
    expect(few).toContain(
      `Checked 1 file with 9 claims. No billing taxonomy is missing or wrong in the 6 claims that could be decided. 3 claims undecided: the registry has no active enrollment of their billing NPIs. Add these enrollments to the registry, or ask your MCO or clearinghouse for them, and check again. First: add the active enrollments of LICKING VALLEY CLINIC (NPI 2000000002) to the registry; it bills in a.837: 3 claims.`,
    );
    const flagged = half(9, { flagged: 1, chargesAtRisk: '150.25' });
    expect(flagged).toMatch(/9 claims: 1 at risk, \$150\.25; 3 undecided\. RIVER CITY .* LICKING VALLEY/);
    expect(flagged).toMatch(
      /1 claim will be rejected: \$150\.25 at risk\. 3 claims undecided: .* First: fix RIVER/,
    );
    expect(flagged).not.toContain('No billing taxonomy');
  });

  test('undecided claims come first where they are the most', () => {
    const most = half(6, {});
    expect(most).toMatch(/3 claims undecided: .* No billing taxonomy is missing or wrong in the 3 claims/);
    const flagged = half(4, { flagged: 1, chargesAtRisk: '150.25' });
    expect(flagged).toMatch(/4 claims: 3 undecided; 1 at risk, \$150\.25\. LICKING VALLEY .* RIVER CITY/);
    expect(flagged).toMatch(
      /3 claims undecided: .* 1 claim will be rejected: .* First: add the active enrollments/,
    );
  });

  test('where nothing could be decided, that and what to do is all', () => {
    const none = half(3, {});
    expect(none).toContain('3 claims: none could be decided.');
    expect(none).toContain(
      'Checked 1 file with 3 claims. None of them could be decided: the registry has no active enrollment of their billing NPIs. Add these enrollments to the registry, or ask',
    );
    expect(none).not.toMatch(/missing or wrong|to change|has an error|clean/i);
    const scoped = half(5, { outOfScope: 2 });
    expect(scoped).toContain('5 claims: none could be decided; 2 out of scope, not checked.');
    expect(scoped).toContain('None of the 3 claims in scope could be decided: ');
  });

  test('undecided claims are counted where rules are off, and by whatever severity', () => {
    const silent = { claims: 4, undecided: 3 };
    const out = unwrapped(report('text', [{ summary: silent }], silent));
    expect(out).toMatch(/^a\.837: 4 claims: 3 undecided\. /);
    expect(out).toContain('3 claims undecided: the registry');
    expect(out).not.toMatch(/to change/i);
    expect(half(9, {}, 'info')).toContain('NOTE 3 claims undecided (npi-unregistered)');
    expect(half(9, {}, 'info')).not.toContain('with a note');
  });

  test('a claim with an error is not undecided, whatever else is said of it', () => {
    const findings = [missing, { ...unregistered, claim: missing.claim }];
    const out = unwrapped(text(findings, { claims: 1, flagged: 1, chargesAtRisk: '150.25' }));
    expect(out).toContain('1 claim: 1 at risk, $150.25.');
    expect(out).not.toMatch(/\bundecided/);
  });

  test('taxonomies that are to be looked at are not called right', () => {
    const finding: ClaimFinding = { ...missing, rule: 'taxonomy-not-enrolled', severity: 'warning' };
    const said = (more: Partial<Summary>) =>
      unwrapped(text([finding], { claims: 2, rules: { 'taxonomy-not-enrolled': 1 }, ...more }));
    expect(said({})).toContain('with 2 claims. No claim has an error. 1 claim to look at.');
    expect(said({ claims: 3, undecided: 1 })).toContain(
      'No claim that could be decided has an error. 1 claim und',
    );
    expect(said({})).not.toContain('No billing taxonomy');
  });

  test('a file with an envelope finding never has nothing to change', () => {
    const summary = { claims: 2 };
    const standing = (severity: Severity) =>
      text([{ ...truncated, severity }], summary)
        .split('\n')
        .slice(2, 3)
        .join();
    expect(standing('error')).toBe('2 claims could be read, none with an error.');
    expect(standing('warning')).toBe('2 claims, none with an error.');
    expect(standing('info')).toBe('2 claims, no billing taxonomy missing or wrong.');
    expect(text([{ ...truncated, severity: 'warning' }], summary)).not.toMatch(/nothing to change/i);
    expect(unwrapped(text([truncated], summary))).toContain(
      'No billing taxonomy is missing or wrong in the claims that could be read and decided.',
    );
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

  test('paint touches the look and not the words', () => {
    const mark = (string: string) => `\u0001${string}\u0002`;
    const paint = { bold: mark, dim: mark, red: mark, yellow: mark, green: mark, cyan: mark };
    const painted = text([missing, truncated], {}, { paint });
    expect(painted).toContain(`${mark(mark('ERROR'))}    1 claim at risk`);
    expect(painted.replace(/[\u0001\u0002]/g, '')).toBe(text([missing, truncated]));
  });
});
