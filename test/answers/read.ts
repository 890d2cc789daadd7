import type { Answer } from '../../src/answers/answer';
import { answerReader } from '../../src/answers/answer-reader';

/** Reads answers in chunks that end at these places. */
export function answersIn(file: string, cuts: readonly number[] = []): Answer[] {
  const bytes = new TextEncoder().encode(file);
  const answers: Answer[] = [];
  const reader = answerReader('a', (answer) => answers.push(answer));
  let from = 0;
  for (const to of [...cuts.filter((cut) => cut <= bytes.length).sort((a, b) => a - b), bytes.length]) {
    reader.push(bytes.slice(from, to));
    from = to;
  }
  reader.end();
  return answers;
}

/** An interchange with one group and these sets; each is all segments from ST to SE. */
export function answerFile(
  version: string,
  sets: readonly (readonly string[])[],
  { code = 'HN', element = '*', terminator = '~\n', component = ':', before = [] as readonly string[] } = {},
): string {
  const isa = `ISA*00*          *00*          *ZZ*KYMEDICAID     *ZZ*BILLER         *260301*1200*^*00501*000000007*0*T*${component}`;
  const segments = [
    isa,
    ...before,
    `GS*${code}*PAYER*CLINIC*20260302*1200*5*X*${version}`,
    ...sets.flat(),
    `GE*${sets.length}*5`,
    'IEA*1*000000007',
  ];
  return segments.map((segment) => segment.replaceAll('*', element) + terminator).join('');
}

export function setOf(type: string, body: readonly string[], control = '0001'): string[] {
  return [`ST*${type}*${control}`, ...body, `SE*${body.length + 2}*${control}`];
}
