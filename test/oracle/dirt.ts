/** Random files: interchanges of claims, and what happens to their bytes on the way. */

import fc from 'fast-check';
import { group, mostly } from './claims';
import type { Delimiters, FileModel, Interchange, InterchangeDirt } from './model';
import { receivers } from './values';

/** None of them occurs in a value. */
const delimiters: fc.Arbitrary<Delimiters> = fc.record({
  element: fc.constantFrom('*', '*', '|', '+', '\x1d'),
  component: fc.constantFrom(':', ':', '>', '\\', '\x1f'),
  repetition: fc.constantFrom('^', '!', '`', '\x1e'),
  terminator: fc.constantFrom('~', '~', "'", '\x1c', '\n', '\r\n', '\r'),
});

const usualLineEnds = fc.constantFrom([''], ['\n'], ['\r\n']);
const clean = { empties: 0, wrap: null, isaWidth: 0, faults: [], extras: [] };

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
  extras: mostly(
    fc.constant([]),
    fc.array(
      fc.record({
        at: fc.nat({ max: 999 }),
        segment: mostly(
          fc.constantFrom(['NTE'], ['REF'], ['PRV'], ['HL'], ['NM1'], ['CLM'], ['XYZ']),
          fc.constant(['NTE', 'ADD', 'MBRZ73310928 '.repeat(5400)]),
          25,
        ),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    4,
  ),
});

function interchange(dirty: boolean): fc.Arbitrary<Interchange> {
  const plain = fc.record({
    delimiters,
    receiver: fc.constantFrom(...receivers),
    acknowledgement: fc.boolean(),
    groups: fc.array(group(dirty), { minLength: 1, maxLength: 2 }),
    dirt: dirty ? dirt : usualLineEnds.map((lineEnds) => ({ lineEnds, ...clean })),
    nested: fc.constant(null),
  });
  if (!dirty) return plain;
  const nested = fc.record({ at: fc.nat({ max: 999 }), interchange: interchange(false) });
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
      'GS*HC*A*B*20260101*1200*77*X*005010X222A1~ST*837*0077~',
      'IEA*1*000000001~',
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((lines) => lines.map((text) => `${text}\n`).join(''));

const gap = fc.oneof(
  { weight: 15, arbitrary: fc.constantFrom('', '\n', ' \r\n\t ') },
  { weight: 3, arbitrary: fc.constantFrom('\0\0\0\0', '\x1a', '\n\x1a\n', '\0\n', '\xef\xbb\xbf') },
  { weight: 2, arbitrary: prose },
);

export const cleanModel: fc.Arbitrary<FileModel> = fc.record({
  interchanges: fc.array(interchange(false), { minLength: 1, maxLength: 3 }),
  between: fc.constant([]),
  trimmed: fc.constant(false),
  cutAt: fc.constant(null),
});

export const dirtyModel: fc.Arbitrary<FileModel> = fc.record({
  interchanges: mostly(fc.array(interchange(true), { minLength: 1, maxLength: 3 }), fc.constant([]), 40),
  between: fc.array(gap, { minLength: 4, maxLength: 4 }),
  trimmed: mostly(fc.constant(false), fc.constant(true)),
  cutAt: mostly(
    fc.constant(null),
    fc.noBias(fc.nat({ max: 10_000 })).map((part) => part / 10_000),
    9,
  ),
});
