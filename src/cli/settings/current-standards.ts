import { stat } from 'node:fs/promises';
import type { Standards } from '../../check/standards';
import { InputError } from '../../node/input-error';
import type { Log } from '../output/log';
import { readStandards } from './read-standards';
import type { CheckSettings } from './settings';

/**
 * Reads what claims are checked against, and reads it again after the registry has changed and then been unchanged for
 * `settle` milliseconds: a half-written registry would make claims count as clean.
 * @returns a function that returns the current standards. If the registry cannot be read, it logs that and keeps the
 * last ones
 */
export async function currentStandards(
  settings: CheckSettings,
  settle: number,
  log: Log,
): Promise<() => Promise<Standards>> {
  const { registry: path } = settings;
  let known = await stampOf(path);
  let { standards } = await readStandards(settings, log);
  let seen = { stamp: known, since: 0 };
  return async () => {
    const stamp = await stampOf(path);
    const now = performance.now();
    if (stamp !== seen.stamp) seen = { stamp, since: now };
    if (stamp === known || now - seen.since < settle) return standards;
    known = stamp;
    try {
      ({ standards } = await readStandards(settings, log));
      log.note(`${path} has changed and was read again`);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      log.problem(`${error.message} The registry as it was before goes on to hold.`);
    }
    return standards;
  };
}

async function stampOf(path: string): Promise<string> {
  const info = await stat(path).catch(() => null);
  return info === null ? 'none' : `${info.ino} ${info.size} ${info.mtimeMs}`;
}
