import { describe, expect, it } from 'vitest';
import { check, checkBytes } from '../../src/index';
import {
  billing,
  bytesOf,
  claim,
  findingsOf,
  header,
  interchange,
  rulesOf,
  simpleFile,
  subscriber,
  twoEnrollments,
} from '../build';

const good = simpleFile({ prv: ['PRV*BI*PXC*207Q00000X'] });

function replaced(from: RegExp, to: string): string[] {
  return good.map((segment) => segment.replace(from, to)).filter((segment) => segment !== '');
}

describe('the envelope', () => {
  it('is silent about a good file', () => {
    expect(findingsOf(good)).toEqual([]);
  });

  it.each([
    ['SE01', /^SE\*\d+/, 'SE*99', 'x12-count-mismatch'],
    ['SE01 that is no number', /^SE\*\d+/, 'SE*many', 'x12-count-mismatch'],
    ['GE01', /^GE\*1/, 'GE*2', 'x12-count-mismatch'],
    ['IEA01', /^IEA\*1/, 'IEA*0', 'x12-count-mismatch'],
    ['SE02', /^(SE\*\d+)\*0001/, '$1*0002', 'x12-control-mismatch'],
    ['GE02', /^GE\*1\*1/, 'GE*1*2', 'x12-control-mismatch'],
    ['IEA02', /^IEA\*1\*000000905/, 'IEA*1*905', 'x12-control-mismatch'],
    ['a missing SE', /^SE.*/, '', 'x12-unexpected-segment'],
    ['a missing GE', /^GE.*/, '', 'x12-unexpected-segment'],
    ['a missing ST', /^ST.*/, '', 'x12-unexpected-segment'],
    ['an HL 22 without parent', /^HL\*2\*1/, 'HL*2*', 'x12-unexpected-segment'],
    ['an HL 22 of another parent', /^HL\*2\*1/, 'HL*2*7', 'x12-unexpected-segment'],
    ['an HL of an unknown kind', /^HL\*2\*1\*22/, 'HL*2*1*99', 'x12-unexpected-segment'],
    ['a missing IEA', /^IEA.*/, '', 'x12-truncated'],
  ])('tells of %s', (_, from, to, rule) => {
    expect(rulesOf(replaced(from, to))).toContain(rule);
  });

  it('a claim before any HL is counted, and told as out of place', () => {
    const file = interchange({
      body: [...header, ...claim({ id: 'LOST' }), ...billing(), ...subscriber(), ...claim()],
    });
    const { findings, summary } = checkBytes(bytesOf(file), { registry: twoEnrollments });
    expect(findings.map(({ rule }) => rule)).toEqual(['x12-unexpected-segment', 'taxonomy-missing']);
    expect(summary.claims).toBe(2);
  });

  it('a claim right under its billing provider is judged, and told as out of place', () => {
    expect(rulesOf(interchange({ body: [...header, ...billing(), ...claim()] }))).toEqual([
      'x12-unexpected-segment',
      'taxonomy-missing',
    ]);
  });

  it('a set without SE still has its claims judged, in file order', () => {
    const body = [...header, ...billing(), ...subscriber(), ...claim()];
    const [isa, gs, st, ...rest] = interchange({ body });
    const file = [isa!, gs!, st!, ...body, 'ST*837*0002*005010X222A1', ...body, ...rest.slice(body.length)];
    const found = findingsOf(file).map(({ rule, transaction }) => `${rule} ${transaction}`);
    expect(found).toEqual([
      'taxonomy-missing 0001',
      'x12-unexpected-segment 0001',
      'taxonomy-missing 0002',
      'x12-control-mismatch 0002',
      'x12-count-mismatch null',
    ]);
  });

  it('a new ISA where the IEA is missing begins a new interchange', () => {
    const cut = simpleFile().slice(0, -3);
    const found = findingsOf([...cut, ...simpleFile({}, { control: '000000906' })]);
    expect(found.map(({ rule, interchange: number }) => `${rule} ${number}`)).toEqual([
      'taxonomy-missing 000000905',
      'x12-unexpected-segment 000000905',
      'taxonomy-missing 000000906',
    ]);
  });

  it('a run of segments between sets is told once', () => {
    const [isa, gs, ...rest] = good;
    expect(rulesOf([isa!, gs!, 'NM1*85*2*X', 'N3*Y', 'REF*Z', ...rest])).toEqual(['x12-unexpected-segment']);
  });

  it('TA1, ISB, ISE, empty segments and known segments without elements are no fault', () => {
    const [isa, ...rest] = good;
    const beside = ['TA1*000000905*260701*1253*A*000', '', 'ISB*1', 'ISE*1'];
    expect(rulesOf([isa!, ...beside, ...rest])).toEqual([]);
    const odd = [
      ...good.slice(0, 5),
      'NTE',
      'REF*',
      ...good.slice(5, -3),
      `SE*${good.length - 2}*0001`,
      ...good.slice(-2),
    ];
    expect(rulesOf(odd)).toEqual([]);
  });

  it('other transaction sets are counted as segments and otherwise ignored', () => {
    const [isa, ...rest] = good;
    const other = [
      ...[
        'GS*HN*A*B*20260701*1253*2*X*005010X212',
        'ST*277*0009',
        'HL*1**20*1',
        'NM1*85*2*X*****XX*1234567893',
      ],
      ...['CLM*X*1', 'XYZ*1', 'SE*99*0008', 'GE*1*2'],
    ];
    const { findings, summary } = checkBytes(bytesOf([isa!, ...other, ...rest]), {
      registry: twoEnrollments,
    });
    expect(findings.map(({ rule }) => rule)).toEqual(['x12-count-mismatch']);
    expect(summary).toMatchObject({ transactions: 1, claims: 1, segments: good.length + other.length });
  });

  it.each([
    ['837P', 0],
    ['873', 0],
    ['', 0],
    ['837 ', 1],
  ])('a set of claims whose ST01 is "%s" is an error at its ST', (type, claims) => {
    const file = good.map((segment) => segment.replace('ST*837*', `ST*${type}*`));
    const { findings, summary } = checkBytes(bytesOf(file), { registry: twoEnrollments });
    expect(findings).toMatchObject([
      { rule: 'x12-unexpected-segment', severity: 'error', transaction: '0001', position: { segment: 1 } },
    ]);
    expect(summary).toMatchObject({ transactions: claims, claims, segments: good.length });
  });

  it.each([
    ['nothing', new Uint8Array(0), 'empty'],
    ['a PDF', new TextEncoder().encode('%PDF-1.7\n1 0 obj'), 'PDF'],
    ['a ZIP', Uint8Array.from([0x50, 0x4b, 3, 4, 9, 9]), 'ZIP'],
    ['prose', new TextEncoder().encode('Dear ISAAC, see ISA* and IEA.'), 'no ISA header'],
    ['UTF-16', Uint8Array.from([...bytesOf(good)].flatMap((byte) => [byte, 0])), 'UTF-16'],
    [
      'UTF-16 with a BOM',
      Uint8Array.from([0xff, 0xfe, ...[...bytesOf(good)].flatMap((byte) => [byte, 0])]),
      'UTF-16',
    ],
    ['EBCDIC', Uint8Array.from([0xc9, 0xe2, 0xc1, 0x5c, 0xf0]), 'EBCDIC'],
    ['a broken ISA', new TextEncoder().encode(`ISA*00*${'x'.repeat(600)}~`), 'begins with ISA'],
  ])('%s is no interchange, and is told what it is', (_, bytes, said) => {
    const found = findingsOf(bytes);
    expect(found.map(({ rule }) => rule)).toEqual(['x12-not-an-interchange']);
    expect(found[0]!.message).toContain(said);
  });

  it('cut anywhere, the file is never called clean', () => {
    const bytes = bytesOf(good, '~', '');
    for (let end = 0; end < bytes.length; end++) {
      const rules = rulesOf(bytes.subarray(0, end));
      expect(rules, `cut at ${end}`).toContain(end < 106 ? 'x12-not-an-interchange' : 'x12-truncated');
    }
  });

  it('cut anywhere, each claim seen whole is judged as in the whole file', () => {
    const bytes = bytesOf(simpleFile());
    const whole = findingsOf(bytes)[0]!;
    const seen =
      new TextDecoder().decode(bytes).indexOf('DTP*472*D8*20260102~') + 'DTP*472*D8*20260102~'.length;
    for (let end = seen; end < bytes.length; end++)
      expect(findingsOf(bytes.subarray(0, end))[0]).toEqual(whole);
  });

  it('a last line without its line break is whole where the line break is the terminator', () => {
    const text = good.join('\n');
    expect(rulesOf(new TextEncoder().encode(text))).toEqual([]);
    expect(rulesOf(new TextEncoder().encode(text.replaceAll('\n', '\r\n')))).toEqual([]);
    expect(rulesOf(new TextEncoder().encode(text.slice(0, -3)))).toEqual(['x12-control-mismatch']);
  });

  it('a segment without end is read by its head', () => {
    const long = (head: string, length: number) => head + 'x'.repeat(length - head.length);
    expect(rulesOf([...good.slice(0, -3), long('NTE*ADD*', 65_536), ...good.slice(-3)])).toEqual([
      'x12-count-mismatch',
    ]);
    const file = simpleFile().map((segment) =>
      segment.startsWith('CLM') ? long(`${segment}*`, 1_000_000) : segment,
    );
    const { findings, summary } = checkBytes(bytesOf(file), { registry: twoEnrollments });
    expect(findings.map(({ rule }) => rule)).toEqual(['x12-segment-too-long', 'taxonomy-missing']);
    expect(summary.chargesAtRisk).toBe('150.25');
  });

  it('200 MB without a terminator are read with one buffer, and told', async () => {
    const megabyte = new Uint8Array(1024 * 1024).fill(0x78);
    async function* endless() {
      yield bytesOf(good.slice(0, 5));
      for (let i = 0; i < 200; i++) yield megabyte;
    }
    const run = check(endless(), { registry: twoEnrollments });
    const before = process.memoryUsage().arrayBuffers;
    const rules: string[] = [];
    for await (const finding of run) rules.push(finding.rule);
    expect(rules).toEqual(['x12-segment-too-long', 'x12-truncated']);
    expect(run.summary.bytes).toBeGreaterThan(200 * megabyte.length);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * megabyte.length);
  });

  it('says where: byte and segment', () => {
    const file = replaced(/^SE\*\d+/, 'SE*99');
    const [finding] = findingsOf(file);
    const offset = new TextDecoder().decode(bytesOf(file)).indexOf('SE*99');
    expect(finding!.position).toEqual({ offset, segment: 17 });
  });

  it('says where a file is cut: in the segment that has no end, or after the last whole one', () => {
    const text = new TextDecoder().decode(bytesOf(good, '~', ''));
    const claimAt = text.indexOf('CLM*');
    const [inClaim] = findingsOf(new TextEncoder().encode(text.slice(0, claimAt + 6)));
    const [afterClaim] = findingsOf(new TextEncoder().encode(text.slice(0, claimAt)));
    expect(inClaim!.position).toEqual({ offset: claimAt, segment: 13 });
    expect(afterClaim!.position).toEqual({ offset: claimAt, segment: 12 });
  });

  it('a guide or a purpose named like a member of an object is one that nobody knows', () => {
    const file = simpleFile({}, { version: 'constructor' }).map((each) =>
      each.replace('*CH', '*constructor'),
    );
    expect(findingsOf(file)[0]).toMatchObject({ claim: { kind: null, purpose: 'claim' } });
  });

  it('shows no data of segments out of place', () => {
    const [isa, gs, ...rest] = good;
    const found = findingsOf([isa!, gs!, 'DOE,JANE*19700101', ...rest]);
    expect(JSON.stringify(found)).not.toMatch(/JANE|1970/);
  });
});
