import { submit as submitFiles } from '../../batch/queue/submit';
import { countOf, thousands } from '../../report/numbers';
import { findBatchFiles } from '../batch-command';
import { writing } from '../batch-end';
import { exitCodes } from '../exit-code';
import { flags, standardsFlags } from '../flags';
import type { Subcommand } from '../subcommand';
import { queueFlags, readRun, runSettings, talkFlags, withRedis } from './terms';

export const submit: Subcommand = {
  command: 'submit [paths..]',
  describe: 'Put the files that are not checked yet into the queue',
  usage: `$0 queue submit DIR... --registry FILE --redis URL --out OUT

Puts the claim files of the folders into a queue on your Redis server, each that is not checked yet once, for prvcheck queue work to check. Redis learns the names, sizes and hashes of the files, and nothing that is in them.`,
  positionals: { paths: 'Files, and folders (searched for X12 files)' },
  flags: {
    ...standardsFlags,
    'hide-claim-ids': flags['hide-claim-ids'],
    'hide-key': flags['hide-key'],
    ...queueFlags,
    ...talkFlags,
  },
  epilog: `Submit again whenever files have changed or come, or Redis has lost its data: what is done stays done.

Example:
  prvcheck queue submit claims --registry r.prvx --redis redis://queue:6379 --out out
  prvcheck queue work claims --registry r.prvx --redis redis://queue:6379 --out out
  prvcheck queue merge --redis redis://queue:6379 --out out

Exit codes:
  0  every file is in the queue or done
  2  the job could not be done: wrong use, a file that cannot be read or written, or no Redis`,

  async run(words, raw, talk) {
    const { settings, out, redis } = await runSettings(words, raw, talk);
    const { files, skipped, unfound } = await findBatchFiles(settings.paths);
    for (const { message } of unfound) talk.problem(message);
    if (files.length === 0) return exitCodes.failed;
    const { key } = await readRun(settings, talk);
    const { queue, added, waiting, done } = await withRedis(redis, false, talk, (connection) => {
      let hashed = 0;
      talk.progress(() => `hashing: ${thousands(hashed)} of ${countOf(files.length, 'file')}`);
      return writing(out, () =>
        submitFiles(files, skipped.length, out, key, connection, (count) => {
          hashed = count;
        }),
      );
    });
    const parts = [`${countOf(added, 'file')} added to the queue ${queue}`];
    if (waiting > 0) parts.push(`${thousands(waiting)} in it already`);
    if (done > 0) parts.push(`${thousands(done)} done`);
    if (skipped.length > 0) parts.push(`${countOf(skipped.length, 'other file')} skipped`);
    talk.note(parts.join(', '));
    return unfound.length > 0 ? exitCodes.failed : exitCodes.clean;
  },
};
