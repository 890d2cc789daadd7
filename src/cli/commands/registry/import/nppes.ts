import { stat } from 'node:fs/promises';
import { loadNpiList } from '../../../../node/npi-list';
import { readNppes } from '../../../../node/nppes';
import { candidateHeader } from '../../../../registry/nppes';
import { csvMark, csvRow } from '../../../../report/csv';
import { countOf, thousands } from '../../../../values/numbers';
import { exitCodes } from '../../../exit-code';
import type { Log } from '../../../output/log';
import { stdoutOutput } from '../../../output/outputs';
import { RunFiles } from '../../../output/run-files';
import type { RawFlags } from '../../../settings/flags';
import { flags } from '../../../settings/flags';
import { registryFault } from '../../../settings/registry-fault';
import { fileModeOf, pairs, word, words } from '../../../settings/values';
import { UsageError } from '../../../usage-error';
import { npisOfClaims } from '../npis-of-claims';
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
    const found = new Set<string>();
    let rows = 0;
    let bytes = 0;
    const { size } = await stat(path).catch(() => ({ size: 0 }));
    const start = process.uptime();
    log.progress(() => {
      const parts = [`reading ${path}`];
      if (size > 0) parts.push(`${Math.floor((100 * bytes) / size)}%`);
      const speed = bytes / 1e6 / Math.max(process.uptime() - start, 0.001);
      parts.push(`${Math.round(speed)} MB/s`, `${found.size} of ${countOf(npis.size, 'NPI')} found`);
      return parts.join(', ');
    });
    let begun = false;
    await readNppes(path, npis, {
      async candidates(npi, candidates) {
        found.add(npi);
        rows += candidates.length;
        const header = begun ? '' : csvMark + csvRow(candidateHeader);
        begun = true;
        await write(header + candidates.map(csvRow).join(''));
      },
      progress(read) {
        bytes = read;
      },
    });
    if (!begun) await write(csvMark + csvRow(candidateHeader));
    await output.finish();
    log.progress(null);

    const to = target === null ? '' : `${target}: `;
    log.note(
      `${to}${countOf(rows, 'candidate')} for ${countOf(found.size, 'NPI')}. Self-reported, no proof of enrollment: ${toConfirm}.`,
    );
    if (incomplete) return exitCodes.failed;
    const missing = [...npis].filter((npi) => !found.has(npi));
    if (missing.length === 0) return exitCodes.clean;
    log.note(`${countOf(missing.length, 'NPI')} not found in ${path}: ${some(missing)}`);
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
  const billed = await npisOfClaims(claims, log);
  return {
    npis: new Set([...listed, ...billed.npis]),
    files: [...(list === null ? [] : [list]), ...billed.files],
    incomplete: billed.incomplete,
  };
}

function npisListed(path: string, raw: RawFlags): Promise<ReadonlySet<string>> {
  return loadNpiList(path, pairs('columns', raw.columns)).catch((error: unknown) => {
    throw registryFault(path, error);
  });
}

const npisShown = 5;

function some(npis: readonly string[]): string {
  const more = npis.length - npisShown;
  return npis.slice(0, npisShown).join(', ') + (more > 0 ? ` and ${thousands(more)} more` : '');
}
