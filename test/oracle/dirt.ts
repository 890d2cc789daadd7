/** Random files: interchanges of claims, and what happens to their bytes on the way. */

import fc from 'fast-check';
import { group } from './claims';
import type { Damage, Delimiters, Extra, FileModel, Interchange, InterchangeDirt } from './model';
import { mostly } from './mostly';
import { receivers } from './values';

/** None of them occurs in a value. */
const delimiters: fc.Arbitrary<Delimiters> = fc.record({
  element: fc.constantFrom('*', '*', '|', '+', '\x1d'),
  component: fc.constantFrom(':', ':', '>', '\\', '\x1f'),
  repetition: fc.constantFrom('^', '!', '`', '\x1e'),
  terminator: fc.constantFrom('~', '~', "'", '\x1c', '\n', '\r\n', '\r'),
});

const usualLineEnds = fc.constantFrom([''], ['\n'], ['\r\n']);
const clean = { empties: 0, wrap: null, isaWidth: 0, faults: [], extras: [], damages: [] };

/** Segments that are at home somewhere in a set, that never are, and that say nothing. */
const extraSegment = fc.oneof(
  fc.constantFrom<readonly string[]>(
    ['NTE', 'ADD', 'MORE'],
    ['N4', 'FRANKFORT', 'KY', '40202'],
    ['NM1', '85', '2', 'ANOTHER CLINIC', '', '', '', '', 'XX', '1558598797'],
    ['NM1', '87', '2'],
    ['PRV', 'BI', 'PXC', '207Q00000X'],
    ['PRV', 'PE', 'PXC', '207Q00000X'],
    ['PRV', 'AT', 'PXC', '208D00000X'],
    ['NM1', '82', '1', 'DOE', 'DR', '', '', '', 'XX', '1558598797'],
    ['NM1', '71', '1', 'DOE', 'DR', '', '', '', 'XX', '1558598797'],
    ['NM1', 'DN', '1', 'DOE', 'DR'],
    ['SBR', 'S', '18'],
    ['LX', '9'],
    ['SVD', 'P2', '10'],
    ['DTP', '472', 'D8', '20250701'],
    ['DTM', '472', '20250701'],
    ['HL', '9999', '1', '99'],
    ['HL', '9999', '', '21', '1'],
    ['HL', '9999', '1'],
  ),
  fc.constantFrom<readonly string[]>(
    ['XYZ', '1'],
    ['REX', '1'],
    ['SV9', '1'],
    ['N9', 'ZZ'],
    ['HIX', 'BK:0340'],
    ['LXX', '1'],
    ['TA1', '000000001', '260114', '1200', 'A', '000'],
    ['ISB', '1'],
    ['ISE', '1'],
    ['ISA', '1'],
    ['QUIBBLEWORTH', 'THEODOSIAN', '19310217'],
    ['MBRZ88172635'],
  ),
  fc
    .tuple(
      fc.constantFrom(
        'NTE',
        'REF',
        'N4',
        'PRV',
        'HL',
        'NM1',
        'SBR',
        'LX',
        'SVD',
        'CLM',
        'DTP',
        'BHT',
        'ST',
        'SE',
        'GS',
        'GE',
        'IEA',
      ),
      fc.constantFrom<readonly string[]>([], [''], ['', ''], [' ', '']),
    )
    .map(([tag, rest]) => [tag, ...rest]),
);

/** At home in no place outside of a set, but for TA1, ISB and ISE. */
const straySegment = mostly(
  extraSegment,
  fc.constantFrom<readonly string[]>(
    ['CLM', 'GHOST', '100', '', '', '11'],
    ['HL', '1', '', '20', '1'],
    ['SE', '1', '0001'],
    ['GE', '1', '1'],
  ),
  2,
);

const longSegment = fc.constant(['NTE', 'ADD', 'MBRZ73310928 '.repeat(5400)]);

const extra: fc.Arbitrary<Extra> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      at: fc.nat({ max: 999 }),
      inSet: fc.constant(true),
      segment: mostly(extraSegment, longSegment, 25),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ at: fc.nat({ max: 999 }), inSet: fc.constant(false), segment: straySegment }),
  },
);

/** What printers, editors and people put before a tag. */
const before = fc.constantFrom(
  '17 ',
  '17',
  '000017: ',
  '1*',
  'PAGE 2 OF 9   CLAIM LISTING   ',
  'ZANDERFELT, WILHELMOT 19280704   ',
  'MBRZ90551147',
  '>',
  '"',
  '\f',
  '\0',
  '\xef\xbb\xbf',
);
const instead = fc.constantFrom(
  ...['DPT', 'PVT', 'CLAIM', 'CLMS', 'NMI', 'NM', 'HLL', 'H', 'REX', 'SV9', 'N9', 'HIX', 'XYZ', 'SV10'],
  ...['QUIBBLEWORTH', 'OXNARDSKI BARTHOLOMEA', '92 FROGMARSH TERRACE', '911882773', 'C LM', '', '\xc9T\xc9'],
);

const damage: fc.Arbitrary<Damage> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      at: fc.nat({ max: 999 }),
      tags: fc.constantFrom(
        null,
        ['CLM'],
        ['HL'],
        ['NM1'],
        ['PRV'],
        ['DTP'],
        ['BHT', 'SBR', 'N4', 'LX', 'SVD', 'HI'],
        ['N3', 'DMG', 'PER', 'NTE', 'REF'],
        ['ST', 'SE', 'GS', 'GE', 'IEA', 'TA1'],
      ),
      what: fc.oneof(
        fc
          .constantFrom('lower case', 'missing separator', 'no data', 'only separators')
          .map((is) => ({ is })),
        before.map((text) => ({ is: 'before' as const, text })),
        fc.constantFrom(' ', 'S', '.', ':', '\0').map((text) => ({ is: 'behind' as const, text })),
        instead.map((text) => ({ is: 'instead' as const, text })),
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.nat({ max: 999 }),
        fc.constantFrom('segment', 'claim', 'set', 'group'),
        fc.constantFrom('|', '*', '+', ';', ',', '\t', ' ', ''),
      )
      .map(([at, of, separator]): Damage => {
        const tags = { segment: null, claim: ['CLM'], set: ['ST'], group: ['GS'] }[of];
        return { at, tags, what: { is: 'separator', of, separator } };
      }),
  },
);

const dirt: fc.Arbitrary<InterchangeDirt> = fc.record({
  lineEnds: mostly(usualLineEnds, fc.constantFrom(['\n', ''], [' '], [' \r\n', '\t', ''], ['\n\n  ']), 3),
  empties: mostly(fc.constant(0), fc.constantFrom(1, 4)),
  wrap: mostly(
    fc.constant(null),
    fc.record({
      columns: fc.constantFrom(60, 80),
      newline: fc.constantFrom('\n', '\r\n'),
      from: mostly(fc.constant(0), fc.nat({ max: 59 }), 1),
    }),
  ),
  isaWidth: mostly(fc.constant(0), fc.constantFrom(-3, -1, 1, 2)),
  faults: mostly(
    fc.constant([]),
    fc.array(
      fc.record({
        trailer: fc.constantFrom('SE', 'GE', 'IEA'),
        what: fc.constantFrom('missing', 'count', 'control'),
        which: fc.nat({ max: 9 }),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    4,
  ),
  extras: mostly(fc.constant([]), fc.array(extra, { minLength: 1, maxLength: 2 }), 4),
  damages: mostly(fc.constant([]), fc.array(damage, { minLength: 1, maxLength: 2 }), 2),
});

/** With dirt in its claims, in its bytes, or in both. */
function interchange(dirtyClaims: boolean, dirtyBytes: boolean): fc.Arbitrary<Interchange> {
  const plain = fc.record({
    delimiters,
    receiver: fc.constantFrom(...receivers),
    acknowledgement: fc.boolean(),
    groups: fc.array(group(dirtyClaims), { minLength: 1, maxLength: 2 }),
    dirt: dirtyBytes ? dirt : usualLineEnds.map((lineEnds) => ({ lineEnds, ...clean })),
    nested: fc.constant(null),
  });
  if (!dirtyBytes) return plain;
  const nested = fc.record({ at: fc.nat({ max: 999 }), interchange: interchange(false, false) });
  return fc
    .tuple(plain, mostly(fc.constant(null), nested, 25))
    .map(([outer, inner]) => (outer.dirt.wrap === null ? { ...outer, nested: inner } : wrappable(outer)));
}

/** A stream that is cut into lines has no other line ends. */
function wrappable(outer: Interchange): Interchange {
  const terminator = /[\r\n]/.test(outer.delimiters.terminator) ? '~' : outer.delimiters.terminator;
  return {
    ...outer,
    delimiters: { ...outer.delimiters, terminator },
    dirt: { ...outer.dirt, lineEnds: [''] },
  };
}

const prose = fc
  .array(
    fc.constantFrom(
      'ISAAC NEWTON, his claims',
      'ISA IS THE HEADER',
      'ISA*00*',
      'ISA*00*          *00*          *ZZ*SENDER',
      'NM1*IL*1*ISAAC*QUIBBLEWORTH~',
      'Patient ZANDERFELT, born 19280704, 92 FROGMARSH TERRACE',
      'CLM*GHOST*999.99***11:B:1~',
      'CLM|GHOST|999.99|||11:B:1~CLM*GHOST*1~HL|1||20|1~',
      'HL*1**20*1~NM1*85*2*NOT A BILLER*****XX*1234567893~HL*2*1*22*0~CLM*GHOST*1~CLM*GHOST*2~',
      'ISA*00*          *00*          *ZZ*A*ZZ*B*260115*1200*^*501*000000001*0*P*:~GS*HC*A*B~ST*837*0001~',
      'CLM GHOST 999.99, XCLM*GHOST, HLX, CLMS*1, SENT, ST 837',
      'to ST. THEODOSIAN',
      'SE~',
      'GS*HC*A*B*20260101*1200*77*X*005010X222A1~ST*837*0077~',
      'IEA*1*000000001~',
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((lines) => lines.map((text) => `${text}\n`).join(''));

const gap = fc.oneof(
  { weight: 15, arbitrary: fc.constantFrom('', '\n', ' \r\n\t ') },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '\0\0\0\0',
      '\x1a',
      '\n\x1a\n',
      '\0\n',
      '\xef\xbb\xbf',
      '\xef\xbb\xbf \xef\xbb',
    ),
  },
  { weight: 2, arbitrary: prose },
);

function interchanges(dirtyClaims: boolean, dirtyBytes: boolean): fc.Arbitrary<readonly Interchange[]> {
  return fc.array(interchange(dirtyClaims, dirtyBytes), { minLength: 1, maxLength: 3 });
}

export const cleanModel: fc.Arbitrary<FileModel> = fc.record({
  interchanges: interchanges(false, false),
  between: fc.constant([]),
  trimmed: fc.constant(false),
  cutAt: fc.constant(null),
});

export const dirtyModel: fc.Arbitrary<FileModel> = fc.record({
  interchanges: fc.oneof(
    { weight: 15, arbitrary: interchanges(true, false) },
    { weight: 15, arbitrary: interchanges(false, true) },
    { weight: 10, arbitrary: interchanges(true, true) },
    { weight: 1, arbitrary: fc.constant([]) },
  ),
  between: mostly(fc.constant([]), fc.array(gap, { minLength: 4, maxLength: 4 }), 1),
  trimmed: mostly(fc.constant(false), fc.constant(true)),
  cutAt: mostly(
    fc.constant(null),
    fc.noBias(fc.nat({ max: 10_000 })).map((part) => part / 10_000),
    9,
  ),
});
