import type { Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { cannotRead, faultInWords, InputError } from '../node/input-error';
import { readHead } from '../node/open-file';
import { openUnpacked, unpackStream } from '../node/open-unpacked';
import { readInPlace } from '../node/read-in-place';
import { magicSize, type Packing, packingOf } from '../node/unpack/magic';
import { byName } from './by-name';
import { expandGlob } from './glob';
import { beginsLikeX12, headSizes, holdsX12, looksLikeX12 } from './looks-like-x12';
import { childPath } from './written-path';

/** One source of claims. */
export interface Input {
  /** As the user wrote it; for a file in a zip `archive.zip!/file`. */
  readonly name: string;
  /** The file that it is read from. */
  readonly path: string;
  /** Bytes, which can be read from anywhere on; null for packed files and streams, read from their beginning only. */
  readonly size: number | null;
  open(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

export interface Inputs {
  readonly inputs: readonly Input[];
  /** What was asked for and cannot be checked, one sentence each. */
  readonly problems: readonly string[];
  /** Files in the named folders and archives that hold no X12. */
  readonly skipped: readonly string[];
}

/** What the search has found so far. */
interface Search {
  readonly inputs: Input[];
  readonly problems: string[];
  /** Real paths of the files taken, so that none is checked twice. */
  readonly taken: Set<string>;
  readonly skipped: string[];
}

/** The claim files that the paths name: a file as it is, a folder, pattern or archive by what it holds, `-` for stdin. */
export async function findInputs(paths: readonly string[]): Promise<Inputs> {
  const search: Search = { inputs: [], problems: [], taken: new Set(), skipped: [] };
  for (const path of paths) {
    await orProblem(search, () => (path === '-' ? addStdin(search) : addPath(search, path)));
  }
  return search;
}

/** A path that fails is told, and the others are still done. */
async function orProblem(search: Search, add: () => void | Promise<void>): Promise<void> {
  try {
    await add();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    search.problems.push(error.message);
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
  const asWritten = await statOrFault(path);
  if ('info' in asWritten) return add(search, path, asWritten.info);
  const files = await expandGlob(path);
  if (files === null) throw cannotRead(path, asWritten.error);
  if (files.length === 0) throw new InputError(`no file matches ${path}.`);
  for (const file of files) await orProblem(search, async () => add(search, file, await statOrThrow(file)));
}

async function add(search: Search, path: string, info: Stats): Promise<void> {
  if (info.isDirectory()) {
    if (await addFolder(search, path, new Set())) return;
    throw new InputError(`the folder ${path} holds no X12 file.`);
  }
  const packing = info.isFile() ? packingOf(await readHead(path, magicSize)) : null;
  if (await addFile(search, path, info, packing)) return;
  throw new InputError(`the archive ${path} holds no X12 file.`);
}

/** Adds a file, or the X12 files in an archive; answers whether there was any, or anything unreadable. */
async function addFile(search: Search, path: string, info: Stats, packing: Packing | null): Promise<boolean> {
  const real = await realPath(path);
  if (search.taken.has(real)) return true;
  if (packing === 'zip') {
    const { findInZip } = await import('./zip-inputs'); // few runs need it, and it is slow to load
    const found = await findInZip(path);
    if (found.inputs.length + found.problems.length === 0) return false;
    for (const input of found.inputs) search.inputs.push(input);
    for (const problem of found.problems) search.problems.push(problem);
    for (const name of found.skipped) search.skipped.push(name);
  } else {
    const isPlain = info.isFile() && packing === null;
    const open = () => (isPlain ? readInPlace(path) : openUnpacked(path));
    search.inputs.push({ name: path, path, size: isPlain ? info.size : null, open });
  }
  search.taken.add(real);
  return true;
}

/** Adds the X12 files below a folder, by name; answers whether there was any, or anything unreadable. */
async function addFolder(search: Search, folder: string, visited: Set<string>): Promise<boolean> {
  const real = await realPath(folder);
  if (visited.has(real)) return false; // a symbolic link leads back up
  visited.add(real);
  const names = await readdir(folder).catch((error: unknown) => {
    throw cannotRead(folder, error);
  });
  let found = false;
  for (const name of names.sort(byName)) {
    const path = childPath(folder, name);
    const problems = search.problems.length;
    await orProblem(search, async () => {
      if (await addEntry(search, path, visited)) found = true;
    });
    if (search.problems.length > problems) found = true;
  }
  return found;
}

async function addEntry(search: Search, path: string, visited: Set<string>): Promise<boolean> {
  const info = await statOrThrow(path);
  if (info.isDirectory()) return addFolder(search, path, visited);
  // Pipes and devices are not opened: that could wait for ever.
  if (info.isFile()) {
    const head = await readHead(path, headSizes.beginning);
    const packing = packingOf(head);
    // An archive tells by itself what it holds.
    const isInput = packing === 'zip' || (await isX12(path, head, packing));
    if (isInput && (await addFile(search, path, info, packing))) return true;
  }
  search.skipped.push(path);
  return false;
}

async function isX12(path: string, head: Uint8Array, packing: Packing | null): Promise<boolean> {
  if (packing !== null) return holdsX12(openUnpacked(path));
  return beginsLikeX12(head) || looksLikeX12(await readHead(path, headSizes.all));
}

function statOrFault(path: string): Promise<{ info: Stats } | { error: unknown }> {
  return stat(path).then(
    (info) => ({ info }),
    (error: unknown) => ({ error }),
  );
}

function statOrThrow(path: string): Promise<Stats> {
  return stat(path).catch((error: unknown) => {
    throw cannotRead(path, error);
  });
}

/** The path itself where there is no other, as for a pipe under /dev/fd. */
function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}
