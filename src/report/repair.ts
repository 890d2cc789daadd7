import type { Position } from '../finding';
import type {
  Change,
  CountEdit,
  LeftLoop,
  LeftProvider,
  LoopAtFault,
  ProviderAtFault,
  ProviderEdit,
  PrvEdit,
} from '../repair/repair';
import { firstFew } from '../rules/advice';
import { claimRule } from '../rules/catalogue';
import { showMoney } from '../values/dollars';
import { MoneySum, noMoney, parseMoney, plainMoney } from '../values/money';
import { countOf } from '../values/numbers';
import { visible } from '../values/visible';
import { jsonLine } from './json-line';
import { noPaint } from './paint';
import type { TextOptions } from './text';
import type { Style } from './text-file';
import { wrap } from './wrap';

const usualWidth = 100;

/**
 * Changes of one run as a diff of segments that a person can apply by hand. Numbers of the claims at fault are named if
 * they are given.
 */
export function repairDiff({
  paint = noPaint,
  width = usualWidth,
}: TextOptions = {}): (change: Change, claimIds?: readonly string[]) => string {
  const style: Style = { paint, width, dates: 'iso', order: 'worst' };
  let file: string | null | undefined;
  return (change, claimIds = []) => {
    const isNew = change.file !== file;
    file = change.file;
    const name = visible(change.file ?? '(unnamed input)');
    const heading = isNew ? [paint.bold(`--- ${name}`), paint.bold(`+++ ${name}, corrected`)] : [];
    return [...heading, ...hunk(change, claimIds, style)].map((line) => `${line}\n`).join('');
  };
}

function hunk(change: Change, claimIds: readonly string[], style: Style): string[] {
  switch (change.type) {
    case 'edit':
      return editLines(change, claimIds, style);
    case 'count':
      return countLines(change, style);
    case 'left':
      return leftLines(change, style);
    case 'provider-edit':
      return providerEditLines(change, style);
    case 'provider-left':
      return leftProviderLines(change, style);
  }
}

function editLines(edit: PrvEdit, claimIds: readonly string[], style: Style): string[] {
  const { removed, written, billing, change, why } = edit;
  const head = [
    place(edit, billing, style),
    ...comment(about(edit), style),
    ...comment(named(claimIds), style),
    ...comment(why, style),
    ` ${visible(billing.text)}`,
  ];
  const gone = removed === null ? [] : [style.paint.red(`-${visible(removed.text)}`)];
  const now = style.paint.green(`+${visible(written.text)}`);
  if (change === 'moved') return [...head, now, place(edit, removed!, style), ...gone];
  return [...head, ...gone, now];
}

function countLines(count: CountEdit, style: Style): string[] {
  const { removed, written } = count;
  return [
    place(count, removed, style),
    style.paint.red(`-${visible(removed.text)}`),
    style.paint.green(`+${visible(written.text)}`),
  ];
}

function leftLines(left: LeftLoop, style: Style): string[] {
  return [
    place(left, left.billing, style),
    ...comment(about(left), style),
    ...comment(`Left as it is: ${left.why}`, style),
    ...comment(left.hint + orAssign(left), style),
    ` ${visible(left.billing.text)}`,
  ];
}

function providerEditLines(edit: ProviderEdit, style: Style): string[] {
  const { removed, written, position, why } = edit;
  return [
    place(edit, removed ?? position, style),
    ...comment(aboutProvider(edit), style),
    ...comment(removed === null ? `${why} To be inserted after its NM1.` : why, style),
    ...(removed === null ? [] : [style.paint.red(`-${visible(removed.text)}`)]),
    style.paint.green(`+${visible(written.text)}`),
  ];
}

function leftProviderLines(left: LeftProvider, style: Style): string[] {
  return [
    place(left, left.position, style),
    ...comment(aboutProvider(left), style),
    ...comment(`Left as it is: ${left.why}`, style),
    ...comment(left.hint, style),
  ];
}

function aboutProvider({ claim, charge, rule, provider: { npi, line } }: ProviderAtFault): string {
  const who = `Claim ${visible(claim)}${line === null ? '' : `, line ${visible(line)}`}`;
  const money = showMoney(parseMoney(charge) ?? noMoney);
  return `${who}, ${money}, ${npi ? `NPI ${visible(npi)}` : 'no NPI'}: ${claimRule(rule).title}.`;
}

function orAssign({ npi, choices }: LeftLoop): string {
  const code = choices.flatMap(({ taxonomies }) => taxonomies).at(0);
  return npi === null || code === undefined ? '' : ` Or say which one here, as --assign ${npi}=${code}`;
}

function place(
  { interchange, transaction }: Change,
  { segment, offset }: Position,
  { paint }: Style,
): string {
  const parts = [
    ...(interchange === null ? [] : [`ISA ${visible(interchange)}`]),
    ...(transaction === null ? [] : [`ST ${visible(transaction)}`]),
    `segment ${segment}`,
    `byte ${offset}`,
  ];
  return paint.cyan(`@@ ${parts.join(', ')} @@`);
}

function about({ name, npi, claims, charges, rule, outOfScope }: LoopAtFault): string {
  const who = `${name || '(no name)'} (${npi === null ? 'no NPI' : `NPI ${npi}`})`;
  const money = showMoney(parseMoney(charges) ?? noMoney);
  const others =
    outOfScope === 0
      ? ''
      : ` Of its claims ${countOf(outOfScope, 'other')} out of scope: what is written holds for them too.`;
  return `${who}, ${countOf(claims, 'claim')}, ${money}: ${claimRule(rule).title}.${others}`;
}

function named(claimIds: readonly string[]): string {
  if (claimIds.length === 0) return '';
  return `Claim${claimIds.length === 1 ? '' : 's'} ${firstFew(claimIds, ', ', visible)}.`;
}

function comment(text: string, { paint, width }: Style): string[] {
  return wrap(text, width - 2).map((line) => paint.dim(`# ${line}`));
}

/** Billing loops, the flagged claims in them, and the exact sum of their charges. */
interface Count {
  readonly loops: number;
  readonly claims: number;
  readonly charges: string;
}

/** Totals of repairs; the last line of a change log. */
export interface RepairTotals {
  readonly type: 'repairs';
  readonly schema: 1;
  readonly files: number;
  /** Other files in the named folders, which do not look like claim files. */
  readonly skipped: number;
  readonly corrected: Count;
  readonly left: Count;
  /** Rendering and attending providers of claims; absent if none was at fault. */
  readonly providers?: { readonly corrected: number; readonly left: number };
}

/** Whether nothing was corrected. */
export function isUnchanged({ corrected, providers }: RepairTotals): boolean {
  return corrected.loops + (providers?.corrected ?? 0) === 0;
}

/** Counts the repairs in a file, or in a run. */
export class RepairTally {
  private files = 0;
  private readonly corrected = new LoopSum();
  private readonly left = new LoopSum();
  private readonly providers = { corrected: 0, left: 0 };

  /** @param skipped number of other files in the folders */
  constructor(private readonly skipped = 0) {}

  add(change: Change): void {
    if (change.type === 'edit') this.corrected.add(change);
    if (change.type === 'left') this.left.add(change);
    if (change.type === 'provider-edit') this.providers.corrected++;
    if (change.type === 'provider-left') this.providers.left++;
  }

  /** Adds a finished file. */
  include(file: RepairTally): void {
    this.files++;
    this.corrected.include(file.corrected);
    this.left.include(file.left);
    this.providers.corrected += file.providers.corrected;
    this.providers.left += file.providers.left;
  }

  get totals(): RepairTotals {
    const { files, skipped, corrected, left, providers } = this;
    return {
      type: 'repairs',
      schema: 1,
      files,
      skipped,
      corrected: corrected.count,
      left: left.count,
      ...(providers.corrected + providers.left > 0 && { providers: { ...providers } }),
    };
  }
}

class LoopSum implements Count {
  loops = 0;
  claims = 0;
  private readonly sum = new MoneySum();

  add({ claims, charges }: LoopAtFault): void {
    this.include({ loops: 1, claims, charges });
  }

  include(count: Count): void {
    this.loops += count.loops;
    this.claims += count.claims;
    this.sum.add(count.charges);
  }

  get charges(): string {
    return plainMoney(this.sum.total);
  }

  get count(): Count {
    const { loops, claims, charges } = this;
    return { loops, claims, charges };
  }
}

/**
 * `3 billing loops corrected: 12 claims, $450.75; 1 left as it is: 2 claims, $60.00.`
 * @param verb for example "corrected"
 */
export function repairsInWords({ skipped, corrected, left, providers }: RepairTotals, verb: string): string {
  const stake = ({ claims, charges }: Count) =>
    `${countOf(claims, 'claim')}, ${showMoney(parseMoney(charges) ?? noMoney)}`;
  const ofProviders =
    providers === undefined
      ? ''
      : ` Rendering and attending providers: ${providers.corrected} ${verb}, ${providers.left} left for you to decide.`;
  const others = ofProviders + (skipped === 0 ? '' : ` ${countOf(skipped, 'other file')} skipped.`);
  if (corrected.loops + left.loops === 0) return `No billing loop needs a correction.${others}`;
  const done =
    corrected.loops === 0
      ? `No billing loop ${verb}`
      : `${countOf(corrected.loops, 'billing loop')} ${verb}: ${stake(corrected)}`;
  const rest =
    left.loops === 0 ? '' : `; ${countOf(left.loops, 'billing loop')} left for you to decide: ${stake(left)}`;
  return `${done}${rest}.${others}`;
}

/** A file without a corrected copy: the changes on the lines before were not made. */
export interface FailedFile {
  readonly type: 'failed';
  readonly schema: 1;
  readonly file: string;
  readonly why: string;
}

/** A log of changes, line by line. */
export interface ChangeLog {
  begin(): string;
  /** '' if it has no line in this log. */
  line(line: Change | FailedFile | RepairTotals): string;
}

/** Everything that a repair tells, and the totals at the end. */
export function changesNdjson(): ChangeLog {
  return { begin: () => '', line: (line) => `${jsonLine(line)}\n` };
}
