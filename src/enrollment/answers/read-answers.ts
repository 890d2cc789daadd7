import type { Answer, ProviderNumber as NumberInAnswer } from '../../answers/answer';
import type { EmitAnswer } from '../../answers/answer-base';
import { StatusReader } from '../../answers/read-277';
import { RemittanceReader } from '../../answers/read-835';
import { SetReader } from '../../answers/set-reader';
import { type Day, dayOf } from '../../values/dates';
import { noMoney, parseMoney } from '../../values/money';
import { addClaims, type ProviderNumber, type ProviderNumbers } from './provider-numbers';

/** Collects the provider numbers of remittances (835), 4010 and 5010. */
export function read835(numbers: ProviderNumbers): SetReader {
  return new SetReader([new RemittanceReader(null, collect(numbers))]);
}

/** Collects the provider numbers of claim acknowledgements (277CA). */
export function read277ca(numbers: ProviderNumbers): SetReader {
  return new SetReader([acknowledgements(numbers)]);
}

/** Collects the provider numbers of remittances and claim acknowledgements, whichever of them a file has. */
export function readNumbers(numbers: ProviderNumbers): SetReader {
  return new SetReader([new RemittanceReader(null, collect(numbers)), acknowledgements(numbers)]);
}

function acknowledgements(numbers: ProviderNumbers): StatusReader {
  return new StatusReader(null, collect(numbers), ['277CA']);
}

function collect(numbers: ProviderNumbers): EmitAnswer {
  return (answer) => {
    if (answer.type === 'provider') addProvider(answer, numbers);
    else if (answer.type === 'claim-answer' && answer.kind === '835') addClaim(answer, numbers);
  };
}

function addProvider(
  { provider, payer, numbers: named, claims, day }: Extract<Answer, { type: 'provider' }>,
  numbers: ProviderNumbers,
): void {
  numbers.seen(provider, payer);
  for (const number of found(named, payer, numbers)) addClaims(number, dayNumber(day), claims, noMoney);
}

/** A claim counts once for each number, however many places name the number. */
function addClaim(
  { payer, rendering, numbers: named, outcome, paid, day }: Extract<Answer, { type: 'claim-answer' }>,
  numbers: ProviderNumbers,
): void {
  if (rendering !== null) numbers.seen(rendering, payer);
  const claims = outcome === 'reversed' ? 0 : 1;
  for (const number of found(named, payer, numbers))
    addClaims(number, dayNumber(day), claims, parseMoney(paid) ?? noMoney);
}

function found(
  named: readonly NumberInAnswer[],
  payer: Parameters<ProviderNumbers['find']>[1],
  numbers: ProviderNumbers,
): Set<ProviderNumber> {
  const distinct = new Set<ProviderNumber>();
  for (const { provider, number, place } of named) {
    const one = numbers.find(provider, payer, number, place);
    if (one !== null) distinct.add(one);
  }
  return distinct;
}

function dayNumber(day: string | null): Day {
  return day === null ? 0 : dayOf(day);
}
