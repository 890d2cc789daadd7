import type { Summary } from '../finding';
import { showMoney } from '../values/dollars';
import { compareMoney, type Money, noMoney } from '../values/money';
import { countOf } from '../values/numbers';
import {
  checkedOf,
  decidedOf,
  fatesInOrder,
  isMostlyUndecided,
  taxonomyInOrder,
  whyUndecided,
} from './decided';
import type { Notes } from './notes';
import { payersLeftOut } from './payers-left-out';
import type { Fate } from './tally';
import { dollars, fileName, providerName, type Style, title } from './text-file';
import { wrap, wrapAround } from './wrap';

/** Payers out of scope that the summary names. */
const PAYERS_NAMED = 5;

/** Kinds of steps, by urgency. */
type Urgency = 'broken file' | Fate | 'odd file';

/** Something to do first, unless something is more urgent, or equally urgent with more at stake. */
interface Step {
  readonly urgency: Urgency;
  readonly atRisk: Money;
  readonly claims: number;
  /** The text before and after the name of the file. */
  readonly text: readonly [string, string];
}

/** Input of the closing summary besides the totals. */
export interface Overview {
  toLookAt: number;
  noted: number;
  unreadCharges: number;
  brokenFiles: number;
  filesWithoutClaims: number;
  readonly first: Map<Urgency, { readonly step: Step; readonly file: string }>;
}

export function newOverview(): Overview {
  return {
    ...{ toLookAt: 0, noted: 0, unreadCharges: 0, brokenFiles: 0, filesWithoutClaims: 0 },
    first: new Map(),
  };
}

export function addFile(overview: Overview, file: string | null, summary: Summary, notes: Notes): void {
  const { first } = overview;
  const { claims, unreadCharges } = notes.claims.tally;
  overview.toLookAt += claims.warning;
  overview.noted += claims.info;
  overview.unreadCharges += unreadCharges;
  if (notes.envelope.error.total > 0) overview.brokenFiles += 1;
  if (summary.claims === 0) overview.filesWithoutClaims += 1;
  for (const step of steps(notes)) {
    const before = first.get(step.urgency);
    if (before === undefined || isBefore(step, before.step))
      first.set(step.urgency, { step, file: fileName(file) });
  }
}

function* steps({ envelope, claims: { providers } }: Notes): Generator<Step> {
  const file = { atRisk: noMoney, claims: 0 };
  if (envelope.error.total > 0)
    yield {
      ...file,
      urgency: 'broken file',
      text: ['see what is wrong with ', ' itself, because claims in it may have been missed.'],
    };
  for (const provider of providers.values()) {
    const { claims } = provider.tally;
    const who = providerName(provider);
    if (claims.error > 0) {
      const atRisk = provider.tally.atRisk.total;
      const rejected = `: ${countOf(claims.error, 'claim')}, ${showMoney(atRisk)}.`;
      yield { urgency: 'error', atRisk, claims: claims.error, text: [`fix ${who} in `, rejected] };
    }
    for (const [urgency, act] of [
      ['undecided', `add the active enrollments of ${who} to the registry; it bills in `],
      ['warning', `look at ${who} in `],
    ] as const) {
      const count = claims[urgency];
      const text = [act, `: ${countOf(count, 'claim')}.`] as const;
      if (count > 0) yield { urgency, atRisk: noMoney, claims: count, text };
    }
  }
  if (envelope.warning.total > 0)
    yield { ...file, urgency: 'odd file', text: ['look at the warnings on ', ' itself.'] };
}

function isBefore(a: Step, b: Step): boolean {
  const more = compareMoney(a.atRisk, b.atRisk);
  return more === 0 ? a.claims > b.claims : more > 0;
}

/** The result in a few sentences, and what to do first. */
export function summaryLines(summary: Summary, overview: Overview, style: Style): string[] {
  const { width } = style;
  const lines = [...title('Summary', style), ...wrap(sentences(summary, overview).join(' '), width)];
  const first = firstOf(summary, overview);
  if (first === undefined) return lines;
  const { step, file } = first;
  const [before, after] = step.text;
  return [...lines, '', ...wrapAround(`First: ${before}`, file, after, width)];
}

function firstOf(summary: Summary, { first }: Overview) {
  const order: readonly Urgency[] = ['broken file', ...fatesInOrder(summary), 'odd file'];
  return order.flatMap((urgency) => first.get(urgency) ?? []).at(0);
}

function sentences(summary: Summary, overview: Overview): string[] {
  const { claims, flagged, outOfScope } = summary;
  const { toLookAt, noted, filesWithoutClaims, brokenFiles } = overview;
  const files = countOf(summary.files, 'file');
  const sentences =
    claims === 0
      ? [`Checked ${files} and found no 837 claims.`]
      : [`Checked ${files} with ${countOf(claims, 'claim')}.`];
  const rejected = rejectedSentences(summary, overview);
  const undecided = undecidedSentences(summary);
  sentences.push(...(isMostlyUndecided(summary) ? [...undecided, ...rejected] : [...rejected, ...undecided]));
  if (toLookAt > 0) sentences.push(`${countOf(toLookAt, flagged > 0 ? 'more claim' : 'claim')} to look at.`);
  if (noted > 0) sentences.push(`${countOf(noted, 'claim')} with a note.`);
  if (outOfScope > 0) {
    const payers = payersLeftOut(summary, PAYERS_NAMED);
    const whose = payers === '' ? '' : `: ${payers}`;
    sentences.push(`${countOf(outOfScope, 'claim')} out of scope, not checked${whose}.`);
  }
  if (claims > 0 && filesWithoutClaims > 0)
    sentences.push(`${countOf(filesWithoutClaims, 'file')} without 837 claims.`);
  if (brokenFiles > 0)
    sentences.push(
      `${countOf(brokenFiles, 'file')} with errors of ${brokenFiles === 1 ? 'its' : 'their'} own: claims may have been missed.`,
    );
  if (summary.skipped > 0) sentences.push(`${countOf(summary.skipped, 'other file')} skipped.`);
  if (overview.first.size === 0 && summary.undecided === 0 && checkedOf(summary) > 0)
    sentences.push('Nothing to change.');
  return sentences;
}

function rejectedSentences(summary: Summary, { unreadCharges, brokenFiles }: Overview): string[] {
  const { flagged, chargesAtRisk } = summary;
  if (decidedOf(summary) === 0) return [];
  if (flagged === 0) {
    const isBroken = brokenFiles > 0;
    const which = isBroken ? ' that could be read' : summary.undecided > 0 ? ' that could be decided' : '';
    return [`${taxonomyInOrder(summary, isBroken) ?? `No claim${which} has an error`}.`];
  }
  const sentences = [`${countOf(flagged, 'claim')} will be rejected: ${dollars(chargesAtRisk)} at risk.`];
  if (unreadCharges > 0)
    sentences.push(
      `${countOf(unreadCharges, 'charge')} could not be read and ${unreadCharges === 1 ? 'is' : 'are'} not in that sum.`,
    );
  return sentences;
}

/** How many claims are undecided, why, and what to do about it. */
function undecidedSentences(summary: Summary): string[] {
  const { claims, undecided } = summary;
  if (undecided === 0) return [];
  const none = `None of ${undecided === claims ? 'them' : `the ${countOf(undecided, 'claim')} in scope`} could be decided`;
  const how = decidedOf(summary) === 0 ? none : `${countOf(undecided, 'claim')} undecided`;
  return [
    `${how}: ${whyUndecided(undecided)}.`,
    'Add these enrollments to the registry, or ask your MCO or clearinghouse for them, and check again.',
  ];
}
