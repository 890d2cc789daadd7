import { REVALIDATION_CYCLE } from '../../registry/read-row';
import { dayOf, isoDay, yearsAfter } from '../../values/dates';
import { isoOf, serialOf } from './calendar';
import { firstOf, type KindText, type Remark, type Subject, whenInWords } from './question';

/** The portal warns if a revalidation is submitted more than this many days before the due date. */
const EARLIEST = 365;

const kinds = {
  'revalidation-past-due': {
    severity: 'error',
    title: 'Revalidate at once: past due',
    hint: 'A provider past due is deactivated. Revalidate in the partner portal; if it was done, bring the registry up to date.',
  },
  'revalidation-due-30': {
    severity: 'warning',
    title: 'Revalidate within 30 days',
    hint: 'Revalidate in the partner portal before the day; a provider past due is deactivated.',
  },
  'revalidation-due-60': {
    severity: 'warning',
    title: 'Revalidate within 60 days',
    hint: 'Revalidate in the partner portal before the day; a provider past due is deactivated.',
  },
  'revalidation-implausible': {
    severity: 'warning',
    title: 'Correct revalidation days more than five years ahead',
    hint: 'Revalidation is due every five years: a day further ahead is mistyped or means something else.',
  },
  'revalidation-due-365': {
    severity: 'info',
    title: 'Revalidation due within a year',
    hint: 'It can be done now: the portal warns only where one revalidates more than 365 days early.',
  },
} satisfies Record<string, KindText>;

type Kind = keyof typeof kinds;

function* ask({ current, asOf, today }: Subject): Generator<Remark<Kind>> {
  const dated = current.filter((row) => row.revalidationDate !== null);
  if (dated.length === 0) return;
  const furthest = isoDay(yearsAfter(dayOf(asOf), REVALIDATION_CYCLE))!;
  for (const row of firstOf(dated, (row) => `${row.revalidationDate} ${row.medicaidId}`).values()) {
    const date = row.revalidationDate!;
    const due = serialOf(date);
    const days = due - today;
    const kind = date > furthest ? 'revalidation-implausible' : kindOf(days);
    if (kind !== null)
      yield { kind, medicaidIds: [row.medicaidId], date, message: messageOf(kind, date, days) };
  }
}

export const revalidation = { kinds, ask };

function kindOf(days: number): Kind | null {
  if (days < 0) return 'revalidation-past-due';
  if (days <= 30) return 'revalidation-due-30';
  if (days <= 60) return 'revalidation-due-60';
  return days <= EARLIEST ? 'revalidation-due-365' : null;
}

function messageOf(kind: Kind, date: string, days: number): string {
  if (kind === 'revalidation-past-due') return `Revalidation was due on ${date}, ${whenInWords(days)}.`;
  if (kind === 'revalidation-implausible')
    return `Revalidation is due on ${date}, ${whenInWords(days)}: more than five years ahead.`;
  const text = `Revalidation is due on ${date}, ${whenInWords(days)}`;
  if (kind !== 'revalidation-due-365') return `${text}.`;
  return `${text}; the portal takes it without a warning from ${isoOf(serialOf(date) - EARLIEST)} on.`;
}
