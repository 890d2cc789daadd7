import { isoOf, serialOf } from './calendar';
import { daysInWords, firstOf, type KindText, type Remark, type Subject } from './question';

/** Days without activity after which the portal withdraws an application; it warns at 30 and 60. */
const WITHDRAWN = 120;

const kinds = {
  'application-withdrawn': {
    severity: 'error',
    title: 'Find out about applications without activity for 120 days',
    hint: 'The portal withdraws an application after 120 days without activity. If it is withdrawn, begin a new one; if not, finish it today.',
  },
  'application-idle-60': {
    severity: 'warning',
    title: 'Finish applications without activity for 60 days',
    hint: 'The portal warns at 30 and 60 days without activity and withdraws the application at 120.',
  },
  'application-idle-30': {
    severity: 'warning',
    title: 'Go on with applications without activity for 30 days',
    hint: 'The portal warns at 30 and 60 days without activity and withdraws the application at 120.',
  },
  'application-unclear': {
    severity: 'warning',
    title: 'Look up applications that the registry is not clear about',
    hint: 'Understood as open are statuses with "progress" or "return", as closed "approved", "denied", "withdrawn" and "complete"; an open application needs the day of its last activity.',
  },
  'application-open': {
    severity: 'info',
    title: 'Applications in progress or returned',
    hint: 'The portal warns at 30 and 60 days without activity and withdraws the application at 120.',
  },
} satisfies Record<string, KindText>;

type Kind = keyof typeof kinds;

/** An application may accompany an enrollment that has ended, so all rows count. */
function* ask({ rows, today }: Subject): Generator<Remark<Kind>> {
  const listed = rows.filter((row) => row.applicationStatus !== null);
  const keyOf = (row: (typeof listed)[number]) =>
    `${row.applicationActivityDate} ${row.medicaidId} ${row.applicationStatus}`;
  for (const row of firstOf(listed, keyOf).values()) {
    const status = row.applicationStatus!;
    const date = row.applicationActivityDate;
    const open = isOpen(status);
    if (!open && (isClosed(status) || date === null)) continue;
    const idle = date === null ? null : today - serialOf(date);
    const [kind, message] = open ? judged(idle, date) : unclear('the status is not understood', idle);
    yield {
      kind,
      medicaidIds: [row.medicaidId],
      date,
      message: `Application "${status.slice(0, 40)}": ${message}.`,
    };
  }
}

export const applications = { kinds, ask };

function isOpen(status: string): boolean {
  return /progress|return/i.test(status);
}

/** A preceding word that negates it makes the status unclear. */
function isClosed(status: string): boolean {
  return (
    /\b(approved|denied|withdrawn|completed?)\b/i.test(status) &&
    !/\b(not|be|pending|awaiting)\b/i.test(status)
  );
}

function judged(idle: number | null, date: string | null): [Kind, string] {
  if (idle === null || date === null) return unclear('the registry has no day of its last activity', null);
  if (!(idle >= 0)) return unclear(`its last activity on ${date} lies ahead`, null);
  if (idle >= WITHDRAWN)
    return ['application-withdrawn', `${inactivity(idle)}; the portal withdraws it at ${WITHDRAWN}`];
  const kind = idle >= 60 ? 'application-idle-60' : idle >= 30 ? 'application-idle-30' : 'application-open';
  return [kind, `${inactivity(idle)}; the portal withdraws it on ${isoOf(serialOf(date) + WITHDRAWN)}`];
}

function unclear(why: string, idle: number | null): [Kind, string] {
  return ['application-unclear', idle === null ? why : `${why}; ${inactivity(idle)}`];
}

function inactivity(idle: number): string {
  return `${daysInWords(idle)} without activity`;
}
