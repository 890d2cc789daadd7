import type { ComparisonClass } from '../../compare/classify';
import type { ComparedClaim } from '../../compare/comparison-rows';
import type { ComparisonTotals } from '../../compare/tallies';
import { countOf, thousands } from '../../values/numbers';

/** What each class is called, and what it means. */
export const classWords: Readonly<Record<ComparisonClass, readonly [name: string, meaning: string]>> = {
  missed: ['Missed', 'turned down for a taxonomy, and not reported as an error'],
  'false-alarm': ['False alarm', 'reported as an error, and paid'],
  foreseen: ['Foreseen', 'turned down for a taxonomy, and reported as an error'],
  'agreed-clean': ['Agreed clean', 'no error, and accepted or paid'],
  'other-reason': ['Other reason', 'turned down, but not for a taxonomy'],
  undecided: ['Undecided', 'accepted or paid; there was no verdict to compare with'],
  unanswered: ['Unanswered', 'no decision in the answers'],
};

/** Why a claim was turned down: `277CA A7:145:85`; what else was answered, if it was not. */
export function reasonsOf(answers: ComparedClaim['answers']): string {
  const refusals = answers.filter(({ outcome }) => outcome === 'rejected' || outcome === 'denied');
  const said = refusals.length > 0 ? refusals : answers;
  return said.map(({ kind, reason }) => `${kind} ${reason}`).join('; ');
}

/** The months of a table: what a manager asks for. */
export const monthColumns = ['foreseen', 'missed', 'false-alarm'] as const;

/** What is to be said beside the classes. */
export function notesOn(totals: ComparisonTotals, hasRegistry: boolean): string[] {
  const { waiting, outOfScope, claimCopies, unreadCharges, matches, answerCopies, unread, days } = totals;
  const few = (count: number, sentence: (shown: string) => string, noun = 'claim') =>
    count === 0 ? [] : [sentence(countOf(count, noun))];
  return [
    ...(hasRegistry
      ? []
      : [
          'Without a list of enrollments only what is wrong in the claims themselves was reported: nobody could tell which of them need a taxonomy.',
        ]),
    ...few(waiting, (claims) => `Of the unanswered, ${claims} acknowledged, without a decision yet.`),
    ...(days === null
      ? []
      : [
          `From claim to decision: ${countOf(days.median, 'day')} (median), ${thousands(days.longest)} at most.`,
        ]),
    ...few(outOfScope, (claims) => `${claims} out of scope, not compared.`),
    ...few(claimCopies, (claims) => `${claims} given twice, counted once.`),
    ...few(unreadCharges, (claims) => `${claims} with a charge that is not an amount, not in the dollars.`),
    ...few(
      matches['no-claim'],
      (answers) => `${answers} to no claim among these: give the claim files, too.`,
      'answer',
    ),
    ...few(
      matches['other-claim'],
      (answers) =>
        `${answers} with the number of a claim here, but of another date, provider or charge: the number was used again.`,
      'answer',
    ),
    ...few(
      matches.ambiguous,
      (answers) => `${answers} that could be to several claims, counted for none.`,
      'answer',
    ),
    ...few(answerCopies, (answers) => `${answers} given twice, counted once.`, 'answer'),
    ...few(unread, (parts) => `${parts} of the answer files could not be read.`, 'part'),
  ];
}

/** The answers that were read, by kind: `12 of 277CA, 3 of 835`. */
export function answersRead({ answers }: ComparisonTotals): string {
  const kinds = Object.entries(answers).map(([kind, count]) => `${thousands(count)} of ${kind}`);
  return kinds.length === 0 ? 'none' : kinds.join(', ');
}
