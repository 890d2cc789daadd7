import { describe, expect, it } from 'vitest';
import type { ClaimAnswer, ScopeAnswer } from '../../src/answers/answer';
import { answerFile, answersIn, setOf } from './read';

const source = ['HL*1**20*1', 'NM1*PR*2*KENTUCKY MEDICAID*****PI*KYMEDICAID', 'TRN*1*1'];
const receiver = [
  'HL*2*1*21*1',
  'NM1*41*2*BILLER*****46*BILLER',
  'TRN*2*BATCH7',
  'STC*A1:19:PR*20260304*WQ*100',
];
const provider = [
  'HL*3*2*19*1',
  'NM1*85*2*RIVER CITY CLINIC*****XX*1234567893',
  'TRN*1*0',
  'STC*A1:19:PR**WQ*100',
];
const patient = (...after: readonly string[]) => [
  'HL*4*3*PT',
  'NM1*QC*1*QUIBBLEWORTH*THEODOSIAN****MI*MEMBER4711X',
  ...after,
];

function read(...levels: readonly (readonly string[])[]) {
  const body = ['BHT*0085*08*1*20260304*0930*TH', ...levels.flat()];
  return answersIn(answerFile('005010X214', [setOf('277', body)]));
}

const claimsIn = (all: readonly unknown[]) =>
  all.filter((one): one is ClaimAnswer => (one as ClaimAnswer).type === 'claim-answer');
const scopesIn = (all: readonly unknown[]) =>
  all.filter((one): one is ScopeAnswer => (one as ScopeAnswer).type === 'scope-answer');

describe('a 277CA', () => {
  it('answers each claim: number, status, charge, dates, the payer and the provider', () => {
    const answers = read(
      source,
      receiver,
      provider,
      patient(
        'TRN*2*PCN1',
        'STC*A7:145:85*20260304*U*150.25******A7:569*A6:21*THEODOSIAN QUIBBLEWORTH',
        'REF*1K*ICN1',
        'DTP*472*RD8*20260101-20260103',
        'TRN*2*PCN2',
        'STC*A2:20:PR*20260304*WQ*10',
        'DTP*472*D8*20260104',
      ),
    );
    const [one, two] = claimsIn(answers);
    expect(one).toEqual({
      type: 'claim-answer',
      kind: '277CA',
      file: 'a',
      interchange: '000000007',
      group: '5',
      transaction: '0001',
      position: { offset: expect.any(Number), segment: 16 },
      senders: ['KYMEDICAID', 'PAYER'],
      receivers: ['BILLER', 'CLINIC'],
      day: '2026-03-04',
      outcome: 'rejected',
      claimId: 'PCN1',
      payerClaimId: 'ICN1',
      reference: 'BATCH7',
      statuses: [
        { category: 'A7', status: '145', entity: '85' },
        { category: 'A7', status: '569', entity: '' },
        { category: 'A6', status: '21', entity: '' },
      ],
      claimStatus: '',
      adjustments: [],
      remarks: [],
      charge: '150.25',
      paid: '',
      serviceFrom: '2026-01-01',
      serviceTo: '2026-01-03',
      payer: { id: 'KYMEDICAID', name: 'KENTUCKY MEDICAID' },
      billing: { npi: '1234567893', name: 'RIVER CITY CLINIC' },
      rendering: null,
      numbers: [],
      taxonomy: [
        { code: '277CA:A7:145:85', role: 'billing' },
        { code: '277CA:A7:569', role: null },
      ],
    });
    expect(two).toMatchObject({ claimId: 'PCN2', outcome: 'accepted', taxonomy: [], payerClaimId: '' });
  });

  it.each([
    ['A0:16:PR', 'received', 0],
    ['A1:19:PR', 'received', 0],
    ['A2:20:PR', 'accepted', 0],
    ['A3:145:85', 'rejected', 1],
    ['A6:145:82', 'rejected', 1],
    ['A7:145:71', 'rejected', 1],
    ['A8:145', 'rejected', 1],
    ['A7:145:77', 'rejected', 0],
    ['A2:145:85', 'accepted', 0],
    ['A7:562:85', 'rejected', 0],
    ['P1:20', 'pending', 0],
    ['E0:24:85', 'unknown', 0],
  ])('status %s: %s', (status, outcome, complaints) => {
    const [answer] = claimsIn(
      read(source, receiver, provider, patient('TRN*2*PCN1', `STC*${status}*20260304*U*1`)),
    );
    expect(answer).toMatchObject({ outcome });
    expect(answer!.taxonomy).toHaveLength(complaints);
  });

  it('a status of a service line does not turn the claim down, and tells of a taxonomy', () => {
    const [answer] = claimsIn(
      read(
        source,
        receiver,
        provider,
        patient(
          'TRN*2*PCN1',
          'STC*A2:20:PR*20260304*WQ*1',
          'SVC*HC:99213*1',
          'STC*A7:145:82*20260304*U*1',
          'REF*1K*LINE',
          'DTP*472*D8*20260105',
        ),
      ),
    );
    expect(answer).toMatchObject({
      outcome: 'accepted',
      payerClaimId: '',
      taxonomy: [{ role: 'rendering' }],
      serviceFrom: '2026-01-05',
    });
  });

  it('answers whole submissions and providers', () => {
    const refused = [
      'HL*2*1*21*1',
      'NM1*41*2*BILLER*****46*BILLER',
      'TRN*2*BATCH8',
      'STC*A3:24:41*20260304*U*1',
    ];
    const scopes = scopesIn(
      read(source, receiver, [...provider.slice(0, 3), 'STC*A6:145:85**U*150', 'QTY*QC*3'], refused),
    );
    expect(
      scopes.map(({ scope, outcome, reference, billing }) => [scope, outcome, reference, billing.npi]),
    ).toEqual([
      ['submission', 'received', 'BATCH7', ''],
      ['provider', 'rejected', 'BATCH7', '1234567893'],
      ['submission', 'rejected', 'BATCH8', ''],
    ]);
    expect(scopes[1]!.taxonomy).toEqual([{ code: '277CA:A6:145:85', role: 'billing' }]);
  });

  it('of two providers names that of each claim', () => {
    const other = ['HL*5*2*19*1', 'NM1*85*2*CEDAR*****XX*1558598797', 'TRN*1*0'];
    const claims = claimsIn(
      read(
        source,
        receiver,
        provider,
        patient('TRN*2*PCN1', 'STC*A2:20*20260304*WQ*1'),
        other,
        patient('TRN*2*PCN2', 'STC*A2:20*20260304*WQ*1'),
        ['HL*6*2*19*1'],
        patient('TRN*2*PCN3', 'STC*A2:20*20260304*WQ*1'),
      ),
    );
    expect(claims.map(({ claimId, billing }) => [claimId, billing.npi])).toEqual([
      ['PCN1', '1234567893'],
      ['PCN2', '1558598797'],
      ['PCN3', ''],
    ]);
  });

  it('says so where a status has no claim', () => {
    const answers = read(source, receiver, provider, patient('STC*A7:145:85*20260304*U*1'));
    expect(answers.at(-1)).toMatchObject({
      type: 'unread',
      message: expect.stringContaining('before the number of its claim (TRN)'),
    });
  });
});

it('a 277 (005010X212) says where a claim stands, and what was paid', () => {
  const body = [
    'BHT*0010*08*1*20260304*0930*DG',
    ...source,
    ...['HL*2*1*21*1', 'NM1*41*2*BILLER*****46*BILLER'],
    ...['HL*3*2*19*1', 'NM1*1P*2*RIVER CITY CLINIC*****XX*1234567893'],
    ...['HL*4*3*22*1', 'NM1*IL*1*QUIBBLEWORTH*THEODOSIAN****MI*MEMBER4711X'],
    ...['HL*5*4*23', 'NM1*QC*1*QUIBBLEWORTH*JUNIOR', 'TRN*2*PCN1', 'STC*F1:65*20260301**150*120'],
    ...['TRN*2*PCN2', 'STC*F2:88:QC*20260301**150*0', 'TRN*2*PCN3', 'STC*F0:3*20260301**10*10'],
  ];
  const claims = claimsIn(answersIn(answerFile('005010X212', [setOf('277', body)])));
  expect(
    claims.map(({ kind, claimId, outcome, charge, paid, billing }) => [
      kind,
      claimId,
      outcome,
      charge,
      paid,
      billing.npi,
    ]),
  ).toEqual([
    ['277', 'PCN1', 'paid', '150', '120', '1234567893'],
    ['277', 'PCN2', 'denied', '150', '0', '1234567893'],
    ['277', 'PCN3', 'paid', '10', '10', '1234567893'],
  ]);
});
