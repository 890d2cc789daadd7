import type { LoadRegistryOptions } from '../../node/load-registry';
import { flags } from '../flags';
import { pairs } from '../settings';
import type { RawFlags } from '../subcommand';

/** The flags of every command that reads a registry, and how it is read with them. */
export const readingFlags = {
  columns: flags.columns,
  'skip-bad-rows': flags['skip-bad-rows'],
};

export function readingOf(raw: RawFlags): Required<Pick<LoadRegistryOptions, 'columns' | 'skipBadRows'>> {
  return { columns: pairs('columns', raw.columns), skipBadRows: raw['skip-bad-rows'] === true };
}
