import { loadCsvRegistry } from '../node/load-registry';
import { countOf } from '../report/numbers';
import { exitCodes } from './exit-code';
import type { RawCompileSettings } from './flags';
import { openOutput } from './outputs';
import { readRegistry } from './read-registry';
import { pairs, word } from './settings';
import type { Talk } from './talk';
import { UsageError } from './usage-error';

interface CompileSettings {
  readonly csv: string;
  readonly output: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly skipBadRows: boolean;
  readonly quiet: boolean;
}

/** Gives the raw settings their meaning; whatever is wrong with them is a `UsageError`. */
export function toCompileSettings(paths: readonly string[], raw: RawCompileSettings): CompileSettings {
  const [csv, more] = paths;
  if (csv === undefined) throw new UsageError(`Nothing to compile: name the registry CSV. ${example}`);
  if (more !== undefined) throw new UsageError(`One registry CSV at a time: ${csv}, and not ${more} too.`);
  const output = word(raw.output);
  if (output === null) throw new UsageError(`Say where to put the compiled registry. ${example}`);
  return {
    csv,
    output,
    columns: pairs('columns', raw.columns),
    skipBadRows: raw['skip-bad-rows'] === true,
    quiet: raw.quiet === true,
  };
}

const example = 'For example: prvcheck registry compile providers.csv -o providers.prvx';

/** `prvcheck registry compile`: answers with the exit code. */
export async function compileCommand(settings: CompileSettings, talk: Talk): Promise<number> {
  const { csv, output } = settings;
  const file = await openOutput(output, [csv]);
  const { rows, npis, bytes } = await readRegistry(loadCsvRegistry, csv, settings, talk);
  await file.write(bytes);
  await file.finish();
  talk.note(
    `wrote ${output}: ${countOf(rows, 'row')}, ${countOf(npis, 'NPI')}, ${sizeInWords(bytes.length)}`,
  );
  return exitCodes.clean;
}

function sizeInWords(bytes: number): string {
  return bytes < 100_000 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
