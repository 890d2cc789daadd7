import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BatchFile, checkFile, unreadable } from '../../batch/check-file';
import { summaryOf } from '../../batch/row';
import { checkArrived } from '../../batch/watch/check-arrived';
import { type Claimed, claimFolder } from '../../batch/watch/claims';
import { doneFolders, type WatchRow } from '../../batch/watch/move-when-done';
import { type WatchedFolder, watchFolder } from '../../batch/watch/watch-folder';
import { addSummaries, emptySummary } from '../../check/summary';
import { faultInWords, InputError, orCannotRead } from '../../node/input-error';
import { cannotWrite } from '../../node/output-error';
import { realPlace } from '../../node/real-place';
import { countOf } from '../../values/numbers';
import type { Command } from '../command';
import { exitCode } from '../exit-code';
import { findInputs } from '../input/inputs';
import { claimsInWords } from '../output/batch-end';
import type { Log } from '../output/log';
import { RunFiles, refuseInside } from '../output/run-files';
import { currentStandards } from '../settings/current-standards';
import { flags, type RawFlags, standardsFlags } from '../settings/flags';
import { claimIdHider, readHiding } from '../settings/hide-claim-ids';
import { type CheckSettings, toSettings, withoutBatch } from '../settings/settings';
import { word } from '../settings/values';
import { askedToEnd } from '../signals';
import { UsageError } from '../usage-error';

const watchFlags = {
  ...standardsFlags,
  out: {
    kind: 'word',
    group: 'Folders:',
    describe: 'DIR: where findings go, NAME.findings.ndjson and NAME.row.json for each file (required)',
  },
  done: {
    kind: 'word',
    group: 'Folders:',
    describe:
      'DIR: where done, flagged and broken are, on the disk of the watched folder (default: that folder)',
  },
  settle: {
    kind: 'word',
    group: 'Watching:',
    describe: 'SECONDS for which size and time of a file must not change before it is taken (default 10)',
  },
  interval: {
    kind: 'word',
    group: 'Watching:',
    describe: 'SECONDS between two looks at the folder (default 2)',
  },
  once: {
    kind: 'switch',
    group: 'Watching:',
    describe: 'Do what has arrived, and end: 0 no error findings, 1 some, 2 something could not be done',
  },
  'file-mode': { ...flags['file-mode'], group: 'Output:' },
  'hide-claim-ids': { ...flags['hide-claim-ids'], group: 'Output:' },
  'hide-key': { ...flags['hide-key'], group: 'Output:' },
  quiet: { ...flags.quiet, group: 'Output:' },
  log: { ...flags.log, group: 'Output:' },
  config: flags.config,
} as const;

const watchUsage = `$0 watch FOLDER --out DIR --registry FILE

Checks claim files as they arrive in a folder, each once, and moves them to done, flagged or broken (cut off, no claims, or not to be read). Folders in it are not looked into.`;

const watchHelp = `When a file is taken:
  - when it has not changed for --settle seconds and its last segment is IEA,
    or it is packed; 60 times as long without an IEA is long enough, too
  - at once when NAME.done lies beside it; that marker is then removed
  - at once when it was renamed from a temporary name: one that ends in .part,
    .filepart, .tmp, .partial or .crdownload, or begins with a dot. Files with
    such names are never taken, nor those that end in .done.

Several watchers, on several machines too, may share a folder. What a watcher
that was killed had in hand, another one does: at once on the same machine,
elsewhere after five minutes. A registry that changes is read again.
A file whose name another one had before is kept as NAME.1a2b3c4d.837.

Ctrl-C or SIGTERM: the file in hand is finished first; exit code 130 or 143.
A second one ends at once.

Examples:
  Watch an SFTP folder:
    prvcheck watch /sftp/claims --out /findings --registry registry.csv
  From cron:
    prvcheck watch /sftp/claims --out /findings --registry registry.csv --once`;

/** `prvcheck watch`. */
export const watch: Command = {
  usage: watchUsage,
  positionals: { folder: 'The folder that files arrive in' },
  flags: watchFlags,
  epilog: watchHelp,

  async run({ words: folders, raw, config, log }) {
    const folder = watchedFolder(folders, raw);
    const settings = toSettings(folders, withoutBatch(raw), config.payers);
    const read = [settings.registry, settings.nucc, settings.hideKey, config.path].filter(
      (path) => path !== null,
    );
    refuse(folder, read);
    const files = new RunFiles(read, settings.fileMode);
    const watched = { ...folder, mode: files.mode, isRead: (path: string) => files.isRead(path) };
    return watchUntilAsked(watched, settings, log);
  },
};

async function watchUntilAsked(watched: WatchedFolder, settings: CheckSettings, log: Log): Promise<number> {
  const current = await currentStandards(settings, watched.settle, log);
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
          log.progress(() => `${claimed.name}: ${(bytes / 1e9).toFixed(2)} GB`);
        }),
      temporary,
    ).finally(() => log.progress(null));
  };
  let total = emptySummary;
  let isIncomplete = false;
  let loggedBefore = new Set<string>();
  let logged = new Set<string>();
  const { input } = watched;
  const asked = askedToEnd();
  await watchFolder(
    watched,
    {
      started() {
        if (!watched.once) log.note(`watching ${input}`);
      },
      check,
      done(row) {
        total = addSummaries(total, summaryOf(row));
        if (row.error !== null) {
          isIncomplete = true;
          log.problem(row.error);
        }
        log.note(inWords(row));
      },
      postponed: (name, why) => log.note(`${name}: ${postponed[why]}`),
      // A failure that persists between scans is reported once.
      failed(error) {
        const words = failureInWords(error, watched);
        if (!loggedBefore.has(words) && !logged.has(words)) log.problem(words);
        logged.add(words);
        isIncomplete = true;
      },
      async begin() {
        loggedBefore = logged;
        logged = new Set();
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
  const { file, status, error, movedTo, skipped } = row;
  const [, name] = movedTo.split('/');
  const kept = name === file ? '' : `, kept as ${name}`;
  if (row.claims === 0 && error === null) return `${file}: no claim found, so it is in broken${kept}`;
  if (status === 'unreadable') return `${file}: unreadable${kept}`;
  const others = skipped === 0 ? '' : `, ${countOf(skipped, 'other file')} skipped`;
  return `${file}: ${status}${kept}${others}, ${claimsInWords(row)}`;
}

/** The files to check in a claimed file, under its original name, and the number of other files. */
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

/** The message for a failure; a bug is thrown. */
function failureInWords(error: unknown, { input, out, done }: WatchedFolder): string {
  if (error instanceof InputError) return error.message;
  if (!(error instanceof Error) || !('syscall' in error)) throw error;
  const { code, path, dest } = error as NodeJS.ErrnoException & { readonly dest?: string };
  if (code === 'EXDEV')
    return `${done} lies on another disk than ${input}, so that files cannot be moved there in one step. Name a folder on the same disk with --done.`;
  const place = dest ?? path ?? out;
  const desk = place.search(`[\\\\/]${claimFolder}\\b`); // its inner folders are not shown
  if (desk < 0) return cannotWrite(place, error).message;
  return `cannot write in ${place.slice(0, desk)}: ${faultInWords(error)}.`;
}

function watchedFolder(folders: readonly string[], raw: RawFlags): FolderSettings {
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

type FolderSettings = Omit<WatchedFolder, 'mode' | 'isRead'>;

const example = 'For example: prvcheck watch incoming --out findings --registry registry.csv';

/** Parses seconds; returns milliseconds. */
function seconds(flag: string, text: string): number {
  if (!/^(\d{1,6}(\.\d{1,3})?|\.\d{1,3})$/.test(text) || Number(text) === 0)
    throw new UsageError(`${flag} needs a number of seconds, not "${text}".`);
  return Number(text) * 1000;
}

function refuse({ input, out, done }: FolderSettings, read: readonly string[]): void {
  if (!orCannotRead(input, () => statSync(input)).isDirectory())
    throw new UsageError(`${input} is a file. Name the folder that files arrive in.`);
  refuseInside(out, input);
  const watched = realPlace(input);
  for (const path of read)
    if (dirname(realPlace(path)) === watched)
      throw new UsageError(
        `${path} lies in ${input}, from which every file is moved away. Put it elsewhere.`,
      );
  for (const shelf of doneFolders) {
    const place = join(done, shelf);
    if (realPlace(place) === watched)
      throw new UsageError(
        `${input} is where files go that are ${shelf}: they would arrive again. Name another --done.`,
      );
  }
}
