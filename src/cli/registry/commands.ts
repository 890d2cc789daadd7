import type { Subcommands } from '../subcommand';
import { audit } from './audit';
import { compile } from './compile';
import { diff } from './diff';
import { importCandidates } from './import';
import { show } from './show';
import { template } from './template';

/** The commands below `prvcheck registry`, by name. */
export const registryCommands: Subcommands = {
  template,
  audit,
  show,
  diff,
  import: importCandidates,
  compile,
};
