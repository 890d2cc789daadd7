import { isoDay } from '../../dates';
import { readDay } from '../../registry/read-day';
import { type Require, requireSettings } from '../../rules/policy';
import { type Flag, flags } from '../flags';
import { word } from '../settings';
import { oneOf, UsageError } from '../usage-error';
import type { RawFlags } from './command';

/** The flags that say for which day, and by which setting, an NPI is judged. */
export const judgingFlags = {
  on: {
    kind: 'word',
    group: 'Judging:',
    describe: 'DATE: judge a claim served on that day, as 2026-07-01 or 7/1/2026',
  },
  require: { ...flags.require, group: 'Judging:' },
} as const satisfies Record<string, Flag>;

/** The day, YYYY-MM-DD; null where none is given. */
export function dayGiven(raw: RawFlags): string | null {
  const text = word(raw.on);
  if (text === null) return null;
  const day = readDay(text);
  if (day === null)
    throw new UsageError(`--on cannot be "${text}": write a date as 2026-01-31, 20260131 or 1/31/2026.`);
  return isoDay(day);
}

export function requireGiven(raw: RawFlags): Require {
  return oneOf('--require', word(raw.require) ?? 'either', requireSettings);
}
