import { type AuditItem, type AuditKind, auditKinds } from '../../enrollment/audit/audit';
import { someOf } from '../../enrollment/audit/question';
import type { AuditTotals } from '../../enrollment/audit/totals';
import type { Severity } from '../../finding';
import { countOf, thousands } from '../../values/numbers';
import { showDates } from '../../values/show-dates';
import { visible } from '../../values/visible';
import { severities } from '../tally';
import { type TextOptions, textStyle } from '../text';
import { fileName, type Style, tags, title } from '../text-file';
import { joinLines, table, wrap } from '../wrap';
import type { AuditReport } from './audit-report';

/** Items listed of each kind. */
const LISTED = 20;
const IDS_SHOWN = 6;
const gutter = 'WARNING  '.length;
const indent = ' '.repeat(gutter);

/** For people: what to do, worst first, and for whom; of each kind the earliest dates. */
export function auditText(options: TextOptions = {}): AuditReport {
  const style = textStyle(options);
  const listed = new Map<AuditKind, AuditItem[]>();
  return {
    begin({ registry, asOf }) {
      return joinLines(title(`Audit of ${fileName(registry)} as of ${showDates(asOf, style.dates)}`, style));
    },
    item(item) {
      const items = listed.get(item.kind);
      if (items === undefined) listed.set(item.kind, [item]);
      else keepEarliest(items, item);
      return '';
    },
    end(totals) {
      const ranked = severities.flatMap((severity) =>
        (Object.keys(auditKinds) as AuditKind[]).filter((kind) => auditKinds[kind].severity === severity),
      );
      const blocks = ranked.flatMap((kind) => {
        const items = listed.get(kind);
        return items === undefined ? [] : [block(kind, items, totals.kinds[kind], style)];
      });
      const text = blocks.flatMap((lines) => ['', ...lines]);
      return showDates(joinLines([...wrap(summary(totals), style.width), ...text]), style.dates);
    },
  };
}

function keepEarliest(items: AuditItem[], item: AuditItem): void {
  const { date } = item;
  const later = date === null ? -1 : items.findIndex((other) => other.date !== null && other.date > date);
  if (later !== -1) items.splice(later, 0, item);
  else items.push(item);
  if (items.length > LISTED) items.pop();
}

function summary({ rows, npis, items, kinds }: AuditTotals): string {
  const notes = items.info - kinds['before-you-call'];
  const counts: [number, string][] = [
    [items.error, 'error'],
    [items.warning, 'warning'],
    [notes, 'note'],
  ];
  const parts = counts.flatMap(([count, noun]) => (count > 0 ? [countOf(count, noun)] : []));
  const found = parts.length === 0 ? 'nothing to do' : parts.join(', ');
  return `${countOf(rows, 'row')}, ${countOf(npis, 'NPI')}: ${found}.`;
}

function block(kind: AuditKind, items: readonly AuditItem[], count: number, style: Style): string[] {
  const { severity, title } = auditKinds[kind];
  const { hint } = items[0]!;
  const room = style.width - gutter;
  const heading = wrap(kind === 'before-you-call' ? title : `${title} (${thousands(count)})`, room);
  const lines = kind === 'before-you-call' ? items.flatMap(card) : rows(items, room);
  const more = count - items.length;
  const rest = more > 0 ? wrap(`and ${thousands(more)} more; use --format csv for all of them`, room) : [];
  const body = [...wrap(hint, room).map(style.paint.dim), ...lines, ...rest];
  return [
    ...heading.map((line, i) => (i === 0 ? tag(severity, style) : indent) + style.paint.bold(line)),
    ...body.map((line) => (line === '' ? '' : indent + line)),
  ];
}

function tag(severity: Severity, { paint }: Style): string {
  const colour = { error: paint.red, warning: paint.yellow, info: paint.cyan }[severity];
  return paint.bold(colour(tags[severity])) + ' '.repeat(gutter - tags[severity].length);
}

function rows(items: readonly AuditItem[], room: number): string[] {
  const ofNpis = items.some(({ npi }) => npi !== null);
  const cells = items.map(({ npi, medicaidIds, message }) => {
    const ids = medicaidIds.length === 0 ? '' : `${someOf(medicaidIds, IDS_SHOWN)}: `;
    return [...(ofNpis ? [npi ?? ''] : []), ids + message];
  });
  return table(cells, room);
}

/** The four fields, one line each. */
function card({ npi, medicaidIds, name, taxId }: AuditItem, index: number): string[] {
  return [
    ...(index === 0 ? [] : ['']),
    `KY Medicaid ID  ${visible(someOf(medicaidIds, IDS_SHOWN))}`,
    `Name            ${visible(name ?? '')}`,
    `NPI             ${npi}`,
    `Tax ID          ${visible(taxId ?? '')}`,
  ];
}
