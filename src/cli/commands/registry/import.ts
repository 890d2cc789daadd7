import type { Command } from '../../command';
import { type Flags, flags } from '../../settings/flags';
import { oneOf, UsageError } from '../../usage-error';
import { import277ca } from './import/277ca';
import { import835 } from './import/835';
import type { ImportKind } from './import/kind';
import { nppes } from './import/nppes';

const kinds: Readonly<Record<'nppes' | '835' | '277ca', ImportKind>> = {
  nppes,
  '835': import835,
  '277ca': import277ca,
};
const kindNames = ['nppes', '835', '277ca'] as const;

const outputFlags: Flags = {
  output: {
    kind: 'word',
    short: 'o',
    group: 'Output:',
    describe:
      'FILE: candidates.csv, or of an 835 or 277CA candidates.xlsx, a workbook with instructions (else a CSV to standard output)',
  },
  'file-mode': { ...flags['file-mode'], group: 'Output:' },
  quiet: { ...flags.quiet, group: 'Output:' },
};

export const importCandidates: Command = {
  usage: `$0 registry import nppes FILE [--npis LIST.csv] [--from-claims PATH]
       $0 registry import 835 PATHS… [--payer ID]
       $0 registry import 277ca PATHS… [--payer ID]

Writes candidates for the registry, to be confirmed. From the NPPES full file: NPI, taxonomies, name, ZIP and Kentucky Medicaid identifiers, as providers report them. From remittances (835) and claim acknowledgements (277CA): the numbers that the payers have for each NPI.`,
  positionals: {
    kind: 'nppes, 835 or 277ca',
    files:
      'nppes: the data file of the NPPES download, unzipped: npidata_pfile_….csv. 835, 277ca: files (also in a gzip or zip), folders, patterns, or - for stdin',
  },
  flags: { ...nppes.flags, ...import835.flags, ...outputFlags },
  epilog: `Examples:
  prvcheck registry import nppes npidata_pfile.csv --from-claims claims -o candidates.csv
  prvcheck registry import nppes npidata_pfile.csv --npis our-npis.csv -o candidates.csv
  prvcheck registry import 835 remittances --payer KYMEDICAID -o candidates.xlsx
  prvcheck registry import 277ca answers.zip -o candidates.csv

Confirm each row in the partner portal, fill in its provider type, then empty its cell in the column "candidate". Until then a check refuses the row.
NPIs with several numbers of one payer come first: their claims need the taxonomy. The numbers of a managed care organization may be its own: --payer keeps those of one payer.

Exit codes:
  0  there are candidates; nppes: for every NPI
  1  there are none; nppes: some NPIs were not found
  2  the job could not be done, or not completely: wrong use, or a file that cannot be read or written`,

  async run({ words: [name, ...paths], raw, log }) {
    if (name === undefined)
      throw new UsageError(
        'Say what to import. For example: prvcheck registry import 835 remittances -o candidates.csv',
      );
    const kind = kinds[oneOf('The kind of import', name, kindNames)];
    const alien = Object.keys(raw).find((flag) => !Object.hasOwn({ ...kind.flags, ...outputFlags }, flag));
    if (alien !== undefined)
      throw new UsageError(`"prvcheck registry import ${name}" cannot use --${alien}.`);
    return kind.run({ paths, raw, log });
  },
};
