import type { RegistryCommand } from './command';
import { compile } from './compile';
import { importCandidates } from './import';
import { template } from './template';

/** The commands below `prvcheck registry`, by name. */
export const registryCommands: Readonly<Record<string, RegistryCommand>> = {
  template,
  compile,
  import: importCandidates,
};
