import type { BatchFile } from '../../../batch/check-file';
import type { QueuedFile } from '../../../batch/queue/job';
import { RunFolder } from '../../../batch/queue/run-folder';
import { work as workOn } from '../../../batch/queue/work';
import { InputError } from '../../../node/input-error';
import { countOf } from '../../../values/numbers';
import type { Command } from '../../command';
import { exitCodes } from '../../exit-code';
import { writing } from '../../output/batch-end';
import type { RawFlags } from '../../settings/flags';
import { flags, standardsFlags } from '../../settings/flags';
import { word } from '../../settings/values';
import { UsageError } from '../../usage-error';
import { findBatchFiles, startWorkers } from '../check/batch';
import { BatchProgress } from '../check/batch-progress';
import { foldersHelp, logFlags, queueFlags, readRun, runSettings, withRedis } from './run-settings';

export const work: Command = {
  usage: `$0 queue work DIR... --registry FILE --redis URL --out OUT

Checks files of the queue until all of them are done. Run it on as many machines as you like, with the registry and options that were submitted. A worker may be stopped or killed at any time: others do its files.`,
  positionals: { paths: foldersHelp },
  flags: {
    ...standardsFlags,
    'hide-claim-ids': flags['hide-claim-ids'],
    'hide-key': flags['hide-key'],
    ...queueFlags,
    wait: {
      kind: 'switch',
      group: 'Queue:',
      describe: 'Stay when the queue is empty, for what is submitted later, until the run is merged',
    },
    'dead-after': {
      kind: 'word',
      group: 'Queue:',
      describe: 'SECONDS: a worker that is silent for so long is taken for dead (default: 30)',
    },
    jobs: { ...flags.jobs, describe: 'N: files that are checked at once (default: one a processor core)' },
    ...logFlags,
  },
  epilog: `A file whose check fails or ends its worker three times is given up, and is "broken" in files.ndjson.

Example:
  prvcheck queue work /mnt/claims --registry r.prvx --redis redis://queue:6379 --out /mnt/out

Exit codes:
  0  all files are done
  2  the job could not be done: wrong use, a file that cannot be read or written, or no Redis`,

  async run(call) {
    const { raw, log } = call;
    const { settings, out, redis } = await runSettings(call);
    const deadAfterSeconds = secondsGiven(raw);
    const run = RunFolder.open(out);
    const { standards, registry, key } = await readRun(settings, log);
    if (key !== run.settings)
      throw new InputError(
        `the run in ${out} was submitted with another registry, other settings or another version of prvcheck. Give this worker the same.`,
      );
    const { files, unfound } = await findBatchFiles(settings.paths);
    for (const { message } of unfound) log.problem(message);
    refuseStrangers(run, files, settings.paths);
    const crew = await startWorkers(settings, files, standards, registry, new BatchProgress(files));
    let checked = 0;
    let unread = 0;
    try {
      await withRedis(redis, true, log, (connection) => {
        log.progress(() => `${countOf(checked, 'file')} checked here`);
        return writing(out, () =>
          workOn(connection, {
            run,
            find: finder(settings.paths, files),
            check: crew.check,
            atOnce: crew.size,
            deadAfterSeconds,
            stays: raw.wait === true,
            done({ error }) {
              checked++;
              if (error === null) return;
              unread++;
              log.problem(error);
            },
            failed: (name, fault) =>
              log.problem(`the check of ${name} failed: ${fault instanceof Error ? fault.message : fault}`),
          }),
        );
      });
    } finally {
      await crew.end();
    }
    log.note(`${countOf(checked, 'file')} checked here`);
    const missing = run.isOpen() ? [...run.files()].filter((file) => !run.isDone(file)).length : 0;
    if (missing > 0)
      log.problem(
        `the queue is empty, but ${countOf(missing, 'file')} not done: Redis may have lost its data. Run prvcheck queue submit again.`,
      );
    return unread + missing > 0 ? exitCodes.failed : exitCodes.clean;
  },
};

function secondsGiven(raw: RawFlags): number {
  const text = word(raw['dead-after']) ?? '30';
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw new UsageError(`--dead-after needs a whole number of seconds from 1 to 9999, not "${text}".`);
  return Number(text);
}

/** Refuses a worker that sees other files than the submitter: it would end all jobs with "it does not exist". */
function refuseStrangers(run: RunFolder, files: readonly BatchFile[], paths: readonly string[]): void {
  const names = new Set(files.map(({ name }) => name));
  let first: QueuedFile | null = null;
  for (const file of run.files()) {
    if (names.has(file.name)) return;
    first ??= file;
  }
  if (first !== null)
    throw new InputError(
      `${paths.join(', ')} holds none of the files that were submitted, the first of which is ${first.name}. Name the same folders, in the same order.`,
    );
}

/** Finds files by name, and searches again if one is missing or changed. */
function finder(
  paths: readonly string[],
  files: readonly BatchFile[],
): (file: QueuedFile) => Promise<BatchFile | null> {
  const byName = (files: readonly BatchFile[]) => new Map(files.map((file) => [file.name, file]));
  let known = byName(files);
  return async ({ name, size }) => {
    if (known.get(name)?.size !== size) known = byName((await findBatchFiles(paths)).files);
    return known.get(name) ?? null;
  };
}
