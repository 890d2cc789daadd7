import yargs, { type Argv, type Options } from 'yargs';
import { version } from '../../package.json';
import { isWindows } from '../node/real-place';
import type { Command, CommandGroup, CommandRow } from './command';
import { commands } from './commands';
import { exitCodes } from './exit-code';
import { about, exitCodeHelp } from './help';
import { createLog } from './output/log';
import { screenWidth } from './output/paint';
import { print } from './output/stdout';
import { powershellCompletion } from './powershell';
import { markAwkward, rawSettings, refuseBadFlags, refuseQuotes, wordsOf } from './settings/arguments';
import { mergeSettings, noConfig, readConfig } from './settings/config';
import { type Flag, type Flags, flags, type RawFlags } from './settings/flags';
import { didYouMean, UsageError } from './usage-error';

type Arguments = Readonly<Record<string, unknown>>;

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
  const helping = completing || args.some((arg) => /^(-h|--help)/.test(arg));
  // yargs continues to validate the arguments after it has called this.
  let chosen: Arguments | null = null;
  const program = createProgram(named, helping, (argv) => {
    chosen = argv;
  });
  if (args.length === 0) {
    process.stderr.write(`${await program.getHelp()}\n`);
    return exitCodes.failed;
  }
  let shown = '';
  const argv = await program.parseAsync(completing ? [...args] : markAwkward(args), {}, (_, __, output) => {
    shown = output;
  });
  if (shown !== '' || completing) {
    await print(`${shown}\n`);
    return exitCodes.clean;
  }
  if (named === null || chosen === null) throw unknownCommand(argv);
  return run(named, chosen);
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
  return args.filter((arg, i) => !arg.startsWith('-') && !takesValue(args[i - 1]));
}

/** A group has no flags. A word that is not a command is taken for a file to check. */
function flagsWithout(args: readonly string[]): Flags {
  const [name = ''] = wordsAmong(args);
  return Object.hasOwn(commands, name) ? {} : flags;
}

function isGroup(row: CommandRow | CommandGroup): row is CommandGroup {
  return 'commands' in row;
}

function createProgram(named: Named | null, helping: boolean, choose: (argv: Arguments) => void): Argv {
  const program = yargs().scriptName('prvcheck').locale('en').usage(about).parserConfiguration({
    'camel-case-expansion': false,
    'dot-notation': false,
    'greedy-arrays': false,
    'parse-numbers': false,
    'parse-positional-numbers': false,
  });
  const build = (argv: Argv) => addCommand(argv, named!.command, helping);
  for (const [name, row] of Object.entries(commands)) {
    if (!isGroup(row)) {
      program.command(row.command, row.describe, build, choose);
      continue;
    }
    const addGroup = (argv: Argv) => {
      argv.usage(`$0 ${name} <command>\n\n${row.describe}`);
      for (const { command, describe } of Object.values(row.commands))
        argv.command(command, describe, build, choose);
      return argv;
    };
    program.command(name, row.describe, addGroup, (argv) => {
      throw unknownBelow(argv, name, Object.keys(row.commands));
    });
  }
  return program
    .completion(
      'completion',
      'Print a script that lets bash or zsh complete commands and options; "completion powershell": PowerShell',
    )
    .epilog(exitCodeHelp)
    .version(version)
    .alias('help', 'h')
    .group(['help', 'version'], 'Other:')
    .wrap(Math.min(screenWidth(), 110))
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message, error) => {
      throw message ? new UsageError(`${message}.`) : error;
    });
}

/** yargs lays out the help even if it is not requested, which is slow, so it is hidden unless requested. */
function addCommand(program: Argv, { usage, positionals, flags, epilog }: Command, helping: boolean): Argv {
  const hidden = !helping;
  for (const [name, { kind, short, group, describe }] of Object.entries(flags)) {
    const alias = short === undefined ? {} : { alias: short };
    const kindly =
      kind === 'switch' ? { type: 'boolean' } : { type: 'string', nargs: 1, array: kind !== 'word' };
    program.option(name, { ...kindly, group, describe, hidden, ...alias } as Options);
  }
  for (const [name, describe] of Object.entries(positionals))
    program.positional(name, { type: 'string', describe, hidden });
  if (hidden) return program.hide('help').hide('version');
  program.usage(usage);
  return epilog === undefined ? program : program.epilog(epilog);
}

async function run({ path, command }: Named, argv: Arguments): Promise<number> {
  const given: RawFlags = rawSettings(argv, command.flags);
  const positionals = Object.keys(command.positionals).flatMap((name) => wordsOf(argv[name] ?? []));
  const words = [...positionals, ...wordsOf(argv._).slice(path.length)];
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

function unknownBelow(argv: Arguments, group: string, names: readonly string[]): UsageError {
  const [, word] = wordsOf(argv._);
  if (word === undefined)
    return new UsageError(`Say what to do with the ${group}. Commands: ${names.join(', ')}.`);
  return new UsageError(
    `Unknown command "${group} ${word}".${didYouMean(word, names) || ` Commands: ${names.join(', ')}.`}`,
  );
}

function unknownCommand(argv: Arguments): UsageError {
  const names = [...Object.keys(commands), 'completion'];
  const [command] = wordsOf(argv._);
  if (command === undefined) return new UsageError(`No command given. Commands: ${names.join(', ')}.`);
  const near = didYouMean(command, names) || ' To check files: prvcheck check PATHS --registry FILE';
  return new UsageError(`Unknown command "${command}".${near}`);
}
