import fc from 'fast-check';
import type { ClaimFinding, ClaimInfo, EnrollmentInfo, EnvelopeFinding, Summary } from '../../src/finding';

// Schema 1 as the JSON reports must write it, from which come the findings of the other tests.
export const missingLine = `{"type":"finding","schema":1,"rule":"taxonomy-missing","severity":"error",
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
export const truncatedLine = `{"type":"finding","schema":1,"rule":"x12-truncated","severity":"error",
"message":"The file ends inside transaction 0002.","hint":"Ask for the whole file and check it again.",
"file":"claims/b.837","interchange":"000000001","group":"1","transaction":"0002","loop":null,
"position":{"offset":18230,"segment":30}}`.replaceAll('\n', '');
export const summaryLine =
  `{"type":"summary","schema":1,"files":1,"skipped":0,"bytes":0,"segments":0,"interchanges":1,"transactions":1,
"claims":3,"flagged":1,"undecided":0,"outOfScope":0,"outOfScopePayers":[],"chargesAtRisk":"150.25",
"findings":{"error":1,"warning":0,"info":0},"rules":{"taxonomy-missing":1}}`.replaceAll('\n', '');

export const missing: ClaimFinding = JSON.parse(missingLine);
export const truncated: EnvelopeFinding = JSON.parse(truncatedLine);
export const someSummary: Summary = JSON.parse(summaryLine);
export const nothing: Summary = {
  ...someSummary,
  ...{ claims: 0, flagged: 0, chargesAtRisk: '0', findings: { error: 0, warning: 0, info: 0 }, rules: {} },
};

export const { claim, billing } = missing;
export const enrollment: EnrollmentInfo = missing.enrollments[0]!;

/** An NPI that the registry does not know: its claims are undecided. */
export const unregistered: ClaimFinding = {
  ...missing,
  rule: 'npi-unregistered',
  severity: 'warning',
  message: 'Billing NPI 2000000002 is not in the registry.',
  hint: 'Add its enrollments.',
  billing: { ...missing.billing, npi: '2000000002', name: 'LICKING VALLEY CLINIC' },
  reasons: [],
  enrollments: [],
};

/** The claim of the hand-made finding under another number. */
export const nthClaim = (n: number, more: Partial<ClaimInfo> = {}): ClaimInfo => {
  return { ...claim, id: `PCN${n}`, position: { offset: 1000 + n, segment: 17 + n }, ...more };
};

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

/** Findings whose every text may hold formulas, control characters and broken letters. */
export const nastyFindings = fc.array(fc.oneof(nastyFinding, fc.constant(truncated)), { maxLength: 8 });
