/** Random groups of claims: mostly ordinary ones, and each trap often enough to meet every other. */

import fc from 'fast-check';
import { anyName, plainName } from './billing-name';
import { serviceDate, unusualDate } from './dates';
import {
  type Billing,
  type ClaimModel,
  type ClaimSet,
  type Group,
  type Guide,
  type Line,
  lookAlikes,
  type Name,
  type OtherSet,
  type Patient,
  type Person,
  type Subscriber,
  type Taxonomy,
} from './model';
import { mostly } from './mostly';
import { plantedAddresses, plantedBirthDates, plantedMemberIds, plantedNames } from './planted';
import { elsewhere, providers } from './providers-of-claims';
import {
  billingZips,
  billQualifiers,
  days,
  guideCodes,
  inpatientBills,
  malformedCodes,
  openCodes,
  outpatientBills,
  payers,
  receivers,
  registeredNpis,
  respelledPayers,
  taxonomyCodes,
  unregisteredNpi,
} from './values';
import { codeOf } from './write';

const code = fc.constantFrom(...taxonomyCodes);
const day = fc.constantFrom(...days);
const fewLookAlikes = mostly(fc.constant([]), fc.subarray([...lookAlikes]), 1);

const line: fc.Arbitrary<Line> = fc.record({
  number: mostly(fc.constant('{own}'), fc.constantFrom('17', '01', ' 1', '', '1'), 12),
  date: serviceDate,
  lookAlikes: fewLookAlikes,
  providers,
  adjudicated: mostly(fc.constant(null), elsewhere, 4),
});

const bill: fc.Arbitrary<ClaimModel['bill']> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...inpatientBills), fc.constant('A')) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...outpatientBills), fc.constant('A')) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...inpatientBills), fc.constantFrom(...billQualifiers)),
  },
);

function claim(dirty: boolean): fc.Arbitrary<ClaimModel> {
  return fc.record({
    charge: fc.constantFrom('100', '150.25', '0.1', '.05', '1000000.01', '0', '99.999'),
    bill,
    frequency: fc.constantFrom('1', '1', '1', '1', '7', '8', '', '17'),
    providers,
    otherProviders: elsewhere,
    idTail: dirty ? mostly(fc.constant(''), fc.constantFrom('\xc9', '\xc3\x89', ' A')) : fc.constant(''),
    date: serviceDate,
    moreDates: mostly(fc.constant([]), fc.array(unusualDate, { minLength: 1, maxLength: 2 }), 8),
    code,
    otherNpi: fc.constantFrom(...registeredNpis, unregisteredNpi),
    otherPayer: fc.constantFrom(...payers),
    lookAlikes: fewLookAlikes,
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

/** An NM1*85 where none belongs. */
function strayName(dirty: boolean): fc.Arbitrary<Name | null> {
  return dirty ? mostly(fc.constant(null), anyName, 100) : fc.constant(null);
}

function subscriber(dirty: boolean): fc.Arbitrary<Subscriber> {
  const patient: fc.Arbitrary<Patient> = fc.record({
    person,
    strayName: strayName(dirty),
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
      ? mostly(fc.constant('good'), fc.constantFrom('empty', 'unknown'), 100)
      : fc.constant('good'),
    strayTaxonomy: mostly(fc.constant(null), code, 15),
    strayName: strayName(dirty),
    claims: fc.array(claim(dirty), { maxLength: 2 }),
    patients: fc.array(patient, { maxLength: 2 }),
  });
}

const wellFormed: fc.Arbitrary<Taxonomy> = code.map((good) => ['BI', '{own}', good]);
const malformed: fc.Arbitrary<Taxonomy> = fc.oneof(
  fc.constantFrom(...malformedCodes).map((bad) => ['BI', '{own}', bad]),
  fc.tuple(fc.constantFrom('PE', 'bi', '', 'AT'), code).map(([role, good]) => [role, '{own}', good]),
  fc.tuple(fc.constantFrom('{other}', 'pxc', ''), code).map(([qualifier, good]) => ['BI', qualifier, good]),
);
const empty: fc.Arbitrary<Taxonomy> = fc.constantFrom(
  ['BI', '{own}'],
  ['BI', '{own}', ''],
  ['BI', '{own}', ' '],
  ['BI', '{own}', '', '', ''],
);

const taxonomy: fc.Arbitrary<Taxonomy> = fc.oneof(
  { weight: 6, arbitrary: wellFormed },
  { weight: 1, arbitrary: code.map((good) => ['PT', '{own}', good]) },
  { weight: 2, arbitrary: malformed },
  { weight: 2, arbitrary: empty },
);

/** Several, mostly with the same code. */
const repeated: fc.Arbitrary<readonly Taxonomy[]> = fc.oneof(
  fc.array(taxonomy, { minLength: 2, maxLength: 3 }),
  fc.tuple(taxonomy, fc.integer({ min: 2, max: 3 })).map(([one, times]) => Array(times).fill(one)),
  fc.tuple(wellFormed, fc.constantFrom('PE', 'BI')).map(([one, role]) => [one, [role, ...one.slice(1)]]),
);

const taxonomies: fc.Arbitrary<readonly Taxonomy[]> = fc.oneof(
  { weight: 4, arbitrary: fc.constant([]) },
  { weight: 9, arbitrary: taxonomy.map((one) => [one]) },
  { weight: 1, arbitrary: repeated },
);

/** One, or two of which the second may say the same. */
const misplaced: fc.Arbitrary<Billing['misplaced']> = fc
  .record({
    after: fc.constantFrom('name', 'address', 'reference', 'pay-to'),
    pair: fc.oneof(
      fc.tuple(taxonomy),
      fc.tuple(taxonomy),
      fc.tuple(taxonomy, taxonomy),
      taxonomy.map((one) => [one, one]),
    ),
  })
  .map(({ after, pair }) =>
    pair.map((one, n) => ({ after: n === 0 ? after : ('pay-to' as const), taxonomy: one })),
  );

function billing(dirty: boolean): fc.Arbitrary<Billing> {
  const one = (dirty ? anyName : plainName).map((name) => [name]);
  const wrongNumber = fc.oneof(fc.constant([]), fc.array(anyName, { minLength: 2, maxLength: 3 }));
  return fc.record({
    names: dirty ? mostly(one, wrongNumber, 40) : one,
    zip: fc.constantFrom(...billingZips),
    taxonomies: dirty ? mostly(taxonomies, fc.constant([[]]), 40) : taxonomies,
    misplaced: mostly(fc.constant([]), misplaced, 4),
    currency: fc.boolean(),
    payTo: fc.boolean(),
    subscribers: fc.array(subscriber(dirty), { maxLength: 2 }),
  });
}

const kind = fc.constantFrom('P', 'I', 'D');
const suffix = fc.constantFrom('', 'A1', 'A2', 'A3');
const guide: fc.Arbitrary<Guide> = fc.record({
  kind,
  edition: fc.constantFrom('5010', '5010', '4010', 'encounter'),
  suffix,
});

/** All but what the group has a say in. */
function claimSet(dirty: boolean): fc.Arbitrary<Omit<ClaimSet, 'guide' | 'st03'>> {
  const loops = fc.array(billing(dirty), { minLength: 1, maxLength: 3 });
  return fc.record({
    is: fc.constant('claims'),
    st01: sometimes(dirty, '837', ['837P', '837 ', ' 837', '873', '', '277']),
    bht04: mostly(day, fc.constantFrom('', '20251131', ' 20250701', '20250701-20250702')),
    purpose: fc.constantFrom('CH', 'RP', '31'),
    receiver: fc.constantFrom(...receivers),
    numbering: mostly(
      fc.constant([1, 1] as const),
      fc.constantFrom([0, 1] as const, [7, 10] as const, [900, 3] as const),
      2,
    ),
    strayName: strayName(dirty),
    orphan: dirty ? mostly(fc.constant(null), claim(dirty), 60) : fc.constant(null),
    loops: mostly(loops, fc.oneof(loops.map(ofOneProvider), loops.map(alike)), 1),
  });
}

/** Something else instead, now and then, in dirty files. */
function sometimes(dirty: boolean, usual: string, others: readonly string[]): fc.Arbitrary<string> {
  return dirty ? mostly(fc.constant(usual), fc.constantFrom(...others), 50) : fc.constant(usual);
}

/** The same billing loop again and again, each with other payers and days: what was said of one tells nothing of the next. */
function ofOneProvider(loops: readonly Billing[]): readonly Billing[] {
  return loops.map(({ subscribers }) => ({ ...loops[0]!, subscribers }));
}

/** The same but for one thing that a rule may read: what was said of one does not hold for the next. */
function alike(loops: readonly Billing[]): readonly Billing[] {
  const [first] = loops;
  return loops.map((loop, n) => {
    const own = [{ names: loop.names }, { zip: loop.zip }, { taxonomies: loop.taxonomies }][n % 3];
    return { ...first!, ...own, subscribers: loop.subscribers };
  });
}

const otherSet: fc.Arbitrary<OtherSet> = fc.record({
  is: fc.constantFrom('277', '835', '999'),
  st03: fc.constantFrom('', '005010X214', '005010X221A1'),
  npi: fc.constantFrom(...registeredNpis),
  code,
});

/** Sets of one guide, or of several where GS08 names the version alone. */
function claimGroup(dirty: boolean): fc.Arbitrary<Group> {
  const written = fc.record({
    set: claimSet(dirty),
    other: fc.record({ kind, edition: fc.constantFrom('5010' as const, 'encounter' as const) }),
    suffix,
    st03: sometimes(dirty, 'usual', guideCodes),
  });
  return fc
    .record({
      guide,
      versionAlone: mostly(fc.constant(false), fc.constant(true), 5),
      openCode: mostly(fc.constant(null), fc.constantFrom(...openCodes), 20),
      gs01: sometimes(dirty, 'HC', ['hc', ' HC ', 'HX', '', 'HN']),
      gs08: sometimes(dirty, 'usual', guideCodes),
      receiver: fc.constantFrom(...receivers),
      sets: fc.array(dirty ? mostly(written, otherSet, 50) : written, { minLength: 1, maxLength: 2 }),
    })
    .map(({ guide, versionAlone, openCode, gs08, sets, ...group }) => {
      const open = versionAlone && guide.edition !== '4010';
      const usual = open ? '005010' : codeOf(guide);
      return {
        ...group,
        gs08: openCode ?? (gs08 === 'usual' ? usual : gs08),
        sets: sets.map((one): ClaimSet | OtherSet => {
          if (!('set' in one)) return one;
          const own = { ...guide, ...(open && one.other), suffix: one.suffix };
          const named = own.edition === '4010' ? '' : codeOf(own);
          const st03 = openCode ?? (one.st03 === 'usual' ? named : one.st03);
          return { ...one.set, guide: own, st03 };
        }),
      };
    });
}

const otherGroup: fc.Arbitrary<Group> = fc.record({
  gs01: fc.constantFrom('HN', 'HP', 'FA'),
  gs08: fc.constantFrom('005010X214', '005010X221A1', '005010', ''),
  receiver: fc.constantFrom(...receivers),
  sets: fc.array(otherSet, { minLength: 1, maxLength: 2 }),
});

export function group(dirty: boolean): fc.Arbitrary<Group> {
  return mostly(claimGroup(dirty), otherGroup, 6);
}
