/** Random groups of claims: mostly ordinary ones, and each trap often enough to meet every other. */

import fc from 'fast-check';
import {
  type Billing,
  type ClaimModel,
  type ClaimSet,
  type Group,
  type Guide,
  type Line,
  lookAlikes,
  type OtherSet,
  type Patient,
  type Person,
  type ServiceDate,
  type Subscriber,
  type Taxonomy,
} from './model';
import { plantedAddresses, plantedBirthDates, plantedMemberIds, plantedNames } from './planted';
import {
  billingZips,
  brokenNpis,
  days,
  malformedCodes,
  misspelledNpi,
  payers,
  receivers,
  registeredNpis,
  respelledPayers,
  taxonomyCodes,
  unregisteredNpi,
} from './values';

/** Mostly the first, now and then the second. */
export function mostly<T, U>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<U>, weight = 6): fc.Arbitrary<T | U> {
  return fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: rare });
}

const code = fc.constantFrom(...taxonomyCodes);
const day = fc.constantFrom(...days);

const serviceDate: fc.Arbitrary<ServiceDate | null> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 3, arbitrary: day.map((value) => ({ qualifier: 'D8', value })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(day, day)
      .map(([a, b]) => ({ qualifier: 'RD8', value: a < b ? `${a}-${b}` : `${b}-${a}` })),
  },
  { weight: 1, arbitrary: day.map((value) => ({ qualifier: 'RD8', value })) },
);

const line: fc.Arbitrary<Line> = fc.record({ date: serviceDate, lookAlikes: fc.subarray([...lookAlikes]) });

function claim(dirty: boolean): fc.Arbitrary<ClaimModel> {
  return fc.record({
    charge: fc.constantFrom('100', '150.25', '0.1', '.05', '1000000.01', '0', '99.999'),
    frequency: fc.constantFrom('1', '7', '8'),
    idTail: dirty ? mostly(fc.constant(''), fc.constantFrom('\xc9', '\xc3\x89', ' A')) : fc.constant(''),
    date: serviceDate,
    code,
    otherNpi: fc.constantFrom(...registeredNpis, unregisteredNpi),
    otherPayer: fc.constantFrom(...payers),
    lookAlikes: fc.subarray([...lookAlikes]),
    lines: fc.array(line, { maxLength: 2 }),
  });
}

const person: fc.Arbitrary<Person> = fc.record({
  last: mostly(fc.constantFrom(...plantedNames), fc.constant('ISAAC')),
  first: fc.constantFrom(...plantedNames, 'ISA'),
  address: fc.constantFrom(...plantedAddresses),
  city: fc.constantFrom(...plantedAddresses),
  birthDate: fc.constantFrom(...plantedBirthDates),
});

const filing = fc.constantFrom('MC', 'HM', 'CI', '');

function subscriber(dirty: boolean): fc.Arbitrary<Subscriber> {
  const patient: fc.Arbitrary<Patient> = fc.record({
    person,
    claims: fc.array(claim(dirty), { maxLength: 2 }),
  });
  return fc.record({
    person,
    memberId: fc.constantFrom(...plantedMemberIds),
    payer: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom<string | null>(...payers) },
      { weight: 1, arbitrary: fc.constantFrom(...respelledPayers) },
      { weight: 1, arbitrary: fc.constantFrom('', ' ', null) },
    ),
    filing,
    parent: dirty
      ? mostly(fc.constant('good'), fc.constantFrom('empty', 'unknown'), 40)
      : fc.constant('good'),
    strayTaxonomy: mostly(fc.constant(null), code, 15),
    claims: fc.array(claim(dirty), { maxLength: 2 }),
    patients: fc.array(patient, { maxLength: 2 }),
  });
}

const malformed: fc.Arbitrary<Taxonomy> = fc.oneof(
  fc.constantFrom(...malformedCodes).map((bad) => ['BI', '{own}', bad]),
  fc.tuple(fc.constantFrom('PE', 'bi', '', 'AT'), code).map(([role, good]) => [role, '{own}', good]),
  fc.tuple(fc.constantFrom('{other}', 'pxc', ''), code).map(([qualifier, good]) => ['BI', qualifier, good]),
);

const taxonomy: fc.Arbitrary<Taxonomy | null> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(null) },
  { weight: 6, arbitrary: code.map((good) => ['BI', '{own}', good]) },
  { weight: 1, arbitrary: code.map((good) => ['PT', '{own}', good]) },
  { weight: 2, arbitrary: malformed },
  {
    weight: 2,
    arbitrary: fc.constantFrom(['BI', '{own}'], ['BI', '{own}', ''], ['BI', '{own}', '', '', ''], []),
  },
);

function billing(dirty: boolean): fc.Arbitrary<Billing> {
  const names = ['RIVER CITY CLINIC', 'ISAAC MEDICAL GROUP'];
  const dirtyNames = [
    'CLINIQUE \xc9TOILE',
    'CL\xc3\x8dNICA',
    'RIVER\nISAAC CLINIC',
    'TWO\r\nLINES',
    'MOSES\nISA',
  ];
  const misplaced = fc.record({
    after: fc.constantFrom('name', 'address', 'reference', 'pay-to'),
    taxonomy: mostly(
      code.map((good): Taxonomy => ['BI', '{own}', good]),
      malformed,
    ),
  });
  return fc.record({
    name: fc.constantFrom(...names, ...(dirty ? dirtyNames : [])),
    id: fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...registeredNpis).map((npi) => ['XX', npi] as const) },
      {
        weight: 3,
        arbitrary: fc
          .constantFrom(unregisteredNpi, misspelledNpi, ...brokenNpis)
          .map((npi) => ['XX', npi] as const),
      },
      { weight: 2, arbitrary: fc.constantFrom(['', ''] as const, ['24', '610000001'] as const) },
    ),
    zip: fc.constantFrom(...billingZips),
    taxonomy,
    misplaced: mostly(fc.constant(null), misplaced, 4),
    currency: fc.boolean(),
    payTo: fc.boolean(),
    subscribers: fc.array(subscriber(dirty), { maxLength: 2 }),
  });
}

function claimSet(dirty: boolean): fc.Arbitrary<ClaimSet> {
  const loops = fc.array(billing(dirty), { minLength: 1, maxLength: 3 });
  return fc.record({
    is: fc.constant('claims'),
    bht04: mostly(day, fc.constant('')),
    purpose: fc.constantFrom('CH', 'RP', '31'),
    receiver: fc.constantFrom(...receivers),
    orphan: dirty ? mostly(fc.constant(null), claim(dirty), 30) : fc.constant(null),
    loops: mostly(loops, loops.map(ofOneProvider), 2),
  });
}

/** The same billing loop again and again, each with other payers and days: what was said of one tells nothing of the next. */
function ofOneProvider(loops: readonly Billing[]): readonly Billing[] {
  return loops.map(({ subscribers }) => ({ ...loops[0]!, subscribers }));
}

const otherSet: fc.Arbitrary<OtherSet> = fc.record({
  is: fc.constantFrom('277', '835', '999'),
  npi: fc.constantFrom(...registeredNpis),
  code,
});

const guide: fc.Arbitrary<Guide> = fc.record({
  kind: fc.constantFrom('P', 'I', 'D'),
  edition: fc.constantFrom('5010', '5010', '4010', 'encounter'),
  suffix: fc.constantFrom('', 'A1', 'A2', 'A3'),
  gs08: mostly(fc.constant('same'), fc.constantFrom('version', 'claims')),
});

export function group(dirty: boolean): fc.Arbitrary<Group> {
  return fc.record({
    guide,
    receiver: fc.constantFrom(...receivers),
    sets: fc.array(mostly(claimSet(dirty), otherSet, 4), { minLength: 1, maxLength: 2 }),
  });
}
