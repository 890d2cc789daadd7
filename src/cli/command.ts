import type { Log } from './output/log';
import type { Config } from './settings/config';
import type { Flags, RawFlags } from './settings/flags';

/** A command: `prvcheck check`, or one of a group, such as `prvcheck registry show`. */
export interface Command {
  readonly usage: string;
  /** What the words after the name mean, by the names used in `command` of the row. */
  readonly positionals: Readonly<Record<string, string>>;
  /** If `config` is among them, a config file supplies the flags that are not given. */
  readonly flags: Flags;
  readonly epilog?: string;
  /** Validates the arguments, does the work and returns the exit code. */
  run(call: Call): Promise<number>;
}

/** The arguments of a command. */
export interface Call {
  readonly words: readonly string[];
  /** Flags by name, with values from the config file for those not given. */
  readonly raw: RawFlags;
  /** The flags given on the command line only. */
  readonly given: RawFlags;
  /** Empty for a command without `--config`. */
  readonly config: Config;
  readonly log: Log;
}

/** A line in a list of commands. The command itself is loaded only when it runs, to keep the others fast. */
export interface CommandRow {
  /** In yargs syntax: the name, then its positionals. */
  readonly command: string;
  readonly describe: string;
  load(): Promise<Command>;
}

/** A word with commands below it. */
export interface CommandGroup {
  readonly describe: string;
  readonly commands: Readonly<Record<string, CommandRow>>;
}
