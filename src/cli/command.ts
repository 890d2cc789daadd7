import type { Log } from './output/log';
import type { Config } from './settings/config';
import type { Flags, RawFlags } from './settings/flags';

/** What a command is: `prvcheck check`, or one of a group, as `prvcheck registry show`. */
export interface Command {
  readonly usage: string;
  /** What the words after the name mean, by the names that the row gives them. */
  readonly positionals: Readonly<Record<string, string>>;
  /** With `config` among them, a config file says what the flags leave open. */
  readonly flags: Flags;
  readonly epilog?: string;
  /** Checks the words and flags, does the work and returns the exit code. */
  run(call: Call): Promise<number>;
}

/** What a command is run with. */
export interface Call {
  readonly words: readonly string[];
  /** The flags that were given, by name, and what the config file says in place of others. */
  readonly raw: RawFlags;
  /** The flags alone. */
  readonly given: RawFlags;
  /** Empty for a command without `--config`. */
  readonly config: Config;
  readonly log: Log;
}

/** A line in a list of commands. The command itself is loaded when it is run, so that the others do not slow it down. */
export interface CommandRow {
  /** As yargs writes it: the name, then what stands after it. */
  readonly command: string;
  readonly describe: string;
  load(): Promise<Command>;
}

/** A word with commands below it. */
export interface CommandGroup {
  readonly describe: string;
  readonly commands: Readonly<Record<string, CommandRow>>;
}
