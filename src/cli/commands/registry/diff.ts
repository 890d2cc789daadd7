import {
  compareRegistries,
  type DiffOptions,
  horizonOf,
  type NpiDiff,
} from '../../../enrollment/diff/compare';
import { loadRegistry } from '../../../node/load-registry';
import type { PackedRegistry } from '../../../registry/packed/packed';
import { createDiffReport, diffFormats } from '../../../report/registry/diff';
import type { DiffCounts, DiffHead, DiffReport } from '../../../report/registry/diff-report';
import { dayOf, isoDay } from '../../../values/dates';
import { countOf } from '../../../values/numbers';
import { isTurnDue, turn } from '../../../values/turn';
import type { Command } from '../../command';
import { exitCodes } from '../../exit-code';
import type { Log } from '../../output/log';
import { screenStyle } from '../../output/paint';
import { RunFiles } from '../../output/run-files';
import { openWriters, type Writers } from '../../output/writers';
import { flags } from '../../settings/flags';
import { readRegistry } from '../../settings/read-registry';
import { readingFlags, readingOf } from '../../settings/reading';
import { datesOf, fileModeOf, outputs } from '../../settings/values';
import { UsageError } from '../../usage-error';
import { dayGiven, judgingFlags, requireGiven, today } from './judging';

export const diff: Command = {
  usage: `$0 registry diff OLD NEW

Compares two registries and tells for which NPIs the verdict changes: the taxonomy now required or no longer required, Medicaid IDs, provider types and taxonomies added or ended. It also tells what changes within a year by the new registry itself.`,
  positionals: { old: 'The registry until now, a CSV or compiled', new: 'The registry from now on' },
  flags: {
    ...readingFlags,
    ...judgingFlags,
    on: { ...judgingFlags.on, describe: `${judgingFlags.on.describe} (default: today)` },
    format: {
      ...flags.format,
      describe: 'text (default), json or csv; with :FILE into a file, as csv:changes.csv; repeatable',
    },
    dates: flags.dates,
    'file-mode': flags['file-mode'],
    quiet: flags.quiet,
  },
  epilog: `Names and ZIPs are not compared, nor is the order of rows. --columns, --skip-bad-rows and --accept-invalid-npis hold for both files.

Examples:
  prvcheck registry diff june.csv july.csv
  prvcheck registry diff june.csv july.csv --on 7/1/2026 --format csv:changes.csv

Exit codes, as those of diff:
  0  both registries say the same, whatever is ahead
  1  something changes
  2  the job could not be done: wrong use, or a file that cannot be read`,

  async run({ words: [old, now, more], raw, log }) {
    if (old === undefined || now === undefined) throw new UsageError(`Name two registries. ${example}`);
    if (more !== undefined) throw new UsageError(`Two registries at a time, and not ${more} too. ${example}`);
    const terms = { on: dayGiven('on', raw) ?? today(), require: requireGiven(raw) };
    const reading = readingOf(raw);
    const dates = datesOf(raw);
    const writers = await openWriters(
      outputs(raw.format, diffFormats, 'text'),
      ({ format, path }) => createDiffReport(format, { dates, ...(path === null && screenStyle()) }),
      new RunFiles([old, now], fileModeOf(raw)),
      log,
    );
    const registries = [
      await readRegistry(loadRegistry, old, reading, log),
      await readRegistry(loadRegistry, now, reading, log),
    ] as const;
    const head = { old, new: now, ...terms, until: isoDay(horizonOf(dayOf(terms.on)))! };
    const { changed } = await writeDiff(head, registries, terms, writers, log);
    return changed > 0 ? exitCodes.findings : exitCodes.clean;
  },
};

const example = 'For example: prvcheck registry diff june.csv july.csv';

/** Compares the two registries and writes the reports. */
async function writeDiff(
  head: DiffHead,
  [old, now]: readonly [PackedRegistry, PackedRegistry],
  terms: DiffOptions,
  writers: Writers<DiffReport>,
  log: Log,
): Promise<DiffCounts> {
  const counts = {
    oldNpis: old.npis,
    newNpis: now.npis,
    changed: 0,
    nowRequired: 0,
    noLongerRequired: 0,
    noLongerEnrolled: 0,
    upcoming: 0,
  };
  log.progress(() => `comparing: ${countOf(counts.changed, 'changed NPI')} so far`);
  writers.add((report) => report.begin(head));
  for (const difference of compareRegistries(old, now, terms)) {
    if (isTurnDue()) await turn();
    if (difference === undefined) continue;
    count(counts, difference);
    for (const _ of writers.addParts((report) => report.npi(difference))) {
      if (writers.isFull()) await writers.flush();
      if (isTurnDue()) await turn();
    }
  }
  log.progress(null);
  writers.add((report) => report.end(counts));
  await writers.finish();
  return counts;
}

type Counters = { -readonly [Key in keyof DiffCounts]: DiffCounts[Key] };

function count(counts: Counters, { verdict, changes, upcoming }: NpiDiff): void {
  if (changes.length > 0) counts.changed++;
  if (verdict === 'now-required') counts.nowRequired++;
  if (verdict === 'no-longer-required') counts.noLongerRequired++;
  if (verdict === 'no-longer-enrolled') counts.noLongerEnrolled++;
  if (upcoming.length > 0) counts.upcoming++;
}
