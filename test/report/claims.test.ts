import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileChecker } from '../../src/check/file-checker';
import { makeStandards, type Standards } from '../../src/check/standards';
import { addSummaries, defaultPolicy, type Policy } from '../../src/index';
import { Pending } from '../../src/node/pending';
import { createReport, type Format, type ReportOptions } from '../../src/report';
import {
  billing,
  bytesOf,
  claim,
  header,
  interchange,
  npi,
  registryOf as registryOfRows,
  simpleFile,
  subscriber,
  twoEnrollments,
} from '../build';
import { file, policy, registryRows } from '../oracle/generate';
import { registryOf } from '../oracle/registry';
import { runs } from '../runs';

const formats = ['text', 'ndjson', 'csv', 'junit'] as const satisfies readonly Format[];

/** Whether the findings of each file are handed over by claim. */
type ByClaim = (file: number) => boolean;

/** The report of the files, a part of each at a time, as text that is written as it comes. */
function written(
  format: Format,
  files: readonly Uint8Array[],
  standards: Standards,
  byClaim: ByClaim,
  options: ReportOptions,
) {
  const report = createReport(format, options);
  const pending = new Pending();
  const out: Uint8Array[] = [];
  const flush = () => {
    for (let bytes = pending.take(); bytes.length > 0; bytes = pending.take())
      out.push(Uint8Array.from(bytes));
  };
  let shared = 0;
  pending.add(report.begin());
  const summaries = files.map((bytes, n) => {
    const checker = new FileChecker(standards, `${n}.837`, {
      finding: (finding) => pending.add(report.finding(finding)),
      ...(byClaim(n) && {
        claimFindings(found) {
          if (found.isShared) shared++;
          report.claimFindings!(found, pending);
        },
      }),
    });
    for (let at = 0; at < bytes.length; at += 1000) {
      checker.push(bytes.slice(at, at + 1000));
      if (pending.isFull()) flush();
    }
    checker.end();
    const summary = checker.summary();
    pending.add(report.endFile(`${n}.837`, summary));
    return summary;
  });
  pending.add(report.end(summaries.reduce(addSummaries)));
  flush();
  return { text: Buffer.concat(out).toString('latin1'), summaries, shared };
}

/** How many claims had findings that they share, with both ways compared. */
function compare(
  files: readonly Uint8Array[],
  standards: Standards,
  byClaim: ByClaim,
  options: ReportOptions = {},
): number {
  let shared = 0;
  for (const format of formats) {
    const said = written(format, files, standards, byClaim, options);
    const { text, summaries } = written(format, files, standards, () => false, options);
    expect(said.text).toBe(text);
    expect(said.summaries).toEqual(summaries);
    shared = said.shared;
  }
  return shared;
}

const order = fc.constantFrom('worst', 'last-day');

/** Values that a format may have to write otherwise than they are in the file; in Latin-1. */
const odd = fc.oneof(
  fc.constantFrom(
    ...['', ' ', ' A', 'A ', '\t1', 'A\nB', '\r\n', '"', 'A"B', '\\', 'A,B', 'A;B', '=1+1', '-5', '+5', '@A'],
    ...['-', '1,150.25', '.5', '5.', '0', '00', '12.345', '999999999999', '1234567890123', '1e3', 'A\x00B'],
    ...['A\x7f', 'A\xff', '\xc3\xa9', '\xe2\x80\xae', '\xef\xbb\xbfA', '\xc2\xa0A', 'A'.repeat(255)],
    ...['A'.repeat(256), 'A'.repeat(257), `${'A'.repeat(250)}\r\n\r\n\r\n\r\n`, `${'A'.repeat(255)}\nB`],
  ),
  fc.string({ unit: fc.constantFrom(...'0123456789. AZ-'), maxLength: 14 }),
);
const usual = (value: string) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: odd });

const oddClaim = fc
  .record({
    id: usual('PCN1'),
    charge: usual('150.25'),
    date: fc.constantFrom('20260102', '20260103', '20260102-20260104', '20250101', '', '2026'),
    facility: fc.constantFrom(
      '11:B:1',
      '11:B:7',
      '11',
      '11:B:',
      '11:B:1"',
      '11:B:12:3',
      '',
      '11:A:1',
      '11:B:\xe9',
    ),
    payer: usual('KYMEDICAID'),
    payerName: usual('KENTUCKY MEDICAID'),
    filing: usual('MC'),
    levels: fc.constantFrom(0, 1, 1),
    rendering: fc.constantFrom('', 'NM1*82*1*DOE*J****XX*1003000126', 'PRV*PE*PXC*207Q00000X'),
  })
  .map(({ id, charge, date, facility, payer, payerName, filing, levels, rendering }) => {
    const [clm, ...lines] = claim({ date });
    return [
      ...(levels === 0
        ? []
        : subscriber({ payer: '' }).map((segment) => segment.replace('*MC', `*${filing}`))),
      ...(levels === 0 ? [] : [`NM1*PR*2*${payerName}*****PI*${payer}`]),
      clm!
        .replace('PCN1', () => id)
        .replace('150.25', () => charge)
        .replace('11:B:1', () => facility),
      ...rendering.split('~').filter((segment) => segment !== ''),
      ...lines,
    ];
  });
const oddLoop = fc
  .record({
    prv: fc.constantFrom<string[]>(
      [],
      ['PRV*BI*PXC*207Q00000X'],
      ['PRV*BI*PXC*1'],
      ['PRV*BI*PXC*208D00000X'],
    ),
    name: fc.constantFrom('RIVER CITY CLINIC', 'CLINIC "A"; =1', 'CLINIC \xe9'),
    claims: fc.array(oddClaim, { minLength: 1, maxLength: 8 }),
  })
  .map(({ claims, ...loop }) => [...billing(loop), ...subscriber(), ...claims.flat()]);
const oddFile = fc
  .array(oddLoop, { minLength: 1, maxLength: 4 })
  .map((loops) => interchange({ body: [...header, ...loops.flat()] }))
  .map((segments) => Buffer.from(segments.map((segment) => `${segment}~`).join(''), 'latin1'));

const settings: fc.Arbitrary<Policy> = fc
  .record({
    require: fc.constantFrom('either', 'always'),
    match: fc.boolean(),
    filingDays: fc.constantFrom(null, null, 365),
    asOf: fc.constantFrom(null, null, '2027-01-02'),
    roles: fc.constantFrom({}, {}, { rendering: 'if-sent' } as const),
  })
  .map((own) => ({ ...defaultPolicy, ...own }) as Policy);

describe('findings handed over by claim', () => {
  const other = '1003000126';
  const bothKnown = registryOfRows([
    ...[npi, other].flatMap((npi) => [
      { npi, medicaidId: `71${npi.slice(2)}`, providerType: '64', taxonomy: '207Q00000X', zip: '402020001' },
      { npi, medicaidId: `72${npi.slice(2)}`, providerType: '78', taxonomy: '363L00000X', zip: '402020002' },
    ]),
  ]);
  const name = 'NM1*85*2*RIVER CITY CLINIC*****';
  const prv = (...texts: string[]) => ({ prv: texts.map((text) => `PRV*${text}`) });
  const misplaced = (...texts: string[]) => ({ after: texts.map((text) => `PRV*${text}`) });
  const named = (text: string) =>
    billing().map((segment) => (segment.startsWith('NM1*85') ? name + text : segment));

  it.each([
    ['the NPI', billing(), billing({ id: other })],
    ['an NPI that is empty', named('XX*'), named('24*610000000')],
    ['the name', billing(), billing({ name: 'OTHER' })],
    ['the ZIP code', billing({ zip: '402029999' }), billing({ zip: '402028888' })],
    ['PRV01', billing(prv('PE*PXC*207Q00000X')), billing(prv('PT*PXC*207Q00000X'))],
    ['PRV02', billing(prv('BI*ZZ*207Q00000X')), billing(prv('BI*XX*207Q00000X'))],
    ['PRV03', billing(prv('BI*PXC*1')), billing(prv('BI*PXC*2'))],
    [
      'a second PRV',
      billing(prv('BI*PXC*207Q00000X', 'BI*PXC*363L00000X')),
      billing(prv('BI*PXC*207Q00000X', 'BI*PXC*208D00000X')),
    ],
    ['the side of a PRV', billing(prv('BI*PXC*1')), billing(misplaced('BI*PXC*1'))],
    ['the side of an empty PRV', billing(prv('**')), billing(misplaced('**'))],
    [
      'a PRV after the name',
      billing(misplaced('BI*PXC*207Q00000X')),
      billing(misplaced('BI*PXC*363L00000X')),
    ],
    ['an NPI in another element', named(`24*${npi}`), named(`24*${other}`)],
  ])('are told apart by %s', (_, one, two) => {
    const policy: Policy = { ...defaultPolicy, key: ['zip4'], severity: { 'zip-not-enrolled': 'error' } };
    const loops = [one, two, one].flatMap((loop) => [...loop, ...subscriber(), ...claim()]);
    const bytes = bytesOf(interchange({ body: [...header, ...loops] }));
    expect(compare([bytes], makeStandards(bothKnown, policy), () => true)).toBe(3);
  });

  it('are told apart by whether the rendering provider has the code of the billing provider', () => {
    const loop = [...billing(prv('BI*PXC*208D00000X')), ...subscriber()];
    const [clm, ...lines] = claim();
    const rendered = [clm!, 'PRV*PE*PXC*208D00000X', ...lines];
    const loops = [rendered, claim(), rendered].flatMap((claim) => [...loop, ...claim]);
    const bytes = bytesOf(interchange({ body: [...header, ...loops] }));
    expect(compare([bytes], makeStandards(bothKnown, defaultPolicy), () => true)).toBe(3);
  });

  it.each([
    ['the version', { version: '004010X098A1' }, '*', '~'],
    ['the separator', {}, '|', '~'],
    ['the terminator', {}, '*', '!'],
  ])('are told apart by %s', (_, parts, separator, terminator) => {
    const one = simpleFile();
    const two = simpleFile({}, parts).map((segment) => segment.replaceAll('*', separator));
    const bytes = Buffer.concat([bytesOf(one), bytesOf(two, terminator), bytesOf(one)]);
    expect(compare([bytes], makeStandards(bothKnown, defaultPolicy), () => true)).toBe(3);
  });

  it('are written as one by one, whatever the values of a claim are', () => {
    let shared = 0;
    fc.assert(
      fc.property(
        fc.array(oddFile, { minLength: 1, maxLength: 2 }),
        settings,
        fc.record({ details: fc.boolean(), claimsShown: fc.constantFrom(1, 10), order }),
        fc.constantFrom<ByClaim>(
          () => true,
          (n) => n === 1,
        ),
        (files, policy, { details, ...options }, byClaim) => {
          const standards = makeStandards(twoEnrollments, policy, { details });
          shared += compare(files, standards, byClaim, { policy, ...options });
        },
      ),
      { numRuns: runs(300) },
    );
    expect(shared).toBeGreaterThan(0);
  });

  it('are written as one by one, whatever the file and the settings are', () => {
    let shared = 0;
    fc.assert(
      fc.property(
        file(),
        registryRows(),
        policy(),
        fc.boolean(),
        order,
        (bytes, rows, own, details, order) => {
          const policy = { ...defaultPolicy, ...own };
          const standards = makeStandards(registryOf(rows), policy, { details });
          shared += compare([bytes, bytes], standards, () => true, { policy, order });
        },
      ),
      { numRuns: runs(300) },
    );
    expect(shared).toBeGreaterThan(0);
  });
});
