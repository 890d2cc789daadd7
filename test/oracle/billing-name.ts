/** Random NM1*85 segments: mostly right, and each way in which an NPI goes astray. */

import fc from 'fast-check';
import type { Name } from './model';
import { mostly } from './mostly';
import {
  billingNames,
  brokenNpis,
  misspelledNpi,
  oddBillingNames,
  registeredNpis,
  strangeNpis,
  unregisteredNpi,
} from './values';

const npi = fc.constantFrom(...registeredNpis);
const otherNpi = fc.constantFrom(unregisteredNpi, misspelledNpi, ...brokenNpis);

/** NM108 and NM109. */
type Id = readonly [string, string];
const usualId: fc.Arbitrary<Id> = fc.oneof(
  { weight: 12, arbitrary: npi.map((id): Id => ['XX', id]) },
  { weight: 3, arbitrary: otherNpi.map((id): Id => ['XX', id]) },
  { weight: 2, arbitrary: fc.constantFrom<Id>(['', ''], ['24', '610000001']) },
);
const oddId: fc.Arbitrary<Id> = fc.tuple(
  fc.constantFrom('XX', 'xx', ' XX ', 'Xx', '', '24', 'ZZ', 'X X'),
  fc.oneof(
    npi,
    otherNpi,
    npi.map((id) => ` ${id}  `),
    fc.constantFrom(...strangeNpis),
  ),
);

/** Looks like an NPI, or almost. */
const stray = fc.constantFrom(
  ...registeredNpis,
  ` ${registeredNpis[0]} `,
  misspelledNpi,
  unregisteredNpi,
  '1234567899',
  '3000000000',
  '5025550100',
);

/** The name with an NPI where it does not belong, beside whatever stands where it does. */
const elsewhere = fc.tuple(
  fc.nat({ max: 10 }),
  stray,
  fc.constantFrom<Id>(['', ''], ['XX', ''], ['XX', '12345'], ['24', '']),
);

function placed(name: Name, [at, value, id]: readonly [number, string, Id]): Name {
  const elements = [...name.slice(0, 6), ...id, '', '', ''];
  elements[at] = value;
  return elements;
}

/** Elements that slipped to the left or to the right. */
const slips: readonly ((name: Name) => Name)[] = [
  (name) => name.filter((_, n) => n !== 4),
  (name) => name.filter((_, n) => n !== 6),
  (name) => [...name.slice(0, 4), '', ...name.slice(4)],
  (name) => [...name.slice(0, 7), '', ...name.slice(7)],
];

const who = fc.constantFrom<Name>(...billingNames);
const anybody = mostly(who, fc.constantFrom<Name>(...oddBillingNames), 3);

function written(names: fc.Arbitrary<Name>, id: fc.Arbitrary<Id>): fc.Arbitrary<Name> {
  return fc.tuple(names, id).map(([name, both]) => [...name, '', '', '', ...both]);
}

export const plainName = written(who, usualId);
export const oddName = fc.oneof(
  written(anybody, oddId),
  fc.tuple(written(anybody, usualId), elsewhere).map(([name, stray]) => placed(name, stray)),
  fc.tuple(written(anybody, usualId), fc.constantFrom(...slips)).map(([name, slip]) => slip(name)),
);
export const anyName = mostly(written(anybody, usualId), oddName, 10);
