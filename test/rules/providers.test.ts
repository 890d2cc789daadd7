import { describe, expect, it } from 'vitest';
import { checkBytes, type Policy } from '../../src/index';
import {
  billing,
  bytesOf,
  findingsOf,
  header,
  interchange,
  npi,
  type RegistryRow,
  registryOf,
  rulesOf,
  subscriber,
} from '../build';

const other = '1558598797';
const prv = 'PRV*PE*PXC*207Q00000X';
const notEnrolledOff = { 'rendering-taxonomy-not-enrolled': 'off' } as const;
const attendingPrv = 'PRV*AT*PXC*208M00000X';

/** The billing provider has one enrollment, so that it needs no taxonomy. */
const rows: readonly RegistryRow[] = [
  { medicaidId: '7100000001', taxonomy: '261QF0400X', zip: '402021234' },
  { npi: other, medicaidId: '7100000009', taxonomy: '207Q00000X' },
];
const registry = registryOf(rows);

/** A professional claim: what stands at the claim, then the service lines. */
function professional(atClaim: readonly string[], ...lines: readonly (readonly string[])[]): string[] {
  const services = lines.flatMap((line, n) => [
    `LX*${n + 1}`,
    'SV1*HC:99213*100*UN*1***1',
    'DTP*472*D8*20260102',
    ...line,
  ]);
  return file('005010X222A1', ['CLM*PCN1*100***11:B:1*Y*A*Y*Y', ...atClaim, ...services]);
}

function institutional(bill: string, ...atClaim: readonly string[]): string[] {
  const date = 'DTP*434*RD8*20260102-20260105';
  return file('005010X223A2', [`CLM*PCN1*100***${bill}**A*Y*Y`, date, ...atClaim, 'LX*1']);
}

function file(version: string, claim: readonly string[]): string[] {
  return interchange({ version, body: [...header, ...billing(), ...subscriber(), ...claim] });
}

function rendering(id: string, ...after: readonly string[]): string[] {
  return [`NM1*82*1*ROE*ANN****XX*${id}`, ...after];
}

function attending(...after: readonly string[]): string[] {
  return [`NM1*71*1*POE*BEA****XX*${other}`, ...after];
}

/** `rule loop line` of each finding. */
function said(segments: readonly string[], roles: Policy['roles'], more: Partial<Policy> = {}): string[] {
  return findingsOf(segments, { roles, ...more }, registry).map((finding) => {
    const { rule, loop } = finding;
    const line = loop === null ? '' : (finding.provider?.line ?? '-');
    return `${rule} ${loop} ${line}`;
  });
}

describe('the rendering provider', () => {
  it('is not looked at unless a setting asks for it', () => {
    const claim = professional(rendering(other), rendering(other, 'PRV*BI*ZZ*1'));
    expect(said(claim, {})).toEqual([]);
    expect(said(claim, { rendering: 'off', attending: 'always' })).toEqual([]);
  });

  it.each([
    ['always', npi, true],
    ['always', '', true],
    ['if-sent', npi, true],
    ['if-sent', '', false],
    ['if-other', npi, false],
    ['if-other', '', false],
    ['if-other', other, true],
  ] as const)('%s with the NPI "%s"', (setting, id, isRequired) => {
    const expected = isRequired ? ['rendering-taxonomy-missing 2310B -'] : [];
    expect(said(professional(rendering(id), []), { rendering: setting })).toEqual(expected);
    const given = professional(rendering(id, 'PRV*PE*PXC*261QF0400X'), []);
    expect(said(given, { rendering: setting }, { severity: notEnrolledOff })).toEqual([]);
  });

  it('counts a line with its own provider by that, the others by that of the claim', () => {
    const roles = { rendering: 'always' } as const;
    expect(said(professional([], rendering(other, prv), rendering(other, prv)), roles)).toEqual([]);
    expect(said(professional([], rendering(other, prv), []), roles)).toEqual([
      'rendering-taxonomy-missing 2300 -',
    ]);
    expect(said(professional(rendering(other, prv), [], rendering(other)), roles)).toEqual([
      'rendering-taxonomy-missing 2420A 2',
    ]);
    expect(said(professional([]), roles)).toEqual(['rendering-taxonomy-missing 2300 -']);
  });

  it('has its own PRV and no other', () => {
    const lookAlikes = [
      'NM1*DN*1*MOE*CAL****XX*1000000004',
      'PRV*PE*PXC*207Q00000X',
      'SBR*S*18*******CI',
      'NM1*82*1*ROE*ANN****XX*1558598797',
      'PRV*PE*PXC*1',
    ];
    const roles = { rendering: 'if-sent' } as const;
    expect(said(professional([...rendering(other), ...lookAlikes], []), roles)).toEqual([
      'rendering-taxonomy-missing 2310B -',
    ]);
    const right = professional(
      [...rendering(other, 'REF*G2*1', prv), ...lookAlikes],
      ['SVD*1*2', 'NM1*82*1*A*B****XX*1558598797'],
    );
    expect(said(right, roles)).toEqual([]);
  });

  it('has a PRV that is written as the guide wants', () => {
    const roles = { rendering: 'if-sent' } as const;
    const wrong = (...prvs: readonly string[]) => said(professional(rendering(other, ...prvs)), roles);
    for (const one of ['PRV*BI*PXC*207Q00000X', 'PRV*PE*ZZ*207Q00000X', 'PRV*PE*PXC*207q'])
      expect(wrong(one)).toEqual(['rendering-taxonomy-malformed 2310B -']);
    expect(wrong('PRV*PE*PXC*')).toEqual(['rendering-taxonomy-missing 2310B -']);
    expect(wrong(prv, 'PRV*PE*PXC*363L00000X')).toEqual(['rendering-taxonomy-malformed 2310B -']);
    const [twice] = findingsOf(professional(rendering(other, prv, prv)), { roles }, registry);
    expect(twice).toMatchObject({ rule: 'rendering-taxonomy-malformed', severity: 'warning' });
    const old = file('004010X098A1', ['CLM*PCN1*100***11::1', ...rendering(other, 'PRV*PE*ZZ*207Q00000X')]);
    expect(said(old, roles)).toEqual([]);
  });

  it('is enrolled with its code, as far as the registry knows it', () => {
    const roles = { rendering: 'if-sent' } as const;
    const claim = professional(rendering(other, 'PRV*PE*PXC*363L00000X'));
    const [finding] = findingsOf(claim, { roles }, registry);
    expect(finding).toMatchObject({
      rule: 'rendering-taxonomy-not-enrolled',
      severity: 'warning',
      loop: '2310B',
      provider: { role: 'rendering', npi: other, taxonomy: '363L00000X', line: null },
      hint: 'Write PRV*PE*PXC*207Q00000X~ right after the NM1 of the rendering provider in Loop 2310B.',
    });
    expect(findingsOf(claim, { roles, match: true }, registry)[0]!.severity).toBe('error');
    expect(said(professional(rendering('1000000004', 'PRV*PE*PXC*363L00000X')), roles)).toEqual([]);
  });

  it('counts against the claim', () => {
    const policy = { roles: { rendering: 'always' } } as const;
    const claim = professional(rendering(other));
    const { summary, verdicts } = checkBytes(bytesOf(claim), { registry, policy, verdicts: true });
    expect(summary).toMatchObject({ flagged: 1, chargesAtRisk: '100.00' });
    expect(verdicts).toMatchObject([{ outcome: 'flagged', rules: ['rendering-taxonomy-missing'] }]);
  });

  it('has at most as many loops as a claim has lines', () => {
    const lines = Array.from({ length: 1002 }, () => rendering(other, prv));
    const rules = rulesOf(professional([], ...lines), { roles: { rendering: 'if-sent' } }, registry);
    expect(rules).toEqual(['x12-unexpected-segment', 'x12-unexpected-segment']);
    expect(rulesOf(professional([], ...lines), {}, registry)).toEqual([]);
  });
});

describe('the attending provider', () => {
  it('is that of loop 2310A', () => {
    const roles = { attending: 'always', rendering: 'always' } as const;
    expect(said(institutional('11:A:1', ...attending(attendingPrv)), roles)).toEqual([
      'attending-taxonomy-not-enrolled 2310A -',
    ]);
    expect(said(institutional('11:A:1', ...attending('PRV*AT*PXC*207Q00000X')), roles)).toEqual([]);
    expect(said(institutional('11:A:1', ...attending()), roles)).toEqual([
      'attending-taxonomy-missing 2310A -',
    ]);
    expect(said(institutional('11:A:1'), roles)).toEqual(['attending-taxonomy-missing 2300 -']);
  });

  it.each([
    ['11:A:1', true],
    ['21:A:1', true],
    ['13:A:1', false],
    ['11:B:1', false],
    ['', false],
  ])('inpatient, with the bill %s', (bill, isRequired) => {
    const roles = { attending: 'inpatient' } as const;
    const rules = isRequired ? ['attending-taxonomy-missing 2300 -'] : [];
    expect(said(institutional(bill), roles)).toEqual(rules);
    const malformed = findingsOf(
      institutional(bill, ...attending('PRV*PE*PXC*207Q00000X')),
      { roles },
      registry,
    );
    expect(malformed).toMatchObject([
      { rule: 'attending-taxonomy-malformed', severity: isRequired ? 'error' : 'warning' },
    ]);
  });
});

describe('settings of payers', () => {
  it('go before those of the policy, role by role, for each of their IDs', () => {
    const payers = [{ ids: ['KYMEDICAID', 'KYMCD'], roles: { rendering: 'off' } }] as const;
    const roles = { rendering: 'always', attending: 'always' } as const;
    expect(said(professional([]), roles, { payers })).toEqual([]);
    expect(said(institutional('13:A:1'), roles, { payers })).toEqual(['attending-taxonomy-missing 2300 -']);
    expect(said(professional([]), roles, { payers: [{ id: 'A', ids: ['kymedicaid '] }] })).toEqual([
      'rendering-taxonomy-missing 2300 -',
    ]);
    const { summary } = checkBytes(bytesOf(professional([])), {
      registry,
      policy: { payers: [{ ids: ['A', 'B'] }] },
    });
    expect(summary.outOfScope).toBe(1);
  });
});

describe('taxonomy-not-x', () => {
  const claim = professional(rendering(other, 'PRV*PE*PXC*207Q00000N'), []);
  it('is off unless it has a severity, and looks at every role', () => {
    expect(rulesOf(claim, {}, registry)).toEqual([]);
    expect(rulesOf(claim, { severity: { 'taxonomy-not-x': 'off' } }, registry)).toEqual([]);
    const findings = findingsOf(claim, { severity: { 'taxonomy-not-x': 'info' } }, registry);
    expect(findings).toMatchObject([
      { rule: 'taxonomy-not-x', severity: 'info', loop: '2310B', provider: { taxonomy: '207Q00000N' } },
    ]);
    const billed = interchange({
      body: [...header, ...billing({ prv: ['PRV*BI*PXC*261QF0400N'] }), ...subscriber(), 'CLM*A*1***11:B:1'],
    });
    const severity = { 'taxonomy-not-x': 'error', 'taxonomy-not-enrolled': 'off' } as const;
    const [finding] = findingsOf(billed, { severity }, registry);
    expect(finding).toMatchObject({ rule: 'taxonomy-not-x', severity: 'error', loop: '2000A' });
    expect(finding).not.toHaveProperty('provider');
  });
});

describe('the key zip4', () => {
  const two = registryOf([
    { medicaidId: '7100000001', providerType: '64', taxonomy: '207Q00000X', zip: '402021234' },
    { medicaidId: '7100000002', providerType: '78', taxonomy: '363L00000X', zip: '402025678' },
  ]);
  const at = (zip: string, prvs: string[] = []) =>
    rulesOf(
      interchange({ body: [...header, ...billing({ zip, prv: prvs }), ...subscriber(), 'CLM*A*1***11:B:1'] }),
      { key: ['zip4'] },
      two,
    );

  it('counts only enrollments that do not differ in nine digits', () => {
    expect(at('402021234')).toEqual([]);
    expect(at('40202')).toEqual(['taxonomy-missing']);
    expect(at('402021234', ['PRV*BI*PXC*207Q00000X'])).toEqual([]);
    expect(at('402021234', ['PRV*BI*PXC*363L00000X'])).toEqual(['taxonomy-not-enrolled']);
  });

  it('reports a ZIP code at which no enrollment is', () => {
    expect(at('402029999')).toEqual(['taxonomy-missing', 'zip-not-enrolled']);
  });
});

describe('days left to file', () => {
  const claim = professional([], []);
  const inpatient = institutional('11:A:1');
  const lastDay = (segments: readonly string[], policy: Partial<Policy>) =>
    findingsOf(segments, { require: 'always', filingDays: 365, ...policy }, registry).map((finding) =>
      finding.loop === null ? null : `${finding.rule} ${finding.claim.lastDay}`,
    );

  it('count from the first day of service, of an inpatient from the last', () => {
    expect(lastDay(claim, {})).toEqual(['taxonomy-missing 2027-01-02']);
    expect(lastDay(inpatient, {})).toEqual(['taxonomy-missing 2027-01-05']);
    expect(lastDay(institutional('13:A:1'), {})).toEqual(['taxonomy-missing 2027-01-02']);
    expect(lastDay(institutional('11:A:7'), {})).toEqual(['taxonomy-missing undefined']);
    expect(lastDay(claim, { filingDays: null })).toEqual(['taxonomy-missing undefined']);
  });

  it('are over after the last one', () => {
    expect(lastDay(claim, { require: 'either', asOf: '2027-01-02' })).toEqual([]);
    expect(lastDay(claim, { require: 'either', asOf: '2027-01-03' })).toEqual(['filing-overdue 2027-01-02']);
    expect(lastDay(inpatient, { require: 'either', asOf: '2027-01-03' })).toEqual([]);
    expect(lastDay(claim, { require: 'either', asOf: '2027-01-03', filingDays: null })).toEqual([]);
  });
});

describe('match', () => {
  const claim = professional(rendering(other, 'PRV*PE*PXC*207QA0505X'), []);
  const hints = (segments: readonly string[], policy: Partial<Policy>) =>
    findingsOf(segments, policy, registry).map(({ rule, severity, hint }) => [rule, severity, hint] as const);
  const billed = (code: string) =>
    interchange({
      body: [...header, ...billing({ prv: [`PRV*BI*PXC*${code}`] }), ...subscriber(), 'CLM*A*1***11:B:1'],
    });

  it('is exact: neither a parent code nor a child stands for the other', () => {
    for (const code of ['261QF0400X', '261Q00000X', '261QR1300X'])
      expect(rulesOf(billed(code), { match: true }, registry), code).toEqual(
        code === '261QF0400X' ? [] : ['taxonomy-not-enrolled'],
      );
    const roles = { rendering: 'if-sent' } as const;
    expect(rulesOf(claim, { match: true, roles }, registry)).toEqual(['rendering-taxonomy-not-enrolled']);
  });

  it('names the codes of the list with the same classification, and only then', () => {
    const sentence = ' The list has 261QF0400X of the same classification (261Q).';
    const [[, , usual] = []] = hints(billed('261Q00000X'), {});
    expect(hints(billed('261Q00000X'), { match: true })).toEqual([
      ['taxonomy-not-enrolled', 'error', usual + sentence],
    ]);
    expect(usual).not.toContain('classification');
    expect(hints(billed('262Q00000X'), { match: true })[0]![2]).not.toContain('classification');
    const roles = { rendering: 'if-sent' } as const;
    const [[, severity, hint] = []] = hints(claim, { match: true, roles });
    expect([severity, hint]).toEqual([
      'error',
      expect.stringContaining(' The list has 207Q00000X of the same classification (207Q).'),
    ]);
    expect(hints(claim, { roles })[0]![2]).not.toContain('classification');
  });
});
