import { ProviderNumbers } from '../../../enrollment/answers/provider-numbers';
import { BillingProviders } from '../../../enrollment/start/billing-providers';
import { listedNpis } from '../../../enrollment/start/listed-npis';
import { severalNumbers } from '../../../report/registry/candidates';
import { listToComplete, startInstructions } from '../../../report/registry/start-list';
import { countOf, thousands } from '../../../values/numbers';
import type { Command } from '../../command';
import { exitCodes } from '../../exit-code';
import { pathsHelp } from '../../help';
import type { Log } from '../../output/log';
import { stdoutOutput } from '../../output/outputs';
import { RunFiles } from '../../output/run-files';
import { flags } from '../../settings/flags';
import { fileModeOf, word } from '../../settings/values';
import { UsageError } from '../../usage-error';
import { formatOfNewList, listIn } from './list-file';
import { lookUp, notFound } from './look-up';
import { readInputs } from './read-inputs';

export const start: Command = {
  usage: `$0 registry start CLAIMS.. [-o list.xlsx]

Begins a list of enrollments from your claim files: each NPI that they bill under, with name, ZIP, claims and dollars, and a row to complete with its Medicaid ID and provider type. NPIs with the most dollars come first. Remittances (835) and 277CAs among the files fill in the numbers that payers have for an NPI, as Medicaid IDs to confirm.`,
  positionals: { claims: pathsHelp },
  flags: {
    nppes: {
      kind: 'word',
      group: 'NPIs:',
      describe: 'FILE: the NPPES data file, unzipped: fills in taxonomies, and Medicaid IDs to confirm',
    },
    output: {
      kind: 'word',
      short: 'o',
      group: 'Output:',
      describe: 'FILE: list.xlsx, a workbook with instructions, or list.csv (else a CSV to standard output)',
    },
    'file-mode': { ...flags['file-mode'], group: 'Output:' },
    quiet: { ...flags.quiet, group: 'Output:' },
  },
  epilog: `Examples:
  prvcheck registry start claims -o list.xlsx
  prvcheck registry start claims remittances -o list.xlsx
  prvcheck registry start march.837 april.837 --nppes npidata_pfile.csv -o list.xlsx

Fill in "Medicaid ID" and "Provider type" of each row from the partner portal, then check with --registry list.xlsx. The workbook says where they are found, and clears its column "candidate" as rows are completed; in a CSV, empty those cells yourself. Where the Medicaid ID was filled in from a remittance, 277CA or NPPES, confirm it in the partner portal and empty the cell yourself. A check refuses a row that is still marked there.
The list names no patient.

Exit codes:
  0  the list is complete but for what you fill in
  1  with --nppes: some NPIs were not found there
  2  the job could not be done: wrong use, or a file that cannot be read or written`,

  async run({ words: paths, raw, log }) {
    if (paths.length === 0) throw new UsageError(`Name the claim files to begin from. ${example}`);
    const target = word(raw.output);
    const format = await formatOfNewList(target);
    const nppes = word(raw.nppes);

    const billing = new BillingProviders();
    const numbers = new ProviderNumbers();
    const { files, incomplete } = await readInputs(
      paths,
      log,
      { claim: (claim) => billing.add(claim), numbers },
      () => countOf(billing.size, 'NPI'),
    );
    const listed = listedNpis(billing, numbers);
    if (listed.length === 0) {
      log.problem(
        'the claims name no valid billing NPI, and no remittance a provider number, so there is nothing to begin a list with.',
      );
      return exitCodes.failed;
    }
    const output =
      target === null ? stdoutOutput : await new RunFiles([...files, nppes], fileModeOf(raw)).open(target);

    const known = new Map<string, readonly (readonly string[])[]>();
    const npis = new Set(listed.map(({ npi }) => npi));
    const missing =
      nppes === null
        ? []
        : await lookUp(nppes, npis, log, async (npi, rows) => {
            known.set(npi, rows);
          });
    const list = listToComplete(listed, known);
    await output.write(await listIn(format, list, startInstructions));
    await output.finish();

    for (const sentence of severalNumbers(numbers.ranked())) log.note(sentence);
    log.note(`${target === null ? '' : `${target}: `}${whatNext(listed.length, format === 'xlsx')}`);
    noteClaimsLeftOut(billing, log);
    noteNumbersLeftOut(numbers, log);
    if (missing.length > 0) log.note(notFound(missing, nppes!));
    if (incomplete || billing.claimsLeftOut > 0 || numbers.isFull) return exitCodes.failed;
    return missing.length > 0 ? exitCodes.findings : exitCodes.clean;
  },
};

const example = 'For example: prvcheck registry start claims -o list.xlsx';

function whatNext(npis: number, isWorkbook: boolean): string {
  const fill = 'fill in "Medicaid ID" and "Provider type" of each row from the partner portal';
  const mark = isWorkbook
    ? 'the sheet "Instructions" says where they are found'
    : 'empty its cell in "candidate"';
  return `${countOf(npis, 'NPI')}, those with the most dollars first. Next: ${fill}; ${mark}. Then check with this list: --registry.`;
}

function noteClaimsLeftOut({ size, claimsWithoutNpi, claimsLeftOut }: BillingProviders, log: Log): void {
  if (claimsWithoutNpi > 0)
    log.note(`${countOf(claimsWithoutNpi, 'claim')} without a valid billing NPI, which a check tells of.`);
  if (claimsLeftOut > 0)
    log.problem(
      `more than ${thousands(size)} billing NPIs: ${countOf(claimsLeftOut, 'claim')} of the others are not in the list. Begin several lists, each from some of the files.`,
    );
}

function noteNumbersLeftOut({ withoutNpi, isFull }: ProviderNumbers, log: Log): void {
  if (withoutNpi > 0)
    log.note(
      `${countOf(withoutNpi, 'provider number')} without an NPI: not in the list. "registry import 835" lists them.`,
    );
  if (isFull)
    log.problem(
      'there are more provider numbers than a list can hold, and some were left out. Begin several lists, each from some of the files.',
    );
}
