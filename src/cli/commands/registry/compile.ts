import { loadListedRegistry } from '../../../node/load-registry';
import { countOf } from '../../../values/numbers';
import type { Command } from '../../command';
import { exitCodes } from '../../exit-code';
import { RunFiles } from '../../output/run-files';
import { flags } from '../../settings/flags';
import { readRegistry } from '../../settings/read-registry';
import { readingFlags, readingOf } from '../../settings/reading';
import { fileModeOf, word } from '../../settings/values';
import { UsageError } from '../../usage-error';

export const compile: Command = {
  usage: `$0 registry compile CSV -o FILE

Checks a registry CSV and writes it as one compact file that loads at once. --registry takes that file in place of the CSV.`,
  positionals: { csv: 'The registry CSV' },
  flags: {
    output: {
      kind: 'word',
      short: 'o',
      group: 'Output:',
      describe: 'FILE: where to put the compiled registry, for example providers.prvx (required)',
    },
    ...readingFlags,
    'file-mode': { ...flags['file-mode'], group: 'Output:' },
    quiet: { ...flags.quiet, group: 'Output:' },
  },
  epilog: `Example:
  prvcheck registry compile providers.csv -o providers.prvx
  prvcheck check claims --registry providers.prvx

The compiled file holds everything that the CSV holds of your providers, names and tax IDs included.
Compile again whenever the CSV changes, and after an update of prvcheck that asks for it.`,

  async run({ words: [csv, more], raw, log }) {
    if (csv === undefined) throw new UsageError(`Nothing to compile: name the registry CSV. ${example}`);
    if (more !== undefined) throw new UsageError(`One registry CSV at a time: ${csv}, and not ${more} too.`);
    const output = word(raw.output);
    if (output === null) throw new UsageError(`Say where to put the compiled registry. ${example}`);
    const file = await new RunFiles([csv], fileModeOf(raw)).open(output);
    const { rows, npis, bytes } = await readRegistry(loadListedRegistry, csv, readingOf(raw), log);
    await file.write(bytes);
    await file.finish();
    log.note(
      `wrote ${output}: ${countOf(rows, 'row')}, ${countOf(npis, 'NPI')}, ${sizeInWords(bytes.length)}`,
    );
    return exitCodes.clean;
  },
};

const example = 'For example: prvcheck registry compile providers.csv -o providers.prvx';

function sizeInWords(bytes: number): string {
  return bytes < 100_000 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
