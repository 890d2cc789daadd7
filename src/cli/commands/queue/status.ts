import { statusOf } from '../../../batch/queue/status';
import { jsonLine } from '../../../report/json-line';
import { thousands } from '../../../values/numbers';
import { visible } from '../../../values/visible';
import type { Command } from '../../command';
import { exitCodes } from '../../exit-code';
import { print } from '../../output/stdout';
import { word } from '../../settings/values';
import { oneOf, refuseMore } from '../../usage-error';
import { redisFlags, redisGiven } from './redis';
import { logFlags, withRedis } from './run-settings';

export const status: Command = {
  usage: `$0 queue status --redis URL

Shows how many files of each run on the Redis server wait, are being checked, are done, and were given up. A run is gone from there when it is merged.`,
  positionals: {},
  flags: {
    ...redisFlags,
    format: { kind: 'word', group: 'Report:', describe: 'text (default) or json' },
    ...logFlags,
  },
  epilog: `Exit codes:
  0  shown
  2  the job could not be done: wrong use, or no Redis`,

  async run({ words: [more], raw, config, log }) {
    refuseMore('queue status', more);
    const redis = await redisGiven({ raw, config });
    const format = oneOf('--format', word(raw.format) ?? 'text', ['text', 'json']);
    const queues = await withRedis(redis, false, log, statusOf);
    if (format === 'json') {
      await print(`${jsonLine({ type: 'queues', schema: 1, queues })}\n`);
      return exitCodes.clean;
    }
    if (queues.length === 0) log.note('no run is on this server');
    for (const { queue, waiting, active, done, failed } of queues)
      await print(
        `${visible(queue)}: ${thousands(waiting)} waiting, ${thousands(active)} active, ${thousands(done)} done, ${thousands(failed)} failed\n`,
      );
    return exitCodes.clean;
  },
};
