import { existsSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type BatchFile, checkFile } from '../batch/check-file';
import { summaryOf } from '../batch/row';
import { checkArrived, unreadable } from '../batch/watch/check-arrived';
import { type Claimed, deskName } from '../batch/watch/claims';
import { shelves, type WatchRow } from '../batch/watch/file-away';
import { type WatchedFolder, watchFolder } from '../batch/watch/watch-folder';
import { cannotRead, faultInWords, InputError } from '../node/input-error';
import { cannotWrite } from '../node/output-error';
import { countOf } from '../report/numbers';
import type { Payer } from '../rules/policy';
import { addSummaries, emptySummary } from '../summary';
import { refuseInside } from './batch-command';
import { claimsInWords } from './batch-end';
import { currentStandards } from './current-standards';
import { exitCode } from './exit-code';
import type { RawSettings, RawValue } from './flags';
import { claimIdHider, readHiding } from './hide-claim-ids';
import { findInputs } from './inputs';
import { type CheckSettings, toSettings, word } from './settings';
import { askedToEnd } from './signals';
import { createTalk, type Talk } from './talk';
import { UsageError } from './usage-error';

export type RawWatchSettings = RawSettings &
  Partial<Record<'done' | 'settle' | 'interval' | 'once', RawValue>>;

/** `prvcheck watch`: answers with the exit code. */
export async function watchCommand(
  folders: readonly string[],
  raw: RawWatchSettings,
  listed: readonly Payer[],
  config: string | null,
): Promise<number> {
  const watched = watchedFolder(folders, raw);
  const { out: _out, format: _format, fresh: _fresh, shard: _shard, metrics: _metrics, ...checking } = raw;
  const settings = toSettings(folders, checking, listed);
  const talk = createTalk(process.stderr, settings.quiet, settings.log);
  if (raw.config === undefined && config !== null) talk.note(`settings from ${config}`);
  refuse(watched);
  try {
    return await watch(watched, settings, talk);
  } finally {
    talk.progress(null);
  }
}

async function watch(watched: WatchedFolder, settings: CheckSettings, talk: Talk): Promise<number> {
  const current = await currentStandards(settings, watched.settle, talk);
  const hideClaimIds = await claimIdHider(await readHiding(settings));
  const check = async (claimed: Claimed, temporary: () => string) => {
    const standards = await current();
    const { files, skipped } = await filesIn(claimed);
    return checkArrived(
      claimed,
      files,
      skipped,
      (file, path) =>
        checkFile(file, standards, hideClaimIds, path, ({ bytes }) => {
          talk.progress(() => `${claimed.name}: ${(bytes / 1e9).toFixed(2)} GB`);
        }),
      temporary,
    ).finally(() => talk.progress(null));
  };
  let total = emptySummary;
  let isIncomplete = false;
  let toldBefore = new Set<string>();
  let told = new Set<string>();
  const { input } = watched;
  const asked = askedToEnd();
  await watchFolder(
    watched,
    {
      started() {
        if (!watched.once) talk.note(`watching ${input}`);
      },
      check,
      done(row) {
        total = addSummaries(total, summaryOf(row));
        if (row.error !== null) {
          isIncomplete = true;
          talk.problem(row.error);
        }
        talk.note(inWords(row));
      },
      postponed: (name, why) => talk.note(`${name}: ${postponed[why]}`),
      // What goes on from look to look is told once.
      failed(error) {
        const words = failureInWords(error, watched);
        if (!toldBefore.has(words) && !told.has(words)) talk.problem(words);
        told.add(words);
        isIncomplete = true;
      },
      async begin() {
        toldBefore = told;
        told = new Set();
        await current();
      },
    },
    asked,
  ).catch((error: unknown) => {
    throw new InputError(failureInWords(error, watched));
  });
  return asked.aborted ? asked.reason : exitCode(total, settings, isIncomplete);
}

const postponed = {
  changed: 'it changed while it was checked, and waits until it is still',
  'taken over': 'another watcher has taken it over',
};

/** `claims.837: flagged, 3 of 12 claims at risk: $450.75` */
function inWords(row: WatchRow): string {
  const { file, status, movedTo, skipped } = row;
  const [, name] = movedTo.split('/');
  const kept = name === file ? '' : `, kept as ${name}`;
  if (status === 'unreadable') return `${file}: unreadable${kept}`;
  const others = skipped === 0 ? '' : `, ${countOf(skipped, 'other file')} skipped`;
  return `${file}: ${status}${kept}${others}, ${claimsInWords(row)}`;
}

/** What a claimed file holds to check, under the name that it came with, and how many other files. */
async function filesIn({
  name,
  path,
}: Claimed): Promise<{ readonly files: readonly BatchFile[]; readonly skipped: number }> {
  const { inputs, problems, skipped } = await findInputs([path]);
  const arrived = (found: string) => name + found.slice(path.length);
  const files = [
    ...inputs.map((input) => ({ ...input, name: arrived(input.name), path: input.name })),
    ...problems.map((problem) => unreadable(arrived(problem.name), problem.name, problem.message)),
  ];
  return { files, skipped: skipped.length };
}

/** A fault of our own is thrown. */
function failureInWords(error: unknown, { input, out, done }: WatchedFolder): string {
  if (error instanceof InputError) return error.message;
  if (!(error instanceof Error) || !('syscall' in error)) throw error;
  const { code, path, dest } = error as NodeJS.ErrnoException & { readonly dest?: string };
  if (code === 'EXDEV')
    return `${done} lies on another disk than ${input}, so that files cannot be moved there in one step. Name a folder on the same disk with --done.`;
  const place = dest ?? path ?? out;
  const desk = place.search(`[\\\\/]${deskName}\\b`); // of its folders nobody needs to know
  if (desk < 0) return cannotWrite(place, error).message;
  return `cannot write in ${place.slice(0, desk)}: ${faultInWords(error)}.`;
}

function watchedFolder(folders: readonly string[], raw: RawWatchSettings): WatchedFolder {
  const [input, more] = folders;
  const out = word(raw.out);
  if (input === undefined) throw new UsageError(`Say which folder to watch. ${example}`);
  if (more !== undefined)
    throw new UsageError(
      `Only one folder can be watched, and "${more}" is another. Start a watcher for each.`,
    );
  if (out === null) throw new UsageError(`Say where to put the findings. ${example}`);
  return {
    input,
    out,
    done: word(raw.done) ?? input,
    settle: seconds('--settle', word(raw.settle) ?? '10'),
    interval: seconds('--interval', word(raw.interval) ?? '2'),
    once: raw.once === true,
  };
}

const example = 'For example: prvcheck watch incoming --out findings --registry registry.csv';

/** In milliseconds. */
function seconds(flag: string, text: string): number {
  if (!/^(\d{1,6}(\.\d{1,3})?|\.\d{1,3})$/.test(text) || Number(text) === 0)
    throw new UsageError(`${flag} needs a number of seconds, not "${text}".`);
  return Number(text) * 1000;
}

function refuse({ input, out, done }: WatchedFolder): void {
  if (!isFolder(input)) throw new UsageError(`${input} is a file. Name the folder that files arrive in.`);
  refuseInside(out, input);
  const watched = realpathSync(input);
  for (const shelf of shelves) {
    const place = join(done, shelf);
    if (existsSync(place) && realpathSync(place) === watched)
      throw new UsageError(
        `${input} is where files go that are ${shelf}: they would arrive again. Name another --done.`,
      );
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw cannotRead(path, error);
  }
}
