/** Billing loops with all that is read in them: clean and flagged ones, and what may go wrong in each segment. */

import fc from 'fast-check';

export const plain = '1000000004';
export const twice = '1234567893';
export const once = '1003000126';
export const other = '1558598797';
const unregistered = '2000000002';

/** The usual values and, once in a while, one of the rare ones. */
export type Often = <T>(usual: readonly T[], rare: readonly T[]) => fc.Arbitrary<T>;

export type Segments = readonly string[];

/** Segments, written with a tilde between them. */
export const list = (...lines: readonly string[]): string[] => lines.flatMap((text) => text.split('~'));
/** Each by itself. */
export const alone = (...lines: readonly string[]): Segments[] => list(...lines).map((segment) => [segment]);

const rendering = (npi: string, code: string) => [`NM1*82*1*ROE*ANN****XX*${npi}`, `PRV*PE*{q}*${code}`];
const otherPayer = list(
  'SBR*S*18*******CI~OI***Y***Y~NM1*IL*1*DOE*JANE~NM1*PR*2*OTHER*****PI*OTHER~DTP*573*D8*20260110',
  'NM1*82*1~REF*G2*1',
);
const line = ['LX*1', 'SV1*HC:99213*100*UN*1***1'];

/** What follows a CLM, some of it, in any order. */
const usualOfClaims: readonly Segments[] = [
  ['DTP*472*D8*20260102'],
  ['DTP*472*D8*20260102'],
  ['DTP*472*RD8*20260102-20260105'],
  ['DTP*472*D8*20260831'],
  ['DTP*472*RD8*20251230-20260102'],
  ['DTP*434*RD8*20260102-20260103', 'DTP*435*DT*202601020830'],
  ['DTP*431*D8*20251231', 'DTP*454*D8*20251231'],
  ['REF*D9*17312345600006351', 'HI*ABK:0340*ABF:V7389', 'K3*1', 'NTE*ADD*TEXT'],
  rendering(other, '207Q00000X'),
  rendering(other, '363L00000X'),
  rendering(once, '208D00000X'),
  ['NM1*71*1*ROE*ANN****XX*1558598797', 'PRV*AT*{q}*207Q00000X'],
  ['NM1*DN*1*MOE*CAL****XX*1000000004', 'PRV*RF*PXC*207Q00000X'],
  ['NM1*77*2*SITE*****XX*1234567893', 'N3*2 MAIN ST', 'N4*LOUISVILLE*KY*402029999'],
  otherPayer,
  [...line, 'DTP*472*D8*20260102', 'REF*6R*1'],
  [...line, 'DTP*472*RD8*20260201-20260203'],
  [...line, ...rendering(other, '207Q00000X')],
  [
    ...line,
    ...rendering(twice, '363L00000X'),
    ...list('SVD*OTHER*10*HC:99213**1~CAS*PR*1*7.93~DTP*573*D8*20260110'),
  ],
  ['LX*2', 'SV2*0300*HC:81000*13.39*UN*1', 'DTP*472*D8*20260103'],
];

/** What should not follow it, or not there. */
const rareOfClaims: readonly Segments[] = [
  ...alone(
    'DTP*472*D8*20260230~DTP*472*D8*2026~DTP*472*TM*1200~DTP*472~DTP*472*~DTP*472*D8~DTP*472*D8*',
    'DTP*472*DT*202601020830~DTP*472*RD8*20260102~DTP*472*D8*20260102-20260104',
    'DTP*472*RD8*20260105-20260102~DTP*472*RD8*20260102-20261131~DTP*472*RD8*20260102-',
    'DTP*472*RD8*-20260102~DTP*472*RD8*20260102-20260103-20260104~DTP*472*D8*20240229',
    'DTP*472*D8*20250229~DTP*472*D8*19000101~DTP*472*D8*99991231~DTP*472*D8*00000000',
    'DTP*472*D8* 20260102~DTP*472*D8*20260102 ~DTP*472* D8*20260102~DTP*472*RD8*20260102 - 20260103',
    'DTP*472*d8*20260102~DTP*472 *D8*20260102~DTP* 472*D8*20260102~DTP*\t472*D8*20251231',
    'DTP*4 72*D8*20251231~DTP**D8*20260102~DTP* *D8*20260102~DTP***~DTP**~DTP~DTP*~DTP* * ',
    'dtp*472*D8*20251231~DTP*434*D8*2026~DTP*434*RD8*20251201-20260103~DTP*472*D8*20260102*',
    'DTP*472*D8*20260102**~DTP*472*D8*20251231*X~DTP*472*D8*20260102:1~DTP*4720*D8*20251231',
    'DTP*47\n2*D8*20251231~D\nTP*472*D8*20251231~DTP*472*D8*2025\n1231~DTP*472*D\r\n8*20251231',
    'DTP\n*472*D8*20251231~DTP*472*D8*20260102\n~DTP*472*RD8*20260102\n-20260103~\nDTP*472*D8*20251231',
    '  DTP*472*D8*20251231~\t\r\nDTP*434*D8*20251231~DTM*472*20251231~DTPX*472*D8*20251231',
    'DT*472*D8*20251231~DTP|472|D8|20251231~DTP*472*D8*2\xb2260102~DTP*472*D8*2026010\xb2',
    'DTP*472*D8*202601022~DTP*472*D8*20260\x00102~DTP*472*RD8*20260102-202601033~DTP*472*D8*2026-01-02',
  ),
  ...alone(
    'PRV*PE*PXC*207Q00000X~PRV*PE*PXC*363L00000X~PRV*PE~PRV*PE*~PRV*PE*PXC~PRV*PE*PXC*',
    'PRV*PE*PXC*207Q00000X*~PRV*PE*PXC*207Q0\n0000X~PRV*P\nE*PXC*207Q00000X~P\nRV*PE*PXC*207Q00000X',
    ' PRV*PE*PXC*207Q00000X~PRV*PE*PXC*207q00000x~PRV*PE *PXC*207Q00000X~PRV* PE*PXC*207Q00000X',
    'PRV*pe*PXC*207Q00000X~PRV*PER*PXC*207Q00000X~PRV*P*PXC*207Q00000X~PRV*PE*PXC* 207Q00000X',
    'PRV*PE*ZZ*207Q00000X~PRV*PE**207Q00000X~PRV**PXC*207Q00000X~PRV~PRV*~PRV* *~prv*PE*PXC*207Q00000X',
    'PRV*PE*PXC*207Q00000X**CODE~PRV*BI*PXC*207Q00000X~PRV*AT*PXC*207Q00000X~PRV*AS*PXC*207Q00000X',
    'PRV*PE*PXC*207Q00000X:1~PRV***~PRV****~PRV*********~PRV*P**~PRV**E*~PRV***E~LX****~SBR****~HI***~REF***',
  ),
  ...alone(
    'NM1*PR*2*LATE*****PI*128KY~NM1*85*2*LATE*****XX*1558598797~NM1*82*1~NM1*82~NM1~NM1*~NM1*  *~NM1**',
    'NM1*8\n2*1*ROE*ANN****XX*1558598797~NM1*82*1*ROE****1558598797~NM1*82*1*ROE*ANN****XX*123',
    'NM1***~NM1****~NM1*****~NM1*********~NM1****A~NM1*8**A~NM1*8*5*A~NM1**5*A~NM1***5*A~NM1*A~NM1*82**',
    'nm1*82*1~NM1*41*2*X~NM1*QC*1*DOE~NM*82*1~NM10*82*1~N1*82~NM1|82',
  ),
  [...rendering(other, '207Q00000X'), 'PRV*PE*PXC*363L00000X'],
  [...rendering(other, '207Q00000X'), ...rendering(other, '363L00000X')],
  ['NM1*DN*1*MOE', 'PRV*PE*PXC*207Q00000X'],
  ['NM1*82*1*ROE*ANN****XX*1558598797', 'NM1', 'PRV*PE*PXC*207Q00000X'],
  ['NM1*82*1*ROE*ANN****XX*1558598797', 'REF*G2*1', 'REF*G2*2', 'PRV*PE*PXC*207Q00000X'],
  ['LX', 'SVD', 'SBR', 'LX*', 'SVD*', 'SBR*'],
  ['SBR*T*18*******MC', 'NM1*PR*2*THIRD*****PI*KYMEDICAID'],
  ['SVD*1*2', ...rendering(other, '207Q00000X')],
  ...alone(
    'REX*G2~REF~REF*~REF|G2~ref*G2*1~Ref*G2*1~REF *G2~REF\x00*1~RE\nF*G2*1~  REF*1~\nREF*1~R*1~RE*1',
    'SVX*1~SV1|HC~SV1~SV10*1~LX1~L~LXA*1~HI:ABK~N9*1~N4~N4\x00*1~XYZ*1~XY*1~*HI*1~**~:~hi*1',
    '\x00\x00\x00\x00~\x00~REF*\x00*\xff\xfe~NTE*ADD*\xe9\xc3(\xa0\xa1~\xffREF*1~\xef\xbb\xbfREF*1',
    'CL1*1*1*01~TA1*1~BHT*0019*00*1*20251231*1*CH~BHT~CUR*85*USD~SBR~SBR*S~sbr*S~SBRX*S~QUIBBLEWORTH',
    '17 CLM*GHOST*1~CLMS*GHOST*1~CLM GHOST 1~"CLM*GHOST*1~\fCLM*GHOST*1~~ ~\n~\r\n \t~S~SE~SE*~SE**',
    'SE* ~ST~ST*~GE~GE*~GS~GS*~IEA~IEA*~ISA~ISA*~ISA*00',
  ),
  ...alone(
    'SE*9*0001~SE*9*1\n~ST*837*0002*005010X222A1~ST*835*0003~ST*837 *0004*005010X222A1~GE*1*1',
    'GS*HC*A*B*20260701*1253*2*X*005010X222A1~IEA*1*000000905~S\nE*9*0001~SE\n*9*0001~se*9*0001',
    ' SE*9*0001~ISA*00*          *00*',
  ),
  ['SE*9*0001', 'ST*837*0002*005010X222A1', 'BHT*0019*00*0123*20260701*1023*CH'],
  ...alone('CLM~CLM*~CLM**~CLM*{id}~CLM* *~clm*{id}*1~C\nLM*{id}*10~CLM\n*{id}*10~ CLM*{id}*10~CLM*{id}*10'),
  ...alone(
    'HL~HL*~HL**~HL* *~HL*{own}~HL*{own}*{parent}~HL*{own}*{parent}*~HL*{own}*{parent}*22',
    'HL*{own}*{parent}*22*0~HL*{own}*{subscriber}*23*0~HL*{own}*{parent}*22*0*5',
    'HL*{own}*{parent}*220*0~HL*{own}*{parent}*2*0~HL*{own}*{parent}*24*0~HL*{own}*{parent}*21*1',
    'HL*{own}*999*22*0~HL*{own}*999*23*0~HL*{own}**22*0~HL**{parent}*22*0~HL*{own}*{parent}*22 *0',
    'HL*{own}*{parent}* 22*0~HL*{own}*{parent} *22*0~HL*{own}*{parent}\n*22*0~H\nL*{own}*{parent}*22*0',
    'HL*{own}*{parent}*2\n2*0~ HL*{own}*{parent}*22*0~hl*{own}*{parent}*22*0',
    'HL*12345678{own}*{parent}*22*0~HL*{own}*0{parent}*22*0~HLX*{own}*{parent}*22*0~HL*{own}**20*1',
    'HL*{own}*{parent}*20*1~HL*{own}**20~HL*{own}*{parent}*22*0************************',
    'HL*{own}*{parent}*22*0*aaaaaaaaaaaaaaaaaaaaaaaaaa',
  ),
  ['HL*{own}*{subscriber}*23*0', 'PAT*19', 'NM1*QC*1*DOE*JIM', 'CLM*{id}*20***11:B:1', 'DTP*472*D8*20260103'],
  ...list(
    'NTE*ADD~CLM*{id}*10~NM1*PR*2~NM1*82*1~NM1*DN*1~N4*A*KY~SBR*S~PRV*PE*PXC~PRV*AS*PXC~LX*1~SVD*1',
  ).map((segment) => [`${segment}*${'A'.repeat(65_536)}`]),
  ...list('DTP*472*D8*20260102~CLM*{id}*10~NTE*ADD').map((segment) => [`${segment.padEnd(65_535, '*')}A`]),
];

function claims(often: Often) {
  const clm = often(
    list(
      'CLM*{id}*150.25***11:B:1*Y*A*Y*Y~CLM*{id}*150.25***11:B:1*Y*A*Y*Y~CLM*{id}*75***13:A:1**A*Y*Y',
      'CLM*{id}*1***21:A:7',
    ),
    [
      ...list(
        'CLM~CLM*~CLM**~CLM*{id}~CLM*{id}*~CLM*{id}**~CLM**150~CLM***~CLM****11:B:1~CLM*{id}*150',
        'CLM*{id}*150*~CLM*{id}*abc***11:B:1~CLM*{id}*-5.5***11:B:1~CLM*{id}*1e5***11',
        'CLM*{id}* 10 ***11:B~CLM*{id}*.5***:B:1~CLM*{id}*99999999999999999999.99***11:B:1',
        'CLM*{id}*10***11:B:~CLM*{id}*10***11:B:8:~CLM*{id}*10***::~CLM*{id}*10***86:A:1',
        'CLM*{id}*10***1:A:1~CLM*{id}*10**11:B:1~CLM*{id}*10****11:B:1~CLM*{id}\n*10***11:B:1',
        'CLM*{id}*1\r\n0***11:B:1~C\nLM*{id}*10***11:B:1~CLM\n*{id}*10***11:B:1',
        '\n CLM*{id}*10***11:B:1~CLM*{id}*10***1\n1:B\n:1~CLM* {id} *10***11:B:1~CLM* *10',
        'CLM*{id}:1*10***11:B:1~CLM*\xff{id}\xe9*10***11:B:1~CLM*\x00{id}*10***11:B:1',
        'clm*{id}*10***11:B:1~CLMX*{id}*10~CL*{id}*10',
      ),
      `CLM*{id}*10***11:B:1*Y*A*Y*Y*P${'*'.repeat(80)}Y`,
      'REF*NO*CLM',
      `CLM*${'I'.repeat(400)}{id}*10***11:B:1`,
      `CLM*{id}*10***11:B:1*${'A'.repeat(65_536)}`,
    ],
  );
  const blocks = fc.array(often(usualOfClaims, rareOfClaims), { maxLength: 4 });
  return fc
    .tuple(
      clm,
      often<Segments>(
        [['DTP*472*D8*20260102'], ['DTP*472*RD8*20260102-20260105'], []],
        [['DTP*472*D8*20240229']],
      ),
      blocks,
    )
    .map(([clm, date, blocks]) => [clm, ...date, ...blocks.flat()]);
}

/** A subscriber level with its claims, and perhaps those of a patient. */
function subscribers(often: Often) {
  const hl = often(
    ['HL*{own}*{parent}*22*0', 'HL*{own}*{parent}*22*1'],
    list(
      'HL*{own}*{parent}*22~HL*{own}*{parent}*22*~HL*{own}*{parent}*22*0*X~HL*{own}*999*22*0',
      'HL*{own}**22*0~HL*{own}*{parent}*23*0~HL*{own}*{parent}*24*0~HL*{own}*{parent}*2 2*0',
      'HL*{own}*{parent}*22\n*0~HL*1\n{own}*{parent}*22*0~H\nL*{own}*{parent}*22*0',
      'HL*{own}*{parent}\n*22*0~\r\nHL*{own}*{parent}*22*0~HL~HL*~HL* * ~hl*{own}*{parent}*22*0',
      'HL*123456{own}*{parent}*22*0~HL*{own}*{parent} *22*0~HL* {own}*{parent}*22*0',
      'HL**{parent}*22*0~REF*NO*HL',
    ),
  );
  const sbr = often<Segments>(
    [
      ['SBR*P*18*******MC'],
      ['SBR*P*18*******MC'],
      ['SBR*S*18*GRP*NAME*****CI'],
      ['SBR*P*******MC', 'PAT*******01*150'],
      [],
    ],
    [
      ...alone(
        'SBR~SBR*~SBR*P~SBR*P*18*******~SBR*P*18*******MC*~SBR*P*18*******MC*X~SBR*P*18****** *MC',
        'SBR*P*18*******M\nC',
      ),
      ...alone(
        'S\nBR*P*18*******MC~sbr*P*18*******MC~ SBR*P*18*******MC~SBR*********\xff~SBR*P*18******* MC ',
        'SBRX*P',
        `SBR*P*18*${'A'.repeat(300)}******MC`,
      ),
      ['SBR*P*18*******MC', 'SBR*S*18*******CI'],
      ['SBR*P*18*******', 'SBR*S*18*******CI'],
      ['SBR', 'SBR*S*18*******CI'],
    ],
  );
  const member = often<Segments>(
    [
      list(
        'NM1*IL*1*DOE*JANE****MI*0012345678~N3*5 ELM ST~N4*LOUISVILLE*KY*40203~DMG*D8*19700101*F',
        'REF*SY*1',
      ),
      ['NM1*IL*1*DOE*JANE****MI*1'],
    ],
    [
      [],
      ['NM1*IL'],
      ['NM1*'],
      ['NM1'],
      ['NM1*I\nL*1*DOE'],
      ['NM1*85*2*X*****XX*1558598797'],
      ['NM1*PR*2*EARLY*****PI*128KY', 'NM1*IL*1*DOE'],
      ['DTP*472*D8*20260102'],
      ['PRV*PE*PXC*207Q00000X'],
      ['PRV*BI*PXC*207Q00000X'],
      ['PRV*'],
    ],
  );
  const payer = often<Segments>(
    [
      ['NM1*PR*2*KENTUCKY MEDICAID*****PI*KYMEDICAID'],
      ['NM1*PR*2*KENTUCKY MEDICAID*****PI*KYMEDICAID', 'N3*BOX 1', 'N4*FRANKFORT*KY*40601', 'REF*G2*1'],
      ['NM1*PR*2*AN MCO*****PI*128KY', 'REF*2U*1'],
      ['NM1*PR*2*ANOTHER*****PI*X9'],
    ],
    [
      [],
      ...alone(
        'NM1*PR~NM1*PR*~NM1*PR*2~NM1*PR*2*KY~NM1*PR*2*KY*****PI~NM1*PR*2*KY*****PI*',
        'NM1*PR*2******PI*128KY~NM1*PR*2* *****PI*128KY',
      ),
      ...alone(
        'NM1*PR*2*KY*****PI*kymedicaid ~NM1*PR*2*KY*****PI* 128KY~NM1*PR*2*KY*****XV*128KY',
        'NM1*PR*2*K\nY*****PI*128\r\nKY~NM1*P\nR*2*KY*****PI*128KY',
      ),
      ...alone(
        'N\nM1*PR*2*KY*****PI*128KY~ NM1*PR*2*KY*****PI*128KY~nm1*PR*2*KY*****PI*128KY',
        'NM1*pr*2*KY*****PI*128KY~NM1*PR *2*KY*****PI*128KY~NM1* PR*2*KY*****PI*128KY',
      ),
      ...alone(
        'NM1*PRX*2*KY*****PI*128KY~NM1*P*2*KY*****PI*128KY~NM1**2*KY*****PI*128KY',
        'NM1*PR*22*KY*****PI*128KY~NM1*PR**KY*****PI*128KY~NM1*PR*2*KY*A*B*C*D*PI*128KY*E*F',
      ),
      ...alone(
        'NM1*PR*2*\xff\xc3*****PI*\xe9~NM1*PR*2*KY*****PI*128KY:1',
        `NM1*PR*2*${'A'.repeat(300)}*****PI*${'9'.repeat(300)}`,
      ),
      ['NM1*PR*2*KY*****PI*KYMEDICAID', 'NM1*PR*2*SECOND*****PI*128KY'],
      ['NM1*PR*2*NAME', 'NM1*PR*2*SECOND*****PI*128KY'],
      ['NM1*PR', 'NM1*PR*2*SECOND*****PI*128KY'],
      ['NM1*QD*1*ROE', 'N3*1', 'N4*A*KY*40202', 'NM1*PR*2*KY*****PI*128KY'],
      ['REF*1', 'REX*1', 'NM1*PR*2*KY*****PI*128KY'],
    ],
  );
  const patient = often<Segments>(
    [
      [],
      [],
      [],
      ['HL*{own}*{subscriber}*23*0', 'PAT*19', 'NM1*QC*1*DOE*JIM', 'N3*5 ELM ST', 'DMG*D8*20100101*M'],
    ],
    [
      ...alone(
        'HL*{own}*999*23*0~HL*{own}**23*0~HL*{own}*{parent}*23*0~HL*{own}*{subscriber}*23',
        'HL*{own}*{subscriber}*23*0*X~HL*{own}*{subscriber}* 23*0',
      ),
      ['HL*{own}*{subscriber}*23*0', 'SBR*S*18*******CI', 'NM1*PR*2*LATE*****PI*128KY'],
      list(
        'HL*{own}*{subscriber}*23*0~NM1*85*2*LATE*****XX*1558598797~DTP*472*D8*20260102',
        'PRV*PE*PXC*207Q00000X',
      ),
    ],
  );
  const after = often<Segments>([[]], rareOfClaims);
  return fc
    .tuple(hl, sbr, member, payer, patient, fc.array(claims(often), { maxLength: 3 }), after)
    .map(([hl, sbr, member, payer, patient, claims, after]) => [
      hl,
      ...sbr,
      ...member,
      ...payer,
      ...patient,
      ...claims.flat(),
      ...after,
    ]);
}

/** A billing loop: its segments, then those of each of its subscriber levels. */
export function billingLoops(often: Often) {
  const hl = often(
    ['HL*{own}**20*1'],
    list(
      'HL*{own}**20~HL*{own}*1*20*1~HL*{own}**20*1*X~HL*{own}** 20*1~HL*{own}**2\n0*1~HL***20*1',
      'HL*{own}**21*1~HL~HL*~H\nL*{own}**20*1~HL*12345678{own}**20*1~hl*{own}**20*1',
      '\n\nHL*{own}**20*1~HL*{own}\n**20*1~HL*A:B**20*1~HL*\xff**20*1~REF*NO*HL',
    ),
  );
  const prv = often<Segments>(
    [
      ...[[], [], [], ['CUR*85*USD']],
      ...alone(
        'PRV*BI*{q}*207Q00000X~PRV*BI*{q}*207Q00000X~PRV*BI*{q}*207Q00000X~PRV*BI*{q}*363L00000X',
        'PRV*BI*{q}*208D00000X',
      ),
    ],
    [
      ...alone(
        'PRV~PRV*~PRV*BI~PRV*BI*PXC~PRV*BI*PXC*~PRV*BI*PXC*207Q00000N~PRV*BI*PXC*207q00000x',
        'PRV*BI*PXC* 207Q00000X~PRV*BI*PXC*207Q0\n0000X',
      ),
      ...alone(
        'PRV*PT*PXC*207Q00000X~PRV*PE*PXC*207Q00000X~PRV**PXC*207Q00000X~PRV*BI**207Q00000X',
        'PRV*BI*XX*207Q00000X~PRV*BI*ZZ*207Q00000X~prv*BI*PXC*207Q00000X~ PRV*BI*PXC*207Q00000X',
      ),
      ...alone(
        'P\nRV*BI*PXC*207Q00000X~PRV*BI*PXC*207Q00000X*~PRV*BI*PXC*207Q00000X***Y',
        'PRV*BI*PXC*207Q00000X:1',
        `PRV*BI*PXC*${'2'.repeat(300)}`,
        'PRV*BI*PXC*\xff~PRV*BI*PXC*999999999X',
      ),
      ['PRV*BI*PXC*207Q00000X', 'PRV*BI*PXC*207Q00000X'],
      ['PRV*BI*PXC*207Q00000X', 'PRV*BI*PXC*363L00000X'],
      ['DTP*472*D8*20260102'],
      ['SBR*P*18*******MC'],
      ['REX*1'],
    ],
  );
  const npi = often(
    [plain, plain, plain, plain, twice, twice, twice, once, other, unregistered],
    [
      ...['1234567890', '123456789', '', ' 1234567893', '1234567893 ', '12345\n67893', '12345678930'],
      'ABCDEFGHIJ',
    ],
  );
  const name = often(
    ['NM1*85*2*RIVER CITY CLINIC*****XX*{npi}', 'NM1*85*1*ROE*ANN****XX*{npi}'],
    [
      ...list(
        'NM1*85*2*CLINIC*****24*{npi}~NM1*85*2*CLINIC*****XX~NM1*85*2*CLINIC~NM1*85~NM1*85*~NM1~NM1*',
        'NM1*85*2*{npi}*****XX~NM1*85*2*CLINIC******{npi}~NM1*85*2*CLINIC*****XX**{npi}',
        'NM1*85*2******XX*{npi}~NM1*85*2*CLI\nNIC*****XX*{npi}~NM1*8\n5*2*CLINIC*****XX*{npi}',
        'N\nM1*85*2*CLINIC*****XX*{npi}~ NM1*85*2*CLINIC*****XX*{npi}~nm1*85*2*CLINIC*****XX*{npi}',
        'NM1*85 *2*CLINIC*****XX*{npi}~NM1*850*2*CLINIC*****XX*{npi}~NM1*87*2*CLINIC*****XX*{npi}',
        'NM1*85*2*\xff\xc3*****XX*{npi}~NM1*85*2*CLINIC*****xx*{npi}',
      ),
      `NM1*85*2*${'A'.repeat(300)}*****XX*{npi}`,
      ...list('NM1*85*2*CLINIC*****XX *{npi}~NM1*85*2*CLINIC*****XX*{npi}:1~NM1*85*2*A*****XX*{npi}*1*2*3'),
      'REF*NO*NAME',
    ],
  );
  const address = often<Segments>(
    [
      ['N3*1 MAIN ST', 'N4*LOUISVILLE*KY*402021234', 'REF*EI*1'],
      ['N3*1 MAIN ST', 'N4*LOUISVILLE*KY*402025678'],
      ['N4*LOUISVILLE*KY*40202'],
    ],
    [
      [],
      ...alone(
        'N4~N4*~N4*A~N4*A*KY~N4*A*KY*~N4*A*KY* ~N4*A*KY*40202\n1234~N\n4*A*KY*402021234',
        ' N4*A*KY*402021234~n4*A*KY*402021234~N4*A*KY*402021234*US~N4*A*KY*\xff',
      ),
      ['N4*A*KY', 'N4*B*KY*402025678'],
      ['N4*A*KY*402021234', 'N4*B*KY*402025678'],
      ['REF*1', 'REF*2', 'N4*A*KY*402021234'],
    ],
  );
  const after = often<Segments>(
    [
      ...Array.from({ length: 6 }, () => []),
      ['NM1*87*2', 'N3*BOX 2', 'N4*LEXINGTON*KY*405081234'],
      ['PER*IC*A*TE*5025550000'],
      ['PRV*BI*{q}*207Q00000X'],
    ],
    [
      ...alone(
        'PRV*BI*PXC*207Q00000X~PRV*BI*PXC*208D00000X~PRV~NM1*85*2*AGAIN*****XX*1558598797',
        'NM1*PE*2*PLAN~NM1**2~NM1~CLM*{id}*10***11:B:1~DTP*472*D8*X~REX*1~BHT*0019',
      ),
      ['NM1*85*2*AGAIN*****XX*1558598797', 'N4*A*KY*402025678', 'PRV*BI*PXC*207Q00000X'],
      list(
        'CLM*{id}*10***11:B:1~PRV*PE*PXC*207Q00000X~NM1*85*2*INNER*****XX*1558598797',
        'N4*A*KY*402025678',
      ),
    ],
  );
  const times = fc.oneof(
    { weight: 40, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: fc.constantFrom(5, 40) },
  );
  const levels = fc
    .tuple(subscribers(often), times)
    .map(([level, times]) => Array.from({ length: times }, () => level));
  return fc
    .tuple(hl, prv, fc.tuple(name, npi), address, after, fc.array(levels, { maxLength: 15 }))
    .map(([hl, prv, [name, npi], address, after, levels]) => [
      [hl, ...prv, name.replace('{npi}', npi), ...address, ...after],
      ...levels.flat(),
    ]);
}
