import { loadNpiList } from '../../../../node/npi-list';
import { candidateHeader } from '../../../../registry/nppes';
import { csvMark, csvRow } from '../../../../report/csv';
import { countOf } from '../../../../values/numbers';
import { exitCodes } from '../../../exit-code';
import type { Log } from '../../../output/log';
import { stdoutOutput } from '../../../output/outputs';
import { RunFiles } from '../../../output/run-files';
import type { RawFlags } from '../../../settings/flags';
import { flags } from '../../../settings/flags';
import { registryFault } from '../../../settings/registry-fault';
import { fileModeOf, pairs, word, words } from '../../../settings/values';
import { UsageError } from '../../../usage-error';
import { lookUp, notFound } from '../look-up';
import { readInputs } from '../read-inputs';
import { type ImportKind, toConfirm } from './kind';

export const nppes: ImportKind = {
  flags: {
    npis: {
      kind: 'word',
      group: 'NPIs to look up (nppes):',
      describe: 'FILE: a CSV with a column of NPIs, such as a registry, or one NPI a line',
    },
    'from-claims': {
      kind: 'words',
      group: 'NPIs to look up (nppes):',
      describe: 'PATH: claim files, folders or patterns: the NPIs that they bill under; repeatable',
    },
    columns: {
      ...flags.columns,
      group: 'NPIs to look up (nppes):',
      describe: 'npi="Header": the column in --npis',
    },
  },

  async run({ paths: [path, more], raw, log }) {
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
    log.note(
      `${to}${countOf(rows, 'candidate')} for ${countOf(found, 'NPI')}. Self-reported, no proof of enrollment: ${toConfirm}.`,
    );
    if (incomplete) return exitCodes.failed;
    if (missing.length === 0) return exitCodes.clean;
    log.note(notFound(missing, path));
    return exitCodes.findings;
  },
};

const example =
  'For example: prvcheck registry import nppes npidata_pfile.csv --npis our-npis.csv -o candidates.csv';

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
    {
      claim({ loop }) {
        if (loop?.npi) npis.add(loop.npi);
      },
      numbers: null,
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
