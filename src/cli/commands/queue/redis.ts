import { isSea } from 'node:sea';
import { type RedisAddress, readAddress } from '../../../batch/queue/address';
import type { Call } from '../../command';
import type { Flag } from '../../settings/flags';
import { readSmallFile } from '../../settings/small-file';
import { word } from '../../settings/values';
import { UsageError } from '../../usage-error';

export const redisFlags = {
  redis: {
    kind: 'word',
    group: 'Queue:',
    describe:
      'URL: your Redis server, redis://HOST:PORT or rediss://. With a password better from --redis-file, PRVCHECK_REDIS_URL, or "redis" in the config file: others see what a command was started with',
  },
  'redis-file': { kind: 'word', group: 'Queue:', describe: 'FILE: holds that URL and nothing else' },
} as const satisfies Record<string, Flag>;

const variable = 'PRVCHECK_REDIS_URL';

/**
 * The Redis address from the flags or the config.
 * @throws UsageError, InputError; neither shows the URL, which may contain a password
 */
export async function redisGiven(call: Pick<Call, 'raw' | 'config'>): Promise<RedisAddress> {
  if (isSea())
    throw new UsageError(
      'The queue is only in the package, which needs Node: npm install prvcheck bullmq ioredis.',
    );
  const { source, url } = await urlGiven(call);
  const address = readAddress(url);
  if (typeof address === 'string') throw new UsageError(`${source} ${address}.`);
  return address;
}

async function urlGiven({
  raw,
  config,
}: Pick<Call, 'raw' | 'config'>): Promise<{ readonly source: string; readonly url: string }> {
  const [url, file] = [word(raw.redis), word(raw['redis-file'])];
  if (url !== null && file !== null) throw new UsageError('Give only one of --redis and --redis-file.');
  if (url !== null) return { source: '--redis', url };
  if (file !== null) return { source: file, url: (await readSmallFile(file)).toString('utf8').trim() };
  const ofEnvironment = process.env[variable] ?? '';
  if (ofEnvironment !== '') return { source: variable, url: ofEnvironment };
  if (config.redis !== null) return { source: `"redis" in ${config.path}`, url: config.redis };
  throw new UsageError(
    `Say which Redis server to use: --redis redis://HOST:PORT, --redis-file FILE, ${variable}, or "redis" in the config file.`,
  );
}
