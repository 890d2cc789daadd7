import type { Flags, RawValue } from './flags';
import type { Talk } from './talk';

/** A command below another, as `show` below `prvcheck registry`. */
export interface Subcommand {
  /** As yargs writes it: the name, then what stands after it. */
  readonly command: string;
  /** One line in the list of commands. */
  readonly describe: string;
  readonly usage: string;
  /** What the words after the name mean, by the names that `command` gives them. */
  readonly positionals: Readonly<Record<string, string>>;
  readonly flags: Flags;
  readonly epilog: string;
  /** Checks the words and flags, does the work and answers with the exit code. */
  run(words: readonly string[], flags: RawFlags, talk: Talk): Promise<number>;
}

/** By the word that calls for them. */
export type Subcommands = Readonly<Record<string, Subcommand>>;

/** The flags that were given, by name. */
export type RawFlags = Readonly<Partial<Record<string, RawValue>>>;
