import { describe, expect, it } from 'vitest';
import { checkBytes, type Finding } from '../../src/index';
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
  twoEnrollments,
} from '../build';

/** What must never pass as clean because it was not read. */

const prv = ['PRV*BI*PXC*207Q00000X'];
const clean = simpleFile({ prv });

/** The clean file with one segment changed. */
function changed(from: string, to: string): string[] {
  const at = clean.findIndex((segment) => segment.startsWith(from));
  expect(at, from).toBeGreaterThan(-1);
  return [...clean.slice(0, at), to, ...clean.slice(at + 1)];
}

function only(segments: readonly string[], rule: string): Finding {
  const found = findingsOf(segments).filter((finding) => finding.rule === rule);
  expect(found).toHaveLength(1);
  return found[0]!;
}

describe('every segment of an 837 set', () => {
  it('is known in the clean file', () => {
    expect(rulesOf(clean)).toEqual([]);
  });

  it.each([
    [
      'CLM',
      'CLMPCN1*150.25***11:B:1*Y*A*Y*Y',
      'CLM is not followed by the element separator "*" ("CLMxxx9")',
    ],
    ['CLM', 'clm*PCN1*150.25', '"clm" is not written as CLM'],
    ['CLM', 'CLM|PCN1|150.25', 'CLM is not followed by the element separator "*" but by "|"'],
    ['CLM', '17 CLM*PCN1*150.25', 'something stands before CLM ("17 CLM")'],
    ['CLM', 'LINE 7 CLM*PCN1*150.25', 'something stands before CLM ("xxxx 7 CLM")'],
    ['CLM', 'CLAIM*PCN1*150.25', 'it begins with "xxxxx"'],
    ['HL*1', 'Page 2 of 3\nHL*1**20*1', 'something stands before HL ("xxxx 2 of 3HL")'],
    ['NM1*85', 'NM1852*RIVER CITY CLINIC*****XX*1234567893', 'NM1 is not followed by'],
    ['NM1*85', '*85*2*RIVER CITY CLINIC', 'it begins with a separator'],
    ['DTP', 'DPT*472*D8*20260102', '"DPT" is not a segment of a claim file (it may have been DTP)'],
    ['PRV', 'PVT*BI*PXC*207Q00000X', '"PVT" is not a segment of a claim file'],
    // Nothing is read from these; a segment of such a pair of letters is still one of the list or none.
    ['SV1', 'SVX*HC:99213', '"SVX" is not a segment'],
    ['LX', 'LX1', '"LX1" is not a segment'],
    ['LX', 'L', 'it begins with "L"'],
    ['SV1', 'SV1:HC:99213', 'but by ":"'],
    ['N3', 'N3MAIN STREET', 'N3 is not followed by'],
    ['N3', '\0\0\0\0', 'it begins with'],
  ])('%s as %j', (from, to, words) => {
    // What depends on the lost segment may be reported too.
    const found = findingsOf(changed(from, to)).filter(({ rule }) => rule === 'x12-unexpected-segment');
    const [finding] = found.filter(({ message }) => message.includes('was not read: '));
    expect(finding?.severity).toBe('error');
    expect(finding?.message).toContain(words);
  });

  it('points to the segment, and masks what may be private', () => {
    const file = changed('CLM', 'CLMOCONNELL990011223*150.25');
    // The date after it has no claim to belong to.
    const [finding] = findingsOf(file).filter(({ rule }) => rule === 'x12-unexpected-segment');
    const bytes = new TextDecoder().decode(bytesOf(file));
    expect(finding!.position).toEqual({
      offset: bytes.indexOf('CLMOCONNELL'),
      segment: file.findIndex((segment) => segment.startsWith('CLMO')) - 1,
    });
    expect(JSON.stringify(finding)).not.toMatch(/OCONNELL|990011223/);
  });

  it.each(['CLM', 'CLM*', 'CLM***', 'HL*', 'NM1**', 'PRV*', 'DTP', 'BHT*', 'SE', 'ST*', 'IEA*', 'GS'])(
    '%s without data is reported, and is not read',
    (segment) => {
      const at = clean.findIndex((one) => one.startsWith('LX'));
      const { findings, summary } = checkBytes(
        bytesOf([...clean.slice(0, at), segment, ...clean.slice(at)]),
        {
          registry: twoEnrollments,
        },
      );
      expect(findings.map(({ rule }) => rule)).toEqual(['x12-unexpected-segment', 'x12-count-mismatch']);
      expect(findings[0]!.message).toContain('has no elements');
      expect(summary).toMatchObject({ claims: 1, transactions: 1, interchanges: 1 });
    },
  );

  it('a claim, a set or a group with other separators', () => {
    const swap = (segments: readonly string[]) => segments.map((segment) => segment.replaceAll('*', '|'));
    const [isa, gs, ...rest] = clean;
    const oneMore = [
      ...billing({ hl: '3' }),
      ...subscriber({ hl: '4', parent: '3' }),
      ...claim({ id: 'PCN2' }),
    ];
    const inSet = [...clean.slice(0, -3), ...swap(oneMore), ...clean.slice(-3)];
    expect(rulesOf(inSet).filter((rule) => rule === 'x12-unexpected-segment')).toHaveLength(oneMore.length);
    const second = swap(clean.slice(1, -1));
    expect(rulesOf([isa!, gs!, ...rest.slice(0, -1), ...second, rest.at(-1)!])).toEqual([
      'x12-unexpected-segment',
    ]);
  });
});

describe('ST', () => {
  it.each(['837P', '837 ', '873', '', '0837'])('ST01 %j under GS01 HC', (kind) => {
    const finding = only(changed('ST', `ST*${kind}*0001*005010X222A1`), 'x12-unexpected-segment');
    expect(finding.position.segment).toBe(1);
    expect(finding.transaction).toBe('0001');
  });

  it('a set of another kind in a group of its own is ignored', () => {
    const [isa, ...rest] = clean;
    const other = ['GS*HP*A*B*20260701*1253*2*X*005010X221A1', 'ST*835*0009', 'XX', 'SE*3*0009', 'GE*1*2'];
    expect(rulesOf([isa!, ...other, ...rest.slice(0, -1), 'IEA*2*000000905'])).toEqual([]);
  });

  it.each([
    ['004010X098A1', '005010X222A1'],
    ['004010', '005010X222A1'],
    ['005010X222A1', '005010X223A2'],
  ])('GS08 %s and ST03 %s are two guides, and ST03 counts', (gs08, st03) => {
    const file = clean.map((segment) =>
      segment.startsWith('GS*') ? `GS*HC*SUBMITTER*KYMEDICAID*20260701*1253*1*X*${gs08}` : segment,
    );
    const found = findingsOf(file.map((one) => (one.startsWith('ST*') ? `ST*837*0001*${st03}` : one)));
    expect(found.map(({ rule }) => rule)).toEqual(['x12-control-mismatch']);
    expect(found[0]!.message).toContain(gs08);
  });

  it.each([
    ['005010X222A1', '005010X222A2'],
    ['005010X222', ''],
    ['', '005010X222A1'],
  ])('GS08 %j and ST03 %j are not', (gs08, st03) => {
    const file = clean.map((one) =>
      one.startsWith('GS*')
        ? `GS*HC*S*K*20260701*1253*1*X*${gs08}`
        : one.startsWith('ST*')
          ? `ST*837*0001*${st03}`
          : one,
    );
    expect(rulesOf(file)).toEqual([]);
  });
});

describe('the billing provider name', () => {
  const of = (loop: readonly string[], under = subscriber()) =>
    interchange({ body: [...header, ...loop, ...under, ...claim()] });
  const name = (rest: string) => ['HL*1**20*1', `NM1*85*2*RIVER CITY CLINIC${rest}`, 'N3*1 MAIN ST'];

  it('stands once in a billing loop', () => {
    const twice = billing({ prv, after: ['NM1*85*2*OTHER*****XX*1558598797', 'N4*A*KY*99999'] });
    expect(rulesOf(of(twice))).toEqual(['x12-unexpected-segment']);
    expect(rulesOf(of(['HL*1**20*1']))).toEqual(['x12-unexpected-segment']);
    expect(rulesOf(of(name('*****XX*1234567893').map((one) => one.replace('*85*', '*85 *'))))).toEqual([
      'x12-unexpected-segment',
    ]);
  });

  it('stands in a billing loop without subscribers, too', () => {
    const loops = (between: readonly string[]) =>
      interchange({
        body: [
          ...[...header, ...billing({ prv }), ...subscriber(), ...claim(), ...between],
          ...[...billing({ hl: '4', prv }), ...subscriber({ hl: '5', parent: '4' }), ...claim()],
        ],
      });
    expect(rulesOf(loops(billing({ hl: '3', prv })))).toEqual([]);
    expect(rulesOf(loops(['HL*3**20*1']))).toEqual(['x12-unexpected-segment']);
  });

  it('stands nowhere else, but in a claim, where it is another payer’s', () => {
    const other = 'NM1*85*2*OTHER*****XX*1558598797';
    expect(
      rulesOf(interchange({ body: [other, ...header, ...billing({ prv }), ...subscriber(), ...claim()] })),
    ).toEqual(['x12-unexpected-segment']);
    expect(rulesOf(of(billing({ prv }), [...subscriber(), other]))).toEqual(['x12-unexpected-segment']);
    expect(rulesOf(of(billing({ prv }), [...subscriber(), 'HL*3*2*23*0', other]))).toEqual([
      'x12-unexpected-segment',
    ]);
    expect(
      rulesOf(interchange({ body: [...header, ...billing({ prv }), ...subscriber(), ...claim(), other] })),
    ).toEqual([]);
  });

  it.each([
    ['a star too few', `****XX*${npi}`],
    ['a star too many', `******XX*${npi}`],
    ['no qualifier', `******${npi}`],
    ['another qualifier', `*****24*${npi}`],
    ['an element further', `*****XX**${npi}`],
    ['beside something else', `*****XX*12345*${npi}`],
  ])('an NPI in the wrong element: %s', (_, rest) => {
    expect(rulesOf(of(name(rest)))).toEqual(['npi-misplaced']);
  });

  it.each([
    ['', ['npi-missing']],
    ['*****24*610001055', ['npi-missing']],
    // No NPI begins with 7, and the check digit of the second fails.
    ['*****24*7100000007', ['npi-missing']],
    ['*****24*1234567890', ['npi-missing']],
    ['*****XX*12345', ['npi-invalid']],
    ['*****XX', ['npi-invalid']],
  ])('without an NPI anywhere: %j', (rest, expected) => {
    expect(rulesOf(of(name(rest)))).toEqual(expected);
  });

  it('a registered number counts whatever its check digit', () => {
    const registry = registryOf([{ npi: '1234567890', medicaidId: '1' }]);
    expect(rulesOf(of(name('*****24*1234567890')), {}, registry)).toEqual(['npi-misplaced']);
  });
});

describe('a segment that a verdict depends on, where none belongs', () => {
  const date = 'DTP*472*D8*20260102';

  it.each([
    [
      'BHT in a billing loop',
      [...header, ...billing({ prv, after: [header[0]!] }), ...subscriber(), ...claim()],
    ],
    ['a service date before its claim', [...header, ...billing({ prv }), ...subscriber(), date, ...claim()]],
  ])('%s', (_, body) => {
    expect(rulesOf(interchange({ body }))).toEqual(['x12-unexpected-segment']);
  });
});

describe('two PRVs in a billing loop', () => {
  const other = 'PRV*BI*PXC*363L00000X';

  it('with different codes are malformed, and both are quoted', () => {
    for (const pair of [
      [...prv, other],
      [...prv, 'PRV*BI*PXC'],
      [...prv, ...prv, other],
    ]) {
      const finding = only(simpleFile({ prv: pair }), 'taxonomy-malformed');
      expect(finding.severity).toBe('error');
      expect(finding.message).toContain('"207Q00000X" and ');
    }
  });

  it('with the same code are a warning', () => {
    expect(only(simpleFile({ prv: [...prv, ...prv] }), 'taxonomy-malformed').severity).toBe('warning');
  });

  it('after NM1*85 are misplaced, and no segment is proposed', () => {
    const finding = only(simpleFile({ after: [...prv, other] }), 'taxonomy-misplaced');
    expect(finding.message).toContain('"207Q00000X" and "363L00000X"');
    expect(finding.hint).not.toContain('PRV*BI');
  });
});

describe('a service date that cannot be read', () => {
  const ended = registryOf([
    { medicaidId: '1', taxonomy: '207Q00000X', to: '2026-01-31' },
    { medicaidId: '2', taxonomy: '363L00000X' },
  ]);
  const dated = (...dates: string[]) =>
    interchange({
      body: [...header, ...billing(), ...subscriber(), ...claim({ date: '' }), ...dates],
    });

  it.each([
    ['DTP*472*D6*260102'],
    ['DTP*472*DT*202601020830'],
    ['DTP*472*RDT*202601020830-202601021200'],
    ['DTP*472*D8*2026-01-02'],
    ['DTP*472*D8*20261131'],
    ['DTP*472*RD8*20260102/20260103'],
    ['DTP*472*RD8*20260102-'],
    ['DTP*472*RD8*20260102-20260103-20260104'],
    ['DTP*472*D8*2026 0102'],
    ['DTP*472*D8'],
    ['DTP**D8*20260102'],
    ['DTP*472**20260102'],
  ])('%s: every enrollment counts, and a warning says so', (date) => {
    // BHT04, in July, would leave one enrollment.
    expect(rulesOf(dated(date), {}, ended)).toEqual(['taxonomy-missing', 'service-date-unreadable']);
    expect(rulesOf(dated('DTP*472*D8*20260701', date), {}, ended)).toEqual([
      'taxonomy-missing',
      'service-date-unreadable',
    ]);
  });

  it('is reported once, at the first', () => {
    const file = dated('DTP*472*D8*2026', 'DTP*472*D8*2027');
    const found = findingsOf(file, {}, ended).filter(({ rule }) => rule === 'service-date-unreadable');
    expect(found.map(({ position, loop }) => [position.segment, loop])).toEqual([
      [file.indexOf('DTP*472*D8*2026') - 1, '2300'],
    ]);
  });

  it.each([
    'DTP*472 *D8*20260102',
    'DTP*472* D8 * 20260102 ',
    'DTP*472*RD8*20260102 - 20260103',
    'DTP*472*RD8*20260102',
  ])('%s can be read', (date) => {
    expect(rulesOf(dated(date), {}, ended)).toEqual(['taxonomy-missing']);
    expect(rulesOf(dated(date.replaceAll('202601', '202607')), {}, ended)).toEqual([]);
  });

  it('no date at all: BHT04 stands in', () => {
    expect(rulesOf(dated(), {}, ended)).toEqual([]);
  });
});

describe('outside any interchange', () => {
  const text = (segments: readonly string[]) => segments.map((one) => `${one}~\n`).join('');
  const found = (bytes: string) => findingsOf(new TextEncoder().encode(bytes));

  it('segments of a claim file are an error that counts the claims', () => {
    const headless = text(clean.slice(3));
    for (const bytes of [
      headless + text(clean),
      text(clean) + headless,
      text(clean) + headless + text(clean),
    ]) {
      const findings = found(bytes);
      expect(findings.map(({ rule }) => rule)).toEqual(['x12-unexpected-data', 'x12-unexpected-segment']);
      expect(findings[1]!.message).toContain('not checked: 1.');
    }
  });

  it('prose and padding are not', () => {
    expect(found(`12 MAIN ST., see (CLM) and HL-7\n${text(clean)}`).map(({ rule }) => rule)).toEqual([
      'x12-unexpected-data',
    ]);
  });

  it.each(['', ' ', '\n', 'A', '0', '7', '\0'])(
    'an ISA with %j for its separators is an error',
    (separator) => {
      for (const segments of [clean, clean.slice(0, 1)]) {
        const other = text(segments).replaceAll('*', separator);
        for (const bytes of [text(clean) + other, other + text(clean)]) {
          expect(found(bytes).map(({ rule }) => rule)).toEqual([
            'x12-unexpected-data',
            'x12-unexpected-segment',
          ]);
        }
        expect(found(other).map(({ rule }) => rule)).toEqual(['x12-not-an-interchange']);
      }
    },
  );

  it('claims are counted with the separator that follows their ISA', () => {
    const [, finding] = found(text(clean) + text(clean).replaceAll('*', ' '));
    expect(finding!.message).toContain('not checked: 1.');
  });

  it('words that begin with ISA are prose', () => {
    expect(found(`ISAAC: VISA 00, ISA 2003, ISA (00)\n${text(clean)}`).map(({ rule }) => rule)).toEqual([
      'x12-unexpected-data',
    ]);
  });

  it('a file without a header says how many claims it seems to hold', () => {
    const [finding, ...others] = found(text(clean.slice(1)));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ rule: 'x12-not-an-interchange' });
    expect(finding!.message).toContain('not checked: 1.');
  });

  it.each([
    ['*^*00501', '**00501', 'ISA11 (the repetition separator) is empty'],
    ['*00501', '*0050', 'ISA12 (the version) is not five digits'],
    ['*:~', '*~', 'ISA16 (the component separator) is missing'],
    ['*:~', '*: ~', 'a blank follows ISA16'],
    ['ISA*', 'ISA ', 'a blank follows ISA, where the element separator belongs'],
    ['ISA*', 'ISAX', 'a letter or digit follows ISA, where the element separator belongs'],
  ])('a header with %j as %j says what is wrong', (from, to, words) => {
    const [finding] = found(text(clean).replace(from, to));
    expect(finding).toMatchObject({ rule: 'x12-not-an-interchange' });
    expect(finding!.message).toContain(words);
  });

  it('an interchange whose segments cannot be read is not called cut off', () => {
    const [isa, ...rest] = clean;
    const findings = found(text([isa!, ...rest.map((one) => one.replaceAll('*', '|'))]));
    expect(findings.map(({ rule }) => rule)).toEqual(['x12-unexpected-segment', 'x12-truncated']);
    expect(findings[0]!.message).toContain('GS is not followed by the element separator "*" but by "|"');
    expect(findings[1]!.message).not.toContain('cut off');
  });
});

describe('a trailer', () => {
  it.each(['SE', 'GE', 'IEA'])('%s has two elements: what else stands in it is reported', (id) => {
    const swallowing = (more: string) =>
      clean.map((segment) => (segment.startsWith(`${id}*`) ? `${segment}*${more}` : segment));
    expect(rulesOf(swallowing('ISA*00'))).toEqual(['x12-unexpected-segment']);
    expect(rulesOf(swallowing(' *'))).toEqual([]);
  });
});
