import type { AnswerKind } from '../answers/answer';
import type { ClaimFinding, EnvelopeFinding, Finding, Severity, Summary } from '../finding';
import { claimRule } from '../rules/catalogue';
import { fieldOf, placeOfField } from '../rules/remedy';
import { showMoney } from '../values/dollars';
import { type Money, parseMoney, subtractMoney } from '../values/money';
import { countOf, thousands } from '../values/numbers';
import { type DateStyle, showDates } from '../values/show-dates';
import { visible } from '../values/visible';
import { areAnswers } from './answer';
import { checkedOf, decidedOf, fatesInOrder } from './decided';
import { enrollmentLines } from './enrollments';
import {
  type Gatherer,
  isOnBilling,
  type Problem,
  type ProblemClaim,
  type Provider,
  type Sample,
} from './gatherer';
import { isQuiet, type Notes } from './notes';
import { compareDays, type ReportOrder } from './order';
import type { Paint } from './paint';
import { payersLeftOut } from './payers-left-out';
import { type Fate, fates, severities, worst } from './tally';
import { joinLines, table, wrap, wrapAround } from './wrap';

export interface Style {
  readonly paint: Paint;
  readonly width: number;
  readonly dates: DateStyle;
  readonly order: ReportOrder;
}

/** Payers out of scope that the sentence on a file names. */
export const payersInSentence = 2;
const indent = '    ';
const gutter = 'WARNING  '.length;
export const tags: Readonly<Record<Severity, string>> = { error: 'ERROR', warning: 'WARNING', info: 'NOTE' };
export const inCsv = 'use --format csv for all of them';

/** The text on one file: a single line if there are no findings. */
export function fileText(
  file: string | null,
  summary: Summary,
  answer: AnswerKind | null,
  notes: Notes,
  style: Style,
): string {
  const { paint, width } = style;
  const name = fileName(file);
  if (isQuiet(notes)) {
    const rest = answer === null ? `: ${standing(summary, notes)}` : ` ${areAnswers(answer, 1)}`;
    return joinLines(wrapAround('', name, rest, width, 2));
  }
  const sentence = answer === null ? standing(summary, notes) : `It ${areAnswers(answer, 1)}`;
  const heading = joinLines([...title(name, style), ...wrap(sentence, width)]);
  const itself = envelopeBlocks(notes, style);
  if (itself.length > 0) itself.unshift(`  ${paint.bold('The file itself')}\n`);
  return [heading, ...itself, ...providerBlocks(notes.claims, fatesInOrder(summary), style)].join('\n');
}

export function title(text: string, { paint, width }: Style): string[] {
  return [paint.bold(text), paint.dim('='.repeat(Math.min(text.length, width)))];
}

/** A file name as one word for the wrapper: a path is shown as the user wrote it, including spaces. */
export function fileName(file: string | null): string {
  return file === null ? '(unnamed input)' : visible(file);
}

export function providerName({ name, npi }: Pick<Provider, 'name' | 'npi'>): string {
  return `${name || '(no name)'} (${npi ? `NPI ${npi}` : 'no NPI'})`;
}

/** A decimal string as dollars, or unchanged if it is not a number. */
export function dollars(charge: string): string {
  const money = parseMoney(charge);
  return money ? showMoney(money) : visible(charge);
}

/** The result for a file, in a sentence. */
export function standing(summary: Summary, notes: Notes): string {
  if (summary.claims === 0) return 'No 837 claims in this file.';
  const broken = notes.envelope.error.total > 0;
  const claims = `${countOf(summary.claims, 'claim')}${broken ? ' could be read' : ''}`;
  const { flagged, undecided, outOfScope } = summary;
  const leftOut = outOfScope === summary.claims ? 'all' : thousands(outOfScope);
  const tally = { ...notes.claims.tally.claims, error: flagged, undecided };
  const found = kinds(tally, dollars(summary.chargesAtRisk), fatesInOrder(summary)).map(([count, what]) =>
    what === 'undecided' && decidedOf(summary) === 0
      ? 'none could be decided'
      : `${thousands(count)} ${what}`,
  );
  const separator = found.length > 0 ? ': ' : ', ';
  if (found.length === 0 && checkedOf(summary) > 0)
    found.push(
      broken || notes.envelope.warning.total > 0
        ? 'none with an error'
        : 'no billing taxonomy missing or wrong',
    );
  if (outOfScope > 0) found.push(`${leftOut} out of scope, not checked${ofPayers(summary)}`);
  return `${claims}${separator}${found.join('; ')}.`;
}

/** The payers of a file's claims out of scope, if they are few. */
function ofPayers(summary: Summary): string {
  const payers = summary.outOfScopePayers ?? [];
  return payers.length > 0 && payers.length <= payersInSentence
    ? ` (${payersLeftOut(summary, payersInSentence)})`
    : '';
}

type Counts = Readonly<Record<Fate, number>>;

function kinds(
  counts: Counts,
  atRisk: string,
  order: readonly Fate[] = fates,
): [count: number, what: string][] {
  const what = {
    error: `at risk, ${atRisk}`,
    undecided: 'undecided',
    warning: 'to look at',
    info: 'with a note',
  };
  return order.filter((fate) => counts[fate] > 0).map((fate) => [counts[fate], what[fate]]);
}

/** `2 claims to look at`, `15 claims: 14 at risk, $3,053.00; 1 to look at`. */
export function stake(counts: Counts, atRisk: Money, noun = 'claim'): string {
  const found = kinds(counts, showMoney(atRisk));
  const [first] = found;
  if (first && found.length === 1) return `${countOf(first[0], noun)} ${first[1]}`;
  const total = found.reduce((sum, [count]) => sum + count, 0);
  return `${countOf(total, noun)}: ${found.map(([count, what]) => `${thousands(count)} ${what}`).join('; ')}`;
}

/** What is wrong with the file itself: a text of whole lines for each finding. */
export function envelopeBlocks({ envelope }: Notes, style: Style): string[] {
  return severities.flatMap((severity) => {
    const { items, total } = envelope[severity];
    const rest = total - items.length;
    const more = `and ${thousands(rest)} more like these; ${inCsv}`;
    return [
      ...items.map((finding) => envelopeBlock(finding, style)),
      ...(rest > 0 ? [entry('', wrap(more, room(style)))] : []),
    ];
  });
}

function envelopeBlock(finding: EnvelopeFinding, style: Style): string {
  return [
    headline(finding, finding.severity, finding.message, style),
    section('Fix', finding.hint, style),
    section('Where', place(finding), style),
  ].join('');
}

function providerBlocks({ tally, providers }: Gatherer, order: readonly Fate[], style: Style): string[] {
  const rest = { ...tally.claims };
  let restAtRisk = tally.atRisk.total;
  for (const provider of providers.values()) {
    for (const fate of fates) rest[fate] -= provider.tally.claims[fate];
    restAtRisk = subtractMoney(restAtRisk, provider.tally.atRisk.total);
  }
  const more = `And ${stake(rest, restAtRisk, 'more claim')}; ${inCsv}.`;
  return [
    ...inOrder([...providers.values()], order, style).flatMap((provider) => providerBlock(provider, style)),
    ...(fates.some((fate) => rest[fate] > 0) ? [indented('  ', wrap(more, style.width - 2))] : []),
  ];
}

function providerBlock(provider: Provider, style: Style): string[] {
  const { tally, problems, unlisted } = provider;
  const name = wrap(providerName(provider), style.width - 2).map(style.paint.bold);
  const found = stake(tally.claims, tally.atRisk.total);
  // A single problem is already described by the headline.
  const [only, second] = problems.values();
  const isSaid = only && !second && stake(only.tally.claims, only.tally.atRisk.total) === found;
  const more = `and ${countOf(unlisted, 'more finding')} on this provider; ${inCsv}`;
  let idsAbove = '';
  return [
    indented('  ', isSaid ? name : [...name, ...wrap(`${found}.`, style.width - 2)]),
    ...inOrder([...problems.values()], fates, style).map((problem) => {
      const ids = idsOf(problem, style);
      const same = ids !== '' && ids === idsAbove;
      idsAbove = ids || idsAbove;
      return problemBlock(problem, style, same ? section('IDs', 'The same as above.', style) : ids);
    }),
    ...(unlisted > 0 ? [entry('', wrap(more, room(style)))] : []),
  ];
}

function inOrder<T extends Provider | Problem>(
  items: readonly T[],
  fates: readonly Fate[],
  { order }: Style,
): T[] {
  const worstFirst = fates.flatMap((fate) => items.filter(({ tally }) => worst(tally) === fate));
  if (order === 'worst') return worstFirst;
  return worstFirst.sort((a, b) => compareDays(a.lastDay, b.lastDay));
}

/** What is wrong with claims of one provider, as a text of whole lines; `ids` is the section on its enrollment. */
export function problemBlock(problem: Problem, style: Style, ids = idsOf(problem, style)): string {
  const { finding, tally, claims, kinds, places, lastDay } = problem;
  const at = fieldOf(claimRule(finding.rule).remedy, finding.provider?.role);
  const field = placeOfField(at, [...kinds]);
  const others = places > 1 ? `, and ${countOf(places - 1, 'more place')}` : '';
  // A single claim says it itself.
  const due = lastDay !== null && claims.total > 1 ? `First last day to file: ${lastDay}` : '';
  return [
    headline(finding, worst(tally)!, stake(tally.claims, tally.atRisk.total), style),
    section('Why', finding.message, style),
    section('Fix', finding.hint, style),
    section('Field', field === null ? '' : `${at.field}: ${field}`, style),
    ids,
    section('Due', due, style),
    section('Claims', claimLines(claims, style), style),
    section('Where', place(finding) + others, style),
  ].join('');
}

function idsOf({ finding }: Problem, style: Style): string {
  if (!isOnBilling(finding) || finding.enrollments.length === 0) return '';
  return section('IDs', enrollmentLines(finding, room(style), style.dates), style);
}

function headline({ severity, rule }: Finding, fate: Fate, text: string, style: Style): string {
  const { red, yellow, cyan } = style.paint;
  const colour = { error: red, undecided: yellow, warning: yellow, info: cyan }[fate];
  return entry(tags[severity], wrap(`${showDates(text, style.dates)} (${rule})`, room(style)), (tag) =>
    style.paint.bold(colour(tag)),
  );
}

function section(label: string, content: string | readonly string[], style: Style): string {
  const lines = typeof content === 'string' ? wrap(showDates(content, style.dates), room(style)) : content;
  return entry(label, lines, label === 'Fix' ? style.paint.green : style.paint.dim);
}

/** Lines beside a label; '' without lines. */
function entry(label: string, lines: readonly string[], paint = (text: string) => text): string {
  if (lines.length === 0) return '';
  const space = ' '.repeat(gutter);
  const first = label === '' ? space : paint(label) + ' '.repeat(gutter - label.length);
  return `${indent}${first}${lines.join(`\n${indent}${space}`)}\n`;
}

function indented(by: string, lines: readonly string[]): string {
  return joinLines(lines.map((line) => by + line));
}

function room({ width }: Style): number {
  return width - indent.length - gutter;
}

function claimLines({ items, total }: Sample<ProblemClaim>, style: Style): string[] {
  if (items.length === 0) return [`${thousands(total)}, not listed`];
  const charges = items.map(({ charge }) => dollars(charge) || '(no charge)');
  const widest = charges.reduce((most, charge) => Math.max(most, charge.length), 0);
  const rows = items.map((claim, i) => [
    visible(claim.id) || '(no id)',
    charges[i]!.padStart(widest),
    showDates(serviceDates(claim) + linesInWords(claim.lines) + lastDayInWords(claim), style.dates),
  ]);
  const rest = total - items.length;
  return [...table(rows, room(style)), ...(rest > 0 ? [`and ${thousands(rest)} more`] : [])];
}

/** `, line 2`, `, lines 1, 2`; '' for the whole claim. */
function linesInWords({ items, total }: Sample<string>): string {
  if (total === 0) return '';
  const more = total > items.length ? ` and ${thousands(total - items.length)} more` : '';
  return `, ${total === 1 ? 'line' : 'lines'} ${items.map(visible).join(', ')}${more}`;
}

function lastDayInWords({ lastDay }: ProblemClaim): string {
  return lastDay === null ? '' : `, file by ${lastDay}`;
}

function serviceDates({ serviceFrom, serviceTo }: ProblemClaim): string {
  if (serviceFrom === null || serviceTo === null) return serviceFrom ?? serviceTo ?? 'no service date';
  return serviceFrom === serviceTo ? serviceFrom : `${serviceFrom} to ${serviceTo}`;
}

/** The location, outermost level first, with control numbers as written in the file. */
function place(finding: Finding): string {
  const { interchange, transaction, position } = finding;
  return [
    ...(interchange === null ? [] : [`ISA ${interchange}`]),
    ...(transaction === null ? [] : [`ST ${transaction}`]),
    ...(finding.loop === null ? [] : [`HL ${finding.billing.hl}`, ...lineOf(finding)]),
    ...(position.segment > 0 ? [`segment ${position.segment}`] : []),
    `byte ${position.offset}`,
  ].join(', ');
}

function lineOf({ provider }: ClaimFinding): string[] {
  const line = provider?.line ?? null;
  return line === null ? [] : [`LX ${line}`];
}
