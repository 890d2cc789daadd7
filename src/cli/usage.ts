import yargs, { type Argv, type Options } from 'yargs';
import { version } from '../../package.json';
import type { Command } from './command';
import { commands, isGroup } from './commands';
import { exitCodes } from './exit-code';
import { about, exitCodeHelp } from './help';
import { screenWidth } from './output/paint';
import { print } from './output/stdout';
import { markAwkward, parsing, wordsOf } from './settings/arguments';
import { didYouMean, UsageError } from './usage-error';

type Arguments = Readonly<Record<string, unknown>>;

/**
 * Shows what the arguments ask for: help, the version, or words that complete them. Returns the exit code; null if they
 * ask for none of these, as `--help=false`.
 * @param named the command that they name, if they name one
 * @throws UsageError if they name none and ask for nothing
 */
export async function showUsage(
  args: readonly string[],
  named: Command | null,
  completing: boolean,
): Promise<number | null> {
  const program = createProgram(named);
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
  if (named === null) throw unknownCommand(argv);
  return null;
}

function createProgram(named: Command | null): Argv {
  const program = yargs().scriptName('prvcheck').locale('en').usage(about).parserConfiguration(parsing);
  const build = (argv: Argv) => addCommand(argv, named!);
  const run = () => {}; // what yargs finds is not run here
  for (const [name, row] of Object.entries(commands)) {
    if (!isGroup(row)) {
      program.command(row.command, row.describe, build, run);
      continue;
    }
    const addGroup = (argv: Argv) => {
      argv.usage(`$0 ${name} <command>\n\n${row.describe}`);
      for (const { command, describe } of Object.values(row.commands))
        argv.command(command, describe, build, run);
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

function addCommand(program: Argv, { usage, positionals, flags, epilog }: Command): Argv {
  for (const [name, { kind, short, group, describe }] of Object.entries(flags)) {
    const alias = short === undefined ? {} : { alias: short };
    const kindly =
      kind === 'switch' ? { type: 'boolean' } : { type: 'string', nargs: 1, array: kind !== 'word' };
    program.option(name, { ...kindly, group, describe, ...alias } as Options);
  }
  for (const [name, describe] of Object.entries(positionals))
    program.positional(name, { type: 'string', describe });
  program.usage(usage);
  return epilog === undefined ? program : program.epilog(epilog);
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
