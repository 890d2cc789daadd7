import type { RegistryCommand } from './command';
import { compile } from './compile';
import { diff } from './diff';
import { show } from './show';

/** The commands below `prvcheck registry`, by name. */
export const registryCommands: Readonly<Record<string, RegistryCommand>> = { compile, show, diff };
