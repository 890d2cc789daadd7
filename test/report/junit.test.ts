import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { type ClaimFinding, checkBytes, type Finding, type Summary } from '../../src/index';
import { registryOf } from '../build';
import { file, PLANTED, policy } from '../oracle/generate';
import { runs } from '../runs';
import { billing, claim, missing, nastyFindings, nthClaim, truncated, unregistered } from './findings';
import { type File, report } from './write';

interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** The root of a document; what is not XML 1.0 throws. */
function parse(xml: string): Element {
  const parser = new SaxesParser();
  const document: Element = { tag: '', attributes: {}, children: [], text: '' };
  const open = [document];
  parser.on('opentag', ({ name, attributes }) => {
    const element = { tag: name, attributes, children: [], text: '' };
    open[0]!.children.push(element);
    open.unshift(element);
  });
  parser.on('closetag', () => void open.shift());
  parser.on('text', (text) => {
    open[0]!.text += text;
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return document.children[0]!;
}

interface Test {
  readonly file: string;
  readonly name: string;
  readonly failure: { readonly type: string; readonly message: string } | null;
  /** Why it neither fails nor passes. */
  readonly skipped: string | null;
  readonly text: string;
}

/** Every test of a report, after a look at whether it is built as Jenkins wants it. */
function testsOf(xml: string): Test[] {
  const root = parse(xml);
  expect(root).toMatchObject({ tag: 'testsuites', attributes: { name: 'prvcheck' } });
  return root.children.flatMap((suite) => {
    const { name, ...counts } = suite.attributes;
    const count = (tag: string) => suite.children.filter(({ children }) => children[0]?.tag === tag).length;
    expect(suite.tag).toBe('testsuite');
    expect(counts).toEqual({
      tests: `${suite.children.length}`,
      failures: `${count('failure')}`,
      errors: '0',
      skipped: `${count('skipped')}`,
    });
    expect(new Set(suite.children.map((test) => test.attributes.name)).size).toBe(suite.children.length);
    return suite.children.map((test): Test => {
      const isSkipped = test.children[0]?.tag === 'skipped';
      const [said, more] = isSkipped ? test.children.slice(1) : test.children;
      expect([test.tag, test.attributes.classname, more]).toEqual(['testcase', name, undefined]);
      if (said?.tag !== 'failure') expect(said).toMatchObject({ tag: 'system-out', attributes: {} });
      const { type = '', message = '' } = said!.attributes;
      const failure = said!.tag === 'failure' ? { type, message } : null;
      const skipped = isSkipped ? test.children[0]!.attributes.message! : null;
      return { file: name!, name: test.attributes.name!, failure, skipped, text: said!.text.trim() };
    });
  });
}

const junit = (files: readonly File[]) => testsOf(report('junit', files));
const clinic = 'RIVER CITY CLINIC (NPI 1234567893)';

describe('junit', () => {
  it('reads well', () => {
    const notEnrolled: ClaimFinding = { ...missing, rule: 'taxonomy-not-enrolled', severity: 'warning' };
    const files: File[] = [
      { name: 'claims/2025.837', summary: { claims: 1200 } },
      {
        name: 'claims/<a> & b.837',
        findings: [missing, { ...missing, claim: nthClaim(2, { charge: '9.75' }) }, notEnrolled],
        summary: { claims: 5, flagged: 2, chargesAtRisk: '160' },
      },
      { name: 'claims/c.837', findings: [truncated, truncated] },
    ];
    expect(report('junit', files)).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="prvcheck">
      <testsuite name="claims/2025.837" tests="1" failures="0" errors="0" skipped="0">
      <testcase classname="claims/2025.837" name="The file itself">
      <system-out>
      1,200 claims, no billing taxonomy missing or wrong.
      </system-out>
      </testcase>
      </testsuite>
      <testsuite name="claims/&lt;a&gt; &amp; b.837" tests="3" failures="1" errors="0" skipped="0">
      <testcase classname="claims/&lt;a&gt; &amp; b.837" name="The file itself">
      <system-out>
      5 claims: 2 at risk, $160.00; 1 to look at.
      </system-out>
      </testcase>
      <testcase classname="claims/&lt;a&gt; &amp; b.837" name="taxonomy-missing: RIVER CITY CLINIC (NPI 1234567893)">
      <failure type="taxonomy-missing" message="2 claims at risk, $160.00: The billing provider taxonomy is required and missing">
          ERROR    2 claims at risk, $160.00 (taxonomy-missing)
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
          Claims   PCN1  $150.25  2026-01-02
                   PCN2    $9.75  2026-01-02
          Where    ISA 000000001, ST 0001, HL 1, segment 8, byte 612
      </failure>
      </testcase>
      <testcase classname="claims/&lt;a&gt; &amp; b.837" name="taxonomy-not-enrolled: RIVER CITY CLINIC (NPI 1234567893)">
      <system-out>
          WARNING  1 claim to look at (taxonomy-not-enrolled)
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
          Claims   PCN1  $150.25  2026-01-02
          Where    ISA 000000001, ST 0001, HL 1, segment 8, byte 612
      </system-out>
      </testcase>
      </testsuite>
      <testsuite name="claims/c.837" tests="1" failures="1" errors="0" skipped="0">
      <testcase classname="claims/c.837" name="The file itself">
      <failure type="x12-truncated" message="The file ends inside transaction 0002. And 1 more error.">
      No 837 claims in this file.

          ERROR    The file ends inside transaction 0002. (x12-truncated)
          Fix      Ask for the whole file and check it again.
          Where    ISA 000000001, ST 0002, segment 30, byte 18230

          ERROR    The file ends inside transaction 0002. (x12-truncated)
          Fix      Ask for the whole file and check it again.
          Where    ISA 000000001, ST 0002, segment 30, byte 18230
      </failure>
      </testcase>
      </testsuite>
      </testsuites>
      "
    `);
  });

  it('a clean file has one test, which passes; no files make an empty report', () => {
    const said = '2 claims, no billing taxonomy missing or wrong.';
    expect(junit([{ name: 'a.837', summary: { claims: 2 } }])).toEqual([
      { file: 'a.837', name: 'The file itself', failure: null, skipped: null, text: said },
    ]);
    expect(junit([])).toEqual([]);
  });

  it('a file is passed only where its claims were checked and decided', () => {
    const skipped = (summary: Partial<Summary>) => junit([{ summary }]).map((test) => test.skipped);
    expect(skipped({ claims: 2, undecided: 1 })).toEqual(['2 claims: 1 undecided.']);
    expect(skipped({ claims: 2, outOfScope: 2 })).toEqual(['2 claims, all out of scope, not checked.']);
    expect(skipped({})).toEqual(['No 837 claims in this file.']);
    expect(skipped({ claims: 2, outOfScope: 1 })).toEqual([null]);
  });

  it('a rule on undecided claims neither passes nor fails, unless a claim of it has an error', () => {
    const summary = { claims: 2, undecided: 1 };
    const [, test] = junit([{ findings: [unregistered], summary }]);
    expect(test).toMatchObject({
      name: 'npi-unregistered: LICKING VALLEY CLINIC (NPI 2000000002)',
      failure: null,
      skipped: '1 claim undecided: The billing NPI is not in the registry',
      text: expect.stringContaining('Claims   PCN1'),
    });
    const error = { ...unregistered, severity: 'error' as const, claim: nthClaim(2) };
    const [, both] = junit([{ findings: [unregistered, error], summary: { ...summary, flagged: 1 } }]);
    expect(both).toMatchObject({ failure: { type: 'npi-unregistered' }, skipped: null });
  });

  it('skipped files are a property of a suite without tests', () => {
    const xml = report('junit', [{ name: 'a.837', summary: { claims: 2 } }], { skipped: 3 });
    expect(parse(xml).children.map(({ attributes }) => attributes.name)).toEqual(['a.837', 'Other files']);
    expect(parse(xml).children[1]).toMatchObject({
      tag: 'testsuite',
      attributes: { tests: '0', failures: '0', errors: '0', skipped: '0' },
      children: [{ tag: 'properties', children: [{ attributes: { name: 'skipped', value: '3' } }] }],
    });
  });

  it('errors fail, warnings and notes pass and are told', () => {
    const finding = (severity: Finding['severity']) => ({ ...missing, severity });
    const [, error] = junit([{ findings: [finding('error')] }]);
    expect(error).toMatchObject({
      name: `taxonomy-missing: ${clinic}`,
      failure: {
        type: 'taxonomy-missing',
        message: '1 claim at risk, $150.25: The billing provider taxonomy is required and missing',
      },
    });
    for (const severity of ['warning', 'info'] as const) {
      const [itself, test] = junit([{ findings: [finding(severity), { ...truncated, severity }] }]);
      expect([itself?.failure, test?.failure]).toEqual([null, null]);
      expect(itself?.text).toContain(truncated.message);
      expect(test?.text).toContain('Claims   PCN1  $150.25  2026-01-02');
    }
  });

  it('one rule and one provider are one test, in however many words', () => {
    const second = { ...missing, severity: 'warning' as const, message: 'Else.', claim: nthClaim(2) };
    const other = { ...missing, billing: { ...billing, name: null }, claim: nthClaim(3) };
    const nameless = { ...other, billing: { ...billing, name: '' }, claim: nthClaim(4) };
    const tests = junit([{ findings: [second, missing, other, nameless] }]);
    expect(tests.map(({ name, failure }) => [name, failure?.message.split(':')[0]])).toEqual([
      ['The file itself', undefined],
      [`taxonomy-missing: ${clinic}`, '2 claims'],
      ['taxonomy-missing: (no name) (NPI 1234567893)', '2 claims at risk, $300.50'],
    ]);
    expect(tests[1]?.text).toMatch(/Else\..*two KY Medicaid IDs/s);
  });

  it('an error that there is no room for still fails a test', () => {
    const many = (count: number, severity: Finding['severity'], each: (n: number) => Partial<ClaimFinding>) =>
      Array.from({ length: count }, (_, n) => ({ ...missing, severity, claim: nthClaim(n), ...each(n) }));
    const named = (n: number) => ({ billing: { ...billing, name: `P${n}` } });
    const hinted = (n: number) => ({ hint: `${n}` });
    for (const each of [named, hinted]) {
      const rest = junit([{ findings: many(3000, 'error', each) }]).at(-1);
      expect(rest).toMatchObject({ name: 'More findings', failure: { type: 'error' } });
      expect(rest?.failure?.message).toBe(
        '2,000 more findings, not listed; use --format csv for all of them',
      );
      expect(junit([{ findings: many(3000, 'warning', each) }]).at(-1)).toMatchObject({
        name: 'More findings',
        failure: null,
      });
      expect(junit([{ findings: many(1000, 'error', each) }]).at(-1)?.name).not.toBe('More findings');
    }
    const manyOfFile = Array.from({ length: 1214 }, () => truncated);
    expect(junit([{ findings: manyOfFile }])[0]).toMatchObject({
      failure: { type: 'x12-truncated', message: `${truncated.message} And 1,213 more errors.` },
      text: expect.stringContaining('and 1,204 more like these'),
    });
  });

  it('is XML whatever the data and the name hold', () => {
    const name = fc.string({ unit: 'binary' });
    const worst = '\ud800\udfff\u0000\ufffe\uffff]]>&#0;<![CDATA["\'\u2028\u{1f600}';
    const findings = [{ ...missing, message: worst, claim: { ...claim, id: worst } }];
    expect(junit([{ name: worst, findings }])[1]?.text).toContain('<00>]]>&#0;<![CDATA["\'<2028>😀');
    fc.assert(
      fc.property(nastyFindings, name, (findings, name) => {
        const tests = junit([{ name, findings }]);
        const errors = findings.filter(({ severity }) => severity === 'error');
        expect(tests.some(({ failure }) => failure !== null)).toBe(errors.length > 0);
      }),
    );
  });
});

/** With which most rules have something to say. */
const registry = registryOf([
  { medicaidId: '7100000001', taxonomy: '207Q00000X', revalidation: '1990-01-01' },
  { medicaidId: '7100000002', taxonomy: '363L00000X', license: '1990-01-01' },
]);

it('junit of any file fails a test for each rule with an error, no other, and holds nothing private', () => {
  fc.assert(
    fc.property(file(), policy(), (bytes, settings) => {
      const options = { registry, policy: { ...settings, require: 'always' } } as const;
      const { findings, summary } = checkBytes(bytes, options);
      const xml = report('junit', [{ findings, summary }]);
      const onOneLine = xml.replace(/\s+/g, ' ');
      expect(PLANTED.filter((value) => onOneLine.includes(value))).toEqual([]);
      const errors = findings.filter(({ severity }) => severity === 'error');
      const failing = testsOf(xml).flatMap(({ failure }) => (failure === null ? [] : [failure.type]));
      const first = errors.find(({ loop }) => loop === null)?.rule;
      const ofClaims = errors.filter(({ loop }) => loop !== null).map(({ rule }) => rule);
      expect(new Set(failing)).toEqual(new Set(first === undefined ? ofClaims : [first, ...ofClaims]));
    }),
    { numRuns: runs(100) },
  );
});
