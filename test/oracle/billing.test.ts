import { describe, expect, it } from 'vitest';
import { envelopeOf, file, judge, outcomesOf, placesOf, registry, row, saidOf, sealed } from './example';

const name = 'NM1*85*2*RIVER CITY CLINIC*****XX*1234567893';
const second = 'NM1*85*2*SECOND CLINIC*****XX*1558598797';
const prv = 'PRV*BI*PXC*207Q00000X';
const missing = 'taxonomy-missing error';

describe('NM1*85', () => {
  /** With something before the first subscriber of the second loop. */
  const inLoop = (segments: string) => sealed(file.replace('HL*4*3', `${segments}HL*4*3`));

  it('stands once in a billing loop, and the first counts', () => {
    expect(envelopeOf(inLoop(`${second}~`))).toEqual([`unexpected-segment ${second}`]);
    expect(saidOf('PCN2', { text: inLoop(`${second}~`) })).toEqual([]);
    const third = second.replace('SECOND', 'THIRD');
    expect(envelopeOf(inLoop(`${second}~${third}~`))).toEqual([
      `unexpected-segment ${second}`,
      `unexpected-segment ${third}`,
    ]);
    const before = sealed(file.replaceAll(name, `${second}~${name}`));
    expect(envelopeOf(before)).toEqual([`unexpected-segment ${name}`, `unexpected-segment ${name}`]);
    expect(saidOf('PCN2', { text: before })).toEqual(['npi-unregistered warning']);
  });

  it('gives no ZIP code after the first', () => {
    const shared = { taxonomies: ['207Q00000X'] };
    const rows = [
      row('7100000001', '64', { ...shared, zip: '40202' }),
      row('7100000002', '64', { ...shared, zip: '41011' }),
    ];
    const bare = inLoop(`${second}~N4*COVINGTON*KY*41011~`).replaceAll('*402021234', '');
    expect(saidOf('PCN2', { text: bare, rows })).toEqual(['taxonomy-ambiguous warning']);
    const other = inLoop('NM1*87*2~N4*COVINGTON*KY*41011~').replaceAll('*402021234', '');
    expect(saidOf('PCN2', { text: other, rows })).toEqual(['taxonomy-ambiguous warning']);
    expect(saidOf('PCN2', { text: bare.replaceAll('LOUISVILLE*KY', 'LOUISVILLE*KY*41011'), rows })).toEqual(
      [],
    );
  });

  it.each([
    ['the next subscriber', (text: string) => text],
    ['a patient', (text: string) => text.replace('HL*2*1*22', 'HL*2*1*23')],
    ['a level of no kind', (text: string) => text.replace('HL*2*1*22', 'HL*2*1*99')],
    ['the next provider', (text: string) => text.replace(/HL\*2\*1\*22.*?(?=HL\*3)/, '')],
    ['a claim', (text: string) => text.replace('HL*2*1*22*0~', 'CLM*X*1~')],
    ['SE', (text: string) => text.replace(/HL\*2\*1\*22.*?(?=SE\*)/, '')],
    ['another ST', (text: string) => text.replace(/(?=HL\*2\*1\*22)/, 'ST*837*0022~')],
    ['GE', (text: string) => text.replace(/HL\*2\*1\*22.*?(?=GE\*)/, '')],
    ['IEA', (text: string) => text.replace(/HL\*2\*1\*22.*?(?=IEA\*)/, '')],
    ['another ISA', (text: string) => text.replace(/(?=HL\*2\*1\*22)/, file)],
    ['the end of the file', (text: string) => text.slice(0, text.indexOf('HL*2*1'))],
  ])('is missed once, at HL 20, where the loop ends with %s', (_, change) => {
    const [without] = [file.replace(`${name}~`, '')];
    const found = envelopeOf(sealed(change(without)));
    expect(found.filter((each) => each === 'unexpected-segment HL*1**20*1')).toHaveLength(1);
    const sound = envelopeOf(sealed(change(file)));
    expect(found.length).toBe(sound.length + 1);
  });

  it('is missed where another stands in the claim alone', () => {
    const text = sealed(file.replace(`${name}~`, '').replace('LX*1', `${second}~LX*1`));
    expect(envelopeOf(text)).toEqual(['unexpected-segment HL*1**20*1']);
    expect(saidOf('PCN1', { text })).toEqual([]);
    expect(outcomesOf({ text })).toEqual(['PCN1 undecided', 'PCN2 clean']);
  });

  it.each([
    ['before any level', 'HL*1**'],
    ['under a subscriber', 'SBR*P'],
    ['right before a claim', 'CLM*PCN2'],
  ])('is out of place %s', (_, place) => {
    const text = sealed(file.replace(place, `${second}~${place}`));
    expect(envelopeOf(text)).toEqual([`unexpected-segment ${second}`]);
    expect(saidOf('PCN1', { text })).toEqual([missing]);
    expect(saidOf('PCN2', { text })).toEqual([]);
  });

  it.each([
    ['a patient', 'HL*9*2*23~', []],
    ['a level of no kind', 'HL*9*2*99~', ['unexpected-segment HL*9*2*99']],
  ])('is out of place under %s', (_, level, more) => {
    const text = sealed(file.replace('CLM*PCN1', `${level}${second}~CLM*PCN1`));
    expect(envelopeOf(text)).toEqual([...more, `unexpected-segment ${second}`]);
  });

  it('may stand in a claim, also in one before any level', () => {
    expect(envelopeOf(sealed(file.replace('LX*1', `${second}~N4*X*KY*41011~LX*1`)))).toEqual([]);
    expect(envelopeOf(sealed(file.replace('HL*1**', `CLM*X*1~${second}~HL*1**`)))).toEqual([
      'unexpected-segment CLM*X*1',
    ]);
  });
});

describe('several PRVs', () => {
  /** PCN2 with these before NM1*85 and these after its N4. */
  const fileOf = (before: readonly string[], after: readonly string[] = []) =>
    sealed(
      file
        .replace(`${prv}~`, before.map((each) => `${each}~`).join(''))
        .replace('HL*4*3', `${after.map((each) => `${each}~`).join('')}HL*4*3`),
    );
  const one = [registry[0]!];
  const rival = 'PRV*BI*PXC*261QF0400X';
  const wrong = 'PRV*PE*PXC*207Q00000X';
  const empty = 'PRV*BI*PXC';

  it.each([
    [[prv, rival], prv],
    [[rival, prv], rival],
    [[prv, prv, rival], prv],
    [[prv, empty], prv],
    [[empty, prv], empty],
    [[prv, 'PRV*BI*PXC*207Q00000X '], prv],
    [[wrong, rival], wrong],
    [['PRV*BI*PXC* ', empty], 'PRV*BI*PXC* '],
  ])('%j differ: malformed at the first', (before, first) => {
    const text = fileOf(before);
    expect(envelopeOf(text)).toEqual([]);
    expect(placesOf('PCN2', { text })).toEqual([`taxonomy-malformed error ${first}`]);
    expect(placesOf('PCN2', { text, rows: one })).toEqual([`taxonomy-malformed warning ${first}`]);
    const policy = { taxonomyCodes: new Set<string>(), match: true };
    expect(placesOf('PCN2', { text, policy })).toEqual([`taxonomy-malformed error ${first}`]);
  });

  it('that say the same are a warning at the second, beside what is said of the code', () => {
    for (const second of [prv, wrong, 'PRV*BI*ZZ*207Q00000X']) {
      for (const before of [
        [prv, second],
        [prv, second, prv],
      ]) {
        for (const rows of [registry, one]) {
          expect(placesOf('PCN2', { text: fileOf(before), rows })).toEqual([
            `taxonomy-malformed warning ${second}`,
          ]);
        }
      }
    }
    const unknown = 'PRV*BI*PXC*282N00000X';
    const text = fileOf([unknown, unknown]);
    const policy = { taxonomyCodes: new Set(['207Q00000X']), match: true };
    expect(saidOf('PCN2', { text, policy })).toEqual([
      'taxonomy-malformed warning',
      'taxonomy-unknown warning',
      'taxonomy-not-enrolled error',
    ]);
    expect(judge({ text, policy }).findings[1]!.offset).toBe(text.lastIndexOf(unknown));
    expect(judge({ text, policy }).findings[2]!.offset).toBe(text.indexOf(unknown));
  });

  it('that say the same are missing or malformed once', () => {
    expect(placesOf('PCN2', { text: fileOf([empty, empty]) })).toEqual([`${missing} ${empty}`]);
    expect(placesOf('PCN2', { text: fileOf([empty, empty]), rows: one })).toEqual([]);
    expect(placesOf('PCN2', { text: fileOf([wrong, prv]) })).toEqual([`taxonomy-malformed error ${wrong}`]);
  });

  it('after NM1*85 are misplaced at the first, whether they differ or not', () => {
    for (const after of [[prv], [prv, prv], [prv, rival], [prv, empty]]) {
      const text = fileOf([], after);
      expect(placesOf('PCN2', { text })).toEqual([`taxonomy-misplaced error ${prv}`]);
      expect(placesOf('PCN2', { text, rows: one })).toEqual([`taxonomy-misplaced warning ${prv}`]);
    }
  });

  it('after NM1*85 say nothing where one stands before', () => {
    expect(placesOf('PCN2', { text: fileOf([prv], [rival, prv]) })).toEqual([]);
    expect(placesOf('PCN2', { text: fileOf([empty], [prv]) })).toEqual([`${missing} ${empty}`]);
    expect(placesOf('PCN2', { text: fileOf([prv, rival], [prv]) })).toEqual([
      `taxonomy-malformed error ${prv}`,
    ]);
  });

  it('are none where they hold no data', () => {
    expect(placesOf('PCN2', { text: fileOf([prv, 'PRV*']) })).toEqual([]);
    expect(placesOf('PCN2', { text: fileOf(['PRV**', prv]) })).toEqual([]);
    expect(placesOf('PCN2', { text: fileOf(['PRV'], [prv]) })).toEqual([`taxonomy-misplaced error ${prv}`]);
  });
});

describe('an NPI', () => {
  /** Both loops with these elements from NM102 on; the second sends its taxonomy. */
  const fileOf = (elements: string) => file.replaceAll(name, `NM1*85*${elements}`);
  const said = (elements: string, rows = registry) => saidOf('PCN2', { text: fileOf(elements), rows });
  const misplaced = ['npi-misplaced error'];
  const invalid = ['npi-invalid warning'];
  const unregistered = ['npi-unregistered warning'];

  it.each([
    ['XX*1234567893', []],
    ['xx*1234567893', []],
    [' Xx * 1234567893\t', []],
    ['XX*2000000002', unregistered],
    ['XX*1234567890', [...invalid, ...unregistered]],
    ['XX*3000000000', unregistered],
    ['XX*5025550100', [...invalid, ...unregistered]],
    ['XX*', invalid],
    ['XX', invalid],
    ['XX*12345', invalid],
    ['XX*12345678931', invalid],
    ['XX*12345A7893', invalid],
    ['XX*1234567893\xa0', invalid],
    ['*', ['npi-missing info']],
    ['24*610000001', ['npi-missing info']],
    ['24*1234567890', ['npi-missing info']],
    ['24*3000000000', ['npi-missing info']],
    ['24*1234567893', misplaced],
    ['* 1234567893 ', misplaced],
    ['24*2000000002', misplaced],
    ['1234567893*', misplaced],
    ['XX**1234567893', misplaced],
    ['XX*12345*1234567893', misplaced],
    ['24*610000001****2000000002', misplaced],
    ['X X*1234567893', misplaced],
  ])('NM108 and on: %j', (id, expected) => {
    expect(said(`2*RIVER CITY CLINIC*****${id}`)).toEqual(expected);
  });

  it.each(['1234567893*X', '2*1234567893', '2*X*1234567893', '1*X*Y*1234567893', '2*X****1234567893'])(
    'in another element: %j',
    (elements) => {
      expect(said(elements)).toEqual(misplaced);
      const text = fileOf(elements);
      expect(placesOf('PCN2', { text })).toEqual([`npi-misplaced error NM1*85*${elements}`]);
    },
  );

  it('counts wherever it stands if the registry has it, right or not', () => {
    const rows = [...registry, row('7100000003', '64', { npi: '1234567890' })];
    expect(said('2*RIVER CITY CLINIC*****24*1234567890', rows)).toEqual(misplaced);
    expect(said('2*RIVER CITY CLINIC*****XX*1234567890', rows)).toEqual(invalid);
    expect(said('2*RIVER CITY CLINIC*****XX*12345*1234567890', rows)).toEqual(misplaced);
  });

  it('in its place is asked alone', () => {
    expect(said('2*1558598797*****XX*2000000002')).toEqual(unregistered);
    expect(said('2*1558598797*****XX*1234567890')).toEqual([...invalid, ...unregistered]);
  });

  it('that is misplaced or none requires no taxonomy; one that is wrong may', () => {
    const policy = { require: 'always' } as const;
    for (const [id, expected] of [
      ['24*1234567893', misplaced],
      ['*', ['npi-missing info']],
      ['XX*', [...invalid, missing]],
      ['XX*12345', [...invalid, missing]],
      ['XX*12345*1234567893', [...misplaced, missing]],
    ] as const) {
      expect(saidOf('PCN1', { text: fileOf(`2*X*****${id}`), policy })).toEqual(expected);
    }
  });

  it('is asked of no loop without NM1*85', () => {
    const text = sealed(file.replaceAll(`${name}~`, ''));
    expect(saidOf('PCN1', { text, policy: { require: 'always' } })).toEqual([]);
  });
});

describe('the outcome of a claim', () => {
  const ended = [row('7100000001', '64', { to: '2025-12-31' })];
  const off = {
    'npi-unregistered': 'off',
    'enrollment-inactive': 'off',
    'npi-invalid': 'off',
    'npi-missing': 'off',
  } as const;

  it.each([
    ['clean', {}],
    ['undecided', { rows: ended }],
    ['undecided', { text: file.replaceAll('1234567893', '2000000002') }],
    ['undecided', { text: file.replaceAll('1234567893', '12345') }],
    ['undecided', { text: file.replaceAll('1234567893', '') }],
    ['undecided', { text: sealed(file.replaceAll(`${name}~`, '')) }],
    ['clean', { text: file.replaceAll('XX*1234567893', '24*610000001') }],
    ['flagged', { text: file.replaceAll('XX*1234567893', '24*1234567893') }],
    ['warned', { policy: { taxonomyCodes: new Set<string>() } }],
    ['warned', { text: file.replaceAll('D8*20260102', 'D6*260102') }],
    ['out-of-scope', { rows: ended, policy: { payers: [{ id: '128KY' }] } }],
    ['flagged', { rows: ended, policy: { severity: { 'enrollment-inactive': 'error' } } }],
    ['undecided', { rows: ended, policy: { severity: off } }],
    ['undecided', { text: file.replaceAll('1234567893', '12345'), policy: { severity: off } }],
    ['undecided', { rows: ended, policy: { require: 'always', severity: off } }],
    ['clean', { text: file.replaceAll('XX*1234567893', '*'), policy: { severity: off } }],
  ] as const)('%s: %j', (outcome, input) => {
    const result = judge({ ...input, ...('rows' in input && { rows: [...input.rows] }) });
    expect(result.verdicts[1]).toMatchObject({ id: 'PCN2', outcome });
  });

  it('is not decided where the NPI stands in the wrong element, whatever the settings', () => {
    const text = file.replaceAll('XX*1234567893', '24*1234567893');
    const severity: Record<string, 'off'> = { 'npi-misplaced': 'off' };
    expect(outcomesOf({ text, policy: { severity } })).toEqual(['PCN1 undecided', 'PCN2 undecided']);
  });

  it('is flagged before undecided, and counted once', () => {
    const rows = ended;
    expect(judge({ rows, policy: { require: 'always' } })).toMatchObject({
      claims: 2,
      flagged: 1,
      undecided: 1,
      chargesAtRisk: '150.25',
    });
    const text = sealed(file.replace('HL*1**20', 'CLM*X*1~HL*1**20'));
    expect(judge({ rows, text })).toMatchObject({ claims: 3, flagged: 0, undecided: 2 });
    expect(outcomesOf({ rows, text })).toEqual(['X unplaced', 'PCN1 undecided', 'PCN2 undecided']);
  });

  it('is decided where the dates are unknown, for every enrollment may be the one', () => {
    const text = file.replaceAll('D8*20260102', 'D8*');
    expect(outcomesOf({ text, rows: ended })).toEqual(['PCN1 warned', 'PCN2 warned']);
  });
});
