import { type AuditItem, auditRegistry } from '../../../enrollment/audit/audit';
import { countItem, newTotals } from '../../../enrollment/audit/totals';
import { loadReadableRows } from '../../../node/load-registry';
import type { NppesProvider } from '../../../registry/nppes';
import type { PackedRegistry } from '../../../registry/packed/packed';
import { auditFormats, createAuditReport } from '../../../report/registry/audit';
import { countOf } from '../../../values/numbers';
import { isTurnDue, turn } from '../../../values/turn';
import type { Command } from '../../command';
import { exitCodes } from '../../exit-code';
import type { Log } from '../../output/log';
import { screenStyle } from '../../output/paint';
import { RunFiles } from '../../output/run-files';
import { openWriters } from '../../output/writers';
import { flags } from '../../settings/flags';
import { readRegistry } from '../../settings/read-registry';
import { readingFlags, readingOf } from '../../settings/reading';
import { datesOf, fileModeOf, outputs, word } from '../../settings/values';
import { UsageError } from '../../usage-error';
import { dayGiven, today } from './judging';
import { lookUp } from './look-up';

// Rows that cannot be read are what an audit reports.
const { 'skip-bad-rows': _, ...flagsOfReading } = readingFlags;

export const audit: Command = {
  usage: `$0 registry audit FILE

Lists what is wrong with a registry on a day, or soon will be: Medicaid IDs that no taxonomy tells apart, taxonomies that are missing, rows that cannot be read, revalidations and licenses that are due, enrollments that ended, applications that wait.`,
  positionals: { registry: 'The registry: a CSV, or compiled' },
  flags: {
    'as-of': {
      kind: 'word',
      group: 'Audit:',
      describe: 'DATE: the day to judge by, for example 2026-01-31 (default: today)',
    },
    'show-tax-ids': {
      kind: 'switch',
      group: 'Audit:',
      describe: 'Show tax IDs whole, and not their last four digits alone',
    },
    nppes: {
      kind: 'word',
      group: 'Audit:',
      describe:
        'FILE: the data file of the NPPES download: tell which NPIs and taxonomies of the registry it lacks',
    },
    ...flagsOfReading,
    format: {
      ...flags.format,
      describe: 'text (default), json or csv; with :FILE into a file, as csv:audit.csv; repeatable',
    },
    dates: flags.dates,
    'file-mode': flags['file-mode'],
    quiet: flags.quiet,
    'exit-zero': flags['exit-zero'],
  },
  epilog: `Examples:
  prvcheck registry audit providers.csv
  prvcheck registry audit providers.csv --nppes npidata_pfile.csv
  prvcheck registry audit providers.prvx --as-of 2026-12-31 --format text --format csv:audit.csv

Revalidation is due on revalidation_date, or five years after last_revalidation_date. The last day for an automatic license renewal is 15 working days before it expires: Monday to Friday are counted, and no holidays are left out.
The text lists 20 items of each kind; json and csv list them all. The same registry and --as-of give the same report.

Exit codes:
  0  no errors in the registry
  1  errors in the registry
  2  the job could not be done: wrong use, or a file that cannot be read or written`,

  async run({ words: [path, more], raw, log }) {
    if (path === undefined) throw new UsageError(`Nothing to audit: name the registry. ${example}`);
    if (more !== undefined) throw new UsageError(`One registry at a time: ${path}, and not ${more} too.`);
    const asOf = dayGiven('as-of', raw) ?? today();
    const reading = readingOf(raw);
    const nppesPath = word(raw.nppes);
    const dates = datesOf(raw);
    const writers = await openWriters(
      outputs(raw.format, auditFormats, 'text'),
      ({ format, path }) => createAuditReport(format, { dates, ...(path === null && screenStyle()) }),
      new RunFiles([path, nppesPath], fileModeOf(raw)),
      log,
    );
    const registry = await readRegistry(loadReadableRows, path, reading, log);
    const nppes = nppesPath === null ? null : await providersIn(nppesPath, registry, log);
    const totals = newTotals(registry);
    writers.add((report) => report.begin({ registry: path, asOf }));
    let written = 0;
    log.progress(() => `auditing ${path}: ${countOf(written, 'item')}`);
    const options = { showTaxIds: raw['show-tax-ids'] === true, ...(nppes !== null && { nppes }) };
    for (const item of auditRegistry(registry, asOf, options)) {
      countItem(totals, item);
      writers.add((report) => report.item(withFlags(item)));
      if (writers.isFull()) await writers.flush();
      written++;
      if (isTurnDue()) await turn();
    }
    log.progress(null);
    writers.add((report) => report.end(totals));
    await writers.finish();
    return totals.items.error > 0 && raw['exit-zero'] !== true ? exitCodes.findings : exitCodes.clean;
  },
};

/** What NPPES says of the NPIs of a registry. */
async function providersIn(
  path: string,
  registry: PackedRegistry,
  log: Log,
): Promise<ReadonlyMap<string, NppesProvider>> {
  const providers = new Map<string, NppesProvider>();
  await lookUp(path, new Set(registry.listNpis()), log, async (npi, _, provider) => {
    providers.set(npi, provider);
  });
  return providers;
}

function withFlags(item: AuditItem): AuditItem {
  if (item.kind !== 'revalidation-column-doubtful') return item;
  return { ...item, hint: `${item.hint} To name it: --columns last_revalidation_date="Its Header"` };
}

const example = 'For example: prvcheck registry audit providers.csv';
