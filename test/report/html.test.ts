import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FileChecker } from '../../src/check/file-checker';
import { makeStandards } from '../../src/check/standards';
import { addSummaries, checkBytes, emptySummary, type Finding } from '../../src/index';
import { claimAt, fateAt, placesAt, type Room } from '../../src/report/claim-rows';
import { type Digest, Digester } from '../../src/report/digest';
import { bytesAt, excerpt, excerptSize } from '../../src/report/excerpt';
import { htmlReport } from '../../src/report/html';
import { shorten } from '../../src/report/shorten';
import { completePolicy } from '../../src/rules/validate-policy';
import { billing, bytesOf, claim, header, interchange, npi, subscriber, twoEnrollments } from '../build';

const template = readFileSync(resolve(import.meta.dirname, '../../dist/web/report.html'), 'utf8');

/** A file with so many claims under one billing loop that lacks its taxonomy. */
function claims(count: number, loop: Parameters<typeof billing>[0] = {}): Uint8Array {
  const all = Array.from({ length: count }, (_, i) => claim({ id: `PCN${i}`, charge: `${i + 1}.10` })).flat();
  return bytesOf(interchange({ body: [...header, ...billing(loop), ...subscriber(), ...all] }));
}

function roomFor(most: number, others = 0) {
  return { error: most, warning: most, info: most, others };
}

function check(bytes: Uint8Array, file: string) {
  return checkBytes(bytes, { registry: twoEnrollments, file });
}

function digestOf(files: readonly Uint8Array[], room = roomFor(1000)): Digest {
  const digester = new Digester({ rows: room, files: 10 });
  let total = emptySummary;
  for (const [i, bytes] of files.entries()) {
    const { findings, summary } = check(bytes, `${i}.837`);
    for (const finding of findings) digester.add(finding);
    digester.endFile(`${i}.837`, summary);
    total = addSummaries(total, summary);
  }
  return digester.digest(total);
}

function shownIn(html: string): { digest: Digest; problems: string[]; skipped: string[] } {
  return JSON.parse(/id="shown">(.*?)<\/script>/s.exec(html)![1]!);
}

describe('a digest', () => {
  it('counts each claim once, in whatever file, and adds their charges exactly', () => {
    // The claims of the two files begin at the same places.
    const digest = digestOf([claims(3), claims(3)]);
    expect(digest.claims).toEqual({ error: 6, undecided: 0, warning: 0, info: 0 });
    expect(digest.atRisk).toBe('12.60');
    expect(digest.providers).toMatchObject([{ npi, claims: { error: 6 }, atRisk: '12.60' }]);
    expect(digest.rules).toMatchObject([{ rule: 'taxonomy-missing', atRisk: '12.60' }]);
    expect(digest.problems).toMatchObject([{ rule: 'taxonomy-missing', places: 2, atRisk: '12.60' }]);
    expect(digest.places.map(({ file }) => file)).toEqual([0, 1]);
    const { rows } = digest;
    expect(rows.ids.map((id, at) => [...placesAt(rows, at), id])).toEqual([
      [0, 'PCN0'],
      [0, 'PCN1'],
      [0, 'PCN2'],
      [1, 'PCN0'],
      [1, 'PCN1'],
      [1, 'PCN2'],
    ]);
  });

  it('keeps as many rows as there is room for, and counts the others', () => {
    const digest = digestOf([claims(30)], { ...roomFor(0), error: 7 });
    const none = { error: 0, undecided: 0, warning: 0, info: 0, others: 0 };
    expect([digest.rows.count, digest.left.rows]).toEqual([7, { ...none, error: 23 }]);
    expect(digest.claims.error).toBe(30);
    const short = shorten(digest, roomFor(5));
    expect([short.rows.count, short.left.rows]).toEqual([5, { ...none, error: 25 }]);
  });

  it('lists each claim once, with all its findings and its outcome, and clean ones if it is told of them', () => {
    const registry = twoEnrollments;
    const badDate = claim({ id: 'BOTH' }).map((segment) => segment.replace(/(DTP\*472\*D8\*).*/, '$12026'));
    const body = [
      ...header,
      ...billing({ prv: [] }),
      ...subscriber(),
      ...badDate,
      ...claim({ id: 'LACKS' }),
      ...billing({ hl: '3', prv: ['PRV*BI*PXC*207Q00000X'] }),
      ...subscriber({ hl: '4', parent: '3' }),
      ...claim({ id: 'FINE' }),
      ...subscriber({ hl: '5', parent: '3', payer: 'OTHER' }),
      ...claim({ id: 'OUT' }),
    ];
    const bytes = bytesOf(interchange({ body }));
    const policy = completePolicy({ payers: [{ id: 'KYMEDICAID' }] });
    const told = (room: Room) => {
      const digester = new Digester({ rows: room, files: 1 });
      const checker = new FileChecker(makeStandards(registry, policy), 'a.837', {
        finding: (finding) => digester.add(finding),
        claim: (claim, outcome, verdict) => digester.claim(claim, outcome, verdict),
      });
      checker.push(bytes);
      checker.end();
      digester.endFile('a.837', checker.summary());
      return digester.digest(checker.summary());
    };
    const listed = (digest: Digest) =>
      digest.rows.ids.map((id, at) => [
        id,
        fateAt(digest.rows, at),
        ...placesAt(digest.rows, at).map((place) => digest.problems[digest.places[place]!.problem]!.rule),
      ]);
    const faulty = [
      ['BOTH', 'error', 'taxonomy-missing', 'service-date-unreadable'],
      ['LACKS', 'error', 'taxonomy-missing'],
    ];
    const page = told(roomFor(9, 9));
    expect(listed(page)).toEqual([...faulty, ['FINE', 'clean'], ['OUT', 'out-of-scope']]);
    expect(claimAt(page.rows, 3)).toMatchObject({
      id: 'OUT',
      charge: '150.25',
      payerId: 'OTHER',
      npi,
      file: 0,
    });
    // A report lists the same, whether it was told of the others or the page's digest is shortened for it.
    const reported = told(roomFor(9));
    expect(listed(reported)).toEqual(faulty);
    expect(shorten(page, roomFor(9))).toEqual(reported);
  });

  it('counts places without rows once', () => {
    const digest = digestOf([claims(3), claims(3)], { ...roomFor(0), error: 3 });
    expect([digest.places.length, digest.problems[0]!.places]).toEqual([1, 2]);
  });

  it('puts errors before warnings, and the costliest first', () => {
    const unknown = { id: '1558598797', prv: [] as string[] };
    const misplaced = { after: ['PRV*BI*PXC*207Q00000X'] };
    const digest = digestOf([claims(1, unknown), claims(1), claims(4, misplaced)]);
    expect(digest.problems.map(({ rule }) => rule)).toEqual([
      'taxonomy-misplaced',
      'taxonomy-missing',
      'npi-unregistered',
    ]);
    expect(digest.places.map(({ problem }) => digest.problems[problem]!.rule)).toEqual([
      'npi-unregistered',
      'taxonomy-missing',
      'taxonomy-misplaced',
    ]);
  });
});

describe('a digest of undecided claims', () => {
  const unknown = { id: '1558598797', prv: [] as string[] };
  const facts = ({ problems }: Digest) => problems.map(({ rule, fate, claims }) => [rule, fate, claims]);
  const counts = { error: 0, undecided: 0, warning: 0, info: 0 };

  it('counts them by themselves, after the errors', () => {
    const digest = digestOf([claims(3), claims(2, unknown)]);
    expect(digest.claims).toEqual({ ...counts, error: 3, undecided: 2 });
    expect(digest.summary.undecided).toBe(2);
    expect(facts(digest)).toEqual([
      ['taxonomy-missing', 'error', { ...counts, error: 3 }],
      ['npi-unregistered', 'undecided', { ...counts, undecided: 2 }],
    ]);
  });

  it('puts them first where they are the most', () => {
    expect(facts(digestOf([claims(2), claims(3, unknown)])).map(([rule]) => rule)).toEqual([
      'npi-unregistered',
      'taxonomy-missing',
    ]);
  });

  it('counts none as undecided that has an error', () => {
    const bytes = claims(2, unknown);
    const policy = { require: 'always' } as const;
    const { findings, summary } = checkBytes(bytes, { registry: twoEnrollments, policy });
    const digester = new Digester({ rows: roomFor(9), files: 1 });
    for (const finding of findings) digester.add(finding);
    digester.endFile('a.837', summary);
    const digest = digester.digest(summary);
    expect(digest.claims).toEqual({ ...counts, error: 2 });
    expect(facts(digest)).toEqual([
      ['taxonomy-missing', 'error', { ...counts, error: 2 }],
      ['npi-unregistered', 'warning', { ...counts, warning: 2 }],
    ]);
  });
});

describe('an HTML report', () => {
  const write = (findings: readonly Finding[], bytes: Uint8Array) => {
    const report = htmlReport(template);
    const { summary } = check(bytes, 'a.837');
    for (const finding of findings) report.finding(finding);
    report.endFile('a.837', summary);
    return report.begin() + report.end(summary);
  };

  it('is the page of the build with its findings inside', () => {
    const bytes = claims(2);
    const { findings, summary } = check(bytes, 'a.837');
    const html = write(findings, bytes);
    expect(html.replace(/id="shown">.*?<\/script>/s, 'id="shown"></script>')).toBe(template);
    expect(shownIn(html).digest.summary).toEqual(summary);
    expect(html).toBe(write(findings, bytes));
  });

  it('holds any text as data: nothing in it ends its element or begins another', () => {
    const names = [
      '</script><script>alert(1)</script>',
      '<!--',
      '<img src=x onerror=alert(1)>',
      '$& $1 \u2028',
    ];
    for (const name of names) {
      const bytes = claims(1);
      const findings = check(bytes, '</script>').findings.map((finding) =>
        finding.loop === null ? finding : { ...finding, billing: { ...finding.billing, name } },
      );
      const html = write(findings, bytes);
      expect(html.match(/<\/?script/g)).toEqual(template.match(/<\/?script/g));
      expect(html.split('<!--')).toHaveLength(template.split('<!--').length);
      expect(shownIn(html).digest.providers[0]!.name).toBe(name);
    }
  });

  it('lists ten thousand rows of each severity, counts the others, and stays small', () => {
    const bytes = claims(12_000);
    const html = write(check(bytes, 'a.837').findings, bytes);
    const { digest } = shownIn(html);
    expect([digest.rows.count, digest.left.rows.error]).toEqual([10_000, 2000]);
    expect(html.length).toBeLessThan(2e6);
  });
});

describe('an excerpt', () => {
  const file = bytesOf(
    interchange({
      body: [
        ...header,
        ...billing({ after: ['REF*EI*987654321', 'PER*IC*JANE DOE*TE*5025550000', 'NM1*87*1*DOE*JANE'] }),
        ...subscriber(),
        ...claim(),
      ],
    }),
  );
  const [finding] = check(file, 'a').findings;
  const place = finding!.loop === null ? null : finding!.billing.position;
  const from = (bytes: Uint8Array) => bytes.subarray(place!.offset, place!.offset + excerptSize);

  it('shows the billing loop, and masks all that a finding would not tell', () => {
    expect(excerpt(from(file), place!, place!)).toEqual([
      { segment: 4, text: 'HL*1**20*1~', isMarked: true },
      { segment: 5, text: `NM1*85*2*RIVER CITY CLINIC*****XX*${npi}~`, isMarked: false },
      { segment: 6, text: 'N3*•••~', isMarked: false },
      { segment: 7, text: 'N4*•••*KY*402021234~', isMarked: false },
      { segment: 8, text: 'REF*EI*•••~', isMarked: false },
      { segment: 9, text: 'PER*•••*•••*•••*•••~', isMarked: false },
      { segment: 10, text: 'NM1*87*1*•••*•••~', isMarked: false },
    ]);
  });

  it.each([
    ['\n', '*'],
    ['\r\n', '*'],
    ['~', '|'],
    ["'", '+'],
  ])('reads terminator %j and separator %j off the HL', (terminator, separator) => {
    const text = Buffer.from(file)
      .toString('latin1')
      .replaceAll('~\n', terminator)
      .replaceAll('*', separator);
    const at = text.indexOf(`HL${separator}1`);
    const lines = excerpt(Buffer.from(text.slice(at), 'latin1'), { offset: at, segment: 4 }, place!);
    expect(lines.map((line) => line.text.slice(0, 3).replace(separator, ''))).toEqual([
      'HL',
      'NM1',
      'N3',
      'N4',
      'REF',
      'PER',
      'NM1',
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/DOE|MAIN|5550000|987654321/);
  });

  it('shows nothing of bytes that are no billing loop', () => {
    for (const bytes of [
      new Uint8Array(0),
      Buffer.from('HL'),
      Buffer.from('DOE*JANE~'),
      Buffer.from('HL*1**20*1'),
    ])
      expect(excerpt(bytes, place!, place!)).toEqual([]);
  });

  it('finds its bytes in a stream, however it is cut', async () => {
    const offsets = [0, 5, 100, 400, file.length - 3];
    for (const size of [1, 7, 64, 100_000]) {
      const chunks = async function* () {
        for (let at = 0; at < file.length; at += size) yield file.subarray(at, at + size);
      };
      const windows = await bytesAt(chunks(), offsets, 50);
      expect(windows.map((window) => Buffer.from(window).toString())).toEqual(
        offsets.map((at) => Buffer.from(file.subarray(at, at + 50)).toString()),
      );
    }
  });
});
