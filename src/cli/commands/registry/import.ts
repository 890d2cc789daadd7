import { loadNpiList } from '../../../node/npi-list';
import { candidateHeader } from '../../../registry/nppes';
import { csvMark, csvRow } from '../../../report/csv';
import { countOf } from '../../../values/numbers';
import type { Command } from '../../command';
import { exitCodes } from '../../exit-code';
import type { Log } from '../../output/log';
import { stdoutOutput } from '../../output/outputs';
import { RunFiles } from '../../output/run-files';
import type { RawFlags } from '../../settings/flags';
import { flags } from '../../settings/flags';
import { registryFault } from '../../settings/registry-fault';
import { fileModeOf, pairs, word, words } from '../../settings/values';
import { oneOf, UsageError } from '../../usage-error';
import { lookUp, notFound } from './look-up';
import { readInputs } from './read-inputs';

export const importCandidates: Command = {
  usage: `$0 registry import nppes FILE [--npis LIST.csv] [--from-claims PATH]

Writes a CSV of candidates for the registry from the NPPES full file: NPI, taxonomies, name, ZIP and Kentucky Medicaid identifiers. Providers report these themselves: they are hints, not proof of enrollment.`,
  positionals: {
    kind: 'nppes',
    file: 'The data file of the NPPES download, unzipped: npidata_pfile_….csv',
  },
  flags: {
    npis: {
      kind: 'word',
      group: 'NPIs to look up:',
      describe: 'FILE: a CSV with a column of NPIs, such as a registry, or one NPI a line',
    },
    'from-claims': {
      kind: 'words',
      group: 'NPIs to look up:',
      describe: 'PATH: claim files, folders or patterns: the NPIs that they bill under; repeatable',
    },
    columns: { ...flags.columns, group: 'NPIs to look up:', describe: 'npi="Header": the column in --npis' },
    output: {
      kind: 'word',
      short: 'o',
      group: 'Output:',
      describe: 'FILE: where to put the candidates (else standard output)',
    },
    'file-mode': { ...flags['file-mode'], group: 'Output:' },
    quiet: { ...flags.quiet, group: 'Output:' },
  },
  epilog: `Examples:
  prvcheck registry import nppes npidata_pfile.csv --from-claims claims -o candidates.csv
  prvcheck registry import nppes npidata_pfile.csv --npis our-npis.csv -o candidates.csv

Confirm each row in the partner portal, fill in its provider_type (NPPES has none), then empty its cell in the column "candidate". Until then a check refuses the row.

Exit codes:
  0  every NPI was found
  1  some NPIs were not found
  2  the job could not be done: wrong use, or a file that cannot be read or written`,

  async run({ words: [kind, path, more], raw, log }) {
    if (kind === undefined) throw new UsageError(`Say what to import. ${example}`);
    oneOf('The kind of import', kind, ['nppes']);
    if (path === undefined) throw new UsageError(`Name the NPPES data file. ${example}`);
    if (more !== undefined) throw new UsageError(`One NPPES file at a time: ${path}, and not ${more} too.`);
    const wanted = await npisWanted(raw, log);
    const { npis, incomplete } = wanted;
    if (npis.size === 0) {
      log.problem('there is no NPI to look up.');
      return exitCodes.failed;
    }
    const target = word(raw.output);
    const files = new RunFiles([path, ...wanted.files], fileModeOf(raw));
    const output = target === null ? stdoutOutput : await files.open(target);

    const write = (text: string) => output.write(Buffer.from(text));
    let rows = 0;
    let begun = false;
    const missing = await lookUp(path, npis, log, async (_, candidates) => {
      rows += candidates.length;
      const header = begun ? '' : csvMark + csvRow(candidateHeader);
      begun = true;
      await write(header + candidates.map(csvRow).join(''));
    });
    if (!begun) await write(csvMark + csvRow(candidateHeader));
    await output.finish();

    const to = target === null ? '' : `${target}: `;
    const found = npis.size - missing.length;
    log.note(`${to}${countOf(rows, 'candidate')} for ${countOf(found, 'NPI')}. ${whatNext}`);
    if (incomplete) return exitCodes.failed;
    if (missing.length === 0) return exitCodes.clean;
    log.note(notFound(missing, path));
    return exitCodes.findings;
  },
};

const example =
  'For example: prvcheck registry import nppes npidata_pfile.csv --npis our-npis.csv -o candidates.csv';

const whatNext =
  'Self-reported, no proof of enrollment: confirm each in the partner portal, fill in provider_type, and empty the cell in "candidate".';

interface Wanted {
  readonly npis: ReadonlySet<string>;
  /** Files that the list was taken from. */
  readonly files: readonly string[];
  readonly incomplete: boolean;
}

async function npisWanted(raw: RawFlags, log: Log): Promise<Wanted> {
  const list = word(raw.npis);
  const claims = words(raw['from-claims']);
  if (list === null && claims.length === 0) {
    throw new UsageError(
      `Say which NPIs to look up: --npis LIST.csv, or --from-claims PATH for those that claims bill under. ${example}`,
    );
  }
  const listed = list === null ? [] : await npisListed(list, raw);
  const npis = new Set(listed);
  const billed = await readInputs(
    claims,
    log,
    ({ loop }) => {
      if (loop?.npi) npis.add(loop.npi);
    },
    () => countOf(npis.size, 'NPI'),
  );
  return {
    npis,
    files: [...(list === null ? [] : [list]), ...billed.files],
    incomplete: billed.incomplete,
  };
}

function npisListed(path: string, raw: RawFlags): Promise<ReadonlySet<string>> {
  return loadNpiList(path, pairs('columns', raw.columns)).catch((error: unknown) => {
    throw registryFault(path, error);
  });
}
