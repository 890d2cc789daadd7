import type { Summary } from '../finding';
import { type Money, noMoney, subtractMoney } from '../money';
import { showMoney } from './dollars';
import type { Notes } from './notes';
import { countOf } from './numbers';
import { dollars, fileName, providerName, type Style } from './text-file';
import { words, wrap } from './wrap';

/** Something to do first, where nothing is more urgent and nothing as urgent has more at stake. */
interface Step {
  readonly urgency: number;
  readonly atRisk: Money;
  readonly claims: number;
  /** What to say before and after the name of the file. */
  readonly text: readonly [string, string];
}

/** What the closing summary says beside the totals. */
export interface Overview {
  toLookAt: number;
  noted: number;
  unreadCharges: number;
  brokenFiles: number;
  filesWithoutClaims: number;
  first: { readonly step: Step; readonly file: string } | null;
}

export function newOverview(): Overview {
  return { toLookAt: 0, noted: 0, unreadCharges: 0, brokenFiles: 0, filesWithoutClaims: 0, first: null };
}

export function addFile(overview: Overview, file: string | null, summary: Summary, notes: Notes): void {
  overview.toLookAt += notes.tally.claims.warning;
  overview.noted += notes.tally.claims.info;
  overview.unreadCharges += notes.tally.unreadCharges;
  if (notes.envelope.error.total > 0) overview.brokenFiles += 1;
  if (summary.claims === 0) overview.filesWithoutClaims += 1;
  for (const step of steps(notes)) {
    if (overview.first === null || isBefore(step, overview.first.step))
      overview.first = { step, file: fileName(file) };
  }
}

function* steps({ envelope, providers }: Notes): Generator<Step> {
  const file = { atRisk: noMoney, claims: 0 };
  if (envelope.error.total > 0)
    yield {
      ...file,
      urgency: 4,
      text: ['see what is wrong with', 'itself, because claims in it may have been missed.'],
    };
  for (const provider of providers.values()) {
    const { claims, atRisk } = provider.tally;
    const who = providerName(provider);
    const rejected = `: ${countOf(claims.error, 'claim')}, ${showMoney(atRisk)}.`;
    if (claims.error > 0)
      yield { urgency: 3, atRisk, claims: claims.error, text: [`fix ${who} in`, rejected] };
    const doubtful = `: ${countOf(claims.warning, 'claim')}.`;
    if (claims.warning > 0)
      yield { urgency: 2, atRisk: noMoney, claims: claims.warning, text: [`look at ${who} in`, doubtful] };
  }
  if (envelope.warning.total > 0) yield { ...file, urgency: 1, text: ['look at the warnings on', 'itself.'] };
}

function isBefore(a: Step, b: Step): boolean {
  const more = subtractMoney(a.atRisk, b.atRisk).units;
  if (a.urgency !== b.urgency) return a.urgency > b.urgency;
  return more === 0n ? a.claims > b.claims : more > 0n;
}

/** What one would say on the phone, and what to do first. */
export function summaryLines(summary: Summary, overview: Overview, { paint, width }: Style): string[] {
  const lines = [
    paint.bold('Summary'),
    paint.dim('======='),
    ...wrap(words(sentences(summary, overview).join(' ')), width),
  ];
  if (overview.first === null) return lines;
  const { step, file } = overview.first;
  const [before, after] = step.text;
  // Punctuation stays with the name of the file.
  const name = after.startsWith(':') ? [`${file}:`, ...words(after.slice(1))] : [file, ...words(after)];
  return [...lines, '', ...wrap(['First:', ...words(before), ...name], width)];
}

function sentences(summary: Summary, overview: Overview): string[] {
  const { claims, flagged, outOfScope } = summary;
  const { toLookAt, noted, unreadCharges, filesWithoutClaims, brokenFiles } = overview;
  const files = countOf(summary.files, 'file');
  const said =
    claims === 0
      ? [`Checked ${files} and found no 837 claims.`]
      : [`Checked ${files} with ${countOf(claims, 'claim')}.`];
  if (flagged > 0)
    said.push(`${countOf(flagged, 'claim')} will be rejected: ${dollars(summary.chargesAtRisk)} at risk.`);
  else if (claims > outOfScope)
    said.push(`No claim ${brokenFiles > 0 ? 'that could be read ' : ''}has an error.`);
  if (unreadCharges > 0)
    said.push(
      `${countOf(unreadCharges, 'charge')} could not be read and ${unreadCharges === 1 ? 'is' : 'are'} not in that sum.`,
    );
  if (toLookAt > 0) said.push(`${countOf(toLookAt, flagged > 0 ? 'more claim' : 'claim')} to look at.`);
  if (noted > 0) said.push(`${countOf(noted, 'claim')} with a note.`);
  if (outOfScope > 0) said.push(`${countOf(outOfScope, 'claim')} out of scope, not checked.`);
  if (claims > 0 && filesWithoutClaims > 0)
    said.push(`${countOf(filesWithoutClaims, 'file')} without 837 claims.`);
  if (brokenFiles > 0)
    said.push(
      `${countOf(brokenFiles, 'file')} with errors of ${brokenFiles === 1 ? 'its' : 'their'} own: claims may have been missed.`,
    );
  if (summary.skipped > 0) said.push(`${countOf(summary.skipped, 'other file')} skipped.`);
  if (overview.first === null && claims > outOfScope) said.push('Nothing to change.');
  return said;
}
