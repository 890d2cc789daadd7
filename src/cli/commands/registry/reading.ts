import type { RawFlags } from '../../settings/flags';
import { flags } from '../../settings/flags';
import { pairs, type RegistryReading } from '../../settings/settings';

/** The flags of every command that reads a registry, and the settings made from them. */
export const readingFlags = {
  columns: flags.columns,
  'skip-bad-rows': flags['skip-bad-rows'],
  'accept-invalid-npis': flags['accept-invalid-npis'],
};

export function readingOf(raw: RawFlags): RegistryReading {
  return {
    columns: pairs('columns', raw.columns),
    skipBadRows: raw['skip-bad-rows'] === true,
    acceptInvalidNpis: raw['accept-invalid-npis'] === true,
  };
}
