import { dirname, join } from 'node:path';
import { makeOutputFolder } from '../../../batch/make-folder';
import type { Standards } from '../../../check/standards';
import { addSummaries, emptySummary } from '../../../check/summary';
import type { Summary } from '../../../finding';
import { Correction } from '../../../input/correction';
import { type InputsWork, runInputs } from '../../../input/run-inputs';
import { InputError } from '../../../node/input-error';
import { OutputError } from '../../../node/output-error';
import type { Certainties } from '../../../repair/repair';
import { RepairRun } from '../../../repair/run';
import { changesCsv } from '../../../report/changes-csv';
import { changesNdjson } from '../../../report/repair';
import type { Command } from '../../command';
import { exitCode, exitCodes } from '../../exit-code';
import { pathsHelp } from '../../help';
import { findInputs, skippedInWords } from '../../input/inputs';
import { writing } from '../../output/batch-end';
import type { Log } from '../../output/log';
import { nowhere, type Output, stdoutOutput } from '../../output/outputs';
import { checkProgress } from '../../output/progress';
import { RunFiles, refuseInside } from '../../output/run-files';
import { readStandards } from '../../settings/read-standards';
import { exitLimits, toSettings, withoutBatch } from '../../settings/settings';
import { word } from '../../settings/values';
import { UsageError } from '../../usage-error';
import { type FileToFix, filesToFix, onceOnly, openTwice } from './files';
import { FixLog } from './fix-log';
import { fixFlags, fixHelp, fixUsage } from './flags';
import { type FixTarget, fixTarget, readCertainties } from './settings';

interface FixRun {
  readonly standards: Standards;
  readonly certainties: Certainties;
  readonly target: FixTarget;
  readonly written: RunFiles;
  readonly fixLog: FixLog;
  readonly log: Log;
}

/** `prvcheck fix`. */
export const fix: Command = {
  usage: fixUsage,
  positionals: { paths: pathsHelp },
  flags: fixFlags,
  epilog: fixHelp,

  async run({ words: paths, raw, given, config, log }) {
    if (paths.length === 0)
      throw new UsageError('Nothing to correct: name the claim files, or the folders that hold them.');
    if (paths.includes('-')) throw new UsageError(`${onceOnly('The standard input')}`);
    const target = fixTarget(given);
    const settings = toSettings(paths, withoutBatch(raw), config.payers);
    if (target.kind === 'folder') for (const path of paths) refuseInside(target.out, path);
    const { inputs, problems, skipped } = await findInputs(paths);
    for (const { message } of problems) log.problem(message);
    if (inputs.length === 0) return exitCodes.failed;
    if (skipped.length > 0) log.note(skippedInWords(skipped));
    const files = filesToFix(paths, inputs);
    if (target.kind === 'stdout' && files.length > 1)
      throw new UsageError(`--stdout is for one file, and these are ${files.length}. Use --out DIR.`);
    const { standards, registry } = await readStandards(settings, log);
    const isRegistered = (npi: string) => registry.enrollments(npi).length > 0;
    const certainties = await readCertainties(raw, isRegistered, files, log);
    const read = [...inputs.map(({ path }) => path), settings.registry, settings.nucc];
    const written = new RunFiles([...read, word(raw.assignments), config.path], settings.fileMode);
    const changes = await openLog(word(raw.changes), target, written, files);
    const form = /\.csv$/i.test(word(raw.changes) ?? '') ? changesCsv() : changesNdjson();
    const fixLog = new FixLog(target.kind, form, changes, log, skipped.length);
    const run: FixRun = { standards, certainties, target, written, fixLog, log };
    const { after, isIncomplete } = await fixAll(files, run);
    await fixLog.end(after);
    if (target.kind === 'folder' && after.files > 0) log.note(`wrote ${target.out}`);
    return exitCode(after, exitLimits({}), isIncomplete || problems.length > 0);
  },
};

const logName = 'changes.ndjson';

async function openLog(
  path: string | null,
  target: FixTarget,
  written: RunFiles,
  files: readonly FileToFix[],
): Promise<Output> {
  if (path !== null) return written.open(path, true);
  if (target.kind !== 'folder') return nowhere;
  if (files.some(({ copy }) => copy === logName))
    throw new UsageError(`A file to correct is called ${logName}: name another log with --changes FILE.`);
  return openIn(target.out, logName, written);
}

async function openIn(out: string, name: string, written: RunFiles): Promise<Output> {
  const path = join(out, name);
  await writing(path, async () => makeOutputFolder(dirname(path), written.mode));
  return written.open(path, true);
}

async function fixAll(
  files: readonly FileToFix[],
  { standards, certainties, target, written, fixLog, log }: FixRun,
): Promise<{ readonly after: Summary; readonly isIncomplete: boolean }> {
  const progress = checkProgress(files.map(({ input }) => input));
  let after = emptySummary;
  let output = nowhere;
  let isUnwritten = false;
  const failed = async (name: string, message: string) => {
    await output.abandon();
    log.problem(`${message} No corrected copy of it was written.`);
    await fixLog.failed(name, message);
  };
  const work: InputsWork<FileToFix, Correction> = {
    async start(file, { index, soFar }) {
      log.progress(() => progress(index, soFar()));
      output = nowhere;
      const { input, name } = file;
      const [source, again] = openTwice(input);
      output = await openCopy(file, target, written);
      return new Correction(input.name, new RepairRun(source, again, standards, certainties, name, fixLog));
    },
    async step(_, __, bytes) {
      if (target.kind === 'stdout') log.clear();
      await output.write(bytes);
      await fixLog.flush();
    },
    fault: ({ name }, { message }) => failed(name, message),
    async done({ name }, correction) {
      try {
        await output.finish();
      } catch (error) {
        isUnwritten = true;
        return failed(name, faultOfCopy(error).message);
      }
      await fixLog.done();
      after = addSummaries(after, correction.after);
    },
  };
  try {
    const { isIncomplete } = await runInputs(files, work);
    return { after, isIncomplete: isIncomplete || isUnwritten };
  } catch (error) {
    await output.abandon();
    throw error;
  } finally {
    log.progress(null);
  }
}

async function openCopy({ copy }: FileToFix, target: FixTarget, written: RunFiles): Promise<Output> {
  if (target.kind !== 'folder') return target.kind === 'stdout' ? stdoutOutput : nowhere;
  return openIn(target.out, copy, written).catch((error: unknown) => {
    throw faultOfCopy(error);
  });
}

/**
 * The fault of one copy, for example a name that is too long, or a file that another program holds: others can still be
 * written.
 * @throws any other error
 */
function faultOfCopy(error: unknown): InputError {
  if (error instanceof OutputError && error.words !== null) return new InputError(error.words);
  throw error;
}
