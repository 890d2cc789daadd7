/** Registries, policies and options for dirty-files.ts. */

import fc from 'fast-check';
import type { CheckerOptions, FileOptions, OwnRule, Policy, RuleId } from '../../src/index';
import { registryOf } from '../build';
import { once, other, plain, twice } from './dirty-segments';

/** An NPI with one enrollment, one with two, and two with one after the other; things change on some of the service dates. */
const registry = registryOf([
  { npi: plain, medicaidId: '7100000007', taxonomy: '207Q00000X' },
  { npi: twice, medicaidId: '7100000001', taxonomy: '207Q00000X', zip: '402021234', to: '2026-08-30' },
  { npi: twice, medicaidId: '7100000002', providerType: '78', taxonomy: '363L00000X', zip: '402025678' },
  { npi: once, medicaidId: '7100000003', providerType: '65', taxonomy: '208D00000X', zip: '402021234' },
  { npi: once, medicaidId: '7100000004', providerType: '65', taxonomy: '208D00000X', to: '2025-12-31' },
  { npi: other, medicaidId: '7100000005', taxonomy: '207Q00000X', to: '2026-01-02', license: '2026-08-30' },
  {
    npi: other,
    medicaidId: '7100000006',
    taxonomy: '363L00000X',
    from: '2026-01-03',
    revalidation: '2026-01-31',
  },
]);

const terms = fc.record(
  {
    require: fc.constantFrom('either', 'either', 'both', 'ids', 'types', 'always'),
    match: fc.boolean(),
    roles: fc.record(
      {
        rendering: fc.constantFrom('off', 'always', 'if-sent', 'if-other'),
        attending: fc.constantFrom('off', 'always', 'if-sent', 'if-other', 'inpatient'),
      },
      { requiredKeys: [] },
    ),
    key: fc.constantFrom([], ['zip4']),
    filingDays: fc.constantFrom(null, 30, 180, 365),
  },
  { requiredKeys: [] },
);

const rules: readonly RuleId[] = [
  ...['taxonomy-missing', 'taxonomy-misplaced', 'taxonomy-malformed', 'taxonomy-not-enrolled'],
  ...['npi-unregistered', 'npi-invalid', 'npi-misplaced', 'npi-missing', 'service-date-unreadable'],
  ...['enrollment-inactive', 'payer-inactive', 'revalidation-past-due', 'license-expired'],
  ...['x12-unexpected-segment', 'x12-count-mismatch', 'x12-segment-too-long'],
] as RuleId[];
const severity = fc.oneof(
  fc.constant({}),
  fc.constant({ 'taxonomy-not-x': 'info' }),
  fc.dictionary(fc.constantFrom(...rules), fc.constantFrom('off', 'info', 'warning', 'error'), {
    maxKeys: 5,
  }),
);

const payers = fc
  .tuple(
    fc.constantFrom<readonly (readonly string[])[]>(
      [],
      [],
      [['KYMEDICAID']],
      [['KYMEDICAID', '128KY']],
      [['KYMEDICAID'], ['128ky']],
      [['X'], ['128KY', 'KYMEDICAID']],
    ),
    fc.array(terms, { minLength: 2, maxLength: 2 }),
    fc.constantFrom({}, {}, { to: '2026-01-31', successor: '128KY' }, { from: '2026-01-03' }),
  )
  .map(([lists, own, days]) => lists.map((ids, n) => ({ ids, ...own[n], ...days })));

const anyPolicy = fc
  .record({
    own: terms,
    payers,
    severity,
    receivers: fc.constantFrom([], [], [], ['KYMEDICAID']),
    taxonomyCodes: fc.constantFrom(null, null, new Set(['207Q00000X', '208D00000X'])),
    asOf: fc.constantFrom(null, '2026-02-02', '2026-08-01', '2028-01-01'),
  })
  .map(({ own, ...others }) => ({ ...own, ...others })) as fc.Arbitrary<Partial<Policy>>;

const ownRule: OwnRule = {
  ...{ id: 'own-zip', severity: 'error', title: 'ZIP', why: '', fix: '', snip: 7, acknowledgement: null },
  check: ({ loop, active }) =>
    loop.zip === '40202' && active.length > 0
      ? { message: 'Five digits.', hint: 'Send nine.', loop: '2000A', position: loop.position }
      : null,
};

const checker: fc.Arbitrary<CheckerOptions> = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom<Partial<Policy>>({}, {}, { require: 'always' }) },
      { weight: 2, arbitrary: anyPolicy },
    ),
    fc.oneof({ weight: 6, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.constant([ownRule]) }),
  )
  .map(([policy, rules]) => ({ registry, policy, rules }));

const file: fc.Arbitrary<FileOptions> = fc.record({
  file: fc.constant('a.837'),
  details: fc.boolean(),
  verdicts: fc.constantFrom(false, false, false, true),
});

/** Of a checker, and of one of its checks. */
export const options: fc.Arbitrary<[CheckerOptions, FileOptions]> = fc.tuple(checker, file);
