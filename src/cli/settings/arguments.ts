import parser from 'yargs-parser';
import { didYouMean, UsageError } from '../usage-error';
import type { Flags, Kind, RawValue } from './flags';

/**
 * yargs drops a bare `-` and treats a final `help` as its own command; this mark protects both. No argument can contain
 * a NUL.
 */
const mark = '\0';

export function markAwkward(args: readonly string[]): string[] {
  return args.map((arg, i) => (arg === '-' || (arg === 'help' && i > 0) ? mark + arg : arg));
}

function unmark(word: string): string {
  return word.startsWith(mark) ? word.slice(mark.length) : word;
}

/** Rejects what cmd makes of "C:\Claims\": it takes `\"` for a quotation mark in the path, which then goes on. */
export function refuseQuotes(args: readonly string[]): void {
  const [path] = args.find((arg) => arg.includes('"'))?.split('"') ?? [];
  if (path !== undefined)
    throw new UsageError(
      `${path}" holds a quotation mark, which no path has: Windows takes \\" at the end of a path for one. Leave out the last backslash: "${path}".`,
    );
}

/** Rejects flags that yargs would accept or misread: unknown ones, and those without their value. */
export function refuseBadFlags(args: readonly string[], flags: Flags): void {
  const end = args.indexOf('--');
  const before = end < 0 ? args : args.slice(0, end);
  for (const [i, arg] of before.entries()) {
    if (!arg.startsWith('-') || arg === '-') continue;
    const [flag = '', value] = arg.split(/=(.*)/s);
    if (!builtIn.includes(flag)) refuseBadFlag(flag, value, before[i + 1], flags);
  }
}

function refuseBadFlag(
  flag: string,
  value: string | undefined,
  next: string | undefined,
  flags: Flags,
): void {
  const known = Object.entries(flags).find(
    ([name, { kind, short }]) =>
      flag === `--${name}` || flag === `-${short}` || (kind === 'switch' && flag === `--no-${name}`),
  );
  if (known === undefined) throw new UsageError(`Unknown option ${flag}.${nearestFlag(flag, flags)}`);
  if (known[1].kind !== 'switch') {
    if (value === '' || (value === undefined && (next === undefined || next.startsWith('--')))) {
      throw new UsageError(`${flag} needs a value.`);
    }
  } else if (value !== undefined && value !== 'true' && value !== 'false') {
    throw new UsageError(`${flag} takes no value, and here has "${value}".`);
  }
}

const builtIn = ['--help', '-h', '--version'];

function nearestFlag(flag: string, flags: Flags): string {
  const near = didYouMean(flag.replace(/^-+/, ''), [...Object.keys(flags), 'help', 'version'], '--');
  return near || ' Add --help to the command to see its options.';
}

/** How yargs and its parser read arguments. */
export const parsing = {
  'camel-case-expansion': false,
  'dot-notation': false,
  'greedy-arrays': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
};

type Arguments = Readonly<Record<string, unknown>>;

/**
 * Parses the arguments of a command as yargs does, and words into `_`. Its parser alone is a tenth of it.
 * @throws UsageError if an argument lacks its value
 */
export function parseArguments(args: readonly string[], flags: Flags): Arguments {
  const named = Object.entries(flags);
  const namesOf = (wanted: (kind: Kind) => boolean) =>
    named.filter(([, { kind }]) => wanted(kind)).map(([name]) => name);
  const valued = namesOf((kind) => kind !== 'switch');
  const { argv, error } = parser.detailed(markAwkward(args), {
    configuration: parsing,
    boolean: namesOf((kind) => kind === 'switch'),
    string: valued,
    array: namesOf((kind) => kind !== 'switch' && kind !== 'word'),
    narg: Object.fromEntries(valued.map((name) => [name, 1])),
    alias: Object.fromEntries(
      named.flatMap(([name, { short }]) => (short === undefined ? [] : [[name, short]])),
    ),
  });
  if (error !== null) throw new UsageError(`${error.message}.`);
  return argv;
}

/** The flags as yargs has read them. */
export function rawSettings<T extends Flags>(
  argv: Arguments,
  flags: T,
): Partial<Record<keyof T & string, RawValue>> {
  const settings: Partial<Record<string, RawValue>> = {};
  for (const [name, { kind }] of Object.entries(flags)) {
    if (argv[name] !== undefined) settings[name] = flagValue(name, kind, argv[name]);
  }
  return settings as Partial<Record<keyof T & string, RawValue>>;
}

function flagValue(name: string, kind: Kind, value: unknown): RawValue {
  if (kind === 'switch') return value === true;
  const words = wordsOf(value);
  if (words.includes('')) throw new UsageError(`--${name} needs a value.`);
  if (kind !== 'word') return words;
  if (words.length > 1) throw new UsageError(`--${name} can be given once only.`);
  return words[0]!;
}

/** A value that yargs gives as one or as a list, as it was typed. */
export function wordsOf(value: unknown): string[] {
  return [value].flat().map((word) => unmark(String(word)));
}
