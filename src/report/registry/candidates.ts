import type { AnswerPayer as Payer } from '../../answers/answer';
import type { RankedNumber } from '../../enrollment/answers/provider-numbers';
import { firstFew } from '../../rules/advice';
import { isoDay } from '../../values/dates';
import { plainMoney } from '../../values/money';
import { countOf } from '../../values/numbers';
import type { ListColumn, ListToComplete } from '../list';

/** The kinds of answers that candidates come from. */
export type AnswerKind = '835' | '277ca';

interface Words {
  readonly answer: string;
  /** Headers of the days of the first and the last answer. */
  readonly days: readonly [string, string];
}

const wordsOf: Readonly<Record<AnswerKind, Words>> = {
  '835': { answer: 'remittance', days: ['First paid', 'Last paid'] },
  '277ca': { answer: 'claim acknowledgement', days: ['First answer', 'Last answer'] },
};

/** The header of the column that says with how many numbers of its payer an NPI stands. */
export const numbersAtPayer = 'Numbers at this payer';

export function numbersInWords(numbersOfNpi: number): string {
  return numbersOfNpi > 1 ? `${numbersOfNpi}: claims need the taxonomy` : '1';
}

export function payerInWords({ id, name }: Payer): string {
  return name || id || 'an unnamed payer';
}

const npisNamed = 5;

/** Names the NPIs with several numbers of one payer, a sentence each. */
export function severalNumbers(ranked: readonly RankedNumber[]): string[] {
  const groups = new Map<string, RankedNumber[]>();
  for (const number of ranked) {
    if (number.numbersOfNpi === 1) break;
    const key = JSON.stringify([number.npi, number.payer]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [number]);
    else group.push(number);
  }
  const sentences = [...groups.values()].slice(0, npisNamed).map((group) => {
    const [{ npi, payer }] = group as [RankedNumber];
    const numbers = firstFew(group, ', ', ({ number }) => number);
    return `NPI ${npi} has ${countOf(group.length, 'number')} at ${payerInWords(payer)}: ${numbers}. Its claims need the taxonomy.`;
  });
  const more = groups.size - npisNamed;
  if (more > 0)
    sentences.push(
      `${countOf(more, 'more NPI')} with several numbers of one payer: see the column "${numbersAtPayer}".`,
    );
  return sentences;
}

/** The provider numbers of answers as a list of candidates to confirm. */
export function candidateList(kind: AnswerKind, numbers: readonly RankedNumber[]): ListToComplete {
  const { answer, days } = wordsOf[kind];
  const hasAmounts = kind === '835';
  const column = (name: string, width: number, help: string | null = null): ListColumn => ({
    name,
    width,
    help,
  });
  const columns: ListColumn[] = [
    column('NPI', 12, 'Ten digits. Where it is blank, the payer named the provider by its own number alone.'),
    column('Medicaid ID', 14, `See in the partner portal whether the payer's number is the Medicaid ID.`),
    column('Provider type', 24, 'Choose it from the list, or type its number. The partner portal shows it.'),
    column('Taxonomy', 24, 'The taxonomies of this enrollment, as the partner portal has them.'),
    column('Effective date', 14, 'The first day of the enrollment, as the partner portal has it.'),
    column('Name', 32),
    column('candidate', 40, 'Empty the cell once the row is confirmed. Until then a check refuses the row.'),
    column(numbersAtPayer, 30, 'An NPI with several numbers of one payer needs the taxonomy in its claims.'),
    column('Payer', 28),
    column('Payer ID', 14),
    column('Where', 24),
    ...days.map((name) => column(name, 12)),
    { ...column('Claims', 10), isCount: true },
    ...(hasAmounts ? [{ ...column('Paid', 14), isNumber: true as const }] : []),
  ];
  const rows = numbers.map((number) => {
    const { npi, numbersOfNpi, name, payer, places, first, last, claims, paid } = number;
    return [
      npi,
      number.number,
      ...['', '', ''],
      name,
      `from a ${answer} of ${payerInWords(payer)}, not confirmed: confirm in the partner portal`,
      numbersInWords(numbersOfNpi),
      payer.name,
      payer.id,
      [...places].sort().join(', '),
      ...[first, last].map((day) => isoDay(day) ?? ''),
      String(claims),
      ...(hasAmounts ? [plainMoney(paid)] : []),
    ];
  });
  return { columns, rows };
}

/** What the person who completes the list has to know, one paragraph each. */
export function candidateInstructions(kind: AnswerKind): readonly string[] {
  const { answer } = wordsOf[kind];
  return [
    `Each row is a number that a payer has for a provider, as its ${answer}s say. It is no proof of enrollment, and the number of a managed care organization may be its own.`,
    'For each row: find the provider in the partner portal, correct the Medicaid ID, fill in the provider type, and empty the cell in the column "candidate". Delete rows that are wrong. Until then a check refuses the row.',
    `The list begins with NPIs that have several numbers of one payer: see the column "${numbersAtPayer}". Their claims need the taxonomy, so these rows need theirs.`,
    'Columns after "candidate" are for you. You can leave them in the file.',
  ];
}
