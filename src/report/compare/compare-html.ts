import { comparisonClasses } from '../../compare/classify';
import type { ComparedClaim } from '../../compare/comparison-rows';
import type { ComparisonGroup, ComparisonTotals, SuggestionFor } from '../../compare/tallies';
import { countOf, thousands } from '../../values/numbers';
import { type DateStyle, showDates } from '../../values/show-dates';
import { visible } from '../../values/visible';
import { dollars } from '../text-file';
import type { CompareReport } from './compare-report';
import { answersRead, classWords, monthColumns, notesOn, reasonsOf } from './words';

/** A report may be mailed, and opened on small machines. */
const CLAIMS_LISTED = 2000;
const GROUPS_LISTED = 200;

/** A page of its own: no script, nothing from elsewhere. */
export function compareHtml({ dates = 'iso' }: { readonly dates?: DateStyle }): CompareReport {
  const kept: ComparedClaim[] = [];
  let hasRegistry = true;
  return {
    begin({ registry }) {
      hasRegistry = registry !== null;
      return '';
    },
    row(row) {
      const isListed =
        row.type === 'compared-claim' && (row.class === 'missed' || row.class === 'false-alarm');
      if (isListed && kept.length < CLAIMS_LISTED) kept.push(row);
      return '';
    },
    end(totals) {
      const body = [
        section(
          'What the payer answered',
          `<p>${text(`${countOf(totals.claims, 'claim')}; answers: ${answersRead(totals)}.`)}</p>`,
          classTable(totals),
          ...notesOn(totals, hasRegistry).map((note) => `<p>${text(note)}</p>`),
        ),
        suggestions('What would have caught the missed ones', totals.suggestions, 'missed'),
        suggestions('What would have avoided the false alarms', totals.suggestions, 'false-alarm'),
        claimTable(kept, totals),
        groupTable('By payer', totals.payers),
        groupTable('By provider', totals.providers),
        groupTable('By rule', totals.rules),
        monthTable(totals.months),
      ].join('');
      return showDates(page(body), dates);
    },
  };
}

function page(body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>What the payer answered</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 1rem; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.6rem; border-bottom: 1px solid #ccc; }
.n { text-align: right; white-space: nowrap; }
code { background: #eee; padding: 0.1rem 0.3rem; overflow-wrap: anywhere; }
</style>
</head>
<body>
${body}</body>
</html>
`;
}

function section(heading: string, ...parts: readonly string[]): string {
  return `<section>\n<h2>${text(heading)}</h2>\n${parts.join('\n')}\n</section>\n`;
}

function classTable({ classes }: ComparisonTotals): string {
  const rows = comparisonClasses.map((each) => {
    const [name, meaning] = classWords[each];
    return [name, number(classes[each].claims), amount(classes[each].dollars), meaning];
  });
  return tableOf(['', 'Claims', 'Dollars', ''], rows);
}

function suggestions(heading: string, all: readonly SuggestionFor[], kind: SuggestionFor['class']): string {
  const those = all.filter((one) => one.class === kind).slice(0, GROUPS_LISTED);
  if (those.length === 0) return '';
  const rows = those.map((one) => [
    number(one.claims),
    amount(one.dollars),
    html(`${text(one.text)}${one.setting === null ? '' : `<br><code>${text(one.setting)}</code>`}`),
  ]);
  return section(heading, tableOf(['Claims', 'Dollars', 'What to do'], rows));
}

function claimTable(kept: readonly ComparedClaim[], { classes }: ComparisonTotals): string {
  if (kept.length === 0) return '';
  const rows = kept.map((row) => [
    classWords[row.class][0],
    row.id,
    amount(row.charge ?? ''),
    row.provider ?? '',
    row.npi ?? '',
    row.payerName ?? row.payerId ?? '',
    reasonsOf(row.answers),
    row.answered ?? '',
  ]);
  const more = classes.missed.claims + classes['false-alarm'].claims - kept.length;
  const rest = more > 0 ? `<p>and ${thousands(more)} more</p>` : '';
  const head = ['', 'Claim', 'Charge', 'Provider', 'NPI', 'Payer', 'Answer', 'Day'];
  return section('Missed claims and false alarms', tableOf(head, rows), rest);
}

function groupTable(heading: string, groups: readonly ComparisonGroup[]): string {
  if (groups.length === 0) return '';
  const rows = groups
    .slice(0, GROUPS_LISTED)
    .map((group) => [
      group.name || 'not known',
      group.key,
      ...comparisonClasses.map((each) => number(group[each].claims)),
    ]);
  const head = ['', '', ...comparisonClasses.map((each) => classWords[each][0])];
  return section(heading, tableOf(head, rows));
}

function monthTable(months: readonly ComparisonGroup[]): string {
  if (months.length === 0) return '';
  const rows = months.map((month) => [
    month.key || 'no date',
    ...monthColumns.map((each) => number(month[each].claims)),
    amount(month.foreseen.dollars),
  ]);
  const head = ['Month', ...monthColumns.map((each) => classWords[each][0]), 'Dollars foreseen'];
  return section('By month of the claims', tableOf(head, rows));
}

/** A cell: a text, or what is HTML already. */
type HtmlCell = string | { readonly html: string; readonly isNumber?: boolean };

function html(code: string): HtmlCell {
  return { html: code };
}

function number(count: number): HtmlCell {
  return { html: thousands(count), isNumber: true };
}

function amount(value: string): HtmlCell {
  return { html: value === '' ? '' : text(dollars(value)), isNumber: true };
}

function tableOf(head: readonly string[], rows: readonly (readonly HtmlCell[])[]): string {
  const cell = (value: HtmlCell) => {
    if (typeof value === 'string') return `<td>${text(value)}</td>`;
    return `<td${value.isNumber ? ' class="n"' : ''}>${value.html}</td>`;
  };
  const lines = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`);
  return `<table>\n<tr>${head.map((name) => `<th>${text(name)}</th>`).join('')}</tr>\n${lines.join('\n')}\n</table>`;
}

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function text(data: string): string {
  return visible(data).replace(/[&<>"]/g, (mark) => marks[mark]!);
}
