import { isoOf, serialOf, workingDaysBefore } from './calendar';
import { firstOf, type KindText, type Remark, type Subject, whenInWords } from './question';

/** A renewal reaches DMS automatically if made this many working days before the license expires (DOMAIN.md §2). */
const AUTOMATIC = 15;
/** Non-emergency transportation may be exempt from licensure, from that day at the earliest (DOMAIN.md §2). */
const EXEMPT_TYPE = '56';
const EXEMPT_SINCE = '2019-07-01';

const working = 'Working days are Monday to Friday here; holidays are not counted.';

const kinds = {
  'license-expired': {
    severity: 'error',
    title: 'Renew licenses that have expired',
    hint: 'Renew the license, or, if it was renewed, see that the portal has its new day, and bring the registry up to date.',
  },
  'license-expired-exempt': {
    severity: 'warning',
    title: 'Find out whether these expired licenses are needed',
    hint: `Provider type ${EXEMPT_TYPE} (non-emergency transportation) may be exempt from licensure since ${EXEMPT_SINCE}. If a license is needed, renew it.`,
  },
  'license-renewal-late': {
    severity: 'warning',
    title: 'Renew licenses, and see that the portal gets them',
    hint: `A renewal reaches DMS by itself only when made at least 15 working days before the license expires. ${working} It is too late for that: look in the portal whether the new day has arrived.`,
  },
  'license-expiring-60': {
    severity: 'warning',
    title: 'Renew licenses that expire within 60 days',
    hint: `A renewal made on the day named or before reaches DMS by itself: it is 15 working days before the license expires. ${working}`,
  },
  'license-expiring-365': {
    severity: 'info',
    title: 'Licenses that expire within a year',
    hint: `A renewal made on the day named or before reaches DMS by itself: it is 15 working days before the license expires. ${working}`,
  },
} satisfies Record<string, KindText>;

type Kind = keyof typeof kinds;

function* ask({ current, asOf, today }: Subject): Generator<Remark<Kind>> {
  const dated = current.filter((row) => row.licenseExpiration !== null);
  const keyOf = (row: (typeof dated)[number]) =>
    `${row.licenseExpiration} ${row.providerType === EXEMPT_TYPE} ${row.medicaidId}`;
  for (const row of firstOf(dated, keyOf).values()) {
    const date = row.licenseExpiration!;
    const days = serialOf(date) - today;
    if (!(days <= 365)) continue;
    const exempt = row.providerType === EXEMPT_TYPE && asOf >= EXEMPT_SINCE;
    const lastDay = workingDaysBefore(serialOf(date), AUTOMATIC);
    yield {
      kind: kindOf(days, lastDay - today, exempt),
      medicaidIds: [row.medicaidId],
      date,
      message: messageOf(date, days, isoOf(lastDay), lastDay - today, exempt),
    };
  }
}

export const licenses = { kinds, ask };

function kindOf(days: number, daysToRenew: number, exempt: boolean): Kind {
  if (days < 0) return exempt ? 'license-expired-exempt' : 'license-expired';
  if (daysToRenew < 0) return 'license-renewal-late';
  return days <= 60 ? 'license-expiring-60' : 'license-expiring-365';
}

function messageOf(
  date: string,
  days: number,
  lastDay: string,
  daysToRenew: number,
  exempt: boolean,
): string {
  const note = exempt ? ` Type ${EXEMPT_TYPE} may be exempt from licensure.` : '';
  if (days < 0) return `The license expired on ${date}, ${whenInWords(days)}.${note}`;
  const renewal =
    daysToRenew < 0
      ? `the last day for an automatic renewal was ${lastDay}`
      : `the last day for an automatic renewal is ${lastDay}`;
  return `The license expires on ${date}, ${whenInWords(days)}; ${renewal}.${note}`;
}
