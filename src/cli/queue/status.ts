import { statusOf } from '../../batch/queue/status';
import { jsonLine } from '../../report/json-line';
import { thousands } from '../../report/numbers';
import { visible } from '../../visible';
import { exitCodes } from '../exit-code';
import { word } from '../settings';
import { print } from '../stdout';
import type { Subcommand } from '../subcommand';
import { oneOf, UsageError } from '../usage-error';
import { redisFlags, redisGiven } from './redis';
import { talkFlags, withRedis } from './terms';

export const status: Subcommand = {
  command: 'status',
  describe: 'Show how far the queues on a Redis server have come',
  usage: `$0 queue status --redis URL

Shows how many files of each run on the Redis server wait, are being checked, are done, and were given up. A run is gone from there when it is merged.`,
  positionals: {},
  flags: {
    ...redisFlags,
    format: { kind: 'word', group: 'Report:', describe: 'text (default) or json' },
    ...talkFlags,
  },
  epilog: `Exit codes:
  0  shown
  2  the job could not be done: wrong use, or no Redis`,

  async run([more], raw, talk) {
    if (more !== undefined) throw new UsageError(`"prvcheck queue status" cannot use "${more}".`);
    const redis = await redisGiven(raw);
    const format = oneOf('--format', word(raw.format) ?? 'text', ['text', 'json']);
    const queues = await withRedis(redis, false, talk, statusOf);
    if (format === 'json') {
      await print(`${jsonLine({ type: 'queues', schema: 1, queues })}\n`);
      return exitCodes.clean;
    }
    if (queues.length === 0) talk.note('no run is on this server');
    for (const { queue, waiting, active, done, failed } of queues)
      await print(
        `${visible(queue)}: ${thousands(waiting)} waiting, ${thousands(active)} active, ${thousands(done)} done, ${thousands(failed)} failed\n`,
      );
    return exitCodes.clean;
  },
};
