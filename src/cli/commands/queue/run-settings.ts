import { version } from '../../../../package.json';
import type { RedisAddress } from '../../../batch/queue/address';
import { type Connection, connect } from '../../../batch/queue/connect';
import { settingsKey } from '../../../batch/settings-key';
import type { Standards } from '../../../check/standards';
import type { PackedRegistry } from '../../../registry/packed/packed';
import type { Call } from '../../command';
import type { Log } from '../../output/log';
import { refuseInside } from '../../output/run-files';
import type { RawFlags } from '../../settings/flags';
import { type Flag, flags } from '../../settings/flags';
import { hidingMark, readHiding } from '../../settings/hide-claim-ids';
import { readStandards } from '../../settings/read-standards';
import { type CheckSettings, toSettings } from '../../settings/settings';
import { word } from '../../settings/values';
import { UsageError } from '../../usage-error';
import { redisFlags, redisGiven } from './redis';

export const queueFlags = {
  ...redisFlags,
  out: {
    kind: 'word',
    group: 'Queue:',
    describe: 'DIR: the output folder, on a disk that all machines see (required)',
  },
} as const satisfies Record<string, Flag>;

export const logFlags = { quiet: { ...flags.quiet, group: 'Settings:' }, config: flags.config };

export const foldersHelp = 'The same files and folders, in the same order, on each machine';

/** The settings with which a run is submitted or worked. */
export interface RunSettings {
  readonly settings: CheckSettings;
  readonly out: string;
  readonly redis: RedisAddress;
}

export async function runSettings(call: Call): Promise<RunSettings> {
  const { words, raw, config } = call;
  if (words.length === 0)
    throw new UsageError('Nothing to check: name the claim files, or the folders that hold them.');
  const redis = await redisGiven(call);
  const settings = toSettings(words, raw, config.payers);
  const { paths, batch } = settings;
  if (batch === null) throw noOut();
  if (paths.includes('-')) throw new UsageError('The queue needs files and folders, not the standard input.');
  for (const path of paths) refuseInside(batch.out, path);
  return { settings, out: batch.out, redis };
}

export function outGiven(raw: RawFlags): string {
  const out = word(raw.out);
  if (out === null) throw noOut();
  return out;
}

function noOut(): UsageError {
  return new UsageError('Say where the output goes: --out DIR, on a disk that all machines see.');
}

/** Runs `work` with a connection to Redis and closes it afterwards. */
export async function withRedis<T>(
  redis: RedisAddress,
  forever: boolean,
  log: Log,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await connect(redis, { forever, note: (text) => log.note(text) });
  try {
    return await work(connection);
  } finally {
    log.progress(null);
    await connection.close();
  }
}

export async function readRun(
  settings: CheckSettings,
  log: Log,
): Promise<{ readonly standards: Standards; readonly registry: PackedRegistry; readonly key: string }> {
  const { standards, registry } = await readStandards(settings, log);
  const hiding = await hidingMark(await readHiding(settings));
  const key = settingsKey(version, registry.bytes, standards.policy, hiding);
  return { standards, registry, key };
}
