import { type Require, requireSettings } from '../../../rules/policy';
import { isoDay } from '../../../values/dates';
import type { RawFlags } from '../../settings/flags';
import { type Flag, flags } from '../../settings/flags';
import { dayIn, word } from '../../settings/values';
import { oneOf } from '../../usage-error';

/** The flags for the day and the setting with which an NPI is judged. */
export const judgingFlags = {
  on: {
    kind: 'word',
    group: 'Judging:',
    describe: 'DATE: judge a claim served on that day, as 2026-07-01 or 7/1/2026',
  },
  require: { ...flags.require, group: 'Judging:' },
} as const satisfies Record<string, Flag>;

/** The day given by a flag, YYYY-MM-DD; null if it is not given. */
export function dayGiven(flag: string, raw: RawFlags): string | null {
  return isoDay(dayIn(flag, raw[flag]) ?? 0);
}

/** The current local date (not UTC), YYYY-MM-DD. */
export function today(): string {
  const now = new Date();
  return isoDay(now.getFullYear() * 10_000 + (now.getMonth() + 1) * 100 + now.getDate())!;
}

export function requireGiven(raw: RawFlags): Require {
  return oneOf('--require', word(raw.require) ?? 'either', requireSettings);
}
