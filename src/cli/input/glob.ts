import { readdir, realpath, stat } from 'node:fs/promises';
import { sep } from 'node:path';
import { byName } from '../../input/by-name';
import { cannotRead, InputError } from '../../node/input-error';
import { isTurnDue, turn } from '../../values/turn';
import { rootOf, separatorIn, separatorsOf } from '../output/written-path';
import { type NamePattern, namePattern, withoutBraces } from './name-pattern';

/**
 * The files that a pattern names, for shells that do not expand it (cmd, PowerShell); null if it is not a pattern. A
 * folder that exists as written is taken literally, including brackets, and stays as written in the result. Libraries
 * turn a pattern into a regular expression, which takes exponential time on some names; this does not.
 */
export async function expandGlob(pattern: string): Promise<string[] | null> {
  const start = await literalFolder(pattern);
  const rest = pattern.slice(start.length);
  if (!isPattern(rest)) return null;
  const alternatives = withoutBraces(rest);
  if (alternatives === null) throw new InputError(`cannot use ${pattern}: it stands for too many patterns.`);
  const found = new Set<string>();
  for (const alternative of alternatives) {
    const search = { separator: separatorIn(pattern), found, visited: new Set<string>() };
    const steps = partsOf(alternative).map((part) => (part === '**' ? part : namePattern(part)));
    await walk(search, start, steps, reached(steps, [0]));
  }
  return [...found].sort(byName);
}

function isPattern(text: string): boolean {
  const hasPair = (open: string, close: string) => {
    const at = text.indexOf(open);
    return at !== -1 && text.includes(close, at);
  };
  return /[*?]/.test(text) || hasPair('[', ']') || hasPair('{', '}');
}

/** What the next name has to match; `**`: any number of folders. */
type Step = NamePattern | '**';

interface Search {
  readonly separator: string;
  readonly found: Set<string>;
  /** Folders by real path, with the steps at which they were entered: a link may lead back. */
  readonly visited: Set<string>;
}

/** @param at the steps that names in this folder may match, all at once, so that each folder is read once */
async function walk(search: Search, folder: string, steps: readonly Step[], at: readonly number[]) {
  const real = await realpath(folder || '.').catch(() => folder);
  const visit = `${at} ${real}`;
  if (search.visited.has(visit)) return;
  search.visited.add(visit);
  for (const name of await namesIn(folder)) {
    if (isTurnDue()) await turn();
    const next = reached(
      steps,
      at.flatMap((step) => stepsAfter(steps, step, name)),
    );
    if (next.length === 0) continue;
    const path = folder + name;
    const info = await stat(path).catch(() => null);
    if (info?.isDirectory()) await walk(search, path + search.separator, steps, next);
    else if (info !== null && next.includes(steps.length)) search.found.add(path);
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder || '.').catch((error: unknown) => {
    throw cannotRead(folder, error);
  });
}

/** The steps that may follow a name. Names with a leading dot match only patterns that begin with one. */
function stepsAfter(steps: readonly Step[], at: number, name: string): number[] {
  const step = steps[at];
  if (step === undefined) return [];
  if (step === '**') return name.startsWith('.') ? [] : [at];
  return step(name) ? [at + 1] : [];
}

/** These steps, and those reachable without a name: `**` also matches no folder. */
function reached(steps: readonly Step[], from: readonly number[]): number[] {
  const all = new Set(from);
  for (const at of all) if (steps[at] === '**') all.add(at + 1);
  return [...all].sort((a, b) => a - b);
}

function partsOf(pattern: string): string[] {
  const parts = pattern.split(sep === '\\' ? /[\\/]/ : '/');
  return parts.filter((part) => part !== '' && part !== '.');
}

/**
 * The longest prefix of the pattern that is an existing folder, with its separator.
 * @throws InputError if its drive or share cannot be read
 */
async function literalFolder(pattern: string): Promise<string> {
  let folder = rootOf(pattern);
  if (folder !== '') await namesIn(folder);
  for (const at of separatorsOf(pattern)) {
    const longer = pattern.slice(0, at + 1);
    if (longer.length <= folder.length) continue;
    const isFolder = await stat(longer).then(
      (info) => info.isDirectory(),
      () => false,
    );
    if (!isFolder) break;
    folder = longer;
  }
  return folder;
}
