import { version } from '../../../package.json';
import type { RedisAddress } from '../../batch/queue/address';
import { type Connection, connect } from '../../batch/queue/connect';
import { settingsKey } from '../../batch/settings-key';
import type { Standards } from '../../file-checker';
import type { PackedRegistry } from '../../registry/packed';
import { refuseInside } from '../batch-command';
import { type Flag, flags } from '../flags';
import { hidingMark, readHiding } from '../hide-claim-ids';
import { readSettings } from '../read-settings';
import { readStandards } from '../read-standards';
import { type CheckSettings, word } from '../settings';
import type { RawFlags } from '../subcommand';
import type { Talk } from '../talk';
import { UsageError } from '../usage-error';
import { redisFlags, redisGiven } from './redis';

export const queueFlags = {
  ...redisFlags,
  out: {
    kind: 'word',
    group: 'Queue:',
    describe: 'DIR: the output folder, on a disk that all machines see (required)',
  },
} as const satisfies Record<string, Flag>;

export const talkFlags = { quiet: { ...flags.quiet, group: 'Settings:' }, config: flags.config };

export const foldersHelp = 'The same files and folders, in the same order, on each machine';

/** What a run is submitted or worked with. */
export interface RunSettings {
  readonly settings: CheckSettings;
  readonly out: string;
  readonly redis: RedisAddress;
}

export async function runSettings(words: readonly string[], raw: RawFlags, talk: Talk): Promise<RunSettings> {
  if (words.length === 0)
    throw new UsageError('Nothing to check: name the claim files, or the folders that hold them.');
  const redis = await redisGiven(raw);
  const { redis: _redis, 'redis-file': _file, wait: _wait, 'dead-after': _deadAfter, ...checking } = raw;
  const { settings, note } = await readSettings(words, checking);
  if (note !== null) talk.note(note);
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

/** Does the work with a Redis server, and lets go of it. */
export async function withRedis<T>(
  redis: RedisAddress,
  forever: boolean,
  talk: Talk,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await connect(redis, { forever, note: (text) => talk.note(text) });
  try {
    return await work(connection);
  } finally {
    talk.progress(null);
    await connection.close();
  }
}

export async function readRun(
  settings: CheckSettings,
  talk: Talk,
): Promise<{ readonly standards: Standards; readonly registry: PackedRegistry; readonly key: string }> {
  const { standards, registry } = await readStandards(settings, talk);
  const hiding = await hidingMark(await readHiding(settings));
  const key = settingsKey(version, registry.bytes, standards.policy, hiding);
  return { standards, registry, key };
}
