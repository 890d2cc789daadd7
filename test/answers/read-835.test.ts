import { expect, it } from 'vitest';
import type { ClaimAnswer } from '../../src/answers/answer';
import { answerFile, answersIn, setOf } from './read';

function claimsOf(...claims: readonly (readonly string[])[]): ClaimAnswer[] {
  const body = [
    'BPR*I*100*C*ACH*CCP*01*021000021*DA*1*1610600439**01*021000021*DA*2*20260309',
    'TRN*1*12345*1610600439',
    'N1*PR*KENTUCKY MEDICAID*XV*KYMEDICAID',
    'N1*PE*RIVER CITY CLINIC*XX*1234567893',
    'REF*PQ*7100000001',
    'LX*1',
    ...claims.flat(),
    'PLB*1234567893*20261231*WO*5',
  ];
  return answersIn(answerFile('005010X221A1', [setOf('835', body)], { code: 'HP' })).filter(
    (answer): answer is ClaimAnswer => answer.type === 'claim-answer',
  );
}

const patient = 'NM1*QC*1*QUIBBLEWORTH*THEODOSIAN****MR*MEMBER4711X';

it('an 835 tells of each claim what was paid, what was adjusted and why', () => {
  const [answer] = claimsOf([
    'CLP*PCN1*1*150.25*80.5*10*MC*ICN1*11*1',
    'CAS*CO*45*50.25**96*10',
    'CAS*PR*1*10',
    patient,
    'NM1*82*1*SMITH*ANN****XX*1558598797',
    'MIA*0****MA01***************N1*N2',
    'MOA***N255*N30',
    'REF*1D*77',
    'DTM*232*20260101',
    'DTM*233*20260103',
    'SVC*HC:99213*150.25*80.5',
    'DTM*472*20260104',
    'CAS*CO*16*0',
    'LQ*HE*N288',
    'LQ*RX*N1',
  ]);
  expect(answer).toMatchObject({
    kind: '835',
    day: '2026-03-09',
    claimId: 'PCN1',
    payerClaimId: 'ICN1',
    outcome: 'paid',
    claimStatus: '1',
    charge: '150.25',
    paid: '80.5',
    adjustments: [
      { group: 'CO', reason: '45', amount: '50.25' },
      { group: 'CO', reason: '96', amount: '10' },
      { group: 'PR', reason: '1', amount: '10' },
      { group: 'CO', reason: '16', amount: '0' },
    ],
    remarks: ['MA01', 'N1', 'N2', 'N255', 'N30', 'N288'],
    serviceFrom: '2026-01-01',
    serviceTo: '2026-01-04',
    billing: { npi: '1234567893', name: 'RIVER CITY CLINIC' },
    rendering: { npi: '1558598797', name: 'SMITH, ANN' },
    numbers: [
      { provider: { npi: '1234567893' }, number: '7100000001', place: '1000B REF*PQ' },
      { provider: { npi: '1558598797' }, number: '77', place: '2100 REF*1D' },
    ],
    taxonomy: [
      { code: 'CARC16+N255', role: 'billing' },
      { code: 'CARC16+N288', role: 'rendering' },
    ],
  });
});

it.each([
  ['paid', 'CLP*P*1*10*8**MC*I', ['CAS*CO*45*2']],
  ['denied', 'CLP*P*4*10*0**MC*I', ['CAS*CO*16*10', 'MOA***N521']],
  ['denied', 'CLP*P*1*10*0**MC*I', ['CAS*CO*29*10']],
  ['paid', 'CLP*P*1*10*0*10*MC*I', ['CAS*PR*1*10']],
  ['paid', 'CLP*P*1*10*0**MC*I', ['CAS*CO*24*10']],
  ['paid', 'CLP*P*2*10*0**MC*I', ['CAS*OA*23*10']],
  ['reversed', 'CLP*P*22*-10*-8**MC*I', ['CAS*CO*45*-2']],
])('a claim is %s: %s %j', (outcome, clp, after) => {
  expect(claimsOf([clp, ...after])[0]).toMatchObject({ outcome });
});

it('a remark without its reason is not one about a taxonomy', () => {
  expect(claimsOf(['CLP*P*4*10*0**MC*I', 'CAS*CO*29*10', 'MOA***N255'])[0]!.taxonomy).toEqual([]);
});

it('claims of one remittance do not share their codes', () => {
  const [one, two] = claimsOf(
    ['CLP*P1*4*10*0**MC*I1', 'CAS*CO*16*10', patient, 'MOA***N255', 'DTM*232*20260101'],
    ['CLP*P2*1*10*8**MC*I2', 'CAS*CO*45*2', patient],
  );
  expect(one).toMatchObject({ claimId: 'P1', remarks: ['N255'], serviceTo: '2026-01-01' });
  expect(two).toMatchObject({ claimId: 'P2', remarks: [], serviceFrom: null, rendering: null });
});
