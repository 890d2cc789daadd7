import { describe, expect, it } from 'vitest';
import type { EnvelopeFinding, Policy } from '../../src/index';
import type { SetContext } from '../../src/x12/segment-listener';
import { billing, bytesOf, claim, findingsOf, header, interchange, simpleFile, subscriber } from '../build';
import { answer, answers, answersAndLeftOut } from './answer';

const right = ['PRV*BI*PXC*207Q00000X'];
const file = simpleFile({ prv: right });
const last = file.length - 1;

/** The 999 and the TA1 to a file: what is said of sets and groups, and of interchanges. */
function said(segments: readonly string[], policy: Partial<Policy> = {}) {
  const [groups, interchanges] = answers([bytesOf(segments)], ['999', 'ta1'], { policy });
  const lines = (text: string, tags: RegExp) => text.split('~\n').filter((line) => tags.test(line));
  return {
    groups: lines(groups!, /^(AK|IK)/),
    interchanges: lines(interchanges!, /^TA1/).map((line) => line.split('*').slice(4).join('*')),
  };
}

/** The same, where the sets are as the file has them. */
function spoiled(change: (segments: string[]) => void, policy: Partial<Policy> = {}) {
  const segments = [...file];
  change(segments);
  return said(segments, policy);
}

const opened = ['AK1*HC*1*005010X222A1', 'AK2*837*0001*005010X222A1'];
const fine = { groups: [...opened, 'IK5*A', 'AK9*A*1*1*1'], interchanges: ['A*000'] };

describe('a 999 and a TA1', () => {
  it('accept what has no fault, though a taxonomy is missing', () => {
    expect(said(file)).toEqual(fine);
    expect(said(simpleFile())).toEqual(fine);
  });

  it('are interchanges of their own, back to whoever sent the claims', () => {
    const [groups, interchanges] = answers([bytesOf(file)], ['999', 'ta1'], { options: { control: 7 } });
    const isa =
      'ISA*00*          *00*          *ZZ*KYMEDICAID     *ZZ*SUBMITTER      *260701*1253*^*00501*000000007*0*T*:~';
    expect(groups!.split('\n')).toEqual([
      isa,
      'GS*FA*KYMEDICAID*SUBMITTER*20260701*1253*1*X*005010X231A1~',
      'ST*999*0001*005010X231A1~',
      'AK1*HC*1*005010X222A1~',
      'AK2*837*0001*005010X222A1~',
      'IK5*A~',
      'AK9*A*1*1*1~',
      'SE*6*0001~',
      'GE*1*1~',
      'IEA*1*000000007~',
      '',
    ]);
    expect(interchanges!.split('\n')).toEqual([
      isa,
      'TA1*000000905*260701*1253*A*000~',
      'IEA*0*000000007~',
      '',
    ]);
  });

  it.each([
    ['missing SE', (s: string[]) => s.splice(last - 2, 1), ['IK5*R*2', 'AK9*R*1*1*0'], 'A*000'],
    [
      'SE02',
      (s: string[]) => s.splice(last - 2, 1, `SE*${last - 3}*0009`),
      ['IK5*R*3', 'AK9*R*1*1*0'],
      'A*000',
    ],
    ['SE01', (s: string[]) => s.splice(last - 2, 1, 'SE*99*0001'), ['IK5*R*4', 'AK9*R*1*1*0'], 'A*000'],
    [
      'SE01 and SE02',
      (s: string[]) => s.splice(last - 2, 1, 'SE*99*9'),
      ['IK5*R*3*4', 'AK9*R*1*1*0'],
      'A*000',
    ],
    ['missing GE', (s: string[]) => s.splice(last - 1, 1), ['IK5*A', 'AK9*R*1*1*0*3'], 'A*000'],
    ['GE02', (s: string[]) => s.splice(last - 1, 1, 'GE*1*7'), ['IK5*A', 'AK9*R*1*1*0*4'], 'A*000'],
    ['GE01', (s: string[]) => s.splice(last - 1, 1, 'GE*3*1'), ['IK5*A', 'AK9*R*3*1*0*5'], 'A*000'],
    ['missing SE and GE', (s: string[]) => s.splice(last - 2, 2), ['IK5*R*2', 'AK9*R*1*1*0*3'], 'A*000'],
    ['IEA02', (s: string[]) => s.splice(last, 1, 'IEA*1*000000001'), ['IK5*A', 'AK9*A*1*1*1'], 'R*001'],
    ['IEA01', (s: string[]) => s.splice(last, 1, 'IEA*2*000000905'), ['IK5*A', 'AK9*A*1*1*1'], 'R*021'],
    ['missing IEA', (s: string[]) => s.splice(last, 1), ['IK5*A', 'AK9*A*1*1*1'], 'R*023'],
    ['cut in a set', (s: string[]) => s.splice(last - 4), ['IK5*R*2', 'AK9*R*1*1*0*3'], 'R*023'],
    [
      'a segment between GE and IEA',
      (s: string[]) => s.splice(last, 0, 'REF*X*Y'),
      ['IK5*A', 'AK9*A*1*1*1'],
      'R*024',
    ],
    [
      'a segment between SE and GE',
      (s: string[]) => s.splice(last - 1, 0, 'REF*X*Y'),
      ['IK5*A', 'AK9*R*1*1*0'],
      'A*000',
    ],
    [
      'a parent that is none',
      (s: string[]) => s.splice(9, 1, 'HL*2*7*22*0'),
      ['IK5*R*5', 'AK9*R*1*1*0'],
      'A*000',
    ],
    [
      'a wide ISA',
      (s: string[]) => s.splice(0, 1, s[0]!.replace('SUBMITTER ', 'SUBMITTER')),
      ['IK5*A', 'AK9*A*1*1*1'],
      'E*022',
    ],
  ])('%s', (_, change, groups, interchange) => {
    expect(spoiled((segments) => void change(segments))).toEqual({
      groups: [...opened, ...groups],
      interchanges: [interchange],
    });
  });

  it('say what ends a set or an interchange in place of its trailer', () => {
    const twoSets = [
      ...file.slice(0, last - 2),
      'ST*837*0002*005010X222A1',
      ...file.slice(3, last - 2),
      `SE*${last - 3}*0002`,
      'GE*2*1',
      file[last]!,
    ];
    expect(said(twoSets).groups).toEqual([
      ...opened,
      'IK5*R*2',
      'AK2*837*0002*005010X222A1',
      'IK5*A',
      'AK9*P*2*2*1',
    ]);
    const twoInterchanges = [...file.slice(0, last - 2), ...file];
    expect(said(twoInterchanges)).toEqual({
      groups: [...opened, 'IK5*R*2', 'AK9*R*1*1*0*3', ...fine.groups],
      interchanges: ['R*023', 'A*000'],
    });
  });

  it('leave an interchange to itself that only the beginning of another follows', () => {
    const { groups, interchanges } = said([...file, 'ISA*00*']);
    expect({ groups, interchanges }).toEqual(fine);
  });

  it('a misplaced PRV is named once, by its place', () => {
    const body = [
      ...header,
      ...billing({ after: right }),
      ...subscriber(),
      ...claim(),
      ...claim({ id: 'PCN2' }),
    ];
    const misplaced = ['IK3*PRV*8**7', 'IK5*R*5', 'AK9*R*1*1*0'];
    expect(said(interchange({ body })).groups).toEqual([...opened, ...misplaced]);
  });

  it.each([
    ['PRV*PE*ZZ*abc', ['IK4*1*1221*7', 'IK4*2*128*7', 'IK4*3*127*7']],
    ['PRV*BI*ZZ*207Q00000X', ['IK4*2*128*7']],
    ['PRV*BI**207Q00000X', ['IK4*2*128*1']],
    ['PRV**PXC*207Q00000X', ['IK4*1*1221*1']],
    ['PRV*BI*PXC', ['IK4*3*127*1']],
    ['PRV*BI*PXC* ', ['IK4*3*127*1']],
    ['PRV*BI', ['IK4*2*128*1', 'IK4*3*127*1']],
    ['PRV*PE*PXC', ['IK4*1*1221*7', 'IK4*3*127*1']],
  ])('%s: its elements are named', (prv, elements) => {
    const { groups } = said(simpleFile({ prv: [prv] }));
    expect(groups).toEqual([...opened, 'IK3*PRV*5**8', ...elements, 'IK5*R*5', 'AK9*R*1*1*0']);
  });

  it('PRVs of rendering and attending providers are named in file order, each at its own segment', () => {
    const rendering = (prv: string) => ['NM1*82*1*ROE*ANN****XX*1558598797', prv];
    const line = (n: number, prv: string) => [`LX*${n}`, 'SV1*HC:99213*1', ...rendering(prv)];
    const body = [
      ...header,
      ...billing({ prv: ['PRV*BI*ZZ*207Q00000X'] }),
      ...subscriber(),
      ...claim({ id: 'PCN1' }),
      ...rendering('PRV*PE*ZZ*207q'),
      ...line(1, 'PRV*PE*PXC'),
      ...line(2, 'PRV*PE*PXC*207Q00000X'),
      ...claim({ id: 'PCN2' }),
      ...rendering('PRV*BI*PXC*207Q00000X'),
      'PRV*PE*PXC*363L00000X',
    ];
    const roles = { rendering: 'if-sent' } as const;
    const at = (prv: string) => body.indexOf(prv) + 2;
    const billingPrv = [`IK3*PRV*${at('PRV*BI*ZZ*207Q00000X')}**8`, 'IK4*2*128*7'];
    const ends = ['IK5*R*5', 'AK9*R*1*1*0'];
    expect(said(interchange({ body }), { roles }).groups).toEqual([
      ...opened,
      ...billingPrv,
      `IK3*PRV*${at('PRV*PE*ZZ*207q')}**8`,
      'IK4*2*128*7',
      'IK4*3*127*7',
      `IK3*PRV*${at('PRV*PE*PXC')}**8`,
      'IK4*3*127*1',
      `IK3*PRV*${at('PRV*PE*PXC*363L00000X')}**5`,
      ...ends,
    ]);
    expect(said(interchange({ body })).groups).toEqual([...opened, ...billingPrv, ...ends]);

    const attending = [...header, ...billing({ prv: right }), ...subscriber(), 'CLM*PCN1*100***13:A:1'];
    attending.push('NM1*71*1*ROE*ANN****XX*1558598797', 'PRV*PE*PXC*207Q00000X');
    const answered = said(interchange({ body: attending, version: '005010X223A2' }), {
      roles: { attending: 'inpatient' },
    });
    // Not required, so that it is only noted.
    expect(answered.groups.slice(2)).toEqual([
      `IK3*PRV*${attending.length + 1}**8`,
      'IK4*1*1221*7',
      'IK5*E*5',
      'AK9*E*1*1*1',
    ]);
  });

  it('a PRV without a code is rejected although no taxonomy is required, or none is asked for', () => {
    const rejected = [...opened, 'IK3*PRV*5**8', 'IK4*3*127*1', 'IK5*R*5', 'AK9*R*1*1*0'];
    const empty = simpleFile({ prv: ['PRV*BI*PXC'], id: '1558598797' });
    expect(findingsOf(empty).map(({ rule }) => rule)).not.toContain('taxonomy-missing');
    expect(said(empty).groups).toEqual(rejected);
    const severity = { 'taxonomy-missing': 'off' } as const;
    expect(said(simpleFile({ prv: ['PRV*BI*PXC'] }), { severity }).groups).toEqual(rejected);
  });

  it.each([
    ['837P', 'AK2*837*0002*005010X222A1'],
    ['873', 'AK2*873*0002*005010X222A1'],
    ['', 'AK2*837*0002*005010X222A1'],
    ['837 ', 'AK2*837*0002*005010X222A1'],
  ])('a set of claims whose ST01 is "%s" is rejected, those beside it are not', (type, ak2) => {
    const set = file.slice(2, -2);
    const other = [`ST*${type}*0002*005010X222A1`, ...set.slice(1, -1), `SE*${set.length}*0002`];
    const { groups, interchanges } = said([...file.slice(0, 2), ...other, ...set, 'GE*2*1', file[last]!]);
    expect(groups).toEqual([opened[0], ak2, 'IK5*R*1', opened[1], 'IK5*A', 'AK9*P*2*2*1']);
    expect(interchanges).toEqual(['A*000']);
  });

  it.each([
    ['x12-unexpected-segment', 1, 'error', 'IK5*R*1'],
    ['x12-control-mismatch', 1, 'error', 'IK5*R*1'],
    ['x12-unexpected-segment', 8, 'error', 'IK5*R*5'],
    ['x12-segment-too-long', 8, 'error', 'IK5*R*5'],
    ['x12-unexpected-segment', 8, 'warning', 'IK5*E*5'],
    ['x12-unexpected-segment', 8, 'info', 'IK5*A'],
  ] as const)('whatever %s is said of segment %i of a set, as an %s, it is of the set alone', (...row) => {
    const [rule, segment, severity, ik5] = row;
    const alsoFound = ({ interchange, group, transaction }: SetContext): EnvelopeFinding => ({
      type: 'finding',
      schema: 1,
      rule,
      severity,
      message: '',
      hint: '',
      file: null,
      interchange,
      group,
      transaction,
      loop: null,
      position: { offset: 0, segment },
    });
    const { texts, claimsLeftOut } = answersAndLeftOut([bytesOf(file)], ['277ca', '999', 'ta1'], {
      alsoFound,
    });
    expect(texts[1]).toContain(
      `AK2*837*0001*005010X222A1~\n${ik5}~\nAK9*${ik5[4]}*1*1*${ik5[4] === 'R' ? 0 : 1}~`,
    );
    expect(texts[2]).toContain('*A*000~');
    expect([texts[0] === '', claimsLeftOut]).toEqual(severity === 'error' ? [true, 1] : [false, 0]);
  });

  it.each([
    ['261301', '1253', '260630', '1253', 'E*014'],
    ['260230', '1253', '260630', '1253', 'E*014'],
    ['      ', '1253', '260630', '1253', 'E*014'],
    ['260701', '2460', '260701', '0000', 'E*015'],
    ['260701', '12 3', '260701', '0000', 'E*015'],
    ['261301', '9999', '260630', '0000', 'E*014'],
  ])('the date %s and time %s of an ISA are put right and noted', (date, time, ta102, ta103, code) => {
    const segments = [...file];
    segments[0] = segments[0]!.replace('260701*1253', `${date}*${time}`);
    segments[1] = segments[1]!.replace('20260701', '20260630');
    expect(said(segments)).toEqual({ ...fine, interchanges: [code] });
    const options = { date: 20260915 };
    expect(answer(bytesOf(segments), 'ta1', { options })).toContain(
      `TA1*000000905*${ta102}*${ta103}*${code}~`,
    );
  });

  it('the date of an ISA is put right where no group has one either', () => {
    const segments = [file[0]!.replace('260701', '269999'), 'IEA*0*000000905'];
    expect(answer(bytesOf(segments), 'ta1')).toContain('TA1*000000905*000101*1253*E*014~');
    segments[1] = 'IEA*1*000000905';
    expect(said(segments).interchanges).toEqual(['R*021']);
  });

  it('a warning is noted, an info and what is turned off is not', () => {
    const severity = (setting: 'warning' | 'info' | 'off') => ({
      severity: {
        'taxonomy-misplaced': setting,
        'x12-count-mismatch': setting,
        'x12-truncated': setting,
        'x12-unexpected-segment': setting,
      },
    });
    const faulty = [...simpleFile({ after: right }).slice(0, -2), 'IEA*2*000000905'];
    const all = (setting: 'warning' | 'info' | 'off') => said(faulty, severity(setting));
    expect(all('warning')).toEqual({
      groups: [...opened, 'IK3*PRV*8**7', 'IK5*E*5', 'AK9*E*1*1*1*3'],
      interchanges: ['E*021'],
    });
    expect(all('info')).toEqual(fine);
    expect(all('off')).toEqual(fine);
  });

  it('a group of several sets is rejected in part', () => {
    const set = file.slice(2, -2);
    const bad = ['ST*837*0002*005010X222A1', ...set.slice(1, -1), 'SE*99*0002'];
    const groups = said([...file.slice(0, 2), ...set, ...bad, 'GE*2*1', file[last]!]).groups;
    expect(groups.slice(-3)).toEqual(['AK2*837*0002*005010X222A1', 'IK5*R*4', 'AK9*P*2*2*1']);
  });

  it('no word of groups that hold no claims; one of an empty group of claims', () => {
    const [isa, gs] = file as [string, string];
    const other = [
      gs.replace('HC', 'HN').replace('X222A1', 'X212'),
      'ST*277*0001',
      'BHT*1',
      'SE*3*0001',
      'GE*1*1',
    ];
    const { groups, interchanges } = said([
      isa,
      ...other,
      gs.replace('*1*X', '*2*X'),
      'GE*0*2',
      'IEA*2*000000905',
    ]);
    expect(groups).toEqual(['AK1*HC*2*005010X222A1', 'AK9*A*0*0*0']);
    expect(interchanges).toEqual(['A*000']);
  });

  it('a set of another kind that is no claim is counted, and nobody looks at it', () => {
    const other = ['ST*277*0002', 'BHT*1', 'SE*7*0002'];
    const group = file[1]!.replace('HC', 'HN').replace('X222A1', '');
    const groups = said([file[0]!, group, ...file.slice(2, -2), ...other, 'GE*2*1', file[last]!]).groups;
    expect(groups).toEqual(['AK1*HC*1*005010', opened[1], 'IK5*A', 'AK9*A*2*2*2']);
  });

  it('fits numbers that fit no element', () => {
    const [isa, gs] = file as [string, string];
    const group = [
      gs.replace('*1*X', '*a-12345678901*X'),
      'ST*837*7',
      ...file.slice(3, -2),
      'GE*1*a-12345678901',
    ];
    expect(said([isa, ...group, file[last]!]).groups.slice(0, 2)).toEqual([
      'AK1*HC*123456789*005010X222A1',
      'AK2*837*0007',
    ]);
  });
});
