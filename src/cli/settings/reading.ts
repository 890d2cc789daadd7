import { flags, type RawFlags } from './flags';
import { pairs, word } from './values';

/** How a registry is read, as `loadRegistry` takes it. */
export interface RegistryReading {
  readonly columns: Readonly<Record<string, string>>;
  readonly sheet?: string;
  readonly fillDown: boolean;
  readonly skipBadRows: boolean;
  readonly acceptInvalidNpis: boolean;
}

/** The flags of every command that reads a registry, and the settings made from them. */
export const readingFlags = {
  columns: flags.columns,
  sheet: flags.sheet,
  'fill-down': flags['fill-down'],
  'skip-bad-rows': flags['skip-bad-rows'],
  'accept-invalid-npis': flags['accept-invalid-npis'],
};

export function readingOf(raw: RawFlags): RegistryReading {
  const sheet = word(raw.sheet);
  return {
    columns: pairs('columns', raw.columns),
    ...(sheet !== null && { sheet }),
    fillDown: raw['fill-down'] === true,
    skipBadRows: raw['skip-bad-rows'] === true,
    acceptInvalidNpis: raw['accept-invalid-npis'] === true,
  };
}
