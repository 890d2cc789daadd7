import yargs, { type Argv, type Options } from 'yargs';
import { version } from '../../package.json';
import { markAwkward, rawSettings, refuseBadFlags, wordsAfter, wordsOf } from './arguments';
import { checkCommand } from './check-command';
import { type Config, readConfig } from './config';
import { exitCodes } from './exit-code';
import { fixFlags, fixHelp, fixUsage } from './fix/flags';
import { type Flags, flags, type RawSettings } from './flags';
import {
  about,
  checkHelp,
  checkUsage,
  exitCodeHelp,
  pathsHelp,
  queueHelp,
  registryHelp,
  ruleHelp,
} from './help';
import { mergeFlags, mergeUsage } from './merge-flags';
import { stdoutPaint } from './paint';
import { mergeSettings, readSettings } from './read-settings';
import { explainRule, listRules } from './rules-command';
import { print } from './stdout';
import type { Subcommand, Subcommands } from './subcommand';
import { createTalk } from './talk';
import { didYouMean, UsageError } from './usage-error';
import { watchFlags, watchHelp, watchUsage } from './watch-flags';
import { webFlags, webUsage } from './web/flags';

type Action = () => Promise<number>;
type Arguments = Readonly<Record<string, unknown>>;

const commands = [
  'check',
  'fix',
  'web',
  'registry',
  'queue',
  'merge',
  'watch',
  'rules',
  'explain',
  'completion',
];

/** A word with commands below it. Most runs are checks, and start the sooner without them. */
interface Group {
  readonly help: string;
  load(): Promise<Subcommands>;
}

const groups: Readonly<Record<string, Group>> = {
  registry: {
    help: registryHelp,
    load: async () => (await import('./registry/commands')).registryCommands,
  },
  queue: { help: queueHelp, load: async () => (await import('./queue/commands')).queueCommands },
};

/** The commands of each group that the arguments may name. */
type Loaded = Readonly<Record<string, Subcommands>>;

/** Runs the command that the arguments name; answers with the exit code. */
export async function runProgram(args: readonly string[]): Promise<number> {
  const completing = args.includes('--get-yargs-completions');
  const loaded: Loaded = Object.fromEntries(
    await Promise.all(
      Object.entries(groups).map(async ([name, { load }]) => [name, args.includes(name) ? await load() : {}]),
    ),
  );
  if (!completing) refuseBadFlags(args, flagsOf(args, loaded));
  // A handler only says what to do; it is done after yargs is through with its own checks.
  const actions: Action[] = [];
  const helping = completing || args.some((arg) => /^(-h|--help)/.test(arg));
  const program = createProgram(helping, loaded, (action) => void actions.push(action));
  if (args.length === 0) {
    process.stderr.write(`${await program.getHelp()}\n`);
    return exitCodes.failed;
  }
  let shown = '';
  const given = completing ? [...args] : markAwkward(args);
  const argv = await program.parseAsync(given, {}, (_error, _argv, output) => {
    shown = output;
  });
  if (shown !== '' || completing) return show(`${shown}\n`);
  const [action] = actions;
  if (action === undefined) throw unknownCommand(argv);
  return action();
}

function flagsOf([command = '', subcommand = '']: readonly string[], loaded: Loaded): Flags {
  if (command === 'merge') return mergeFlags;
  if (command === 'fix') return fixFlags;
  if (command === 'watch') return watchFlags;
  if (command === 'web') return webFlags;
  return command in groups ? (loaded[command]?.[subcommand]?.flags ?? {}) : flags;
}

function createProgram(helping: boolean, loaded: Loaded, choose: (action: Action) => void): Argv {
  const options = (command: Argv) => checkOptions(command, helping);
  const program = yargs()
    .scriptName('prvcheck')
    .locale('en')
    .usage(about)
    .parserConfiguration({
      'camel-case-expansion': false,
      'dot-notation': false,
      'greedy-arrays': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .command('check [paths..]', 'Check claim files', options, (argv) => choose(() => runCheck(argv)))
    .command('fix [paths..]', 'Write corrected copies of claim files', fixOptions, (argv) =>
      choose(() => runFix(argv)),
    )
    .command('web', 'Open the page that checks files in your browser', webOptions, (argv) => {
      refuseMore(argv);
      choose(() => runWeb(argv));
    });
  for (const [name, { help }] of Object.entries(groups)) {
    const below = loaded[name]!;
    program.command(
      name,
      help,
      (command) => addSubcommands(command, name, below, choose),
      (argv) => {
        throw unknownSubcommand(argv, name, below);
      },
    );
  }
  return program
    .command('merge [outputs..]', 'Put the outputs of all shards of a run together', mergeOptions, (argv) =>
      choose(() => runMerge(argv)),
    )
    .command('watch [folder..]', 'Check claim files as they arrive in a folder', watchOptions, (argv) =>
      choose(() => runWatch(argv)),
    )
    .command('rules', 'List the rules', {}, (argv) => {
      refuseMore(argv);
      choose(async () => show(listRules(width())));
    })
    .command('explain [rule]', 'Explain a rule: why it is there and what to do', explainOptions, (argv) => {
      refuseMore(argv);
      choose(async () => show(explainRule(wordsOf(argv.rule ?? '').join(), width(), paint())));
    })
    .completion('completion', 'Print a script that lets bash or zsh complete commands and options')
    .epilog(exitCodeHelp)
    .version(version)
    .alias('help', 'h')
    .group(['help', 'version'], 'Other:')
    .wrap(Math.min(width(), 110))
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message, error) => {
      throw message ? new UsageError(`${message}.`) : error;
    });
}

function addSubcommands(
  program: Argv,
  group: string,
  subcommands: Subcommands,
  choose: (action: Action) => void,
): Argv {
  program.usage(`$0 ${group} <command>\n\n${groups[group]!.help}`);
  for (const [name, command] of Object.entries(subcommands)) {
    const build = (argv: Argv) => {
      for (const [positional, describe] of Object.entries(command.positionals))
        argv.positional(positional, { type: 'string', describe });
      return addFlags(argv, command.flags).usage(command.usage).epilog(command.epilog);
    };
    program.command(command.command, command.describe, build, (argv) =>
      choose(() => runSubcommand([group, name], command, argv)),
    );
  }
  return program;
}

function unknownSubcommand(argv: Arguments, group: string, subcommands: Subcommands): UsageError {
  const [, word] = wordsOf(argv._);
  const names = Object.keys(subcommands);
  if (word === undefined)
    return new UsageError(`Say what to do with the ${group}. Commands: ${names.join(', ')}.`);
  return new UsageError(
    `Unknown command "${group} ${word}".${didYouMean(word, names) || ` Commands: ${names.join(', ')}.`}`,
  );
}

/** yargs lays out the help also where nobody asked for it, which takes long: then all of it is hidden. */
function checkOptions(command: Argv, helping: boolean): Argv {
  const hidden = !helping;
  addFlags(command, flags, hidden).positional('paths', { type: 'string', describe: pathsHelp, hidden });
  return helping ? command.usage(checkUsage).epilog(checkHelp) : command.hide('help').hide('version');
}

function addFlags(command: Argv, flags: Flags, hidden = false): Argv {
  for (const [name, { kind, short, group, describe }] of Object.entries(flags)) {
    const alias = short === undefined ? {} : { alias: short };
    const kindly =
      kind === 'switch' ? { type: 'boolean' } : { type: 'string', nargs: 1, array: kind !== 'word' };
    command.option(name, { ...kindly, group, describe, hidden, ...alias } as Options);
  }
  return command;
}

function fixOptions(command: Argv): Argv {
  return addFlags(command, fixFlags)
    .usage(fixUsage)
    .epilog(fixHelp)
    .positional('paths', { type: 'string', describe: pathsHelp });
}

function mergeOptions(command: Argv): Argv {
  return addFlags(command, mergeFlags)
    .usage(mergeUsage)
    .positional('outputs', { type: 'string', describe: 'The output folders of the shards' });
}

function watchOptions(command: Argv): Argv {
  return addFlags(command, watchFlags)
    .usage(watchUsage)
    .epilog(watchHelp)
    .positional('folder', { type: 'string', describe: 'The folder that files arrive in' });
}

function explainOptions(command: Argv) {
  return command.usage('$0 explain RULE').positional('rule', { type: 'string', describe: ruleHelp });
}

function webOptions(command: Argv): Argv {
  return addFlags(command, webFlags).usage(webUsage);
}

async function runCheck(argv: Arguments): Promise<number> {
  const { settings, config, note } = await readSettings(
    wordsAfter(argv, 'paths', 1),
    rawSettings(argv, flags),
  );
  const talk = createTalk(process.stderr, settings.quiet, settings.log);
  if (note !== null) talk.note(note);
  try {
    const { batch } = settings;
    if (batch === null) return await checkCommand(settings, config, talk);
    return await (await import('./batch-command')).batchCommand(settings, batch, config, talk);
  } finally {
    talk.progress(null);
  }
}

async function runMerge(argv: Arguments): Promise<number> {
  const raw = rawSettings(argv, mergeFlags);
  const { mergeCommand } = await import('./merge-command');
  return mergeCommand(wordsAfter(argv, 'outputs', 1), raw, createTalk(process.stderr, raw.quiet === true));
}

async function runFix(argv: Arguments): Promise<number> {
  const flags = rawSettings(argv, fixFlags);
  const { raw, config } = await withConfig(flags);
  const { fixCommand } = await import('./fix/command');
  // Where a config file has findings go is no place for corrected copies.
  const { out: _findings, ...others } = raw;
  const given = flags.out === undefined ? others : raw;
  return fixCommand(wordsAfter(argv, 'paths', 1), given, config.payers, config.path);
}

async function runWatch(argv: Arguments): Promise<number> {
  const { raw, config } = await withConfig(rawSettings(argv, watchFlags));
  const { watchCommand } = await import('./watch-command');
  return watchCommand(wordsAfter(argv, 'folder', 1), raw, config.payers, config.path);
}

async function runWeb(argv: Arguments): Promise<number> {
  const { open } = rawSettings(argv, webFlags);
  const { webCommand } = await import('./web/command');
  return webCommand(open !== false, createTalk(process.stderr, false));
}

/** What the flags and the config file say together. */
async function withConfig<Raw extends RawSettings>(fromFlags: Raw): Promise<{ raw: Raw; config: Config }> {
  const config = await readConfig(typeof fromFlags.config === 'string' ? fromFlags.config : null);
  return { raw: { ...fromFlags, ...mergeSettings(config.settings, fromFlags) }, config };
}

async function runSubcommand(path: readonly string[], command: Subcommand, argv: Arguments): Promise<number> {
  const positionals = Object.keys(command.positionals).flatMap((positional) =>
    wordsOf(argv[positional] ?? []),
  );
  const words = [...positionals, ...wordsOf(argv._).slice(path.length)];
  const raw = rawSettings(argv, command.flags);
  const talk = createTalk(process.stderr, raw.quiet === true);
  try {
    return await command.run(words, raw, talk);
  } finally {
    talk.progress(null);
  }
}

function unknownCommand(argv: Arguments): UsageError {
  const [command] = wordsOf(argv._);
  if (command === undefined) return new UsageError(`No command given. Commands: ${commands.join(', ')}.`);
  const near = didYouMean(command, commands) || ' To check files: prvcheck check PATHS --registry FILE';
  return new UsageError(`Unknown command "${command}".${near}`);
}

function refuseMore(argv: Arguments): void {
  const [command, more] = wordsOf(argv._);
  if (more !== undefined) throw new UsageError(`"prvcheck ${command}" cannot use "${more}".`);
}

async function show(text: string): Promise<number> {
  await print(text);
  return exitCodes.clean;
}

function width(): number {
  return process.stdout.columns || 80;
}

function paint() {
  return stdoutPaint(process.stdout.isTTY, process.env);
}
