import { describe, expect, it } from 'vitest';
import { checkBytes, type Require, rules } from '../../src/index';
import {
  billing,
  bytesOf,
  claim,
  findingsOf,
  header,
  interchange,
  npi,
  registryOf,
  rulesOf,
  simpleFile,
  subscriber,
} from '../build';

const good = ['PRV*BI*PXC*207Q00000X'];

describe('when a taxonomy is required', () => {
  const twoIds = registryOf([{ medicaidId: '1' }, { medicaidId: '2' }]);
  const twoTypes = registryOf([
    { medicaidId: '1', providerType: '64' },
    { medicaidId: '1', providerType: '78' },
  ]);
  const twoOfBoth = registryOf([
    { medicaidId: '1', providerType: '64' },
    { medicaidId: '2', providerType: '78' },
  ]);
  const single = registryOf([{ medicaidId: '1' }]);
  const sameType = registryOf([
    { medicaidId: '1', providerType: '3' },
    { medicaidId: '1', providerType: '03', taxonomy: '207Q00000X' },
  ]);

  it.each<[Require, boolean[]]>([
    ['either', [true, true, true, false, false]],
    ['both', [false, false, true, false, false]],
    ['ids', [true, false, true, false, false]],
    ['types', [false, true, true, false, false]],
    ['always', [true, true, true, true, true]],
  ])('%s', (require, expected) => {
    const registries = [twoIds, twoTypes, twoOfBoth, single, sameType];
    const flagged = registries.map((registry) =>
      rulesOf(simpleFile(), { require }, registry).includes('taxonomy-missing'),
    );
    expect(flagged).toEqual(expected);
  });

  it('names the reasons that hold', () => {
    const reasons = [twoIds, twoTypes, twoOfBoth].map((registry) => {
      const [finding] = findingsOf(simpleFile(), {}, registry);
      return finding !== undefined && 'reasons' in finding ? finding.reasons : null;
    });
    expect(reasons).toEqual([
      ['multiple-medicaid-ids'],
      ['multiple-provider-types'],
      ['multiple-medicaid-ids', 'multiple-provider-types'],
    ]);
  });

  it.each([
    // An enrollment that ended 2025-12-31, beside one that goes on.
    ['20251231', ['taxonomy-missing']],
    ['20260101', []],
    ['20251215-20260115', ['taxonomy-missing']],
    // No service date: BHT04 is 2026-07-01.
    ['', []],
  ])('by the enrollments active on the service dates %j', (date, expected) => {
    const registry = registryOf([{ medicaidId: '1' }, { medicaidId: '2', to: '2025-12-31' }]);
    const body = [...header, ...billing(), ...subscriber(), ...claim({ date })];
    expect(rulesOf(interchange({ body }), {}, registry)).toEqual(expected);
  });

  it('counts every row when neither the claim nor BHT04 has a date', () => {
    const registry = registryOf([{ medicaidId: '1' }, { medicaidId: '2', to: '1999-12-31' }]);
    const body = ['BHT*0019*00*0123', ...billing(), ...subscriber(), ...claim({ date: '' })];
    expect(rulesOf(interchange({ body }), {}, registry)).toEqual(['taxonomy-missing']);
  });

  it('each claim by its own dates, in one billing loop', () => {
    const registry = registryOf([
      { medicaidId: '1' },
      { medicaidId: '2', from: '2026-02-01', to: '2026-02-28' },
    ]);
    const dates = ['20260131', '20260201', '20260228', '20260301', '20260101-20260401', '20260215'];
    const claims = dates.flatMap((date, index) => claim({ id: `C${index}`, date }));
    const found = findingsOf(
      interchange({ body: [...header, ...billing(), ...subscriber(), ...claims] }),
      {},
      registry,
    );
    const flagged = found.flatMap((finding) => ('claim' in finding ? [finding.claim.id] : []));
    expect(flagged).toEqual(['C1', 'C2', 'C4', 'C5']);
  });
});

describe('the hint', () => {
  const hintOf = (registry: ReturnType<typeof registryOf>, segments = simpleFile()) =>
    findingsOf(segments, { require: 'always' }, registry)[0]!.hint;

  it('is the exact segment when one code identifies one enrollment', () => {
    const hint = hintOf(
      registryOf([{ medicaidId: '7100000001', providerType: '64', taxonomy: '207Q00000X' }]),
    );
    expect(hint).toContain('PRV*BI*PXC*207Q00000X~');
    expect(hint).toContain('right after the HL segment of the billing provider');
    expect(hint).toContain('7100000001');
  });

  it('is in the delimiters and the version of the file', () => {
    const registry = registryOf([{ medicaidId: '7100000001', taxonomy: '207Q00000X' }]);
    const file = simpleFile({}, { version: '004010X098A1' }).map((segment) => segment.replaceAll('*', '|'));
    const { findings } = checkBytes(bytesOf(file, '!'), { registry, policy: { require: 'always' } });
    expect(findings[0]!.hint).toContain('PRV|BI|ZZ|207Q00000X!');
  });

  it('lists the choices when several codes do', () => {
    const hint = findingsOf(simpleFile())[0]!.hint;
    expect(hint).toContain('PRV*BI*PXC*207Q00000X~ for Medicaid ID 7100000001');
    expect(hint).toContain('PRV*BI*PXC*363L00000X~ for Medicaid ID 7100000002');
  });

  it('says who to ask when none can', () => {
    const same = registryOf([
      { medicaidId: '7100000001', providerType: '64', taxonomy: '207Q00000X' },
      { medicaidId: '7100000002', providerType: '78', taxonomy: '207Q00000X' },
    ]);
    expect(hintOf(same)).toMatch(/No taxonomy code.*partner portal support.*NPI and Tax ID/);
    expect(hintOf(registryOf([{ medicaidId: '1' }, { medicaidId: '2' }]))).toMatch(
      /lists no taxonomy.*partner portal/,
    );
  });

  it('never offers a code that is none', () => {
    const odd = registryOf([
      { medicaidId: '7100000001', taxonomy: '207Q00000X - FAMILY MEDICINE' },
      { medicaidId: '7100000002', taxonomy: 'N/A' },
    ]);
    expect(hintOf(odd).match(/PRV\*\S+/g)).toEqual(['PRV*BI*PXC*207Q00000X~']);
  });

  it('says so when the code to move or to mend is not enrolled', () => {
    const moved = findingsOf(simpleFile({ after: ['PRV*BI*PXC*999Z00000X'] }))[0]!.hint;
    expect(moved).toMatch(/^Move it to .*PRV\*BI\*PXC\*999Z00000X~ But no active enrollment/);
    const mended = findingsOf(simpleFile({ prv: ['PRV*BI*ZZ*999Z00000X'] }))[0]!.hint;
    expect(mended).toMatch(/^Write PRV\*BI\*PXC\*999Z00000X~ But no active enrollment/);
    expect(findingsOf(simpleFile({ prv: ['PRV*BI*ZZ*207Q00000X'] }))[0]!.hint).toBe(
      'Write PRV*BI*PXC*207Q00000X~',
    );
  });

  it('uses the ZIP where it tells enrollments apart', () => {
    const byZip = registryOf([
      { medicaidId: '7100000001', taxonomy: '207Q00000X', zip: '40202' },
      { medicaidId: '7100000002', taxonomy: '207Q00000X', zip: '41001' },
    ]);
    expect(hintOf(byZip)).toContain('Medicaid ID 7100000001');
    expect(hintOf(byZip)).toContain('No code points to 7100000002 alone');
  });
});

describe('what else the rules say', () => {
  it('misplaced and malformed are errors where required, warnings where not, and said whatever the NPI', () => {
    const misplaced = { after: good };
    const malformed = { prv: ['PRV*BI*PXC*207q00000x'] };
    const severities = [misplaced, malformed].flatMap((loop) => [
      findingsOf(simpleFile(loop)).map(({ rule, severity }) => [rule, severity]),
      findingsOf(simpleFile(loop), {}, registryOf([{ medicaidId: '1' }])).map(({ rule, severity }) => [
        rule,
        severity,
      ]),
      rulesOf(simpleFile({ ...loop, id: '1000000004' })),
    ]);
    expect(severities).toEqual([
      [['taxonomy-misplaced', 'error']],
      [['taxonomy-misplaced', 'warning']],
      ['npi-unregistered', 'taxonomy-misplaced'],
      [['taxonomy-malformed', 'error']],
      [['taxonomy-malformed', 'warning']],
      ['taxonomy-malformed', 'npi-unregistered'],
    ]);
  });

  it.each([
    ['005010X222A1', 'PRV*BI*PXC*207Q00000X', []],
    ['005010X222A1', 'PRV*BI*ZZ*207Q00000X', ['taxonomy-malformed']],
    ['005010X222A1', 'PRV*PE*PXC*207Q00000X', ['taxonomy-malformed']],
    ['005010X222A1', 'PRV*BI*pxc*207Q00000X', ['taxonomy-malformed']],
    ['005010X222A1', 'PRV*BI*PXC*207Q00000', ['taxonomy-malformed']],
    ['005010X222A1', 'PRV*BI*PXC', ['taxonomy-missing']],
    ['005010X222A1', 'PRV*BI*PXC*', ['taxonomy-missing']],
    ['005010X222A1', 'PRV', ['x12-unexpected-segment', 'taxonomy-missing']],
    ['005010X222A1', 'PRV**', ['x12-unexpected-segment', 'taxonomy-missing']],
    ['004010X098A1', 'PRV*BI*ZZ*207Q00000X', []],
    ['004010X098A1', 'PRV*PT*ZZ*207Q00000X', []],
    ['004010X098A1', 'PRV*BI*PXC*207Q00000X', ['taxonomy-malformed']],
  ])('%s %s', (version, prv, expected) => {
    expect(rulesOf(simpleFile({ prv: [prv] }, { version }))).toEqual(expected);
  });

  it('a code that no enrollment carries is a warning, and an error under match', () => {
    const file = simpleFile({ prv: ['PRV*BI*PXC*999Z00000X'] });
    expect(findingsOf(file).map(({ severity }) => severity)).toEqual(['warning']);
    expect(findingsOf(file, { match: true }).map(({ severity }) => severity)).toEqual(['error']);
  });

  it('nothing is said of matching when no active enrollment lists a taxonomy', () => {
    expect(
      rulesOf(simpleFile({ prv: good }), {}, registryOf([{ medicaidId: '1' }, { medicaidId: '2' }])),
    ).toEqual([]);
  });

  it('a code that fits two Medicaid IDs is ambiguous, unless the ZIP narrows it', () => {
    const rows = [
      { medicaidId: '1', taxonomy: '207Q00000X', zip: '40202' },
      { medicaidId: '2', taxonomy: '207Q00000X', zip: '41001' },
    ];
    expect(rulesOf(simpleFile({ prv: good, zip: '402029999' }), {}, registryOf(rows))).toEqual([]);
    expect(rulesOf(simpleFile({ prv: good, zip: '42101' }), {}, registryOf(rows))).toEqual([
      'taxonomy-ambiguous',
    ]);
  });

  it('a code that the NUCC file does not list is unknown, only when one is given', () => {
    expect(rulesOf(simpleFile({ prv: good }), { taxonomyCodes: new Set(['363L00000X']) })).toEqual([
      'taxonomy-unknown',
    ]);
    expect(rulesOf(simpleFile({ prv: good }), { taxonomyCodes: new Set(['207Q00000X']) })).toEqual([]);
  });

  it.each([
    ['1000000004', ['npi-unregistered']],
    ['1234567890', ['npi-unregistered', 'npi-invalid']],
    ['123456789', ['npi-invalid']],
    ['', ['npi-invalid']],
  ])('NPI %s', (id, expected) => {
    expect(rulesOf(simpleFile({ id }))).toEqual(expected);
  });

  it('a registered NPI with a bad check digit is judged all the same', () => {
    const registry = registryOf([
      { npi: '1234567890', medicaidId: '1' },
      { npi: '1234567890', medicaidId: '2' },
    ]);
    expect(rulesOf(simpleFile({ id: '1234567890' }), {}, registry)).toEqual([
      'taxonomy-missing',
      'npi-invalid',
    ]);
  });

  it('an atypical provider has no NPI: the rule does not apply, even under always', () => {
    const file = simpleFile().map((segment) => segment.replace(`XX*${npi}`, 'EI*123456789'));
    expect(findingsOf(file, { require: 'always' }).map(({ rule, severity }) => [rule, severity])).toEqual([
      ['npi-missing', 'info'],
    ]);
  });

  it('an NPI or its qualifier with padding is the NPI', () => {
    const padded = simpleFile().map((segment) => segment.replace(`XX*${npi}`, `xx *${npi} `));
    expect(rulesOf(padded)).toEqual(['taxonomy-missing']);
  });

  it('findings of one claim come by position', () => {
    const file = simpleFile({ prv: [], after: good, id: '1000000004' });
    const offsets = findingsOf(file).map(({ position }) => position.offset);
    expect(offsets).toHaveLength(2);
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
  });

  it('an NPI without an active enrollment is said to be so', () => {
    const ended = registryOf([
      { medicaidId: '1', to: '2020-12-31' },
      { medicaidId: '2', to: '2021-12-31' },
    ]);
    expect(rulesOf(simpleFile(), {}, ended)).toEqual(['enrollment-inactive']);
  });
});

describe('the catalogue', () => {
  it('has every rule once, each with words for people', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const rule of rules) {
      for (const text of [rule.title, rule.why, rule.fix]) expect(text).toMatch(/\w+ \w+/);
    }
  });
});

describe('a taxonomy that is not enrolled', () => {
  const body = (prv: string, ...claims: (readonly string[])[]) =>
    interchange({ body: [...header, ...billing({ prv: [prv] }), ...subscriber(), ...claims.flat()] });
  /** A claim with more segments before its service line, and after it. */
  const claimWith = (more: readonly string[], last: readonly string[] = []) => {
    const [clm, ...line] = claim();
    return [clm!, ...more, ...line, ...last];
  };
  const copies = 'your system probably copies it into Loop 2000A';

  it('is told to be a copy where the rendering provider has the same, claim by claim', () => {
    const rendering = ['NM1*82*1*DOE*ANN****XX*1558598797', 'PRV*PE*PXC*163W00000X'];
    const other = ['NM1*82*1*ROE*BOB****XX*1558598797', 'PRV*PE*PXC*207R00000X'];
    const file = body(
      'PRV*BI*PXC*163W00000X',
      claimWith(rendering),
      claimWith([]),
      claimWith(other, rendering),
      claimWith([], rendering),
      claimWith(['PRV*AS*PXC*163W00000X']),
    );
    const findings = findingsOf(file);
    expect(findings.map(({ rule }) => rule)).toEqual(Array(5).fill('taxonomy-not-enrolled'));
    expect(findings.map(({ hint }) => hint.includes(copies))).toEqual([true, false, false, true, false]);
    const [first, second] = findings;
    expect(first!.hint.startsWith(second!.hint)).toBe(true);
  });

  it('names the field of the form only for professional claims', () => {
    const file = body('PRV*BI*PXC*163W00000X', claimWith(['PRV*PE*PXC*163W00000X']));
    const dental = file.map((segment) => segment.replace(/005010X222A\d/, '005010X224A2'));
    const [onPaper] = findingsOf(file);
    const [other] = findingsOf(dental);
    expect(onPaper).toMatchObject({
      hint: expect.stringContaining('(CMS-1500: shaded 24J, ZZ in 24I): your system'),
    });
    expect(other).toMatchObject({ claim: { kind: 'dental' }, hint: expect.stringContaining(copies) });
    expect(other!.hint).not.toMatch('CMS-1500');
  });

  it('is not told so of a code that is enrolled, nor by other rules', () => {
    const rendering = ['PRV*PE*PXC*207Q00000X'];
    expect(findingsOf(body('PRV*BI*PXC*207Q00000X', claimWith(rendering)))).toEqual([]);
    const policy = { taxonomyCodes: new Set(['363L00000X']) };
    const [unknown] = findingsOf(body('PRV*BI*PXC*207Q00000X', claimWith(rendering)), policy);
    expect(unknown).toMatchObject({ rule: 'taxonomy-unknown', hint: expect.not.stringContaining(copies) });
  });
});
