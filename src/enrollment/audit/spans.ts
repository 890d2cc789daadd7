import type { Enrollment } from '../../registry/registry';
import { isRequired } from '../../rules/case';
import { type Stretch, timelineOf } from '../../rules/timeline';
import { dayOf } from '../../values/dates';
import { isoOf, type Serial, serialOf } from './calendar';
import { grouped, type KindText, medicaidIdOf, type Remark, type Subject, whenInWords } from './question';

const ENDING_SOON = 60;

const kinds = {
  'not-enrolled': {
    severity: 'warning',
    title: 'See whether these NPIs are still enrolled',
    hint: 'No enrollment holds on the day of the audit. If one was renewed or reinstated, bring the registry up to date; if not, claims for care given now are not paid.',
  },
  'enrollment-ending': {
    severity: 'warning',
    title: 'Renew enrollments that end within 60 days',
    hint: 'Nothing follows them in the registry. If one goes on, bring the registry up to date.',
  },
  'spans-overlap': {
    severity: 'warning',
    title: 'Correct spans of one enrollment that overlap',
    hint: 'Rows of one Medicaid ID with the same type, taxonomy and ZIP hold at the same time, from and to different days: one of the dates is wrong, or a row was not ended.',
  },
  'span-gap': {
    severity: 'warning',
    title: 'Close gaps between the spans of one Medicaid ID',
    hint: 'The ID ends, and begins again later. If it never ended, correct the dates; claims for care given in the gap find no enrollment.',
  },
  'span-gap-past': {
    severity: 'info',
    title: 'Gaps that lie in the past',
    hint: 'The ID had ended and began again. If it never ended, correct the dates; claims for care given in the gap find no enrollment.',
  },
  'enrollment-upcoming': {
    severity: 'info',
    title: 'Enrollments that begin later',
    hint: 'They do not count until then.',
  },
  'enrollment-ended': {
    severity: 'info',
    title: 'Enrollments that have ended',
    hint: 'They no longer count; the rows are still needed for claims of their time.',
  },
} satisfies Record<string, KindText>;

type Kind = keyof typeof kinds;

function* ask(subject: Subject): Generator<Remark<Kind>> {
  const ids = grouped(subject.rows, medicaidIdOf);
  const isNeeded = taxonomyNeed(subject);
  if (subject.active.length === 0) yield notEnrolled(subject, [...ids.keys()]);
  for (const [medicaidId, rows] of ids) {
    const spans = merged(rows.map(spanOf));
    yield* gaps(medicaidId, spans, subject);
    yield* endOrBeginning(medicaidId, spans, subject, isNeeded);
    yield* overlaps(medicaidId, rows);
  }
}

export const spans = { kinds, ask };

interface Span {
  readonly from: Serial;
  readonly to: Serial;
}

function spanOf({ from, to }: Enrollment): Span {
  return {
    from: from === null ? Number.NEGATIVE_INFINITY : serialOf(from),
    to: to === null ? Number.POSITIVE_INFINITY : serialOf(to),
  };
}

function byBeginning(a: Span, b: Span): number {
  return a.from === b.from ? 0 : a.from - b.from;
}

/** The days that the spans cover, as the fewest spans. */
function merged(spans: Span[]): readonly Span[] {
  const wide: Span[] = [];
  for (const span of spans.sort(byBeginning)) {
    const last = wide.at(-1);
    if (last !== undefined && span.from <= last.to + 1)
      wide[wide.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else wide.push(span);
  }
  return wide;
}

function notEnrolled({ rows, current, today }: Subject, medicaidIds: readonly string[]): Remark<Kind> {
  const ends = rows.flatMap(({ to }) => (to === null || serialOf(to) >= today ? [] : [to])).sort();
  const starts = current.flatMap(({ from }) => (from === null ? [] : [from])).sort();
  const last = ends.at(-1) ?? null;
  const around = [
    ...(last === null ? [] : [`the last one ended on ${last}`]),
    ...(starts.length === 0 ? [] : [`the next one begins on ${starts[0]}`]),
  ];
  return {
    kind: 'not-enrolled',
    medicaidIds,
    date: last,
    message: `No enrollment holds: ${around.join(', ')}.`,
  };
}

function* gaps(medicaidId: string, spans: readonly Span[], { today }: Subject): Generator<Remark<Kind>> {
  for (const [i, next] of spans.entries()) {
    const before = spans[i - 1];
    if (before === undefined) continue;
    const [first, last] = [before.to + 1, next.from - 1];
    yield {
      kind: last < today ? 'span-gap-past' : 'span-gap',
      medicaidIds: [medicaidId],
      date: isoOf(first),
      message:
        first === last
          ? `Not enrolled on ${isoOf(first)}.`
          : `Not enrolled from ${isoOf(first)} to ${isoOf(last)}.`,
    };
  }
}

function* endOrBeginning(
  medicaidId: string,
  spans: readonly Span[],
  { active, asOf, today }: Subject,
  isNeeded: (date: string) => boolean,
): Generator<Remark<Kind>> {
  const last = spans.at(-1)!;
  const medicaidIds = [medicaidId];
  if (last.to < today) {
    if (active.length === 0) return; // reported for the NPI
    const date = isoOf(last.to);
    yield { kind: 'enrollment-ended', medicaidIds, date, message: `Ended on ${date}.` };
    return;
  }
  if (last.from <= today && last.to - today <= ENDING_SOON) {
    const date = isoOf(last.to);
    const message = `Ends on ${date}, ${whenInWords(last.to - today)}.`;
    yield { kind: 'enrollment-ending', medicaidIds, date, message };
  }
  const next = spans.find((span) => span.to >= today);
  if (next === undefined || next.from <= today) return;
  const date = isoOf(next.from);
  const then = isNeeded(date) && !isNeeded(asOf) ? '; from then on claims need a taxonomy' : '';
  const message = `Begins on ${date}, ${whenInWords(next.from - today)}${then}.`;
  yield { kind: 'enrollment-upcoming', medicaidIds, date, message };
}

/** Whether claims of a date need a taxonomy. */
function taxonomyNeed({ rows }: Subject): (date: string) => boolean {
  let stretches: readonly Stretch[] | null = null; // computed on demand
  return (date) => {
    stretches ??= [...timelineOf(rows)];
    const day = dayOf(date);
    const next = firstAt(stretches.length, (at) => stretches![at]!.from > day);
    return isRequired('either', stretches[next - 1]?.reasons ?? []);
  };
}

/** The first index at which it holds, if it holds at all later ones; `length` if it holds at none. */
function firstAt(length: number, holds: (at: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Rows with different taxonomy or ZIP overlap on purpose, and so do those with the same span. */
function* overlaps(medicaidId: string, rows: readonly Enrollment[]): Generator<Remark<Kind>> {
  if (rows.length < 2) return;
  const emitted = new Set<string>();
  for (const [, alike] of alikes(rows)) {
    const sorted = alike
      .map((row) => ({ ...spanOf(row), row }))
      .sort((a, b) => byBeginning(a, b) || a.to - b.to);
    let longest = sorted[0]!;
    for (const span of sorted.slice(1)) {
      const overlaps = span.from <= longest.to && (span.from !== longest.from || span.to !== longest.to);
      const message = `${inWords(longest.row)} and ${inWords(span.row)} overlap.`;
      if (overlaps && !emitted.has(message)) {
        emitted.add(message);
        yield { kind: 'spans-overlap', medicaidIds: [medicaidId], date: span.row.from, message };
      }
      if (span.to > longest.to) longest = span;
    }
  }
}

/** Rows by provider type, ZIP and each of their taxonomies. */
function alikes(rows: readonly Enrollment[]): ReadonlyMap<string, readonly Enrollment[]> {
  return grouped(
    rows.flatMap((row) =>
      row.taxonomies.length < 2 ? [row] : row.taxonomies.map((code) => ({ ...row, taxonomies: [code] })),
    ),
    ({ providerType, zip, taxonomies }) => `${providerType}|${zip}|${taxonomies[0] ?? ''}`,
  );
}

function inWords({ from, to }: Enrollment): string {
  if (from === null && to === null) return 'a span without dates';
  if (from === null) return `the span until ${to}`;
  return to === null ? `the span since ${from}` : `${from} to ${to}`;
}
