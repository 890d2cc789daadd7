import { submit as submitFiles } from '../../../batch/queue/submit';
import { countOf, thousands } from '../../../values/numbers';
import type { Command } from '../../command';
import { exitCodes } from '../../exit-code';
import { writing } from '../../output/batch-end';
import { flags, standardsFlags } from '../../settings/flags';
import { claimResults, findBatchFiles } from '../check/batch';
import { logFlags, queueFlags, readRun, runSettings, withRedis } from './run-settings';

export const submit: Command = {
  usage: `$0 queue submit DIR... --registry FILE --redis URL --out OUT

Puts the claim files of the folders into a queue on your Redis server, each that is not checked yet once, for prvcheck queue work to check. Redis learns the names, sizes and hashes of the files, and nothing that is in them.`,
  positionals: { paths: 'Files, and folders (searched for X12 files)' },
  flags: {
    ...standardsFlags,
    'hide-claim-ids': flags['hide-claim-ids'],
    'hide-key': flags['hide-key'],
    'file-mode': flags['file-mode'],
    ...queueFlags,
    ...logFlags,
  },
  epilog: `Submit again whenever files have changed or come, or Redis has lost its data: what is done stays done.

Example:
  prvcheck queue submit claims --registry r.prvx --redis redis://queue:6379 --out out
  prvcheck queue work claims --registry r.prvx --redis redis://queue:6379 --out out
  prvcheck queue merge --redis redis://queue:6379 --out out

Exit codes:
  0  every file is in the queue or done
  2  the job could not be done: wrong use, a file that cannot be read or written, or no Redis`,

  async run(call) {
    const { config, log } = call;
    const { settings, out, redis } = await runSettings(call);
    const { files, read, skipped, unfound } = await findBatchFiles(settings.paths);
    for (const { message } of unfound) log.problem(message);
    if (files.length === 0) return exitCodes.failed;
    claimResults(out, files, [...read, config.path], settings);
    const writer = { mode: settings.fileMode, note: (text: string) => log.note(text) };
    const { key } = await readRun(settings, log);
    const { queue, added, waiting, done } = await withRedis(redis, false, log, (connection) => {
      let hashed = 0;
      log.progress(() => `hashing: ${thousands(hashed)} of ${countOf(files.length, 'file')}`);
      return writing(out, () =>
        submitFiles(files, skipped.length, out, key, connection, writer, (count) => {
          hashed = count;
        }),
      );
    });
    const parts = [`${countOf(added, 'file')} added to the queue ${queue}`];
    if (waiting > 0) parts.push(`${thousands(waiting)} in it already`);
    if (done > 0) parts.push(`${thousands(done)} done`);
    if (skipped.length > 0) parts.push(`${countOf(skipped.length, 'other file')} skipped`);
    log.note(parts.join(', '));
    return unfound.length > 0 ? exitCodes.failed : exitCodes.clean;
  },
};
