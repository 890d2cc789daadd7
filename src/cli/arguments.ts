import { type FlagName, flagNames, kindOf, type RawSettings } from './flags';
import { didYouMean, UsageError } from './usage-error';

/**
 * yargs drops a bare `-` and takes a last `help` for its own; so marked, both come through. No argument can
 * hold a NUL.
 */
const mark = '\0';

export function markAwkward(args: readonly string[]): string[] {
  return args.map((arg, i) => (arg === '-' || (arg === 'help' && i > 0) ? mark + arg : arg));
}

function unmark(word: string): string {
  return word.startsWith(mark) ? word.slice(mark.length) : word;
}

/** Refuses flags that yargs would let pass or stumble over: those nobody knows, and those without their value. */
export function refuseBadFlags(args: readonly string[]): void {
  const end = args.indexOf('--');
  const before = end < 0 ? args : args.slice(0, end);
  for (const [i, arg] of before.entries()) {
    if (!arg.startsWith('-') || arg === '-') continue;
    const [flag = '', value] = arg.split(/=(.*)/s);
    if (!builtIn.includes(flag)) refuseBadFlag(flag, value, before[i + 1]);
  }
}

function refuseBadFlag(flag: string, value: string | undefined, next: string | undefined): void {
  const name = flagNames.find(
    (known) => flag === `--${known}` || (isSwitch(known) && flag === `--no-${known}`),
  );
  if (name === undefined) throw new UsageError(`Unknown option ${flag}.${nearestFlag(flag)}`);
  if (!isSwitch(name)) {
    if (value === '' || (value === undefined && (next === undefined || next.startsWith('--')))) {
      throw new UsageError(`${flag} needs a value.`);
    }
  } else if (value !== undefined && value !== 'true' && value !== 'false') {
    throw new UsageError(`${flag} takes no value, and here has "${value}".`);
  }
}

const builtIn = ['--help', '-h', '--version'];

function isSwitch(name: FlagName): boolean {
  return kindOf(name) === 'switch';
}

function nearestFlag(flag: string): string {
  const near = didYouMean(flag.replace(/^-+/, ''), [...flagNames, 'help', 'version'], '--');
  return near || ' "prvcheck check --help" lists the options.';
}

/** The flags that yargs has read. */
export function rawSettings(argv: Readonly<Record<string, unknown>>): RawSettings {
  const given = flagNames.filter((name) => argv[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, flagValue(name, argv[name])]));
}

function flagValue(name: FlagName, value: unknown): string | boolean | readonly string[] {
  if (isSwitch(name)) return value === true;
  const words = wordsOf(value);
  if (words.includes('')) throw new UsageError(`--${name} needs a value.`);
  if (kindOf(name) !== 'word') return words;
  if (words.length > 1) throw new UsageError(`--${name} can be given once only.`);
  return words[0]!;
}

/** The paths before and after `--`. */
export function pathsOf(argv: Readonly<Record<string, unknown>>): string[] {
  const [, ...afterDashes] = wordsOf(argv._);
  return [...wordsOf(argv.paths ?? []), ...afterDashes];
}

/** What yargs gives as one value or a list, as it was typed. */
export function wordsOf(value: unknown): string[] {
  return [value].flat().map((word) => unmark(String(word)));
}
