import { mergeQueue } from '../../batch/queue/merge';
import { countOf } from '../../report/numbers';
import { batchInWords, writing } from '../batch-end';
import { exitCode } from '../exit-code';
import { flags } from '../flags';
import { exitLimits } from '../settings';
import type { Subcommand } from '../subcommand';
import { UsageError } from '../usage-error';
import { redisGiven } from './redis';
import { outGiven, queueFlags, talkFlags, withRedis } from './terms';

export const merge: Subcommand = {
  command: 'merge',
  describe: 'End a run: write its files.ndjson and summary.json',
  usage: `$0 queue merge --redis URL --out OUT

When all files are done, leaves the output folder as prvcheck check --out would have left it on one machine, byte for byte, and takes the run from the Redis server.`,
  positionals: {},
  flags: {
    ...queueFlags,
    'fail-on': flags['fail-on'],
    'max-warnings': flags['max-warnings'],
    'exit-zero': flags['exit-zero'],
    ...talkFlags,
  },
  epilog: `Exit codes:
  0  no error findings
  1  error findings (see --fail-on and --max-warnings)
  2  the job could not be done: files are not done yet, could not be read or were given up; wrong use; no Redis`,

  async run([more], raw, talk) {
    if (more !== undefined)
      throw new UsageError(`"prvcheck queue merge" cannot use "${more}": it knows what was submitted.`);
    const out = outGiven(raw);
    const limits = exitLimits(raw);
    const { summary, undone } = await withRedis(await redisGiven(raw), false, talk, (connection) =>
      writing(out, () => mergeQueue(out, connection)),
    );
    for (const { error } of undone.slice(0, shown)) talk.problem(error!);
    if (undone.length > shown) talk.problem(`and ${countOf(undone.length - shown, 'file')} more like these`);
    talk.note(`wrote ${out}: ${batchInWords(summary)}`);
    return exitCode({ ...summary, type: 'summary' }, limits, undone.length > 0);
  },
};

const shown = 10;
