import { type Profile, type ProfileQuery, profileOf } from '../../../enrollment/status/profile';
import { loadRegistry } from '../../../node/load-registry';
import { profileFormats, writeProfile } from '../../../report/registry/profile';
import { isTaxonomy } from '../../../rules/taxonomy';
import { turn } from '../../../values/turn';
import type { Command } from '../../command';
import { exitCodes } from '../../exit-code';
import { screenStyle } from '../../output/paint';
import { RunFiles } from '../../output/run-files';
import { openWriters } from '../../output/writers';
import type { RawFlags } from '../../settings/flags';
import { flags } from '../../settings/flags';
import { readRegistry } from '../../settings/read-registry';
import { readingFlags, readingOf } from '../../settings/reading';
import { noRegistry } from '../../settings/settings';
import { datesOf, fileModeOf, outputs, word } from '../../settings/values';
import { UsageError } from '../../usage-error';
import { dayGiven, judgingFlags, requireGiven } from './judging';

export const show: Command = {
  usage: `$0 registry show NPI --registry FILE

Shows the enrollments of one NPI, whether its claims need a taxonomy, and which Medicaid ID a claim would resolve to.`,
  positionals: { npi: 'The NPI, ten digits' },
  flags: {
    registry: flags.registry,
    ...readingFlags,
    ...judgingFlags,
    taxonomy: {
      kind: 'word',
      group: 'Judging:',
      describe: 'CODE: say which Medicaid ID a claim with this taxonomy resolves to',
    },
    zip: {
      kind: 'word',
      group: 'Judging:',
      describe: 'ZIP of the billing provider on the claim, 5 or 9 digits',
    },
    format: {
      ...flags.format,
      describe: 'text (default) or json; with :FILE into a file, as json:npi.json; repeatable',
    },
    dates: flags.dates,
    'file-mode': flags['file-mode'],
    quiet: flags.quiet,
  },
  epilog: `Without --on every enrollment counts, whatever its dates, as for a claim without dates.
Names are shown, tax IDs are not.

Examples:
  prvcheck registry show 1234567893 --registry providers.csv
  prvcheck registry show 1234567893 --registry providers.csv --on 7/1/2026
  prvcheck registry show 1234567893 --registry r.prvx --taxonomy 207Q00000X

Exit codes:
  0  the NPI is registered, and with --taxonomy the claim resolves
  1  it is not registered, or with --taxonomy the claim does not resolve
  2  the job could not be done: wrong use, or a file that cannot be read`,

  async run({ words: [npi, more], raw, log }) {
    if (npi === undefined) throw new UsageError(`Name an NPI. ${example}`);
    if (more !== undefined) throw new UsageError(`One NPI at a time: ${npi}, and not ${more} too.`);
    const query = queryOf(npi, raw);
    const path = word(raw.registry);
    if (path === null) throw new UsageError(noRegistry);
    const reading = readingOf(raw);
    const dates = datesOf(raw);
    const writers = await openWriters(
      outputs(raw.format, profileFormats, 'text'),
      ({ format, path }) => ({ format, style: { dates, ...(path === null && screenStyle()) } }),
      new RunFiles([path], fileModeOf(raw)),
      log,
    );
    const registry = await readRegistry(loadRegistry, path, reading, log);
    registry.enrollments(npi); // reads and caches them
    await turn();
    const profile = profileOf(registry, query);
    if (profile.state === 'unregistered' && !/^[12]/.test(npi))
      throw new UsageError(`"${npi}" is no NPI: an NPI begins with 1 or 2. Is it a Medicaid ID?`);
    await turn(); // each step takes a while for an NPI with very many rows
    writers.add(({ format, style }) => writeProfile(profile, format, style));
    await writers.finish();
    return isFound(profile) ? exitCodes.clean : exitCodes.findings;
  },
};

const example = 'For example: prvcheck registry show 1234567893 --registry providers.csv';

function queryOf(npi: string, raw: RawFlags): ProfileQuery {
  if (!/^\d{10}$/.test(npi)) throw new UsageError(`"${npi}" is no NPI: an NPI has ten digits. ${example}`);
  const taxonomy = word(raw.taxonomy)?.toUpperCase() ?? null;
  if (taxonomy !== null && !isTaxonomy(taxonomy))
    throw new UsageError(`--taxonomy cannot be "${taxonomy}": a code is ten letters or digits.`);
  const zip = word(raw.zip)?.replace('-', '') ?? null;
  if (zip !== null && !/^\d{5}(\d{4})?$/.test(zip))
    throw new UsageError(`--zip cannot be "${zip}": a ZIP has 5 or 9 digits.`);
  return { npi, on: dayGiven('on', raw), taxonomy, zip, require: requireGiven(raw) };
}

function isFound({ state, taxonomy, claim }: Profile): boolean {
  return state !== 'unregistered' && (taxonomy === null || claim.outcome === 'resolved');
}
