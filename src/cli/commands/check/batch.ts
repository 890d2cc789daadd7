import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { version } from '../../../../package.json';
import { type BatchFile, checkFile, unreadable } from '../../../batch/check-file';
import { byPath } from '../../../batch/names';
import { batchName, batchNames } from '../../../batch/paths';
import type { BatchSummary } from '../../../batch/results';
import { type CheckFile, runBatch } from '../../../batch/run';
import { settingsKey } from '../../../batch/settings-key';
import { isInShard } from '../../../batch/shard';
import { Store, writtenNames } from '../../../batch/store';
import type { Standards } from '../../../check/standards';
import type { Input, Problem } from '../../../input/input';
import type { PackedRegistry } from '../../../registry/packed/packed';
import { countOf, thousands } from '../../../values/numbers';
import { exitCode, exitCodes } from '../../exit-code';
import { findInputs } from '../../input/inputs';
import { batchInWords, writing } from '../../output/batch-end';
import type { Log } from '../../output/log';
import { keepMetrics } from '../../output/metrics';
import { RunFiles, refuseInside } from '../../output/run-files';
import { bytesToShare } from '../../parallel/bytes-to-share';
import { claimIdHider, hidingMark, readHiding } from '../../settings/hide-claim-ids';
import { readStandards } from '../../settings/read-standards';
import type { BatchSettings, CheckSettings } from '../../settings/settings';
import { UsageError } from '../../usage-error';
import { BatchProgress } from './batch-progress';

/** `prvcheck check --out`: returns the exit code. */
export async function checkBatch(
  settings: CheckSettings,
  batch: BatchSettings,
  config: string | null,
  log: Log,
): Promise<number> {
  const { paths } = settings;
  if (paths.includes('-')) throw new UsageError('--out needs files and folders, not the standard input.');
  for (const path of paths) refuseInside(batch.out, path);
  const { files: all, read, skipped: others, unfound } = await findBatchFiles(paths);
  for (const { message } of unfound) log.problem(message);
  if (all.length === 0) return exitCodes.failed;
  const { shard } = batch;
  const isMine = (name: string) => shard === null || isInShard(name, shard);
  const files = all.filter(({ name }) => isMine(name));
  // Each shard counts its share of them, so that together they count each once.
  const skipped = others.filter(isMine).length;
  if (shard !== null)
    log.note(
      `shard ${shard.index} of ${shard.count}: ${thousands(files.length)} of ${countOf(all.length, 'file')}`,
    );
  const written = claimResults(batch.out, files, [...read, config], settings);
  if (batch.metrics !== null) written.claim(batch.metrics.path);
  const standards = await readStandards(settings, log);
  const progress = new BatchProgress(files, skipped);
  const summary = await writing(batch.out, () => run(files, settings, batch, standards, progress, log));
  if (progress.kept > 0) log.note(`${countOf(progress.kept, 'file')} done by an earlier run, and kept`);
  log.note(`wrote ${batch.out}: ${batchInWords(summary)}`);
  return exitCode(
    { ...summary, type: 'summary' },
    settings,
    summary.statuses.unreadable > 0 || unfound.length > 0,
  );
}

async function run(
  files: readonly BatchFile[],
  settings: CheckSettings,
  batch: BatchSettings,
  { standards, registry }: { readonly standards: Standards; readonly registry: PackedRegistry },
  progress: BatchProgress,
  log: Log,
): Promise<BatchSummary> {
  const hiding = await hidingMark(await readHiding(settings));
  const key = settingsKey(version, registry.bytes, standards.policy, hiding);
  const note = (text: string) => log.note(text);
  const store = await Store.open(batch.out, key, batch.fresh, { mode: settings.fileMode, note });
  try {
    const metrics = batch.metrics === null ? null : await keepMetrics(batch.metrics, progress);
    const crew = await startWorkers(settings, files, standards, registry, progress);
    log.progress(
      () => progress.line(),
      () => progress.facts(),
    );
    try {
      await runBatch(files, store, crew.check, crew.size, (row, isKept) => {
        progress.add(row, isKept);
        if (row.error !== null) log.problem(row.error);
      });
    } catch (error) {
      await metrics?.end().catch(() => {}); // the original error is more informative
      throw error;
    } finally {
      log.progress(null);
      await crew.end(); // running threads would keep the process alive
    }
    const names = files.map(({ name }) => name);
    const summary = await store.finish(names, progress.skipped, batch.shard);
    await metrics?.end();
    return summary;
  } finally {
    await store.close();
  }
}

/**
 * Claims what a run writes to its output folder.
 * @throws OutputError if the run reads a file there by such a name
 */
export function claimResults(
  out: string,
  files: readonly BatchFile[],
  read: readonly (string | null)[],
  { registry, nucc, hideKey, fileMode }: CheckSettings,
): RunFiles {
  const written = new RunFiles([...read, registry, nucc, hideKey], fileMode);
  written.claimIn(out, writtenNames(files.map(({ name }) => name)));
  return written;
}

/**
 * The files that the paths name, in order; the paths they are read from; the names of the other files there; and the
 * paths that name no file.
 */
export async function findBatchFiles(paths: readonly string[]): Promise<{
  readonly files: readonly BatchFile[];
  readonly read: readonly string[];
  readonly skipped: readonly string[];
  readonly unfound: readonly Problem[];
}> {
  const { inputs, problems, skipped } = await findInputs(paths);
  const unfound = problems.filter(({ name }) => paths.includes(name) && !isFile(name));
  const found = problems.filter((problem) => !unfound.includes(problem));
  return {
    files: batchFiles(paths, [
      ...inputs,
      // They get a row too.
      ...found.map(({ name, message }) => unreadable(name, name, message)),
    ]),
    read: inputs.map(({ path }) => path),
    skipped: skipped.map((path) => batchName(paths, path)),
    unfound,
  };
}

function batchFiles(paths: readonly string[], found: readonly Input[]): BatchFile[] {
  // An unreadable file may be found through several paths.
  const inputs = new Map(found.map((input) => [input.name, input]));
  const names = batchNames(paths, [...inputs.keys()]);
  return (
    [...inputs.values()]
      // Messages use the user's name for a file; results use its name within the batch.
      .map(({ name, size, open }) => ({ name: names.get(name)!, path: name, size, open }))
      .sort((a, b) => byPath(a.name, b.name))
  );
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

interface Workers {
  readonly check: CheckFile;
  /** Files checked at the same time. */
  readonly size: number;
  end(): Promise<void>;
}

/** Starting threads takes longer than reading fewer bytes than this in one thread. */
const WORTH_THREADS = 64 * 1024 * 1024;

/** Starts threads if there is enough work for them; files that cannot be read at any position stay in this thread. */
export async function startWorkers(
  settings: CheckSettings,
  files: readonly BatchFile[],
  standards: Standards,
  registry: PackedRegistry,
  progress: BatchProgress,
): Promise<Workers> {
  const { jobs } = settings;
  const hiding = await readHiding(settings);
  const hideClaimIds = await claimIdHider(hiding);
  const here: CheckFile = (file, temporary) =>
    checkFile(file, standards, hideClaimIds, temporary, (now) => progress.reading(now));
  const size = Math.min(jobs ?? availableParallelism(), files.length);
  if (size < 2 || (jobs === null && bytesToShare(files) < WORTH_THREADS))
    return { check: here, size: 1, end: async () => {} };
  const { Pool } = await import('../../parallel/pool');
  const pool = new Pool(size, { registry: registry.bytes, policy: standards.policy, hiding });
  return {
    check: (file, temporary) => (file.size === null ? here(file, temporary) : pool.check(file, temporary)),
    size,
    end: () => pool.end(),
  };
}
