import type { PeriodChange } from '../../enrollment/diff/changes';
import type { NpiDiff } from '../../enrollment/diff/compare';
import type { NpiStatus } from '../../enrollment/status/npi-status';
import { statusInWords } from '../../enrollment/status/words';
import { providerTypeName } from '../../registry/provider-types';
import { countOf, thousands } from '../../values/numbers';
import { showDates } from '../../values/show-dates';
import { visible } from '../../values/visible';
import { type TextOptions, textStyle } from '../text';
import { fileName, type Style, title } from '../text-file';
import { joinLines, wrap } from '../wrap';
import { spansInWords } from './diff-csv';
import type { DiffCounts, DiffHead, DiffReport } from './diff-report';

/** Limits on the changes that are kept and shown. */
const NPIS_SHOWN = 20;
const CHANGES_SHOWN = 8;
const NAMES_SHOWN = 8;
const inOthers = 'use --format csv or json for all of them';

/** Most urgent first; an NPI is listed in the first section that applies. */
const sections = [
  {
    title: 'The taxonomy is now required',
    fits: ({ verdict }: NpiDiff) => verdict === 'now-required',
  },
  {
    title: 'The verdict changes soon',
    fits: ({ upcoming }: NpiDiff) => upcoming.length > 0,
  },
  {
    title: 'No enrollment is active any more',
    fits: ({ verdict }: NpiDiff) => verdict === 'no-longer-enrolled',
  },
  {
    title: 'The taxonomy is no longer required',
    fits: ({ verdict }: NpiDiff) => verdict === 'no-longer-required',
  },
  { title: 'Other changes', fits: () => true },
] as const;

/** For billing staff: whose claims must change, why, and how to write them. */
export function registryDiffText(options: TextOptions): DiffReport {
  const style = textStyle(options);
  const kept = sections.map(() => ({ diffs: [] as NpiDiff[], total: 0 }));
  let head: DiffHead;
  return {
    begin(given) {
      head = given;
      return '';
    },
    npi(diff) {
      const section = kept[sections.findIndex(({ fits }) => fits(diff))]!;
      if (section.diffs.length < NPIS_SHOWN) section.diffs.push(diff);
      section.total++;
      return [];
    },
    end(counts) {
      const blocks = [
        headLines(head, style),
        ...kept.flatMap(({ diffs, total }, i) => sectionBlocks(sections[i]!.title, diffs, total, style)),
        summaryLines(counts, style),
      ];
      return showDates(blocks.map(joinLines).join('\n'), style.dates);
    },
  };
}

function headLines({ old, new: now, on, until, require }: DiffHead, style: Style): string[] {
  const setting = require === 'either' ? '' : `, with the setting "${require}"`;
  const text = `For claims served on ${on}${setting}; what the new registry says of later days is covered up to ${until}.`;
  return [...title(`${fileName(old)} -> ${fileName(now)}`, style), ...wrap(text, style.width)];
}

function sectionBlocks(title: string, diffs: readonly NpiDiff[], total: number, style: Style): string[][] {
  if (total === 0) return [];
  const more = total - diffs.length;
  const name = [style.paint.bold(`${title}: ${countOf(total, 'NPI')}`)];
  const blocks = diffs.map((diff, i) => [...(i === 0 ? name : []), ...npiLines(diff, style)]);
  return more > 0 ? [...blocks, [`  and ${countOf(more, 'more NPI')}; ${inOthers}`]] : blocks;
}

function npiLines(diff: NpiDiff, style: Style): string[] {
  const { npi, name, before, after, hint, changes, upcoming } = diff;
  const { paint, width } = style;
  const { lines, more } = inGroups(changes);
  return [
    ...wrap(name === null ? `NPI ${npi}` : `NPI ${npi} (${name})`, width - 2).map(
      (line) => `  ${paint.bold(line)}`,
    ),
    ...(changes.length === 0
      ? entry('Now', statusInWords(after), style)
      : entry('Verdict', fromTo(before, after), style)),
    ...lines.flatMap((text, i) => entry(i === 0 ? 'Changes' : '', text, style)),
    ...(more > 0 ? entry('', `and ${thousands(more)} more; ${inOthers}`, style) : []),
    ...(changes.length === 0 ? [] : entry('Do', hint, style)),
    ...upcoming.flatMap(({ on, standing, hint }) => [
      ...entry('Ahead', `from ${on}: ${statusInWords(standing)}`, style),
      ...entry('Do', hint, style),
    ]),
  ];
}

function fromTo(before: NpiStatus, after: NpiStatus): string {
  const [was, is] = [statusInWords(before), statusInWords(after)];
  return was === is ? `still ${is}` : `${was} -> ${is}`;
}

const gutter = 'Verdict  '.length;

/** A text beside a label. */
function entry(label: string, text: string, { paint, width }: Style): string[] {
  const colour = label === 'Do' ? paint.green : label === 'Ahead' ? paint.yellow : paint.dim;
  const head = colour(label) + ' '.repeat(gutter - label.length);
  return wrap(text, width - 4 - gutter).map((line, i) => `    ${i === 0 ? head : ' '.repeat(gutter)}${line}`);
}

/** A line for all that changes alike in one Medicaid ID: the first ones, and how many more there are. */
function inGroups(changes: readonly PeriodChange[]): { readonly lines: string[]; readonly more: number } {
  const groups = new Map<string, { names: string[]; change: PeriodChange }>();
  for (const change of changes) {
    const spans = [change.before, change.after].map(spansInWords).join('|');
    const key = `${change.medicaidId}|${change.change}|${spans}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { names: [nameOf(change, true)], change });
    else group.names.push(nameOf(change, false));
  }
  const lines = [...groups.values()].slice(0, CHANGES_SHOWN).map(({ names, change }) => {
    const more = names.length - NAMES_SHOWN;
    const shown = names.slice(0, NAMES_SHOWN).join(', ') + (more > 0 ? ` and ${thousands(more)} more` : '');
    return `${shown}: ${changeInWords(change)}`;
  });
  return { lines, more: groups.size - lines.length };
}

function nameOf({ subject, medicaidId, value }: PeriodChange, isFirst: boolean): string {
  if (subject === 'npi') return 'The NPI';
  const id = `Medicaid ID ${visible(medicaidId ?? '')}`;
  if (subject === 'medicaid-id') return id;
  const name =
    subject === 'provider-type' ? typeInWords(value ?? '') : `taxonomy ${value === '' ? '(any)' : value}`;
  return isFirst ? `${id}, ${name}` : name;
}

function typeInWords(code: string): string {
  const name = providerTypeName(code);
  return code === '' ? 'no type' : `type ${code}${name === null ? '' : ` (${name})`}`;
}

function changeInWords({ change, before, after }: PeriodChange): string {
  const [was, is] = [spansInWords(before), spansInWords(after)];
  switch (change) {
    case 'added':
      return `new in the registry, ${is}`;
    case 'removed':
      return `gone from the registry, was ${was}`;
    case 'began':
      return `now active, ${is}; was ${was}`;
    case 'ended':
      return `not active any more, ${is}; was ${was}`;
    case 'dates':
      return `other dates, ${is}; was ${was}`;
  }
}

function summaryLines(counts: DiffCounts, style: Style): string[] {
  const { oldNpis, newNpis, changed, nowRequired, noLongerRequired, noLongerEnrolled, upcoming } = counts;
  const sentences = [
    `${countOf(oldNpis, 'NPI')} in the old registry, ${thousands(newNpis)} in the new one.`,
    changed === 0
      ? 'Nothing changes between them.'
      : `${countOf(changed, 'NPI')} changed: the taxonomy is now required of ${thousands(nowRequired)} and no longer required of ${thousands(noLongerRequired)}.`,
    ...(noLongerEnrolled > 0
      ? [`No enrollment is active any more of ${countOf(noLongerEnrolled, 'NPI')}.`]
      : []),
    ...(upcoming > 0 ? [`The verdict on ${countOf(upcoming, 'NPI')} changes within a year.`] : []),
  ];
  return [...title('Summary', style), ...wrap(sentences.join(' '), style.width)];
}
