import { expect, it } from 'vitest';
import { explainAnswer } from '../../src/answers/explain';
import { taxonomyCodes } from '../../src/answers/taxonomy-answers';

const textOf = (code: string) => JSON.stringify(explainAnswer(code));

it('explains every code of the table, with the field to fill', () => {
  const fields = { billing: 'loop 2000A', rendering: 'loop 2310B', attending: 'loop 2310A' };
  for (const row of taxonomyCodes) {
    const code =
      'rarc' in row
        ? `CARC${row.carc}+${row.rarc}`
        : `277CA:A7:${row.status}${row.entity ? `:${row.entity}` : ''}`;
    expect(explainAnswer(code)).toMatchObject({ code });
    expect(textOf(code)).toContain(fields[row.role ?? 'billing']);
    expect(textOf(code)).toContain('What to do');
  }
});

it.each([
  ['A6:145:82', '277CA:A6:145:82', 'something that is required is missing'],
  ['277:a7:145:85', '277CA:A7:145:85', 'something in it is not valid'],
  ['n255', 'N255', "billing provider's taxonomy"],
  ['16+RARC N288', 'CARC16+N288', "rendering provider's taxonomy"],
  ['A7:562:85', '277CA:A7:562:85', 'not about a taxonomy'],
  ['CARC29', 'CARC29', 'not known as one about a taxonomy'],
  ['CARC29+N255', 'CARC29+N255', 'not known as one about a taxonomy'],
])('%s', (given, code, text) => {
  expect(explainAnswer(given)).toMatchObject({ code });
  expect(textOf(given)).toContain(text);
});

it('takes nothing else for a code', () => {
  for (const text of ['', 'taxonomy-missing', 'A7', 'A7:145:85:1', 'N', 'CARC', '12345'])
    expect(explainAnswer(text)).toBeNull();
});
