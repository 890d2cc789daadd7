/** Random files, long enough for the vector loops, of clean and flagged billing loops. */

import fc from 'fast-check';
import { alone, billingLoops, list, type Often, type Segments } from './dirty-segments';

/** @param weight how many usual values there are to a rare one */
function oftenBy(weight: number): Often {
  return (usual, rare) =>
    fc.oneof(
      { weight, arbitrary: fc.constantFrom(...usual) },
      { weight: 1, arbitrary: fc.constantFrom(...rare) },
    );
}

/** Numbers the levels and the claims. */
function numbered(loops: readonly (readonly Segments[])[]): string[] {
  let own = 0;
  let claim = 0;
  return loops.flatMap((levels) => {
    const parent = own + 1;
    return levels.flatMap((level) => {
      const subscriber = own + 1;
      return level.map((segment) =>
        segment.replace(/\{(own|parent|subscriber|id)\}/g, (name) => {
          if (name === '{parent}') return `${parent}`;
          if (name === '{subscriber}') return `${subscriber}`;
          return name === '{id}' ? `P${++claim}` : `${++own}`;
        }),
      );
    });
  });
}

const guides = list(
  '005010X222A1~005010X222A1~005010X223A2~005010X224A2~004010X098A1~004010X096A1~004010X097A1',
  '005010X298~005010X999',
);

function sets(often: Often) {
  const beginning = often<Segments>(
    [
      list(
        'BHT*0019*00*0123*20260701*1023*CH~NM1*41*2*SENDER*****46*S~PER*IC*A*TE*1',
        'NM1*40*2*KENTUCKY MEDICAID*****46*KYMEDICAID',
      ),
      ['BHT*0019*00*0124*20260102*1023*CH', 'NM1*40*2*OTHER*****46*OTHER'],
    ],
    [
      [],
      ...alone(
        'BHT~BHT*~BHT*0019*00*1*X*1*CH~BHT*0019*00*1*20240101*1*RP~BHT*0019*00*1*20270101*1*31',
        'B\nHT*0019*00*1*20260701*1*CH~HL*1**20~DTP*472*D8*20260102',
      ),
      ['CLM*BEFORE*10***11:B:1', 'DTP*472*D8*20260102', 'PRV*PE*PXC*207Q00000X'],
      ['HL*2*1*22*0', 'CLM*BEFORE*10***11:B:1'],
    ],
  );
  const st = often(
    ['ST*837*{set}*{guide}'],
    list(
      'ST*837*{set}~ST*837 *{set}*{guide}~ST*835*{set}~ST~ST*~S\nT*837*{set}*{guide}',
      'ST*837*{set}*005010X223A2~REF*NO*ST~st*837*{set}*{guide}',
    ),
  );
  const se = often(
    ['SE*{count}*{set}'],
    list(
      'SE*1*{set}~SE*{count}*9~SE*{count}*{set}*X~SE~SE*~SE*\n{count}*{set}~S\nE*{count}*{set}',
      ' SE*{count}*{set}~REF*NO*SE~se*{count}*{set}~SE* *{set}',
    ),
  );
  const loops = fc.array(billingLoops(often), { minLength: 1, maxLength: 5 });
  return fc
    .tuple(st, beginning, loops, se)
    .map(([st, beginning, loops, se]) => [st, ...beginning, ...numbered(loops), se]);
}

interface Delimiters {
  readonly element: string;
  readonly component: string;
  readonly terminator: string;
  /** After each terminator. */
  readonly line: string;
}

const usualDelimiters: Delimiters = { element: '*', component: ':', terminator: '~', line: '' };
const delimiters = fc.oneof(
  fc
    .constantFrom('', '\n', '\n', '\r\n', ' \n', '\n\n  ', '~\n')
    .map((line) => ({ ...usualDelimiters, line })),
  fc.constantFrom<Delimiters>(
    { element: '|', component: '>', terminator: '\n', line: '' },
    { element: '|', component: ':', terminator: '~', line: '\n' },
    { element: '^', component: ':', terminator: '~', line: '' },
    { element: '*', component: ':', terminator: '\n', line: '' },
    { element: '*', component: ':', terminator: '\r', line: '\n' },
    { element: '*', component: ':', terminator: '?', line: '\n' },
    { element: '+', component: '\x1f', terminator: "'", line: '' },
    { element: '\x1d', component: '\x1f', terminator: '\x1c', line: '' },
  ),
);

/** A part of a whole. */
const part = fc.noBias(fc.nat({ max: 1_000_000 })).map((millionths) => millionths / 1_000_000);

/** Segments of padding before one of the others (a part of them are before it), so that it begins at a place in the file. */
interface Pad {
  readonly to: number;
  readonly before: number;
  readonly step: number;
}

/** Where slices and windows end, counted from the end of the ISA or from the beginning of the file. */
const borders = [4096, 4096 + 106, 12_288 + 106, 65_536, 262_144, 262_144 + 106, 1_048_576];
const pad: fc.Arbitrary<Pad> = fc.record({
  to: fc
    .tuple(
      fc.constantFrom(...borders, ...borders.slice(0, 3)),
      fc.oneof(fc.integer({ min: -40, max: 8 }), fc.integer({ min: -600, max: 100 })),
    )
    .map(([border, more]) => border + more),
  before: part,
  step: fc.constantFrom(16, 80, 80, 5000, 60_000),
});

/** Segments of `step` bytes, and one that is longer, of so many bytes in all; `extra` of each are its end. */
function padding(bytes: number, step: number, extra: number): string[] {
  const of = (length: number) => `REF*G1*${'A'.repeat(length - 7 - extra)}`;
  const steps = Math.floor(bytes / step) - 1;
  if (steps < 0) return [];
  return [...Array.from({ length: steps }, () => of(step)), of(bytes - steps * step)];
}

/** Writes segments with their delimiters; {count} in a trailer is right. */
function written(
  segments: readonly string[],
  { element, component, terminator, line }: Delimiters,
  pads: readonly Pad[],
  at: number,
): string {
  const ends = terminator + line;
  const padded = [...segments];
  for (const { to, before, step } of pads) {
    const place = 4 + Math.floor(before * Math.max(0, padded.length - 6));
    const offset = padded.slice(0, place).reduce((sum, segment) => sum + segment.length + ends.length, at);
    padded.splice(place, 0, ...padding(to - offset, step, ends.length));
  }
  let begun = 0;
  return padded
    .map((segment, n) => {
      if (segment.startsWith('ST')) begun = n;
      return segment.replace('{count}', `${n - begun + 1}`);
    })
    .map((segment) => segment.replaceAll(':', component).replaceAll('*', element) + ends)
    .join('');
}

function interchanges(often: Often) {
  const envelope = often<Segments>(
    [['GE*{sets}*1', 'IEA*1*000000905']],
    [
      ...alone('GE*9*1~GE*{sets}*9~GE~REF*NO*GE~ GE*{sets}*1~GE*{sets}*1*X').map((ge) => [
        ...ge,
        'IEA*1*000000905',
      ]),
      ...alone('IEA*9*000000905~IEA*1*000000906~IEA~ IEA*1*000000905~IEA*1*000000905*X').map((iea) => [
        'GE*{sets}*1',
        ...iea,
      ]),
      ['GE*{sets}*1', 'XYZ*1', 'IEA*1*000000905'],
      ['GE*{sets}*1', 'GS*HC*A*B*20260701*1253*2*X*005010X222A1', 'GE*0*2', 'IEA*2*000000905'],
      [],
    ],
  );
  const pads = fc.oneof(
    { weight: 5, arbitrary: fc.constant<readonly Pad[]>([]) },
    { weight: 2, arbitrary: fc.array(pad, { minLength: 1, maxLength: 3 }) },
  );
  return fc
    .record({
      guide: fc.constantFrom(...guides),
      receiver: fc.constantFrom('KYMEDICAID', 'KYMEDICAID', 'OTHER'),
      delimiters,
      sets: fc.array(sets(often), { minLength: 1, maxLength: 2 }),
      envelope,
      pads,
      between: often(['', '\n'], [' \r\n\t ', '\x00\x00', 'prose\n', '\xef\xbb\xbf', '\x1a', 'CLM*GHOST*1~']),
    })
    .map(({ guide, receiver, delimiters, sets, envelope, pads, between }) => (at: number) => {
      const isa = `ISA*00*          *00*          *ZZ*SUBMITTER      *ZZ*${receiver.padEnd(15)}*260701*1253*^*00501*000000905*0*T*:`;
      const numberedSets = sets.map((set, n) =>
        set.map((segment) =>
          segment
            .replaceAll('{set}', `000${n + 1}`)
            .replaceAll('{guide}', guide)
            .replaceAll('{q}', guide.startsWith('004010') ? 'ZZ' : 'PXC'),
        ),
      );
      const segments = [
        isa,
        `GS*HC*SUBMITTER*${receiver}*20260701*1253*1*X*${guide}`,
        ...numberedSets.flat(),
        ...envelope.map((segment) => segment.replace('{sets}', `${sets.length}`)),
      ];
      return between + written(segments, delimiters, pads, at + between.length);
    });
}

/** Bytes taken away and put in somewhere. */
const mark = fc.record({
  at: part,
  remove: fc.integer({ min: 0, max: 3 }),
  insert: fc.constantFrom(
    ...['', '~', '*', '\n', ' ', ':', '|', '22', 'A', '\x00', '\xff', '~~', '\r\n', 'HL*', 'NM1*85*'],
    ...list('HL*9*1*20*1~HL*9*1*22*0~CLM*X*1~SE*9*0001~PRV~DTP*472*D8*20251231~NM1*PR~REX~ISA*').map(
      (segment) => `~${segment}~`,
    ),
  ),
});

function filesBy(
  often: Often,
  marks: fc.Arbitrary<readonly { at: number; remove: number; insert: string }[]>,
  cut: fc.Arbitrary<number>,
) {
  return fc
    .tuple(fc.array(interchanges(often), { minLength: 1, maxLength: 2 }), marks, cut)
    .map(([interchanges, marks, cut]) => {
      let text = '';
      for (const write of interchanges) text += write(text.length);
      for (const { at, remove, insert } of marks) {
        const place = Math.floor(at * text.length);
        text = text.slice(0, place) + insert + text.slice(place + remove);
      }
      return Uint8Array.from(Buffer.from(text.slice(0, Math.ceil(cut * text.length)), 'latin1'));
    });
}

/** Most are mostly as they should be, so that the vector loops get far. */
export const dirtyFile: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 1, arbitrary: filesBy(oftenBy(1000), fc.constant([]), fc.constant(1)) },
  { weight: 5, arbitrary: filesBy(oftenBy(60), fc.array(mark, { maxLength: 1 }), fc.constant(1)) },
  {
    weight: 3,
    arbitrary: filesBy(
      oftenBy(20),
      fc.array(mark, { maxLength: 4 }),
      fc.oneof({ weight: 8, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: part }),
    ),
  },
  { weight: 1, arbitrary: filesBy(oftenBy(5), fc.array(mark, { maxLength: 4 }), fc.constant(1)) },
);
