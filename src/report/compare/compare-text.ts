import { comparisonClasses } from '../../compare/classify';
import type { ComparedClaim, UnmatchedAnswer } from '../../compare/comparison-rows';
import type { ComparisonGroup, ComparisonTotals, SuggestionFor } from '../../compare/tallies';
import { countOf, thousands } from '../../values/numbers';
import { showDates } from '../../values/show-dates';
import { visible } from '../../values/visible';
import { type TextOptions, textStyle } from '../text';
import { dollars, type Style, title } from '../text-file';
import { joinLines, table, wrap } from '../wrap';
import type { CompareReport } from './compare-report';
import { answersRead, classWords, monthColumns, notesOn, reasonsOf } from './words';

/** Limits on what a person reads. */
const CLAIMS_SHOWN = 10;
const SUGGESTIONS_SHOWN = 10;
const GROUPS_SHOWN = 10;
const inOthers = 'use --format csv or json for all of them';

/** For people: what was missed and what would have caught it, false alarms, and where they are. */
export function compareText(options: TextOptions): CompareReport {
  const style = textStyle(options);
  const missed: ComparedClaim[] = [];
  const ambiguous: UnmatchedAnswer[] = [];
  let hasRegistry = true;
  return {
    begin({ registry }) {
      hasRegistry = registry !== null;
      return '';
    },
    row(row) {
      if (row.type === 'unmatched-answer') {
        if (row.why === 'ambiguous' && ambiguous.length < CLAIMS_SHOWN) ambiguous.push(row);
      } else if (row.class === 'missed' && missed.length < CLAIMS_SHOWN) missed.push(row);
      return '';
    },
    end(totals) {
      const blocks = [
        headLines(totals, hasRegistry, style),
        suggestionLines('missed', totals.suggestions, style),
        claimLines(missed, totals.classes.missed.claims, style),
        suggestionLines('false-alarm', totals.suggestions, style),
        ambiguousLines(ambiguous, totals.matches.ambiguous, style),
        groupLines('Payer', totals.payers, style),
        groupLines('Provider', totals.providers, style),
        groupLines('Rule', totals.rules, style),
        monthLines(totals.months, style),
      ].filter((lines) => lines.length > 0);
      return showDates(blocks.map(joinLines).join('\n'), style.dates);
    },
  };
}

function headLines(totals: ComparisonTotals, hasRegistry: boolean, style: Style): string[] {
  const { classes, claims } = totals;
  const rows = comparisonClasses
    .filter((each) => classes[each].claims > 0)
    .map((each) => [
      `  ${classWords[each][0]}`,
      thousands(classes[each].claims).padStart(7),
      dollars(classes[each].dollars).padStart(14),
      classWords[each][1],
    ]);
  return [
    ...title('What the payer answered', style),
    ...wrap(`${countOf(claims, 'claim')}; answers: ${answersRead(totals)}.`, style.width),
    ...table(rows, style.width),
    ...notesOn(totals, hasRegistry).flatMap((note) => wrap(note, style.width)),
  ];
}

const suggestionTitles = {
  missed: 'What would have caught the missed ones',
  'false-alarm': 'What would have avoided the false alarms',
} as const;

function suggestionLines(
  kind: keyof typeof suggestionTitles,
  all: readonly SuggestionFor[],
  style: Style,
): string[] {
  const those = all.filter((one) => one.class === kind);
  if (those.length === 0) return [];
  const { paint, width } = style;
  const lines = those.slice(0, SUGGESTIONS_SHOWN).flatMap((one) => {
    const setting = one.setting === null ? [] : [`    ${visible(one.setting)}`];
    const about = `${countOf(one.claims, 'claim')}, ${dollars(one.dollars)}: ${one.text}`;
    return [...wrap(about, width - 2, 2).map((line) => `  ${line}`), ...setting];
  });
  return [paint.bold(suggestionTitles[kind]), ...lines, ...moreLine(those.length - SUGGESTIONS_SHOWN)];
}

function claimLines(missed: readonly ComparedClaim[], total: number, style: Style): string[] {
  if (missed.length === 0) return [];
  const rows = missed.map(({ id, charge, npi, payerName, payerId, answers, answered }) => [
    `  ${visible(id)}`,
    (charge === null ? '' : dollars(charge)).padStart(10),
    npi ?? 'no NPI',
    `${visible(payerName ?? payerId ?? '')}: ${visible(reasonsOf(answers))}${answered === null ? '' : ` on ${answered}`}`,
  ]);
  return [
    style.paint.bold('Claims that were missed'),
    ...table(rows, style.width),
    ...moreLine(total - missed.length),
  ];
}

function ambiguousLines(ambiguous: readonly UnmatchedAnswer[], total: number, style: Style): string[] {
  if (ambiguous.length === 0) return [];
  const rows = ambiguous.map(({ id, kind, day, reason, charge }) => [
    `  ${visible(id)}`,
    kind,
    (charge === null ? '' : dollars(charge)).padStart(10),
    `${day ?? ''} ${visible(reason)}`,
  ]);
  return [
    style.paint.bold('Answers that could be to several claims'),
    ...table(rows, style.width),
    ...moreLine(total - ambiguous.length),
  ];
}

const groupColumns = ['missed', 'false-alarm', 'foreseen', 'agreed-clean'] as const;

function groupLines(name: string, groups: readonly ComparisonGroup[], style: Style): string[] {
  const telling = groups.filter((group) => groupColumns.some((each) => group[each].claims > 0));
  if (telling.length === 0) return [];
  const rows = telling
    .slice(0, GROUPS_SHOWN)
    .map((group) => [
      ...groupColumns.map((each) => thousands(group[each].claims).padStart(classWords[each][0].length)),
      nameOf(group),
    ]);
  return [
    style.paint.bold(`By ${name.toLowerCase()}`),
    ...table([[...groupColumns.map((each) => classWords[each][0]), name], ...rows], style.width - 2).map(
      (line) => `  ${line}`.trimEnd(),
    ),
    ...moreLine(telling.length - GROUPS_SHOWN),
  ];
}

function nameOf({ key, name }: ComparisonGroup): string {
  if (name === '') return visible(key) || 'not known';
  return key === '' ? visible(name) : `${visible(name)} (${visible(key)})`;
}

/** A line a month. */
function monthLines(months: readonly ComparisonGroup[], style: Style): string[] {
  if (months.length === 0) return [];
  const rows = months.map((month) => [
    month.key || 'no date',
    ...monthColumns.map((each) => thousands(month[each].claims).padStart(classWords[each][0].length)),
    dollars(month.foreseen.dollars),
  ]);
  const head = ['Month', ...monthColumns.map((each) => classWords[each][0]), 'dollars foreseen'];
  return [
    style.paint.bold('By month of the claims'),
    ...table([head, ...rows], style.width - 2).map((line) => `  ${line}`),
  ];
}

function moreLine(more: number): string[] {
  return more > 0 ? [`  and ${thousands(more)} more; ${inOthers}`] : [];
}
