import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename } from 'node:path';
import { byName } from '../../input/by-name';
import { type Candidate, classify, orProblem } from '../../input/classify';
import type { Input, Inputs, Problem } from '../../input/input';
import { faultInWords, InputError, orCannotRead } from '../../node/input-error';
import { readHead } from '../../node/open-file';
import { openUnpacked, unpackStream } from '../../node/open-unpacked';
import { readInPlace } from '../../node/read-in-place';
import { countOf, thousands } from '../../values/numbers';
import { turn } from '../../values/turn';
import { childPath } from '../output/written-path';
import { expandGlob } from './glob';

const namesShown = 2;

/** Lists the skipped files; only the first ones if there are many. */
export function skippedInWords(paths: readonly string[]): string {
  const more = paths.length - namesShown;
  const names = paths.slice(0, namesShown).join(', ') + (more > 0 ? ` and ${thousands(more)} more` : '');
  return `${countOf(paths.length, 'other file')} skipped: ${names}`;
}

/** What the search has found so far. */
interface Search {
  readonly inputs: Input[];
  readonly problems: Problem[];
  /** Real paths of the files taken, so that none is checked twice. */
  readonly taken: Set<string>;
  /** By real path, so that none is counted twice. */
  readonly skipped: Map<string, string>;
  looked: number;
}

/** Files examined between turns for signals and progress. */
const FILES_A_TURN = 256;

/** The claim files that the paths name: a file itself, the content of a folder, pattern or archive, `-` for stdin. */
export async function findInputs(paths: readonly string[]): Promise<Inputs> {
  const search: Search = { inputs: [], problems: [], taken: new Set(), skipped: new Map(), looked: 0 };
  for (const path of paths) {
    await orProblem(search.problems, path, () => (path === '-' ? addStdin(search) : addPath(search, path)));
  }
  return { ...search, skipped: [...search.skipped.values()] };
}

function addStdin(search: Search): void {
  if (search.taken.has('-')) return;
  search.taken.add('-');
  const open = () => unpackStream(readStdin(), 'the standard input');
  search.inputs.push({ name: '-', path: '-', size: null, open });
}

async function* readStdin(): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* process.stdin;
  } catch (error) {
    throw new InputError(`cannot read the standard input: ${faultInWords(error)}.`);
  }
}

async function addPath(search: Search, path: string): Promise<void> {
  const files = isThere(path) ? null : await expandGlob(path);
  if (files === null) return add(search, path);
  if (files.length === 0) throw new InputError(`no file matches ${path}.`);
  for (const file of files) await orProblem(search.problems, file, () => add(search, file));
}

async function add(search: Search, path: string): Promise<void> {
  const info = orCannotRead(path, () => statSync(path));
  const isFolder = info.isDirectory();
  const isFound = isFolder
    ? addFolder(search, path, new Set())
    : addFile(search, path, realPath(path), info, true);
  if (!(await isFound) && isFolder) throw new InputError(`the folder ${path} holds no X12 file.`);
}

/**
 * Adds a file, or the X12 files in an archive. Returns whether there was any, or anything unreadable.
 * @param real its real path
 * @param isNamed whether the user named it, as opposed to its folder
 */
async function addFile(
  search: Search,
  path: string,
  real: string,
  info: Stats,
  isNamed: boolean,
): Promise<boolean> {
  const found = await classifyFile(path, info, isNamed);
  if (found.inputs.length + found.problems.length === 0) {
    if (!search.taken.has(real) && !search.skipped.has(real)) search.skipped.set(real, path);
    return false;
  }
  if (search.taken.has(real)) return true;
  for (const input of found.inputs) search.inputs.push(input);
  for (const problem of found.problems) search.problems.push(problem);
  for (const name of found.skipped) search.skipped.set(name, name);
  search.taken.add(real);
  search.skipped.delete(real); // it was found in a folder before it was named
  return true;
}

/** Adds the X12 files below a folder, by name. Returns whether there was any, or anything unreadable. */
async function addFolder(search: Search, folder: string, visited: Set<string>): Promise<boolean> {
  const real = realPath(folder);
  if (visited.has(real)) return false; // a symbolic link leads back up
  visited.add(real);
  let found = false;
  // The same for all of its files.
  const [before, beforeReal] = [childPath(folder, ''), childPath(real, '')];
  const entries = orCannotRead(folder, () => readdirSync(folder, { withFileTypes: true }));
  for (const entry of entries.sort((a, b) => byName(a.name, b.name))) {
    if (++search.looked % FILES_A_TURN === 0) await turn();
    const path = before + entry.name;
    const problems = search.problems.length;
    await orProblem(search.problems, path, async () => {
      const info = orCannotRead(path, () => statSync(path));
      const isFound = info.isDirectory()
        ? addFolder(search, path, visited)
        : addFile(
            search,
            path,
            entry.isSymbolicLink() ? realPath(path) : beforeReal + entry.name,
            info,
            false,
          );
      if (await isFound) found = true;
    });
    if (search.problems.length > problems) found = true;
  }
  return found;
}

async function classifyFile(path: string, info: Stats, isNamed: boolean): Promise<Inputs> {
  // Pipes and devices are not opened until they are read: that could block forever.
  if (!info.isFile()) {
    return isNamed
      ? { inputs: [packedFile(path)], problems: [], skipped: [] }
      : { inputs: [], problems: [], skipped: [path] };
  }
  return classify(candidateOf(path, info.size), isNamed);
}

function candidateOf(path: string, size: number): Candidate<Input> {
  return {
    path,
    name: basename(path),
    head: (length) => readHead(path, length),
    input: (packing) => (packing === 'gzip' ? packedFile(path) : plainFile(path, size)),
    // Few runs need it, and it is slow to load.
    zipped: async () => (await import('../../node/unpack/zip')).openZip(path),
  };
}

function packedFile(path: string): Input {
  return { name: path, path, size: null, open: () => openUnpacked(path) };
}

/** There may be very many, so it holds nothing but its path and size. */
function plainFile(path: string, size: number): Input {
  return { name: path, path, size, open: (from, to) => readInPlace(path, from, to) };
}

function isThere(path: string): boolean {
  try {
    return statSync(path) !== undefined;
  } catch {
    return false;
  }
}

/** The path itself if it has no real path, as for a pipe under /dev/fd. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
