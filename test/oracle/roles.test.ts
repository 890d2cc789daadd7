import { describe, expect, it } from 'vitest';
import type { Policy } from '../../src/rules/policy';
import { envelopeOf, file, judge, outcomesOf, registry, row, sealed } from './example';

const other = '1558598797';
const stranger = '2000000002';
const rows = [...registry, row('7100000009', '64', { npi: other, taxonomies: ['208D00000X'] })];

const date = 'DTP*472*D8*20260102';
const pe = 'PRV*PE*PXC*208D00000X';
const at = 'PRV*AT*PXC*208D00000X';
const name = (entity: string, npi = other) => `NM1*${entity}*1*DOE*DR****XX*${npi}`;
const rendering = name('82');
const attending = name('71');

interface Written {
  readonly version?: string;
  readonly bill?: string;
}

/** The example with these segments in PCN2. */
function fileOf(segments: readonly string[], { version = '005010X222A1', bill = '11:B:1' }: Written = {}) {
  const own = [`CLM*PCN2*80***${bill}*Y*A*Y*Y`, date, ...segments].map((segment) => `${segment}~`).join('');
  const taxonomy = version.startsWith('004010') ? 'ZZ' : 'PXC';
  return sealed(
    file
      .replace(/CLM\*PCN2.*(?=SE\*)/, own)
      .replace('PRV*BI*PXC', `PRV*BI*${taxonomy}`)
      .replaceAll('005010X222A1', version),
  );
}

type Roles = Policy['roles'];

/** What is said of PCN2: rule, severity, loop and line, and the segment to look at. */
function said(
  segments: readonly string[],
  roles: Roles,
  written: Written = {},
  policy: Partial<Policy> = {},
) {
  const text = fileOf(segments, written);
  return judge({ text, rows, policy: { roles, ...policy } })
    .findings.filter(({ claimId }) => claimId === 'PCN2')
    .map(({ rule, severity, loop, provider, offset }) => {
      const where = [rule, severity, loop, provider?.line ?? '-'].join(' ');
      return `${where} ${text.slice(offset).split('~')[0]}`;
    });
}

const always: Roles = { rendering: 'always', attending: 'always' };
const ifSent: Roles = { rendering: 'if-sent', attending: 'if-sent' };
const ifOther: Roles = { rendering: 'if-other', attending: 'if-other' };
const inpatient: Roles = { attending: 'inpatient' };
const institutional: Written = { version: '005010X223A2', bill: '11:A:1' };
const dental: Written = { version: '005010X224A2' };
const clm = 'CLM*PCN2*80***11:B:1*Y*A*Y*Y';
const stay = 'CLM*PCN2*80***11:A:1*Y*A*Y*Y';
const absent = `rendering-taxonomy-missing error 2300 - ${clm}`;
const absentAttending = `attending-taxonomy-missing error 2300 - ${stay}`;
const missing = `rendering-taxonomy-missing error 2310B - ${rendering}`;

it('is off where nobody asks', () => {
  for (const roles of [{}, { rendering: 'off', attending: 'off' }] as const) {
    expect(said([rendering, 'PRV*BI*ZZ*x'], roles)).toEqual([]);
    expect(said([attending, 'PRV*BI*ZZ*x'], roles, institutional)).toEqual([]);
  }
});

describe('which loop is a provider’s', () => {
  it('82 at the claim is 2310B, in a line 2420A, for professional and dental claims', () => {
    for (const written of [{}, dental, { version: '004010X098A1' }, { version: '004010X097A1' }]) {
      expect(said([rendering], ifSent, written)).toEqual([missing]);
      expect(said([attending], ifSent, written)).toEqual([]);
      expect(said(['LX*7', rendering], ifSent, written)).toEqual([
        `rendering-taxonomy-missing error 2420A 7 ${rendering}`,
      ]);
    }
  });

  it('71 at the claim is 2310A for institutional claims, and no line has one', () => {
    for (const version of ['005010X223A2', '004010X096A1', '005010X299']) {
      const written = { ...institutional, version };
      expect(said([attending], ifSent, written)).toEqual([
        `attending-taxonomy-missing error 2310A - ${attending}`,
      ]);
      expect(said(['LX*7', attending, rendering], ifSent, written)).toEqual([]);
      expect(said([rendering], ifSent, written)).toEqual([]);
    }
  });

  it('an unknown guide is institutional where CLM05-2 is A, else professional', () => {
    const version = '005010X279A1';
    expect(said([rendering, attending], ifSent, { version, bill: '11:A:1' })).toEqual([
      `attending-taxonomy-missing error 2310A - ${attending}`,
    ]);
    for (const bill of ['11:B:1', '11', '', '11:a:1']) {
      expect(said([rendering, attending], ifSent, { version, bill })).toEqual([missing]);
    }
  });

  it('is none after an SBR, until the next LX, nor after an SVD of a line', () => {
    for (const before of ['SBR*S*18', 'SBR', 'LX*1~SBR*S*18', 'LX*1~SVD*P2*80', 'LX*1~SVD']) {
      const segments = [...before.split('~'), rendering, pe.replace('PE', 'AT')];
      expect(said(segments, ifSent)).toEqual([]);
      expect(said([...segments, 'LX*2', rendering], ifSent)).toEqual([
        `rendering-taxonomy-missing error 2420A 2 ${rendering}`,
      ]);
    }
    expect(said(['SBR*S*18', attending], ifSent, institutional)).toEqual([]);
    expect(said(['SVD*P2*80', rendering], ifSent)).toEqual([missing]);
  });

  it('has every PRV up to the next NM1, LX, SBR, SVD, CLM or HL', () => {
    expect(said([rendering, 'REF*G2*1', pe], ifSent)).toEqual([]);
    expect(said([pe, rendering], ifSent)).toEqual([missing]);
    for (const end of [name('DN'), 'NM1*77*2', 'LX*1', 'SBR*S*18', 'SVD*P2*80', 'CLM*X*1', 'HL*5*3*22*0']) {
      expect(said([rendering, end, pe], ifSent)).toEqual([missing]);
      expect(said([rendering, pe, end, 'PRV*BI*PXC*x'], ifSent)).toEqual([]);
    }
  });

  it('is none of other roles, whatever PRV they have', () => {
    for (const entity of ['DN', 'P3', '77', '72', 'ZZ', 'DK', 'DD', '82 ', ' 71', '']) {
      expect(said([name(entity), 'PRV*BI*ZZ*x'], ifSent)).toEqual([]);
      expect(said([name(entity), at], always, institutional)).toEqual([absentAttending]);
      expect(said([name(entity), pe], always)).toEqual([absent]);
    }
  });

  it('more than 1,000 of them are unexpected, where somebody asks', () => {
    const many = Array.from({ length: 1002 }, () => [rendering, pe]).flat();
    const text = fileOf(many);
    const unexpected = (policy: Partial<Policy>) =>
      judge({ text, policy }).findings.filter(({ rule }) => rule === 'x12-unexpected-segment');
    const place = (n: number) => text.split(rendering).slice(0, n).join(rendering).length;
    expect(envelopeOf(text)).toEqual([]);
    expect(unexpected({ roles: { attending: 'off' } })).toEqual([]);
    for (const policy of [
      { roles: { attending: 'always' } },
      { severity: { 'taxonomy-not-x': 'info' } },
      { payers: [{ id: 'X', roles: { rendering: 'if-sent' } }] },
    ] as const) {
      expect(unexpected(policy).map(({ offset }) => offset)).toEqual([place(1001), place(1002)]);
    }
    expect(unexpected({ severity: { 'taxonomy-not-x': 'off' } })).toEqual([]);
  });
});

describe('required', () => {
  const bare = 'NM1*82*1*DOE*DR';
  it.each([
    ['always', rendering, true],
    ['always', bare, true],
    ['if-sent', rendering, true],
    ['if-sent', bare, false],
    ['if-sent', `${bare}****XX`, false],
    ['if-sent', `${bare}****24*610000001`, false],
    ['if-sent', `${bare}****24*${other}`, true],
    ['if-sent', `${bare}**${other}`, true],
    ['if-sent', `${bare}**1558598790`, false],
    ['if-sent', `${bare}**3000000000`, false],
    ['if-sent', `${bare}**** xx * 12345 `, true],
    ['if-other', rendering, true],
    ['if-other', name('82', '1234567893'), false],
    ['if-other', `${bare}****XX* 1234567893 `, false],
    ['if-other', bare, false],
    ['if-other', `${bare}**1234567893`, false],
    ['if-other', `${bare}**${other}`, true],
  ] as const)('%s: %s: %s', (rendering, segment, required) => {
    const found = said([segment], { rendering });
    expect(found).toEqual(required ? [`rendering-taxonomy-missing error 2310B - ${segment}`] : []);
  });

  it('of another one than the billing provider, also where that has no NPI', () => {
    const text = fileOf([name('82', '1234567893')]).replaceAll(/(NM1\*85.*?)XX\*\d+/g, '$1');
    const found = judge({ text, rows, policy: { roles: ifOther } }).findings.map(({ rule }) => rule);
    expect(found).toContain('rendering-taxonomy-missing');
  });

  it.each(['11', '12', '18', '21', '22', '28', '41', '65', '66', '86'])('inpatient: %s', (bill) => {
    const written = { ...institutional, bill: `${bill}:A:1` };
    expect(said([attending], inpatient, written)).toEqual([
      `attending-taxonomy-missing error 2310A - ${attending}`,
    ]);
  });

  it.each(['13:A:1', '11:B:1', '11', '', '111:A:1', '1:A:1', '11:a:1', '11 :A:1', '85:A:1'])(
    'inpatient: not %s',
    (bill) => {
      expect(said([attending], inpatient, { ...institutional, bill })).toEqual([]);
      expect(said([], inpatient, { ...institutional, bill })).toEqual([]);
    },
  );
});

describe('absent', () => {
  it('a rendering provider, where the claim has none and some line neither', () => {
    expect(said([], always)).toEqual([absent]);
    expect(said(['LX*1'], always)).toEqual([absent]);
    expect(said(['LX*1', rendering, pe, 'LX*2'], always)).toEqual([absent]);
    expect(said(['LX*1', rendering, pe, 'LX*2', rendering, pe], always)).toEqual([]);
    expect(said([rendering, pe, 'LX*1', 'LX*2'], always)).toEqual([]);
    expect(said(['LX*1', 'SVD*P2*1', rendering, pe], always)).toEqual([absent]);
    expect(said(['SBR*S*18', rendering, pe], always)).toEqual([absent]);
  });

  it('a line over the claim: its own provider is judged beside that of the claim', () => {
    expect(said([rendering, pe, 'LX*1', rendering], always)).toEqual([
      `rendering-taxonomy-missing error 2420A 1 ${rendering}`,
    ]);
    expect(said([rendering, 'LX*1', rendering, pe], always)).toEqual([missing]);
  });

  it('an attending provider, where the claim has none', () => {
    expect(said([], always, institutional)).toEqual([absentAttending]);
    expect(said(['LX*1', attending, at], always, institutional)).toEqual([absentAttending]);
    expect(said([attending, at, 'LX*1'], always, institutional)).toEqual([]);
    expect(said([], inpatient, institutional)).toEqual([absentAttending]);
  });

  it('is nothing where the provider is asked for only if it is sent', () => {
    expect(said([], ifSent)).toEqual([]);
    expect(said([], ifOther, institutional)).toEqual([]);
  });

  it('has no NPI, no taxonomy and no line', () => {
    const [found] = judge({ text: fileOf([]), rows, policy: { roles: always } }).findings.filter(
      ({ claimId }) => claimId === 'PCN2',
    );
    expect(found!.provider).toEqual({ role: 'rendering', npi: null, taxonomy: null, line: null });
  });
});

describe('the taxonomy', () => {
  const malformed = (segment: string, severity = 'error') =>
    `rendering-taxonomy-malformed ${severity} 2310B - ${segment}`;
  const own = name('82', '1234567893');

  it.each(['PRV*PE*PXC', 'PRV*PE*PXC*', 'PRV*PE*PXC* ', 'PRV*BI'])('%s is empty', (prv) => {
    expect(said([rendering, prv], ifSent)).toEqual([`rendering-taxonomy-missing error 2310B - ${prv}`]);
    expect(said([own, prv], ifOther)).toEqual([]);
  });

  it.each([
    'PRV*AT*PXC*208D00000X',
    'PRV*BI*PXC*208D00000X',
    'PRV**PXC*208D00000X',
    'PRV*PE*ZZ*208D00000X',
    'PRV*PE**208D00000X',
    'PRV*PE*PXC*208d00000x',
    'PRV*PE*PXC*208D00000',
    'PRV*PE*PXC*208D00000X ',
  ])('%s is malformed', (prv) => {
    expect(said([rendering, prv], ifSent)).toEqual([malformed(prv)]);
    expect(said([own, prv], ifOther)).toEqual([malformed(prv, 'warning')]);
  });

  it('has PRV01 AT for an attending provider, and ZZ in 4010', () => {
    expect(said([attending, at], ifSent, institutional)).toEqual([]);
    expect(said([attending, pe], ifSent, institutional)).toEqual([
      `attending-taxonomy-malformed error 2310A - ${pe}`,
    ]);
    const old = { version: '004010X098A1' };
    expect(said([rendering, pe.replace('PXC', 'ZZ')], ifSent, old)).toEqual([]);
    expect(said([rendering, pe], ifSent, old)).toEqual([malformed(pe)]);
    const oldStay = { version: '004010X096A1', bill: '11:A:1' };
    expect(said([attending, at.replace('PXC', 'ZZ')], ifSent, oldStay)).toEqual([]);
  });

  it('is malformed where two PRVs differ, and a warning where they do not', () => {
    const rival = pe.replace('208D', '207Q');
    const empty = 'PRV*PE*PXC';
    expect(said([rendering, pe, rival], ifSent)).toEqual([malformed(pe)]);
    expect(said([rendering, empty, pe], ifSent)).toEqual([malformed(empty)]);
    expect(said([own, pe, rival], ifOther)).toEqual([malformed(pe, 'warning')]);
    const second = pe.replace('PE', 'BI');
    expect(said([rendering, pe, 'REF*G2*1', second], ifSent)).toEqual([malformed(second, 'warning')]);
  });

  it('is not enrolled where the NPI has active rows, some list codes, and none lists this one', () => {
    const wrong = pe.replace('208D', '207Q');
    const found = `rendering-taxonomy-not-enrolled warning 2310B - ${wrong}`;
    expect(said([rendering, wrong], ifSent)).toEqual([found]);
    expect(said([rendering, wrong], { rendering: 'if-other' })).toEqual([found]);
    expect(said([rendering, wrong], ifSent, {}, { match: true })).toEqual([
      found.replace('warning', 'error'),
    ]);
    const also = (more: Parameters<typeof row>[2]) =>
      judge({
        text: fileOf([rendering, wrong]),
        rows: [...rows, row('7100000008', '65', { npi: other, ...more })],
        policy: { roles: ifSent },
      })
        .findings.map(({ rule }) => rule)
        .filter((rule) => rule.startsWith('rendering'));
    expect(also({ taxonomies: ['207Q00000X'] })).toEqual([]);
    expect(also({ taxonomies: [] })).toEqual([]);
    expect(also({ taxonomies: ['207Q00000X'], to: '2026-01-01' })).toEqual([
      'rendering-taxonomy-not-enrolled',
    ]);
    expect(also({ taxonomies: ['207Q00000X'], zip: '99999' })).toEqual([]);
  });

  it('is not enrolled by NM109 under XX alone, required or not', () => {
    const wrong = pe.replace('208D', '207Q');
    expect(said([`NM1*82*1*DOE*DR****24*${other}`, wrong], ifSent)).toEqual([]);
    const billing = pe.replace('208D', '203B');
    expect(said([own, billing], ifOther)).toEqual([
      `rendering-taxonomy-not-enrolled warning 2310B - ${billing}`,
    ]);
  });

  it('of one that the registry does not know says nothing, and the claim stays decided', () => {
    const text = fileOf([name('82', stranger), pe]);
    expect(judge({ text, rows, policy: { roles: ifSent } }).verdicts[1]!.outcome).toBe('clean');
  });

  it('is judged on the days of the claim', () => {
    const wrong = pe.replace('208D', '207Q');
    const text = fileOf([rendering, wrong]);
    const ended = [...registry, { ...rows.at(-1)!, to: '2026-01-01' }];
    expect(judge({ text, rows: ended, policy: { roles: ifSent } }).verdicts[1]!.outcome).toBe('clean');
  });

  it('counts for the outcome, as its severity is set', () => {
    const text = fileOf([rendering]);
    const outcome = (severity: Policy['severity']) =>
      outcomesOf({ text, rows, policy: { roles: ifSent, severity } })[1];
    expect(outcome({})).toBe('PCN2 flagged');
    expect(outcome({ 'rendering-taxonomy-missing': 'warning' })).toBe('PCN2 warned');
    expect(outcome({ 'rendering-taxonomy-missing': 'off' })).toBe('PCN2 clean');
  });

  it('is told with role, NPI and line, as written', () => {
    const text = fileOf(['LX* 03', `NM1*82*1*DOE*DR**** xx * ${other} `, 'PRV*AT*PXC*208D00000X']);
    const found = judge({ text, rows, policy: { roles: ifSent } }).findings.filter(
      ({ claimId }) => claimId === 'PCN2',
    );
    expect(found.map(({ provider }) => provider)).toEqual([
      { role: 'rendering', npi: other, taxonomy: '208D00000X', line: ' 03' },
    ]);
  });
});

describe('a code that does not end in X', () => {
  const y = 'PRV*PE*PXC*203BF0100Y';
  const asked = { severity: { 'taxonomy-not-x': 'warning' } } as const;

  it('is asked about only where the rule has a severity', () => {
    expect(said([rendering, y], {})).toEqual([]);
    expect(said([rendering, y], {}, {}, { severity: { 'taxonomy-not-x': 'off' } })).toEqual([]);
    expect(said([rendering, y], {}, {}, asked)).toEqual([`taxonomy-not-x warning 2310B - ${y}`]);
    expect(said([rendering, y], {}, {}, { severity: { 'taxonomy-not-x': 'info' } })).toEqual([
      `taxonomy-not-x info 2310B - ${y}`,
    ]);
  });

  it('of the billing provider', () => {
    const text = fileOf([]).replace('207Q00000X', '203BF0100Y');
    const found = judge({ text, policy: asked }).findings.find(({ rule }) => rule === 'taxonomy-not-x');
    expect(found).toMatchObject({ loop: '2000A', provider: null, offset: text.indexOf('PRV*BI') });
  });

  it('only of a valid code, in a loop of the claim’s own kind', () => {
    expect(said([rendering, pe], {}, {}, asked)).toEqual([]);
    expect(said([rendering, y.replace('PE', 'AT')], {}, {}, asked)).toEqual([]);
    expect(said([attending, y.replace('PE', 'AT')], {}, {}, asked)).toEqual([]);
    expect(said([name('DN'), y], {}, {}, asked)).toEqual([]);
    expect(said(['SBR*S*18', rendering, y], {}, {}, asked)).toEqual([]);
    expect(said([attending, y.replace('PE', 'AT')], {}, institutional, asked)).toHaveLength(1);
    expect(said(['LX*4', rendering, y], {}, dental, asked)).toEqual([`taxonomy-not-x warning 2420A 4 ${y}`]);
  });
});

describe('a payer', () => {
  const of = (roles: Roles, policyRoles: Roles, segments: readonly string[] = [rendering]) =>
    said(segments, policyRoles, {}, { payers: [{ ids: ['kymedicaid', 'X'], roles }] });

  it('has roles of its own, one by one', () => {
    expect(of({ rendering: 'off' }, always)).toEqual([]);
    expect(of({ attending: 'off' }, always)).toEqual([missing]);
    expect(of({ rendering: 'always' }, {})).toEqual([missing]);
    expect(of({}, ifSent)).toEqual([missing]);
  });

  it('whose claims are out of scope, asks nothing', () => {
    expect(said([rendering], always, {}, { payers: [{ id: 'ANOTHER' }] })).toEqual([]);
  });

  it('that nobody knows, or of a post-adjudicated guide, has the settings of the policy', () => {
    const payers = [{ id: 'KYMEDICAID', roles: { rendering: 'off' } }] as const;
    expect(said([rendering], ifSent, { version: '005010X298' }, { payers })).toEqual([missing]);
    const text = fileOf([rendering]).replaceAll('*****PI*KYMEDICAID', '');
    const found = judge({ text, rows, policy: { payers, roles: ifSent } }).findings;
    expect(found.map(({ rule }) => rule)).toContain('rendering-taxonomy-missing');
  });
});
