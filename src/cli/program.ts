import { isWindows } from '../node/real-place';
import { asksForUsage } from './asks-for-usage';
import type { Command } from './command';
import { commands, isGroup } from './commands';
import { exitCodes } from './exit-code';
import { createLog } from './output/log';
import { print } from './output/stdout';
import { powershellCompletion } from './powershell';
import { parseArguments, rawSettings, refuseBadFlags, refuseQuotes, wordsOf } from './settings/arguments';
import { mergeSettings, noConfig, readConfig } from './settings/config';
import { type Flag, type Flags, flags } from './settings/flags';

/** The command that the arguments name. Only this one is loaded, since most runs are short. */
interface Named {
  /** Its name, after that of its group if it has one. */
  readonly path: readonly string[];
  readonly command: Command;
}

/** Runs the command that the arguments name; returns the exit code. */
export async function runProgram(args: readonly string[]): Promise<number> {
  const completion = args.indexOf('--get-yargs-completions');
  const completing = completion >= 0;
  if (isWindows() && !completing) refuseQuotes(args);
  if (args.join(' ') === 'completion powershell') {
    await print(powershellCompletion);
    return exitCodes.clean;
  }
  // The word after it is the program, as the user called it.
  const named = await findCommand(completing ? args.slice(completion + 2) : args);
  if (!completing) refuseBadFlags(args, named?.command.flags ?? flagsWithout(args));
  if (named !== null && !asksForUsage(args)) return run(named, args);
  // Few runs need it, and yargs is slow.
  const { showUsage } = await import('./usage');
  return (await showUsage(args, named?.command ?? null, completing)) ?? run(named!, args);
}

async function findCommand(args: readonly string[]): Promise<Named | null> {
  const [name = '', below = ''] = wordsAmong(args);
  const row = Object.hasOwn(commands, name) ? commands[name]! : null;
  if (row === null) return null;
  if (!isGroup(row)) return { path: [name], command: await row.load() };
  if (!Object.hasOwn(row.commands, below)) return null;
  return { path: [name, below], command: await row.commands[below]!.load() };
}

/** The arguments that are neither flags nor values of flags, which may come before the command, too. */
function wordsAmong(args: readonly string[]): string[] {
  const takesValue = (arg = '') => {
    const kind = Object.entries<Flag>(flags).find(([name]) => arg === `--${name}`)?.[1].kind;
    return kind !== undefined && kind !== 'switch';
  };
  return args.filter((arg, i) => (arg === '-' || !arg.startsWith('-')) && !takesValue(args[i - 1]));
}

/** A group has no flags. A word that is not a command is taken for a file to check. */
function flagsWithout(args: readonly string[]): Flags {
  const [name = ''] = wordsAmong(args);
  return Object.hasOwn(commands, name) ? {} : flags;
}

async function run({ path, command }: Named, args: readonly string[]): Promise<number> {
  const argv = parseArguments(args, command.flags);
  const given = rawSettings(argv, command.flags);
  const words = wordsOf(argv._).slice(path.length);
  const config =
    'config' in command.flags
      ? await readConfig(typeof given.config === 'string' ? given.config : null)
      : noConfig;
  const raw = mergeSettings(config.settings, given);
  const isJson = 'log' in command.flags && raw.log === 'json';
  const log = createLog(process.stderr, raw.quiet === true, isJson ? 'json' : 'text');
  if (given.config === undefined && config.path !== null) log.note(`settings from ${config.path}`);
  if (isWindows()) (await import('../node/own-rights')).onRefusedRights(log.note);
  try {
    return await command.run({ words, raw, given, config, log });
  } finally {
    log.progress(null);
  }
}
