import type { AnswerKind } from '../answers/answer';
import { firstFew } from '../rules/advice';

const kinds: Readonly<Record<AnswerKind, readonly [one: string, several: string, what: string]>> = {
  TA1: ['a TA1', 'TA1s', 'what the receiver says of an interchange as a whole'],
  '999': ['a 999', '999s', "the receiver's answer on whether claims keep to the X12 guide"],
  '997': ['a 997', '997s', "the receiver's answer on whether claims keep to the X12 guide"],
  '277CA': ['a 277CA', '277CAs', "the payer's answer to claims"],
  '277': ['a 277', '277s', "the payer's answer to a question about claims"],
  '835': ['an 835', '835s', 'a remittance, which says what the payer paid'],
};

/** What answers are, and where the claims are; follows their names. */
export function areAnswers(kind: AnswerKind, count: number): string {
  const [one, several, what] = kinds[kind];
  return count === 1
    ? `is ${one}: ${what}. It is not checked; the claims are in the 837 file that was sent.`
    : `are ${several}: ${what}. They are not checked; the claims are in the 837 files that were sent.`;
}

const namesShown = 3;

/** The answers among files, in a sentence for each kind. */
export function answersInWords(
  files: readonly { readonly name: string | null; readonly answer: AnswerKind | null }[],
): string[] {
  const names = new Map<AnswerKind, string[]>();
  for (const { name, answer } of files) {
    if (answer === null) continue;
    const alike = names.get(answer) ?? [];
    names.set(answer, alike);
    alike.push(name ?? 'unnamed');
  }
  return [...names].map(
    ([kind, alike]) => `${firstFew(alike, ', ', String, namesShown)} ${areAnswers(kind, alike.length)}`,
  );
}
