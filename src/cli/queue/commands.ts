import type { Subcommands } from '../subcommand';
import { merge } from './merge';
import { status } from './status';
import { submit } from './submit';
import { work } from './work';

/** The commands below `prvcheck queue`, by name. */
export const queueCommands: Subcommands = { submit, work, status, merge };
