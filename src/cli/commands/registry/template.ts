import { templateRows } from '../../../registry/template';
import { csvRow } from '../../../report/csv';
import type { Command } from '../../command';
import { exitCodes } from '../../exit-code';
import { stdoutOutput } from '../../output/outputs';
import { RunFiles } from '../../output/run-files';
import { flags } from '../../settings/flags';
import { fileModeOf, word } from '../../settings/values';
import { refuseMore } from '../../usage-error';
import { refuseExisting } from './refuse-existing';

export const template: Command = {
  usage: `$0 registry template [-o FILE]

Prints a registry CSV to begin with: every column, and made-up rows to write over.`,
  positionals: {},
  flags: {
    output: {
      kind: 'word',
      short: 'o',
      group: 'Output:',
      describe: 'FILE: where to put it (else standard output)',
    },
    'file-mode': { ...flags['file-mode'], group: 'Output:' },
    quiet: { ...flags.quiet, group: 'Output:' },
  },
  epilog: `Example:
  prvcheck registry template -o enrollments.csv

npi, medicaid_id and provider_type are required; other columns may be empty or taken out. One row for each NPI and Medicaid ID.`,

  async run({ words: [more], raw, log }) {
    refuseMore('registry template', more);
    const target = word(raw.output);
    await refuseExisting(target);
    const output = target === null ? stdoutOutput : await new RunFiles([], fileModeOf(raw)).open(target);
    await output.write(Buffer.from(templateRows.map(csvRow).join('')));
    await output.finish();
    if (target !== null) log.note(`wrote ${target}: write your enrollments over its example rows`);
    return exitCodes.clean;
  },
};
