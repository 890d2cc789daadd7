import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { byName } from '../../input/by-name';
import {
  beginsLikeX12,
  headSizes,
  isClaimFile,
  isClaimStream,
  isNamedLikeClaims,
} from '../../input/looks-like-x12';
import { magicSize, type Packing, packingOf, tarArchive } from '../../input/packing';
import { cannotRead, faultInWords, InputError } from '../../node/input-error';
import { readHead } from '../../node/open-file';
import { openUnpacked, unpackStream } from '../../node/open-unpacked';
import { readInPlace } from '../../node/read-in-place';
import { countOf, thousands } from '../../values/numbers';
import { turn } from '../../values/turn';
import { childPath } from '../output/written-path';
import { expandGlob } from './glob';
import type { Input, Inputs, Problem } from './input';

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
    await orProblem(search, path, () => (path === '-' ? addStdin(search) : addPath(search, path)));
  }
  return { ...search, skipped: [...search.skipped.values()] };
}

/** Records a path that fails as a problem, so that the others are still processed. */
async function orProblem(search: Search, name: string, add: () => void | Promise<void>): Promise<void> {
  try {
    await add();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    search.problems.push({ name, message: error.message });
  }
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
  const asWritten = statOrFault(path);
  if ('info' in asWritten) return add(search, path, asWritten.info);
  const files = await expandGlob(path);
  if (files === null) throw cannotRead(path, asWritten.error);
  if (files.length === 0) throw new InputError(`no file matches ${path}.`);
  for (const file of files) await orProblem(search, file, () => add(search, file, statOrThrow(file)));
}

async function add(search: Search, path: string, info: Stats): Promise<void> {
  if (info.isDirectory()) {
    if (await addFolder(search, path, new Set())) return;
    throw new InputError(`the folder ${path} holds no X12 file.`);
  }
  const packing = info.isFile() ? packingOf(readHead(path, magicSize), path) : null;
  if (await addFile(search, path, info, packing)) return;
  throw new InputError(`the archive ${path} holds no X12 file.`);
}

/**
 * Adds a file, or the X12 files in an archive. Returns whether there was any, or anything unreadable.
 * @throws InputError for a tar
 */
async function addFile(search: Search, path: string, info: Stats, packing: Packing | null): Promise<boolean> {
  const real = realPath(path);
  if (search.taken.has(real)) return true;
  if (packing === 'tar') throw tarArchive(path);
  if (packing === 'zip') {
    const { findInZip } = await import('./zip-inputs'); // few runs need it, and it is slow to load
    const found = await findInZip(path);
    if (found.inputs.length + found.problems.length === 0) return false;
    for (const input of found.inputs) search.inputs.push(input);
    for (const problem of found.problems) search.problems.push(problem);
    for (const name of found.skipped) search.skipped.set(name, name);
  } else {
    const isPlain = info.isFile() && packing === null;
    const open = () => (isPlain ? readInPlace(path) : openUnpacked(path));
    search.inputs.push({ name: path, path, size: isPlain ? info.size : null, open });
  }
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
  for (const name of namesIn(folder).sort(byName)) {
    if (++search.looked % FILES_A_TURN === 0) await turn();
    const path = childPath(folder, name);
    const problems = search.problems.length;
    await orProblem(search, path, async () => {
      if (await addEntry(search, path, name, visited)) found = true;
    });
    if (search.problems.length > problems) found = true;
  }
  return found;
}

async function addEntry(search: Search, path: string, name: string, visited: Set<string>): Promise<boolean> {
  const info = statOrThrow(path);
  if (info.isDirectory()) return addFolder(search, path, visited);
  // Pipes and devices are not opened: that could block forever.
  if (info.isFile()) {
    const head = readHead(path, headSizes.beginning);
    const packing = packingOf(head, name);
    // An archive is judged by its content, not its name.
    const isArchive = packing === 'zip' || packing === 'tar';
    const isInput = isArchive || (await isClaims(path, name, head, packing));
    if (isInput && (await addFile(search, path, info, packing))) return true;
    // For example a document with the name of a claim file: it is not X12, and is reported as such.
    if (isArchive && isNamedLikeClaims(name, head)) return addFile(search, path, info, null);
  }
  const real = realPath(path);
  if (!search.taken.has(real) && !search.skipped.has(real)) search.skipped.set(real, path);
  return false;
}

async function isClaims(
  path: string,
  name: string,
  head: Uint8Array,
  packing: Packing | null,
): Promise<boolean> {
  if (packing !== null) return isClaimStream(name, openUnpacked(path));
  return beginsLikeX12(head) || isClaimFile(name, readHead(path, headSizes.all));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw cannotRead(folder, error);
  }
}

function statOrFault(path: string): { info: Stats } | { error: unknown } {
  try {
    return { info: statSync(path) };
  } catch (error) {
    return { error };
  }
}

function statOrThrow(path: string): Stats {
  const asked = statOrFault(path);
  if ('info' in asked) return asked.info;
  throw cannotRead(path, asked.error);
}

/** The path itself if it has no real path, as for a pipe under /dev/fd. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
