import { describe, expect, it } from 'vitest';
import { envelopeOf, file, judge, saidOf, sealed } from './example';
import { claimSetIds } from './set';

/** The file with something before the service lines of its first claim. */
const inClaim = (segments: string) => sealed(file.replace('LX*1~', `${segments}LX*1~`));
/** The same file, of a set that is no 837. */
const other = file
  .replace('GS*HC', 'GS*HN')
  .replace('*837*', '*277*')
  .replaceAll('005010X222A1', '005010X214');

describe('the ids of a claim set', () => {
  it('are a closed list', () => {
    expect(claimSetIds.size).toBe(65);
    const opening = ['BHT', 'HL', 'CLM', 'NM1', 'PRV', 'DTP', 'ST', 'SE'];
    for (const id of claimSetIds) {
      if (!opening.includes(id)) expect(envelopeOf(inClaim(`${id}*1~`))).toEqual([]);
    }
  });

  it.each([
    'clm*X*1',
    'CLMX*1',
    'CLMS*X*1',
    'CLAIM*X*1',
    'CLM *X*1',
    'CLM|X|1',
    'CLM X 1',
    '17 CLM*X*1',
    '17*CLM*X*1',
    'PAGE 2 OF 9   CLM*X*1',
    '"CLM*X*1',
    '\0CLM*X*1',
    '\fCLM*X*1',
    '\xa0CLM*X*1',
    '*CLM*X*1',
    'DPT*472*D8*20260102',
    'PVT*BI*PXC*207Q00000X',
    'NMI*85*2*CLINIC',
    'REX*1',
    'SV9*1',
    'N9*1',
    'HIX*BK:0340',
    'XYZ',
    'TA1*1',
    'ISB*1',
    'ISE',
    'ISA*1',
  ])('know no %j', (segment) => {
    expect(envelopeOf(inClaim(`${segment}~`))).toEqual([`unexpected-segment ${segment}`]);
    expect(judge({ text: inClaim(`${segment}~`) })).toMatchObject({ claims: 2, flagged: 1, segments: 35 });
  });

  it('are known behind blanks and across line breaks', () => {
    expect(envelopeOf(inClaim(' \t\r\nNTE*ADD*X~'))).toEqual([]);
    expect(envelopeOf(inClaim('N\r\nTE*ADD*X~'))).toEqual([]);
    expect(judge({ text: inClaim('C\nLM*PCN3*1~') })).toMatchObject({ claims: 3, flagged: 2 });
  });

  it('are asked of every segment, each time', () => {
    expect(envelopeOf(inClaim('REX*1~REX*2~NTE~REX*3~'))).toEqual([
      'unexpected-segment REX*1',
      'unexpected-segment REX*2',
      'unexpected-segment REX*3',
    ]);
  });

  it('are asked of no set that is no 837', () => {
    const text = other.replace('LX*1~', 'REX*1~clm*X~CLM~NM1*~TA1*1~NM1*85*2*X~LX*1~');
    expect(envelopeOf(text)).toEqual([]);
    expect(judge({ text })).toMatchObject({ claims: 0, transactions: 0, segments: 40 });
  });

  it('hide what does not begin with one', () => {
    const text = sealed(file.replace('CLM*PCN1', 'CLAIM*PCN1').replace('PRV*BI', 'PVT*BI'));
    expect(envelopeOf(text)).toEqual([
      'unexpected-segment CLAIM*PCN1*150.25***11:B:1*Y*A*Y*Y',
      // Its date has no claim to belong to.
      'unexpected-segment DTP*472*D8*20260102',
      'unexpected-segment PVT*BI*PXC*207Q00000X',
    ]);
    expect(judge({ text }).claims).toBe(1);
    expect(saidOf('PCN2', { text })).toEqual(['taxonomy-missing error']);
  });
});

describe('a segment without data', () => {
  it.each(['CLM', 'CLM*', 'CLM**', 'CLM* *\t', 'HL', 'HL***', 'NM1*', 'PRV', 'PRV***', 'DTP**', 'BHT*'])(
    '%j is out of place and does nothing',
    (segment) => {
      expect(envelopeOf(inClaim(`${segment}~`))).toEqual([`unexpected-segment ${segment}`]);
      expect(judge({ text: inClaim(`${segment}~`) })).toMatchObject({ claims: 2, flagged: 1 });
    },
  );

  it.each(['NTE', 'REF**', 'N4*', 'HI* ', 'LX*', 'SBR', 'PER***'])('%j may stand there', (segment) => {
    expect(envelopeOf(inClaim(`${segment}~`))).toEqual([]);
  });

  it.each(['ST', 'ST*', 'SE', 'SE**', 'SE* *', 'GS', 'GS**', 'GE', 'GE*', 'IEA', 'IEA**'])(
    '%j opens and closes nothing, wherever it stands',
    (segment) => {
      expect(envelopeOf(inClaim(`${segment}~`))).toEqual([`unexpected-segment ${segment}`]);
      for (const text of [file, other]) {
        for (const place of ['GS*', 'ST*', 'HI*BI', 'GE*', 'IEA*']) {
          const damaged = sealed(text.replace(place, `${segment}~${place}`));
          expect(envelopeOf(damaged)).toEqual([`unexpected-segment ${segment}`]);
          expect(judge({ text: damaged }).claims).toBe(text === file ? 2 : 0);
        }
      }
    },
  );

  it('may open a level no more than it may bill', () => {
    const text = sealed(file.replace('PRV*BI', 'HL*~PRV*BI').replace('NM1*85', 'PRV~NM1*85'));
    expect(envelopeOf(text)).toEqual(['unexpected-segment PRV', 'unexpected-segment HL*']);
    expect(saidOf('PCN2', { text })).toEqual([]);
    expect(saidOf('PCN1', { text })).toEqual(['taxonomy-missing error']);
  });

  it('is the first name of no provider and the ZIP code of none', () => {
    const rows = ['40202', '41011'].map((zip, n) => ({
      npi: '1234567893',
      medicaidId: `710000000${n}`,
      providerType: '64',
      taxonomies: ['207Q00000X'],
      ...{ from: null, to: null, zip, revalidationDate: null, licenseExpiration: null },
    }));
    const text = sealed(file.replaceAll('NM1*85', 'NM1*~NM1*85').replaceAll('N4*LOU', 'N4*~N4*LOU'));
    expect(saidOf('PCN2', { text, rows })).toEqual([]);
    expect(saidOf('PCN2', { text: text.replaceAll('*402021234', ''), rows })).toEqual([
      'taxonomy-ambiguous warning',
    ]);
  });
});

describe('outside of the sets of an interchange', () => {
  const at = (place: 'GS*' | 'ST*' | 'GE*' | 'IEA*', segments: string) =>
    file.replace(new RegExp(`(?<=~)${place.replace('*', '\\*')}`), `${segments}${place}`);

  it.each([
    'NTE*A',
    'NTE',
    'CLM*X*1',
    'CLM',
    'HL*1**20',
    'XYZ*1',
    'gs*HC',
    'GS|HC|A',
    'PAGE 1 GS*HC',
    'SE*1*1',
  ])('%j is out of place', (segment) => {
    for (const place of ['GS*', 'ST*', 'GE*', 'IEA*'] as const) {
      expect(envelopeOf(at(place, `${segment}~`))).toEqual([`unexpected-segment ${segment}`]);
      expect(judge({ text: at(place, `${segment}~`) }).claims).toBe(2);
    }
  });

  it('a run of them is said once', () => {
    const run = 'NTE*A~REF*B~SE*1*1~CLM~XYZ*C~';
    for (const place of ['GS*', 'ST*', 'GE*', 'IEA*'] as const) {
      expect(envelopeOf(at(place, run))).toEqual(['unexpected-segment NTE*A']);
    }
    expect(envelopeOf(at('IEA*', `NTE*A~GE*1*1~${run}`))).toEqual(['unexpected-segment NTE*A']);
    expect(envelopeOf(at('ST*', 'NTE*A~GS~NTE*B~'))).toEqual([
      'unexpected-segment NTE*A',
      'unexpected-segment GS',
    ]);
  });

  it('a run ends with what opens or closes', () => {
    const text = file.replace(/(?<=~)(GS|ST|GE|IEA)\*/g, 'NTE*$1~$&');
    expect(envelopeOf(text + text)).toEqual(
      ['GS', 'ST', 'GE', 'IEA', 'GS', 'ST', 'GE', 'IEA'].map((id) => `unexpected-segment NTE*${id}`),
    );
  });

  it('TA1, ISB and ISE belong between interchange and group, and there alone', () => {
    for (const segment of ['TA1*000000001', 'ISB*1', 'ISE*1', 'TA1', 'ISB*']) {
      expect(envelopeOf(at('GS*', `${segment}~`))).toEqual([]);
      expect(envelopeOf(at('IEA*', `${segment}~`))).toEqual([]);
      expect(envelopeOf(at('ST*', `${segment}~`))).toEqual([`unexpected-segment ${segment}`]);
      expect(envelopeOf(at('GE*', `${segment}~`))).toEqual([`unexpected-segment ${segment}`]);
    }
    expect(envelopeOf(at('GS*', 'NTE*A~ISB*1~NTE*B~'))).toEqual(['unexpected-segment NTE*A']);
  });

  it('an ISA that opens no interchange is out of place by itself', () => {
    expect(envelopeOf(at('ST*', 'NTE*A~ISA*1~NTE*B~'))).toEqual([
      'unexpected-segment NTE*A',
      'unexpected-segment ISA*1',
    ]);
    expect(envelopeOf(other.replace('LX*1', 'ISA*1~LX*1'))).toEqual(['unexpected-segment ISA*1']);
  });

  it('a whole group with another separator is one run', () => {
    const [isa, rest] = [file.slice(0, 106), file.slice(106, -'IEA*1*000000905~'.length)];
    const text = `${isa}${rest.replaceAll('*', '|')}IEA*0*000000905~`;
    expect(envelopeOf(text)).toEqual(['unexpected-segment GS|HC|SENDER|KYGS|20260115|1200|7|X|005010X222A1']);
  });

  it('so is a whole set, and a claim is a run of none', () => {
    const [before, set, after] = file.split(/(?=ST\*837)|(?=GE\*1)/);
    expect(envelopeOf(`${before}${set!.replaceAll('*', '|')}${after!.replace('GE*1', 'GE*0')}`)).toEqual([
      'unexpected-segment ST|837|0021|005010X222A1',
    ]);
    const claim = 'LX*1~SV1*HC:99213*80*UN*1***1~DTP*472*D8*20260102~';
    expect(envelopeOf(file.replace(claim, claim.replaceAll('*', '|')))).toEqual([
      'unexpected-segment LX|1',
      'unexpected-segment SV1|HC:99213|80|UN|1|||1',
      'unexpected-segment DTP|472|D8|20260102',
    ]);
  });
});

describe('ST01', () => {
  const fileOf = (st01: string, gs01: string, gs08: string, st03: string) =>
    file
      .replace('GS*HC', `GS*${gs01}`)
      .replace('X*005010X222A1', `X*${gs08}`)
      .replace('ST*837*0021*005010X222A1', `ST*${st01}*0021*${st03}`);
  const [guide, unknown] = ['005010X222A1', '005010X279A1'];

  it.each([
    ['837P', 'HC', guide, guide],
    ['873', 'HC', guide, guide],
    ['', 'HC', guide, guide],
    ['277', 'HC', guide, guide],
    ['837P', 'hc', unknown, ''],
    ['837P', ' HC ', '', ''],
    ['837P', 'HX', guide, ''],
    ['837P', 'HX', ' 004010X098A1 ', ''],
    ['837P', '', '005010', '005010X299A3'],
  ])('%j under GS01 %j, GS08 %j, ST03 %j should be 837, and is not read', (...elements) => {
    const text = fileOf(...elements).replace('LX*1', 'REX*1~LX*1');
    expect(envelopeOf(text)).toEqual([`unexpected-segment ST*${elements[0]}*0021*${elements[3]}`]);
    expect(judge({ text })).toMatchObject({ transactions: 0, claims: 0 });
  });

  it.each(['837 ', ' 837', '\t837 '])('%j should be 837, and is read', (st01) => {
    const text = fileOf(st01, 'HC', guide, guide);
    expect(envelopeOf(text)).toEqual([`unexpected-segment ST*${st01}*0021*${guide}`]);
    expect(judge({ text })).toMatchObject({ transactions: 1, claims: 2, flagged: 1 });
  });

  it.each([
    ['837P', 'HX', unknown, ''],
    ['277', 'HN', '005010X214', '005010X214'],
    ['', '', '', ''],
  ])('%j under GS01 %j, GS08 %j, ST03 %j is of another transaction', (...elements) => {
    const text = fileOf(...elements);
    expect(envelopeOf(text)).toEqual([]);
    expect(judge({ text })).toMatchObject({ transactions: 0, claims: 0 });
  });

  it('that is 837, or is but for blanks, is read under any GS', () => {
    for (const st01 of ['837', '837 ']) {
      const text = fileOf(st01, 'HX', '005010', '');
      expect(envelopeOf(text)).toEqual([]);
      expect(judge({ text })).toMatchObject({ transactions: 1, claims: 2 });
    }
  });

  it('of a set that is not read leaves its trailers alone', () => {
    const text = file.replace('*837*', '*837P*').replace('SE*30*0021', 'SE*31*0022');
    expect(envelopeOf(text)).toEqual(['unexpected-segment ST*837P*0021*005010X222A1']);
  });
});

describe('the guide', () => {
  const fileOf = (gs08: string, st03: string) =>
    file
      .replace('X*005010X222A1', `X*${gs08}`)
      .replace('ST*837*0021*005010X222A1', st03 === '' ? 'ST*837*0021' : `ST*837*0021*${st03}`);

  it.each([
    ['005010X222A1', '005010X222A1', 'PXC'],
    ['004010X098A1', '', 'ZZ'],
    ['004010X098A1', '005010X222A1', 'PXC'],
    ['005010X222A1', '004010X098A1', 'ZZ'],
    ['004010', 'garbage', 'ZZ'],
    ['garbage', ' 004010', 'ZZ'],
    ['garbage', 'garbage', 'PXC'],
    ['', '', 'PXC'],
  ])('GS08 %j and ST03 %j: PRV02 is %s', (gs08, st03, qualifier) => {
    for (const other of ['PXC', 'ZZ']) {
      const text = fileOf(gs08, st03)
        .replace('*PXC*', `*${other}*`)
        // Nor does ISA12 say what a set is.
        .replace('*00501*', other === 'PXC' ? '*00401*' : '*00501*');
      expect(saidOf('PCN2', { text })).toEqual(other === qualifier ? [] : ['taxonomy-malformed error']);
    }
  });

  it.each([
    ['005010X222A1', '005010X298', true],
    ['005010X298', '005010X222A1', false],
    ['005010X298', '', true],
    ['005010', '005010X299', true],
    ['005010X300', 'garbage', true],
    ['garbage', 'garbage', false],
  ])('GS08 %j and ST03 %j: post-adjudicated is %s', (gs08, st03, postAdjudicated) => {
    const policy = { payers: [{ id: '128KY' }] };
    expect(judge({ text: fileOf(gs08, st03), policy }).outOfScope).toBe(postAdjudicated ? 0 : 2);
  });

  it.each([
    ['005010X223A2', '005010X222A1', true],
    ['004010X098A1', '005010X222A1', true],
    ['004010', '005010X222A1', true],
    ['004010', '005010', true],
    ['006020X323', '005010X222A1', true],
    ['005010X223A2', '005010X279', true],
    ['005010X222A1', '005010X222', false],
    ['005010X222A1', '005010X222A2', false],
    [' 005010X222A1 ', '005010X222A1', false],
    ['005010', '005010X222A1', false],
    ['005010X222A1', '005010', false],
    ['005010X222A1', '', false],
    ['', '005010X222A1', false],
    ['X222A1', '005010X223', false],
    ['00501', '004010X098', false],
    ['005010Y223', '005010X222A1', false],
  ])('GS08 %j and ST03 %j: differ is %s', (gs08, st03, differ) => {
    const text = fileOf(gs08, st03);
    expect(envelopeOf(text)).toEqual(differ ? [`control-mismatch ST*837*0021*${st03}`] : []);
    expect(envelopeOf(text.replace('ST*837', 'ST*277').replace('GS*HC', 'GS*HN'))).not.toContain(
      expect.stringContaining('control-mismatch'),
    );
    expect(judge({ text }).claims).toBe(2);
  });

  it('of 434 is by kind: no date of service of a professional or dental claim', () => {
    const ended = { taxonomies: [], to: '2025-12-31' };
    const dated = (version: string) =>
      file
        .replaceAll('005010X222A1', version)
        .replace('HI*BI', 'DTP*434*RD8*20251201-20251231~HI*BI')
        .replace('DTP*472*D8*20260102~', '');
    const count = (version: string) =>
      saidOf('PCN1', {
        text: dated(version),
        rows: ['64', '65'].map((providerType) => ({
          ...{ npi: '1234567893', medicaidId: '7100000001', providerType, from: null, zip: null },
          ...{ revalidationDate: null, licenseExpiration: null, ...ended },
        })),
      });
    for (const version of ['005010X223A2', '004010X096', '005010X299', 'garbage']) {
      expect(count(version)).toEqual(['taxonomy-missing error']);
    }
    for (const version of ['005010X222', '004010X097A1', '005010X300']) {
      expect(count(version)).toEqual(['enrollment-inactive warning']);
    }
  });
});

describe('claims outside of any interchange', () => {
  const seen = (text: string) =>
    judge({ text })
      .findings.filter(({ claimId }) => claimId === null)
      .map(({ rule, offset, claimsSeen }) => `${rule.replace('x12-', '')} ${offset} ${claimsSeen}`);

  it.each([
    ['CLM*A*1~CLM*B*2~', 0, 0, 2],
    ['\nHL*1**20*1~CLM*A*1~', 1, 1, 1],
    ['GS*HC*A~', 0, 0, 0],
    ['Dear all: ST*837*0001~', 0, 10, 0],
    ['SE~', 0, 0, 0],
    ['CLM|A|1~CLM*B*2~CLM|C|3~', 0, 0, 2],
    ['\0\xc9HL\x1d', 0, 2, 0],
    ['ST|837|', 0, 0, 0],
    ['12 MAIN ST., CLM*A*1~', 0, 13, 1],
    ['x(CLM*A*1)', 0, 2, 1],
  ])('%j is out of place', (bytes, first, segment, claims) => {
    for (const [text, start] of [
      [bytes + file, 0],
      [file + bytes, file.length],
      [file + bytes + file, file.length],
    ] as const) {
      expect(seen(text)).toEqual([
        `unexpected-data ${start + first} 0`,
        `unexpected-segment ${start + segment} ${claims}`,
      ]);
    }
    expect(seen(bytes)).toEqual([`not-an-interchange 0 ${claims}`]);
  });

  it.each([
    ...['XCLM*A*1', '1CLM*A*1', 'CLM A 1', 'CLM1', 'CLMS*A', 'CLM\n*A', 'HLX*1', 'clm*A*1', 'ST'],
    ...[
      'to ST. MARY',
      'ST,',
      'CLM;A',
      'CLM:A',
      "ST'S",
      '"SE"',
      '(see CLM)',
      '(ST(',
      'SE-',
      'ST/',
      'HL_',
      'GS\0',
    ],
  ])('%j is no segment', (bytes) => {
    expect(seen(`${bytes}\n${file}`)).toEqual(['unexpected-data 0 0']);
    expect(seen(bytes)).toEqual(['not-an-interchange 0 0']);
  });

  it('are said once for each run', () => {
    const run = 'CLM*A*1~CLM*B*2~HL*1~';
    expect(seen(`${run}${file}${run}${file}`)).toEqual([
      'unexpected-data 0 0',
      'unexpected-segment 0 2',
      `unexpected-data ${run.length + file.length} 0`,
      `unexpected-segment ${run.length + file.length} 2`,
    ]);
  });

  it('are what a header that cannot be read leaves behind', () => {
    const broken = file.replace('*00501*', '*501*');
    expect(seen(broken)).toEqual(['not-an-interchange 0 2']);
    expect(seen(file + broken)).toEqual([
      `unexpected-data ${file.length} 0`,
      `unexpected-segment ${file.length} 2`,
    ]);
  });
});
