import { mergeQueue } from '../../../batch/queue/merge';
import { countOf } from '../../../values/numbers';
import type { Command } from '../../command';
import { exitCode } from '../../exit-code';
import { batchInWords, writing } from '../../output/batch-end';
import { flags } from '../../settings/flags';
import { exitLimits } from '../../settings/settings';
import { fileModeOf } from '../../settings/values';
import { UsageError } from '../../usage-error';
import { redisGiven } from './redis';
import { logFlags, outGiven, queueFlags, withRedis } from './run-settings';

export const merge: Command = {
  usage: `$0 queue merge --redis URL --out OUT

When all files are done, leaves the output folder as prvcheck check --out would have left it on one machine, byte for byte, and takes the run from the Redis server.`,
  positionals: {},
  flags: {
    ...queueFlags,
    'file-mode': { ...flags['file-mode'], group: 'Queue:' },
    'fail-on': flags['fail-on'],
    'max-warnings': flags['max-warnings'],
    'exit-zero': flags['exit-zero'],
    ...logFlags,
  },
  epilog: `Exit codes:
  0  no error findings
  1  error findings (see --fail-on and --max-warnings)
  2  the job could not be done: files are not done yet, could not be read or were given up; wrong use; no Redis`,

  async run({ words: [more], raw, config, log }) {
    if (more !== undefined)
      throw new UsageError(`"prvcheck queue merge" cannot use "${more}": it knows what was submitted.`);
    const out = outGiven(raw);
    const limits = exitLimits(raw);
    const mode = fileModeOf(raw);
    const note = (text: string) => log.note(text);
    const { summary, undone } = await withRedis(await redisGiven({ raw, config }), false, log, (connection) =>
      writing(out, () => mergeQueue(out, connection, { mode, note })),
    );
    for (const { error } of undone.slice(0, shown)) log.problem(error!);
    if (undone.length > shown) log.problem(`and ${countOf(undone.length - shown, 'file')} more like these`);
    log.note(`wrote ${out}: ${batchInWords(summary)}`);
    return exitCode({ ...summary, type: 'summary' }, limits, undone.length > 0);
  },
};

const shown = 10;
