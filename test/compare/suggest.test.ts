import { describe, expect, it } from 'vitest';
import type { Policy } from '../../src/index';
import { answerFile, setOf } from '../answers/read';
import {
  billing,
  bytesOf,
  claim,
  header,
  interchange,
  npi,
  type RegistryRow,
  registryOf,
  subscriber,
} from '../build';
import { comparisonOf } from './run';

const encoder = new TextEncoder();
const rightPrv = 'PRV*BI*PXC*207Q00000X';
const one: RegistryRow = { medicaidId: '7100000001', taxonomy: '207Q00000X' };
const two: readonly RegistryRow[] = [
  { ...one, providerType: '64', zip: '40202' },
  { medicaidId: '7100000002', providerType: '78', taxonomy: '363L00000X', zip: '40999' },
];

interface Case {
  readonly rows?: readonly RegistryRow[];
  readonly prv?: readonly string[];
  readonly policy?: Partial<Policy>;
  /** Segments of an 835 from CLP on, or a status of a 277CA. */
  readonly answer: readonly string[] | string;
  readonly payee?: readonly string[];
}

/** One claim, and one answer to it. */
function compared({ rows = [one], prv = [], policy = {}, answer, payee = [] }: Case) {
  const loop = billing({ prv: [...prv] });
  const sent = bytesOf(interchange({ body: [...header, ...loop, ...subscriber(), ...claim()] }));
  const file =
    typeof answer === 'string'
      ? answerFile('005010X214', [
          setOf('277', [
            ...[
              'BHT*0085*08*1*20260704*0930*TH',
              'HL*1**20*1',
              'NM1*PR*2*KENTUCKY MEDICAID*****PI*KYMEDICAID',
            ],
            ...['HL*2*1*21*1', 'TRN*2*0123', 'HL*3*2*19*1', `NM1*85*2*X*****XX*${npi}`, ...payee],
            ...['HL*4*3*PT', 'TRN*2*PCN1', `STC*${answer}*20260704*U*150.25`, 'DTP*472*D8*20260102'],
          ]),
        ])
      : answerFile('005010X221A1', [
          setOf('835', [
            'BPR*I*1*C*ACH*CCP*01*1*DA*1*1**01*1*DA*2*20260720',
            'TRN*1*1*1',
            'N1*PR*KENTUCKY MEDICAID*XV*KYMEDICAID',
            `N1*PE*RIVER*XX*${npi}`,
            ...payee,
            'LX*1',
            ...answer,
          ]),
        ]);
  const made = comparisonOf(
    [{ name: 'c', bytes: sent }],
    [{ name: 'a', bytes: encoder.encode(file) }],
    registryOf(rows),
    policy,
  );
  return made.claims[0]!;
}

const denied = ['CLP*PCN1*4*150.25*0**MC*ICN1', 'CAS*CO*16*150.25', 'MOA***N255', 'DTM*232*20260102'];
const paid = ['CLP*PCN1*1*150.25*100**MC*ICN1', 'DTM*232*20260102'];

describe('what would have caught a missed claim', () => {
  it('a row for the list, with the number that the payer shows', () => {
    const {
      class: kind,
      suggestion,
      days,
      paid: sum,
    } = compared({ answer: denied, payee: ['REF*PQ*7100000002'] });
    expect(kind).toBe('missed');
    expect(suggestion).toMatchObject({ by: 'row', number: '7100000002', setting: null });
    expect(suggestion!.text).toContain('too few active rows of NPI 1234567893');
    expect([days, sum]).toEqual([19, '0.00']);
  });

  it('a number that the list has is not shown again', () => {
    const { suggestion } = compared({ answer: denied, payee: ['REF*PQ*7100000001'] });
    expect(suggestion).toMatchObject({ by: 'row', number: null });
  });

  it('a row for an NPI that is not on the list, with the number of a 277CA', () => {
    const rows = [{ ...one, npi: '1558598797' }];
    const { suggestion, outcome } = compared({ rows, answer: 'A6:145:85', payee: ['REF*G2*7100000009'] });
    expect(outcome).toBe('undecided');
    expect(suggestion).toMatchObject({ by: 'row', number: '7100000009' });
    expect(suggestion!.text).toContain('no row of NPI 1234567893');
  });

  it('another look at a row whose code the payer does not have', () => {
    const { suggestion } = compared({ prv: [rightPrv], answer: 'A7:145:85' });
    expect(suggestion).toMatchObject({ by: 'row' });
    expect(suggestion!.text).toContain('the payer does not');
  });

  it('match, for a code that the list does not have', () => {
    const { suggestion } = compared({ rows: two, prv: ['PRV*BI*PXC*251S00000X'], answer: 'A7:145:85' });
    expect(suggestion).toMatchObject({
      by: 'match',
      setting: '"payers": [{ "id": "KYMEDICAID", "match": true }]',
    });
  });

  it('another code, where the code has several Medicaid IDs', () => {
    const rows = two.map((row) => ({ ...row, taxonomy: '207Q00000X', zip: '' }));
    expect(compared({ rows, prv: [rightPrv], answer: 'A8:145:85' }).suggestion).toMatchObject({ by: 'code' });
  });

  it('the severity of a rule that is only a warning', () => {
    const policy = { severity: { 'taxonomy-missing': 'warning' } } as const;
    expect(compared({ rows: two, policy, answer: 'A6:145:85' }).suggestion).toMatchObject({
      by: 'severity',
      setting: '"severity": { "taxonomy-missing": "error" }',
    });
  });

  it.each([
    ['A6:145:82', 'rendering'],
    ['A6:145:71', 'attending'],
  ])('the role that %s names', (answer, role) => {
    // An error on the billing provider's taxonomy does not foresee it.
    const row = compared({ rows: two, answer });
    expect(row).toMatchObject({ class: 'missed', outcome: 'flagged', roles: [role] });
    expect(row.suggestion).toMatchObject({ by: 'role' });
    expect(row.suggestion!.text).toContain(`payers[].roles.${role}`);
  });
});

describe('what would have avoided a false alarm', () => {
  it('told apart by ZIP; a rule as a warning, where both reasons hold', () => {
    const row = compared({ rows: two, answer: paid });
    expect(row).toMatchObject({ class: 'false-alarm', rules: ['taxonomy-missing'], paid: '100.00' });
    expect(row.suggestion).toMatchObject({
      by: 'severity',
      setting: '"severity": { "taxonomy-missing": "warning" }',
    });
    expect(row.suggestion!.text).toContain('apart by the ZIP');
  });

  it.each([
    ['types', [one, { ...one, medicaidId: '7100000002' }]],
    ['ids', [one, { ...one, providerType: '78' }]],
  ])('required by %s only', (require, rows) => {
    expect(compared({ rows, answer: paid }).suggestion).toMatchObject({
      by: 'require',
      setting: `"payers": [{ "id": "KYMEDICAID", "require": "${require}" }]`,
    });
  });

  it('not always', () => {
    const { suggestion } = compared({ policy: { require: 'always' }, answer: paid });
    expect(suggestion!.setting).toContain('"require": "either"');
  });

  it('of a rendering provider: foreseen where the payer wants its taxonomy, else not to be asked for', () => {
    const policy = { roles: { rendering: 'always' } } as const;
    const rendered = { policy, prv: [rightPrv] };
    expect(compared({ ...rendered, answer: 'A6:145:82' })).toMatchObject({
      class: 'foreseen',
      rules: ['rendering-taxonomy-missing'],
    });
    // An error on the rendering provider's does not foresee the billing provider's.
    expect(compared({ ...rendered, answer: denied }).class).toBe('missed');
    expect(compared({ ...rendered, answer: paid })).toMatchObject({
      class: 'false-alarm',
      suggestion: {
        by: 'role',
        setting: '"payers": [{ "id": "KYMEDICAID", "roles": { "rendering": "off" } }]',
      },
    });
  });

  it('a misplaced one', () => {
    const { suggestion } = compared({ rows: two, prv: ['PRV*BI*ZZ*207Q00000X'], answer: paid });
    expect(suggestion!.setting).toBe('"severity": { "taxonomy-malformed": "warning" }');
  });
});

it('a 999 that finds fault with the PRV of Loop 2000A is foreseen; with another PRV it is another reason', () => {
  const prv = ['PRV*BI*ZZ*207Q00000X'];
  const sent = bytesOf(interchange({ body: [...header, ...billing({ prv }), ...subscriber(), ...claim()] }));
  const classOf = (place: number) => {
    const body = ['AK1*HC*1', 'AK2*837*0001', `IK3*PRV*${place}**8`, 'IK5*R*5', 'AK9*R*1*1*0'];
    const file = answerFile('005010X231A1', [setOf('999', body)], { code: 'FA' });
    const answer = encoder.encode(file.replaceAll('20260302', '20260702'));
    const files = [[{ name: 'c', bytes: sent }], [{ name: 'a', bytes: answer }]] as const;
    return comparisonOf(...files, registryOf(two)).claims[0]!.class;
  };
  expect(classOf(5)).toBe('foreseen');
  expect(classOf(6)).toBe('other-reason');
});

it('a payer with several IDs is one: for the claim of an answer, and in the totals', () => {
  const to = (payer: string, control: string) =>
    bytesOf(interchange({ body: [...header, ...billing(), ...subscriber({ payer }), ...claim()], control }));
  const claims = [
    { name: 'a', bytes: to('128KY', '000000001') },
    { name: 'b', bytes: to('KYMCD', '000000002') },
    { name: 'c', bytes: to('KYMEDICAID', '000000003') },
  ];
  const body = [
    'BPR*I*1*C*ACH*CCP*01*1*DA*1*1**01*1*DA*2*20260720',
    'TRN*1*1*1',
    'N1*PR*AETNA*XV*ABHKY',
    'LX*1',
    ...paid,
  ];
  const answers = [{ name: 'd', bytes: encoder.encode(answerFile('005010X221A1', [setOf('835', body)])) }];
  const payers = [{ ids: ['128KY', 'ABHKY'] }, { ids: ['KYMEDICAID', 'KYMCD'] }];
  const { claims: rows, totals } = comparisonOf(claims, answers, registryOf([one]), { payers });
  expect(rows.map((row) => row.class)).toEqual(['agreed-clean', 'unanswered', 'unanswered']);
  expect(totals.payers.map(({ key, unanswered }) => [key, unanswered.claims])).toEqual([
    ['128KY', 0],
    ['KYMEDICAID', 2],
  ]);
  // Without the list nothing tells which of the three it is.
  const without = comparisonOf(claims, answers, registryOf([one]));
  expect(without.unmatched.map(({ why }) => why)).toEqual(['ambiguous']);
});
