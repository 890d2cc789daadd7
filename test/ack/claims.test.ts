import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rejectionsOf } from '../../src/ack/status';
import type { Verdict } from '../../src/check/verdict';
import { rules } from '../../src/index';
import { billing, bytesOf, claim, header, interchange, registryOf, simpleFile, subscriber } from '../build';
import { runs } from '../runs';
import { type Asking, answer, answers, answersAndLeftOut } from './answer';
import { claimsOf, interchangesOf, setsOf } from './structure';
import { faultsOf } from './whole';

const right = ['PRV*BI*PXC*207Q00000X'];

function answerTo(segments: readonly string[], asking: Asking = {}): string {
  return answer(bytesOf(segments), '277ca', asking);
}

/** All segments of the first interchange of an answer, by tag. */
function rows(text: string, tag: string): string[] {
  return interchangesOf(text).flatMap(({ segments }) =>
    segments.filter(([first]) => first === tag).map((segment) => segment.join('*')),
  );
}

function answered(segments: readonly string[], asking: Asking = {}) {
  return interchangesOf(answerTo(segments, asking)).flatMap(setsOf).flatMap(claimsOf);
}

/** A patient who is not the subscriber, with one claim. */
function dependent(parent: string, hl: string, id: string): string[] {
  return [`HL*${hl}*${parent}*23*0`, 'PAT*19', 'NM1*QC*1*DOE*JIM*Q**JR', ...claim({ id })];
}

/** STC05 to STC12 of a claim without a taxonomy. */
const writeOne =
  '********Write the PRV of the enrollment that is billed, right after the HL segment of the billing provider, before CUR and NM1 85 - ' +
  'PRV BI PXC 207Q00000X for Medicaid ID 7100000001, type 64 physician, individual; PRV BI PXC 363L00000X for Medicaid ID 7100000002, type ...';

describe('a 277CA', () => {
  it('has the levels, counts and amounts of the claims that it answers', () => {
    const body = [
      'BHT*0019*00*BATCH7*20260701*1023*CH',
      'NM1*41*2*BEST BILLING*****46*S00001',
      'NM1*40*2*KENTUCKY MEDICAID*****46*KYMEDICAID',
      ...billing(),
      ...subscriber(),
      ...claim({ id: 'PCN1' }),
      'REF*D9*ICN99',
      ...claim({ id: 'PCN2', charge: '49.7500', date: '20260103-20260105' }),
      ...billing({ hl: '3', prv: right }),
      ...subscriber({ hl: '4', parent: '3' }),
      ...claim({ id: 'PCN3', charge: '100' }),
      ...dependent('4', '5', 'PCN4'),
    ];
    expect(answerTo(interchange({ body })).split('\n')).toEqual([
      'ISA*00*          *00*          *ZZ*KYMEDICAID     *ZZ*SUBMITTER      *260701*1253*^*00501*000000905*0*T*:~',
      'GS*HN*KYMEDICAID*SUBMITTER*20260701*1253*1*X*005010X214~',
      'ST*277*0001*005010X214~',
      'BHT*0085*08*0000009050001*20260701*1253*TH~',
      'HL*1**20*1~',
      'NM1*PR*2*KENTUCKY MEDICAID*****PI*KYMEDICAID~',
      'TRN*1*0000009050001~',
      'DTP*050*D8*20260701~',
      'DTP*009*D8*20260701~',
      'HL*2*1*21*1~',
      'NM1*41*2*BEST BILLING*****46*S00001~',
      'TRN*2*BATCH7~',
      'STC*A1:19:PR*20260701*WQ*450.25~',
      'QTY*90*2~',
      'QTY*AA*2~',
      'AMT*YU*250.25~',
      'AMT*YY*200~',
      'HL*3*2*19*1~',
      'NM1*85*2*RIVER CITY CLINIC*****XX*1234567893~',
      'TRN*1*0~',
      'STC*A1:19:PR**WQ*200~',
      'QTY*QC*2~',
      'AMT*YY*200~',
      'HL*4*3*PT~',
      'NM1*QC*1*DOE*JANE****MI*0012345678~',
      'TRN*2*PCN1~',
      `STC*A6:145:85*20260701*U*150.25${writeOne}~`,
      'REF*D9*ICN99~',
      'DTP*472*D8*20260102~',
      'TRN*2*PCN2~',
      `STC*A6:145:85*20260701*U*49.75${writeOne}~`,
      'DTP*472*RD8*20260103-20260105~',
      'HL*5*2*19*1~',
      'NM1*85*2*RIVER CITY CLINIC*****XX*1234567893~',
      'TRN*1*0~',
      'STC*A1:19:PR**WQ*250.25~',
      'QTY*QA*2~',
      'AMT*YU*250.25~',
      'HL*6*5*PT~',
      'NM1*QC*1*DOE*JANE****MI*0012345678~',
      'TRN*2*PCN3~',
      'STC*A2:20:PR*20260701*WQ*100~',
      'DTP*472*D8*20260102~',
      'HL*7*5*PT~',
      'NM1*QC*1*DOE*JIM*Q**JR*MI*0012345678~',
      'TRN*2*PCN4~',
      'STC*A2:20:PR*20260701*WQ*150.25~',
      'DTP*472*D8*20260102~',
      'SE*47*0001~',
      'GE*1*1~',
      'IEA*1*000000905~',
      '',
    ]);
  });

  it.each([
    ['missing', [], 'A6:145:85'],
    ['unlisted', ['PRV*BI*PXC*999Q00000X'], 'A7:145:85'],
    ['right', right, 'A2:20:PR'],
  ])('a taxonomy that is %s', (_, prv, status) => {
    const [one] = answered(simpleFile({ prv }, {}), { policy: { match: true } });
    // No NM1*41: the payer of the claim is who was sent it.
    expect(one!.statuses).toEqual([status]);
  });

  it('accepts an undecided claim, unless the policy makes that an error', () => {
    const file = simpleFile({ id: '1558598797' });
    expect(answered(file)).toMatchObject([{ statuses: ['A2:20:PR'], isAccepted: true }]);
    const policy = { severity: { 'npi-unregistered': 'error' } } as const;
    expect(answered(file, { policy })).toMatchObject([{ statuses: ['A8:145:85'], isAccepted: false }]);
  });

  it('says each thing that is wrong in an STC of its own, and what to do', () => {
    const policy = { severity: { 'npi-invalid': 'error' } } as const;
    const body = [...header, ...billing({ id: '1234567890' }), ...subscriber(), ...claim()];
    const registry = registryOf([
      { npi: '1234567890', medicaidId: '71' },
      { npi: '1234567890', medicaidId: '72' },
    ]);
    const [one] = answered(interchange({ body }), { policy, registry });
    expect([...one!.statuses].sort()).toEqual(['A6:145:85', 'A8:145:85']);
    expect([...one!.messages].sort()).toEqual([
      'Correct the billing NPI (Loop 2010AA, NM109) in the practice system.',
      'The registry lists no taxonomy code for this NPI. Ask KY Medicaid partner portal support; have the Medicaid ID, name, NPI and Tax ID at hand.',
    ]);
  });

  it('rejects a claim for its rendering provider with entity 82, an attending one with 71', () => {
    const policy = { roles: { rendering: 'always', attending: 'always' }, match: true } as const;
    const registry = registryOf([
      { medicaidId: '71' },
      { npi: '1558598797', medicaidId: '72', taxonomy: '363L00000X' },
    ]);
    const said = (version: string, ...own: readonly string[]) => {
      const body = [...header, ...billing(), ...subscriber(), ...claim(), ...own];
      const asking = { policy: { ...policy, severity: { 'taxonomy-not-x': 'error' } }, registry } as const;
      return answered(interchange({ body, version }), asking)[0]!;
    };
    const rendering = ['NM1*82*1*ROE*ANN****XX*1558598797'];
    expect(said('005010X222A1', ...rendering)).toMatchObject({
      statuses: ['A6:145:82'],
      messages: ['Write PRV PE PXC 363L00000X right after the NM1 of the rendering provider in Loop 2420A.'],
    });
    expect(said('005010X222A1', ...rendering, 'PRV*PE*PXC*207Q00000N').statuses).toEqual([
      'A7:145:82 A7:569',
      'A7:145:82',
    ]);
    expect(said('005010X222A1').statuses).toEqual(['A6:145:82']);
    expect(said('005010X223A2').statuses).toEqual(['A6:145:71']);
  });

  it('cuts a long hint between two words', () => {
    const [one] = answered(simpleFile());
    expect(one!.messages[0]!.length).toBeLessThanOrEqual(264);
    expect(one!.messages[0]).toMatch(/\w \.\.\.$/);
    const hint = 'x'.repeat(300);
    const verdict = { judgements: [{ rule: 'taxonomy-missing', severity: 'error', hint }] };
    const [rejection] = rejectionsOf('flagged', verdict as unknown as Verdict);
    expect(rejection!.message).toBe(`${'x'.repeat(260)} ...`);
  });

  it('says what the rules say that it says', () => {
    const said = rules.flatMap(({ id, acknowledgement }) => {
      const status = /277CA ([^,]+)/.exec(acknowledgement ?? '')?.[1];
      return status === undefined ? [] : [[id, status]];
    });
    expect(said.length).toBeGreaterThan(4);
    for (const [rule, status] of said) {
      const verdict = { judgements: [{ rule, severity: 'error', hint: '' }] } as unknown as Verdict;
      const [rejection] = rejectionsOf('flagged', verdict);
      const { status: is, statusToo } = rejection!;
      const more = statusToo === null ? '' : ` and ${statusToo.join(':')}`;
      expect(is.join(':') + more, rule).toBe(status);
    }
  });

  it('is of a payer where the first claim goes to whoever answers, else of a clearinghouse', () => {
    const statuses = (asking: Asking, payer = 'KYMEDICAID') => {
      const body = [...header, ...billing({ prv: right }), ...subscriber({ payer }), ...claim()];
      const text = answerTo(interchange({ body }), asking);
      return [rows(text, 'NM1')[0], ...rows(text, 'STC')];
    };
    expect(statuses({})).toEqual([
      'NM1*PR*2*KENTUCKY MEDICAID*****PI*KYMEDICAID',
      'STC*A1:19:PR*20260701*WQ*150.25',
      'STC*A1:19:PR**WQ*150.25',
      'STC*A2:20:PR*20260701*WQ*150.25',
    ]);
    expect(statuses({}, '128KY')).toEqual([
      'NM1*AY*2*KENTUCKY MEDICAID*****46*KYMEDICAID',
      'STC*A1:19:AY*20260701*WQ*150.25',
      'STC*A1:19:AY**WQ*150.25',
      'STC*A0:16:PR*20260701*WQ*150.25',
    ]);
    expect(statuses({}, '')[0]).toMatch(/^NM1\*AY/);
    expect(statuses({ options: { sender: 'HUB1' } })[0]).toBe('NM1*AY*2*HUB1*****46*HUB1');
  });

  it('takes sender, receiver, date and control numbers from the caller', () => {
    const options = { sender: 'HUB1', receiver: 'CLINIC7', date: 20260915, control: 999_999_999 };
    const text = answer(bytesOf([...simpleFile(), ...simpleFile()]), '277ca', { options });
    expect(rows(text, 'ISA')).toEqual([
      'ISA*00*          *00*          *ZZ*HUB1           *ZZ*CLINIC7        *260915*1253*^*00501*999999999*0*T*:',
      'ISA*00*          *00*          *ZZ*HUB1           *ZZ*CLINIC7        *260915*1253*^*00501*000000001*0*T*:',
    ]);
    expect(rows(text, 'GS')[0]).toBe('GS*HN*HUB1*CLINIC7*20260915*1253*1*X*005010X214');
    expect(rows(text, 'BHT')[1]).toBe('BHT*0085*08*0000000010001*20260915*1253*TH');
    expect(rows(text, 'NM1')[1]).toBe('NM1*41*2*UNKNOWN*****46*CLINIC7');
    expect(rows(text, 'DTP').slice(0, 2)).toEqual(['DTP*050*D8*20260915', 'DTP*009*D8*20260915']);
    expect(text).not.toContain('20260701');
  });

  it('counts control numbers on from file to file', () => {
    const [text] = answers([bytesOf(simpleFile()), bytesOf(simpleFile())], ['277ca']);
    expect(rows(text!, 'IEA')).toEqual(['IEA*1*000000905', 'IEA*1*000000906']);
  });

  it('answers nothing where there is no claim', () => {
    expect(answerTo(interchange({ body: [...header, ...billing()] }))).toBe('');
    expect(answerTo(['nothing of the kind'])).toBe('');
  });

  it('rejects a claim that stands before any provider, and its money counts', () => {
    const body = [
      ...header,
      ...claim({ id: 'LOST', charge: '7.5' }),
      ...billing({ prv: right }),
      ...subscriber(),
      ...claim(),
    ];
    const policy = { severity: { 'x12-unexpected-segment': 'warning' } } as const;
    const text = answerTo(interchange({ body }), { policy });
    const [lost, found] = answered(interchange({ body }), { policy });
    expect(lost).toMatchObject({ id: 'LOST', statuses: ['A6:145:85'], isAccepted: false, charge: '7.5' });
    expect(lost!.provider.join('*')).toBe('NM1*85*2*UNKNOWN*****SV*UNKNOWN');
    expect(lost!.patient.join('*')).toBe('NM1*QC*1*UNKNOWN*****MI*UNKNOWN');
    expect(found).toMatchObject({ isAccepted: true });
    expect(rows(text, 'AMT')).toEqual(['AMT*YU*150.25', 'AMT*YY*7.5', 'AMT*YY*7.5', 'AMT*YU*150.25']);
  });

  it('accepts claims that only have warnings, and those out of scope', () => {
    const warned = answered(simpleFile({ id: '1558598797' }));
    const outside = answered(simpleFile(), { policy: { payers: [{ id: 'ANOTHER' }] } });
    expect([...warned, ...outside].map(({ statuses }) => statuses)).toEqual([['A2:20:PR'], ['A2:20:PR']]);
  });

  it('names the submitter without a prefix and a suffix, which loop 2100B has no room for', () => {
    const body = [
      'BHT*0019*00*0123*20260701*1023*CH',
      'NM1*41*1*DOE*JANE*Q*DR*JR*46*SUB1',
      ...billing({ prv: right }),
      ...subscriber(),
      ...claim(),
    ];
    expect(rows(answerTo(interchange({ body })), 'NM1')[1]).toBe('NM1*41*1*DOE*JANE*Q***46*SUB1');
  });

  it('names a provider without NPI by the tax number', () => {
    const provider = (segments: readonly string[]) => {
      const body = [...header, 'HL*1**20*1', ...segments, ...subscriber(), ...claim()];
      return answered(interchange({ body }))[0]!.provider.join('*');
    };
    expect(provider(['NM1*85*1*HILL*ANN*B**MD', 'N3*1 MAIN ST', 'REF*EI*610000211'])).toBe(
      'NM1*85*1*HILL*ANN*B**MD*FI*610000211',
    );
    expect(provider(['NM1*85*2*CLINIC*****24*610000212', 'REF*EI*610000211'])).toBe(
      'NM1*85*2*CLINIC*****FI*610000212',
    );
    expect(provider(['NM1*85*2*CLINIC', 'NM1*87*2', 'REF*EI*610000211'])).toBe(
      'NM1*85*2*CLINIC*****SV*UNKNOWN',
    );
  });

  it('gives a patient no number of a subscriber whose level is not the one above', () => {
    const body = [...header, ...billing(), ...subscriber(), ...dependent('77', '3', 'PCN1')];
    const policy = { severity: { 'x12-unexpected-segment': 'warning' } } as const;
    const [one] = answered(interchange({ body }), { policy });
    expect(one!.patient.join('*')).toBe('NM1*QC*1*DOE*JIM*Q**JR*MI*UNKNOWN');
  });

  it('takes the day of the set for a claim without one, and its own where there is none at all', () => {
    const dates = (bht04: string) => {
      const body = [
        `BHT*0019*00*0123*${bht04}*1023*CH`,
        ...billing(),
        ...subscriber(),
        ...claim({ date: '' }),
      ];
      return answered(interchange({ body }))[0]!.dates;
    };
    expect(dates('20260615')).toBe('20260615');
    expect(dates('')).toBe('20260701');
  });

  it('repeats the bill type of institutional claims', () => {
    const body = [
      ...header,
      ...billing(),
      ...subscriber(),
      'CLM*PCN1*10***11:A:7*Y',
      'DTP*434*RD8*20260102-20260103',
    ];
    expect(answered(interchange({ body, version: '005010X223A3' }))[0]!.references).toEqual([
      ['REF', 'BLT', '117'],
    ]);
    expect(answered(interchange({ body }))[0]!.references).toEqual([]);
  });

  it('balances where a charge is no amount, or none that can be repeated', () => {
    const charges = ['', 'abc', '-5.25', '.5', '0.001', '9'.repeat(18), '9'.repeat(19), '1e3'];
    const claims = charges.flatMap((charge, n) => claim({ id: `PCN${n}`, charge }));
    const body = [...header, ...billing(), ...subscriber(), ...claims];
    expect(answered(interchange({ body })).map(({ charge }) => charge)).toEqual([
      '0',
      '0',
      '-5.25',
      '0.5',
      '0.001',
      '9'.repeat(18),
      '0',
      '0',
    ]);
    expect(rows(answerTo(interchange({ body })), 'AMT')[0]).toBe('AMT*YY*999999999999999994.251');
  });

  it('has two groups for two groups, and a set for each 837 with claims', () => {
    const file = simpleFile();
    const set = file.slice(2, -2);
    const [isa, gs] = file as [string, string];
    const groups = [gs, ...set, ...set, 'GE*2*1', gs.replace('*1*X', '*2*X'), ...set, 'GE*1*2'];
    const text = answerTo([isa, ...groups, 'IEA*2*000000905']);
    expect(rows(text, 'ST').map((st) => st.split('*')[2])).toEqual(['0001', '0002', '0001']);
    expect([...rows(text, 'GE'), ...rows(text, 'IEA')]).toEqual(['GE*2*1', 'GE*1*2', 'IEA*2*000000905']);
    expect(rows(text, 'GS').map((one) => one.split('*')[6])).toEqual(['1', '2']);
  });
});

describe('a 277CA leaves to the 999 and the TA1', () => {
  const file = simpleFile({ prv: right });
  const last = file.length - 1;
  const [isa, gs] = file as [string, string];

  /** An 837 with one claim. */
  function set(id: string, { prv = right, se01 = 0 } = {}): string[] {
    const body = [...header, ...billing({ prv }), ...subscriber(), ...claim({ id })];
    return [`ST*837*${id}*005010X222A1`, ...body, `SE*${se01 || body.length + 2}*${id}`];
  }

  function group(control: number, sets: readonly string[][], ge02 = control): string[] {
    return [gs.replace('*1*X', `*${control}*X`), ...sets.flat(), `GE*${sets.length}*${ge02}`];
  }

  function whole(groups: readonly string[][], control: string, iea02 = control): string[] {
    return [isa.replace('000000905', control), ...groups.flat(), `IEA*${groups.length}*${iea02}`];
  }

  function answersTo(segments: readonly string[], asking: Asking = {}) {
    const { texts, claimsLeftOut } = answersAndLeftOut([bytesOf(segments)], ['277ca', '999', 'ta1'], asking);
    const [text] = texts;
    const ids = interchangesOf(text!)
      .flatMap(setsOf)
      .flatMap(claimsOf)
      .map(({ id }) => id);
    const faults = faultsOf({ texts, claimsLeftOut }, bytesOf(segments), asking.policy ?? {});
    return { text: text!, ids, claimsLeftOut, faults };
  }

  it.each([
    ['SE01', (s: string[]) => s.splice(last - 2, 1, 'SE*99*0001')],
    ['SE02', (s: string[]) => s.splice(last - 2, 1, `SE*${last - 3}*0009`)],
    ['missing SE', (s: string[]) => s.splice(last - 2, 1)],
    ['GE01', (s: string[]) => s.splice(last - 1, 1, 'GE*3*1')],
    ['GE02', (s: string[]) => s.splice(last - 1, 1, 'GE*1*7')],
    ['missing GE', (s: string[]) => s.splice(last - 1, 1)],
    ['IEA01', (s: string[]) => s.splice(last, 1, 'IEA*2*000000905')],
    ['IEA02', (s: string[]) => s.splice(last, 1, 'IEA*1*000000102')],
    ['missing IEA', (s: string[]) => s.splice(last, 1)],
    ['cut in the claim', (s: string[]) => s.splice(last - 3)],
    ['a segment between SE and GE', (s: string[]) => s.splice(last - 1, 0, 'REF*X*Y')],
    ['a segment between GE and IEA', (s: string[]) => s.splice(last, 0, 'REF*X*Y')],
    ['no group', (s: string[]) => [s.splice(last - 1, 1), s.splice(1, 1)]],
    ['a parent that is none', (s: string[]) => s.splice(9, 1, 'HL*2*7*22*0')],
    ['ST01 with a blank', (s: string[]) => s.splice(2, 1, 'ST*837 *0001*005010X222A1')],
    ['a PRV with a wrong qualifier', (s: string[]) => s.splice(6, 1, 'PRV*BI*ZZ*207Q00000X')],
    ['a PRV without a code', (s: string[]) => s.splice(6, 1, 'PRV*BI*PXC')],
    ['a PRV after NM1*85', (s: string[]) => s.splice(6, 2, s[7]!, s[6]!)],
  ])('the claim of a file with a fault: %s', (_, change) => {
    expect(answersTo(file)).toMatchObject({ ids: ['PCN1'], claimsLeftOut: 0, faults: [] });
    const segments = [...file];
    change(segments);
    expect(answersTo(segments)).toEqual({ text: '', ids: [], claimsLeftOut: 1, faults: [] });
  });

  it('sets, groups and interchanges that are rejected, and answers those beside them', () => {
    const { text, ids, claimsLeftOut, faults } = answersTo([
      ...whole([group(1, [set('1001')])], '000000101', '000000102'),
      ...whole(
        [
          group(1, [set('2001'), set('2002', { se01: 77 }), set('2003')]),
          group(2, [set('3001'), set('3002')], 9),
          group(3, [set('4001')]),
        ],
        '000000201',
      ),
      ...whole([group(1, [set('5001', { prv: ['PRV*BI*PXC'] })])], '000000301'),
      ...whole([group(1, [set('6001')])], '000000401'),
    ]);
    expect({ ids, claimsLeftOut, faults }).toEqual({
      ids: ['2001', '2003', '4001', '6001'],
      claimsLeftOut: 5,
      faults: [],
    });
    // Numbers are those of what is answered, without gaps.
    const numbers = [...rows(text, 'IEA'), ...rows(text, 'GE'), ...rows(text, 'BHT')];
    expect(numbers.map((row) => row.split('*').slice(0, 4).join('*'))).toEqual([
      'IEA*2*000000201',
      'IEA*1*000000202',
      'GE*2*1',
      'GE*1*2',
      'GE*1*1',
      'BHT*0085*08*0000002010001',
      'BHT*0085*08*0000002010002',
      'BHT*0085*08*0000002010001',
      'BHT*0085*08*0000002020001',
    ]);
  });

  it('nothing that they take with a warning, or that is turned off', () => {
    const faulty = [...file];
    faulty.splice(last - 2, 3, 'SE*99*0001', 'GE*7*1', 'IEA*9*000000905');
    for (const setting of ['warning', 'info', 'off'] as const) {
      const policy = { severity: { 'x12-count-mismatch': setting } };
      expect(answersTo(faulty, { policy })).toMatchObject({ ids: ['PCN1'], claimsLeftOut: 0, faults: [] });
    }
    expect(answersTo(faulty)).toMatchObject({ text: '', claimsLeftOut: 1 });
  });
});

/** What may stand in a file whose delimiters are others than those of answers. */
const oddText = fc
  .array(
    fc.constantFrom('*', '~', ':', '^', '~ST*', 'A', 'b', ' ', '\u0007', 'é', 'ß', 'ﬁ', '한', '😀', '"', '+'),
    {
      maxLength: 90,
      size: 'max',
    },
  )
  .map((parts) => parts.join(''));

describe('values', () => {
  it('never become segments, and fit their elements', () => {
    fc.assert(
      fc.property(fc.array(oddText, { minLength: 16, maxLength: 16 }), (values) => {
        const [v = '', ...more] = values;
        const body: string[][] = [
          ['BHT', '0019', '00', v, '20260701', '1023', 'CH'],
          ['NM1', '41', '1', ...more.slice(0, 3), '', more[3]!, '46', more[4]!],
          ['NM1', '40', '2', more[5]!, '', '', '', '', '46', more[6]!],
          ['HL', '1', '', '20', '1'],
          ['NM1', '85', '1', more[7]!, more[8]!, '', '', '', 'XX', more[9]!],
          ['HL', '2', '1', '22', '0'],
          ['NM1', 'IL', '1', more[10]!, more[11]!, more[12]!, '', v, 'MI', more[13]!],
          ['NM1', 'PR', '2', v, '', '', '', '', 'PI', more[6]!],
          ['CLM', more[14]!, '10', '', '', '11>B>1'],
          ['REF', 'D9', v],
        ];
        const segments = [
          [
            'ISA',
            '00',
            ' '.repeat(10),
            '00',
            ' '.repeat(10),
            'ZZ',
            'SUBMITTER*~:^  ',
            'Z^',
            '~~~~~:*^       ',
          ],
          ['GS', 'HC', v, more[0]!, '20260701', '1253', '1', 'X', '005010X222A1'],
          ['ST', '837', '0001', '005010X222A1'],
          ...body,
          ['SE', String(body.length + 2), '0001'],
          ['GE', '1', '1'],
          ['IEA', '1', '000000905'],
        ];
        segments[0]!.push('260701', '1253', '!', '00501', '000000905', '0', 'T', '>');
        const bytes = new TextEncoder().encode(
          segments.map((segment) => `${segment.join('|')}\u001c`).join(''),
        );
        const answered = answersAndLeftOut([bytes], ['277ca', '999', 'ta1']);
        const { texts } = answered;
        expect(faultsOf(answered, bytes, {})).toEqual([]);
        expect(texts.map((text) => text.split('~').length - 1)).toEqual([expect.any(Number), 10, 3]);
        const tags = interchangesOf(texts[0]!).flatMap(({ segments }) => segments.map(([tag]) => tag));
        const optional = tags.filter((tag) => tag === 'REF').length;
        expect(tags.length - optional).toBe(29);
      }),
      { numRuns: runs(300) },
    );
  });
});
