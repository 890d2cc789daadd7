import { audit } from './audit';
import type { RegistryCommand } from './command';
import { compile } from './compile';

/** The commands below `prvcheck registry`, by name. */
export const registryCommands: Readonly<Record<string, RegistryCommand>> = { audit, compile };
