/** Random providers of claims and lines: mostly whole rendering and attending ones, and each way in which one is not. */

import fc from 'fast-check';
import type { ProviderModel, Taxonomy } from './model';
import { mostly } from './mostly';
import { plantedNames } from './planted';
import {
  malformedCodes,
  misspelledNpi,
  oddEntities,
  otherEntities,
  registeredNpis,
  strangeNpis,
  taxonomyCodes,
  unregisteredNpi,
} from './values';

const code = fc.constantFrom(...taxonomyCodes);
const npi = fc.constantFrom<string>(
  ...['{billing}', '{billing}', '{billing}'],
  ...registeredNpis,
  ...[unregisteredNpi, misspelledNpi],
);

/** NM108 and NM109. */
const id: fc.Arbitrary<readonly [string, string]> = fc.oneof(
  { weight: 12, arbitrary: npi.map((id) => ['XX', id] as const) },
  { weight: 3, arbitrary: fc.constant(['', ''] as const) },
  {
    weight: 4,
    arbitrary: fc.tuple(
      fc.constantFrom('XX', 'xx', ' XX ', '24', '34', 'ZZ', ''),
      fc.oneof(
        npi,
        npi.map((one) => ` ${one} `),
        fc.constantFrom('12345', '3000000000', ...strangeNpis),
      ),
    ),
  },
);

/** NM102 and what follows, now and then with an NPI, or what looks like one, where none belongs. */
const name: fc.Arbitrary<readonly string[]> = fc
  .record({
    last: fc.constantFrom(...plantedNames),
    id,
    stray: mostly(
      fc.constant(null),
      fc.tuple(fc.nat({ max: 10 }), fc.oneof(npi, fc.constantFrom('1234567899', '3000000000'))),
      8,
    ),
  })
  .map(({ last, id, stray }) => {
    const elements = ['1', last, '', '', '', '', ...id];
    if (stray === null) return elements;
    const [at, value] = stray;
    const longer = [...elements, '', '', ''];
    longer[at] = value;
    return longer;
  });

const right: fc.Arbitrary<Taxonomy> = code.map((good) => ['{role}', '{own}', good]);
const taxonomy: fc.Arbitrary<Taxonomy> = fc.oneof(
  { weight: 12, arbitrary: right },
  {
    weight: 2,
    arbitrary: fc.constantFrom(['{role}', '{own}'], ['{role}', '{own}', ''], ['{role}', '{own}', ' ']),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('BI', 'PE', 'AT', 'pe', ''), code)
      .map(([role, good]) => [role, '{own}', good]),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('{other}', 'pxc', ''), code)
      .map(([qualifier, good]) => ['{role}', qualifier, good]),
  },
  { weight: 1, arbitrary: fc.constantFrom(...malformedCodes).map((bad) => ['{role}', '{own}', bad]) },
);

const taxonomies: fc.Arbitrary<readonly Taxonomy[]> = fc.oneof(
  { weight: 4, arbitrary: fc.constant([]) },
  { weight: 12, arbitrary: taxonomy.map((one) => [one]) },
  { weight: 1, arbitrary: fc.array(taxonomy, { minLength: 2, maxLength: 3 }) },
  { weight: 1, arbitrary: taxonomy.map((one) => [one, one]) },
);

const reference = fc.constantFrom<readonly (readonly string[])[]>(
  [],
  [],
  [],
  [['REF', 'G2', '203BF0100Y']],
  [['N4', 'COVINGTON', 'KY', '41011']],
);

function providerAs(entity: fc.Arbitrary<string>): fc.Arbitrary<ProviderModel> {
  return fc.record({ entity, name, between: reference, taxonomies, more: reference });
}

const usual = providerAs(fc.constantFrom('82', '71'));
const other = providerAs(fc.constantFrom(...otherEntities, ...otherEntities, ...oddEntities));

/** Of a claim, or of a line: mostly one of a role, or none. */
export const providers: fc.Arbitrary<readonly ProviderModel[]> = fc.oneof(
  { weight: 4, arbitrary: fc.constant([]) },
  { weight: 6, arbitrary: usual.map((one) => [one]) },
  { weight: 1, arbitrary: other.map((one) => [one]) },
  { weight: 2, arbitrary: fc.array(mostly(usual, other, 2), { minLength: 2, maxLength: 3 }) },
);

/** Where none counts. */
export const elsewhere: fc.Arbitrary<readonly ProviderModel[]> = mostly(
  fc.constant([]),
  fc.array(mostly(usual, other, 4), { minLength: 1, maxLength: 2 }),
  4,
);
