import { expect, it } from 'vitest';
import { answerFile, answersIn, setOf } from './read';

it.each(['999', '997'] as const)('a %s answers each set, and the group', (kind) => {
  const [ik3, ik4, ik5] = kind === '999' ? ['IK3', 'IK4', 'IK5'] : ['AK3', 'AK4', 'AK5'];
  const body = [
    'AK1*HC*17*005010X222A1',
    ...['AK2*837*0001', `${ik5}*A`],
    ...[
      'AK2*837*0002*005010X223A2',
      `${ik3}*PRV*8**7`,
      'CTX*CLM01:PCN0815X',
      `${ik4}*3*127*7*QUIBBLEWORTH`,
      `${ik5}*R*5`,
    ],
    ...['AK2*837*0003', `${ik5}*E*5`],
    'AK9*P*3*3*2',
  ];
  const answers = answersIn(answerFile('005010X231A1', [setOf(kind, body)], { code: 'FA' }));
  expect(
    answers.map((answer) =>
      answer.type === 'scope-answer'
        ? [
            answer.scope,
            answer.outcome,
            answer.answered.group,
            answer.answered.transaction,
            answer.guide,
            answer.codes,
          ]
        : answer,
    ),
  ).toEqual([
    ['set', 'accepted', '17', '0001', '005010X222A1', ['A']],
    ['set', 'rejected', '17', '0002', '005010X223A2', ['R', '5']],
    ['set', 'accepted', '17', '0003', '005010X222A1', ['E', '5']],
    ['group', 'partly', '17', null, '005010X222A1', ['P']],
  ]);
  expect(answers[1]).toMatchObject({ kind, day: '2026-03-02', segments: [{ segment: 'PRV', position: 8 }] });
  expect(JSON.stringify(answers)).not.toMatch(/QUIBBLEWORTH|PCN0815X/);
});

it('a TA1 answers an interchange', () => {
  const file = answerFile('005010X231A1', [setOf('999', ['AK1*HC*1', 'AK9*A*1*1*1'])], {
    code: 'FA',
    before: ['TA1*000000905*260228*1253*R*018', 'TA1*000000906*260228*1253*A*000'],
  });
  expect(answersIn(file).slice(0, 2)).toMatchObject([
    {
      kind: 'TA1',
      scope: 'interchange',
      outcome: 'rejected',
      day: '2026-03-01',
      answered: { interchange: '000000905', group: null },
      codes: ['R', '018'],
      senders: ['KYMEDICAID', ''],
    },
    { outcome: 'accepted', answered: { interchange: '000000906' } },
  ]);
});

it('a set without its end is not taken for accepted', () => {
  const body = ['AK1*HC*1', 'AK2*837*0001', 'AK2*837*0002', 'IK5*A'];
  const answers = answersIn(answerFile('005010X231A1', [setOf('999', body.slice(0, 2))]));
  expect(answers).toMatchObject([{ scope: 'set', outcome: 'unknown' }]);
});
