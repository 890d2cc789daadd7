import { BombError } from '../../input/allowance';
import { byName } from '../../input/by-name';
import { InputError } from '../../input/input-error';
import { beginsLikeX12, headSizes, holdsX12, looksLikeX12 } from '../../input/looks-like-x12';
import { magicSize, packingOf } from '../../input/packing';
import { readBlob } from './read-blob';
import { unpackLayer } from './unpack';
import { openZip } from './unzip';

/** A file that was dropped or chosen. */
export interface Dropped {
  /** Its name; for one in a folder its path from that folder on. */
  readonly name: string;
  readonly file: File;
  readonly isInFolder: boolean;
}

/** One source of claims, as `prvcheck check` would call it. */
export interface Input {
  readonly name: string;
  /** How many bytes are to be read for it: packed ones where it is packed. */
  readonly size: number;
  /** Whose bytes it has, where they are not packed. */
  readonly plain: Blob | null;
  /** @param tell told of the bytes that were read */
  open(tell?: (bytes: number) => void): AsyncIterable<Uint8Array>;
}

export interface Inputs {
  readonly inputs: readonly Input[];
  /** Why something cannot be checked. */
  readonly problems: readonly string[];
  /** Files in folders and archives that hold no X12. */
  readonly skipped: readonly string[];
}

/** The claim files among what was dropped: a file as it is, a folder or an archive by what it holds. */
export async function findInputs(dropped: readonly Dropped[]): Promise<Inputs> {
  const found = { inputs: [] as Input[], problems: [] as string[], skipped: [] as string[] };
  const sorted = [...dropped].sort((a, b) => byName(inFolders(a.name), inFolders(b.name)));
  for (const { name, file, isInFolder } of sorted) {
    try {
      await add(found, name, file, isInFolder);
    } catch (error) {
      found.problems.push(error instanceof InputError ? error.message : cannotRead(name));
    }
  }
  return found;
}

/** For names to come in the order of a walk through folders: what is in `a` before `a.txt`. */
function inFolders(name: string): string {
  return name.replaceAll('/', '\0');
}

/** A file that was moved, changed or locked since it was dropped. */
export function cannotRead(name: string): string {
  return `cannot read ${name}: it was moved or changed, or another program holds it open. Drop it again.`;
}

async function add(
  found: { inputs: Input[]; problems: string[]; skipped: string[] },
  name: string,
  file: File,
  isInFolder: boolean,
): Promise<void> {
  const head = new Uint8Array(await file.slice(0, headSizes.beginning).arrayBuffer());
  const packing = packingOf(head.subarray(0, magicSize));
  if (packing === 'zip') return addZip(found, name, file);
  const open = (tell?: (bytes: number) => void) =>
    packing === null ? readBlob(file, tell) : unpackLayer(readBlob(file, tell), name, noZip, null);
  if (isInFolder && !(await isX12(head, packing === null ? file : null, open))) found.skipped.push(name);
  else found.inputs.push({ name, size: file.size, plain: packing === null ? file : null, open });
}

async function isX12(
  head: Uint8Array,
  plain: File | null,
  open: () => AsyncIterable<Uint8Array>,
): Promise<boolean> {
  if (plain === null) return holdsX12(open());
  if (beginsLikeX12(head)) return true;
  return looksLikeX12(new Uint8Array(await plain.slice(0, headSizes.all).arrayBuffer()));
}

async function addZip(
  found: { inputs: Input[]; problems: string[]; skipped: string[] },
  path: string,
  file: File,
): Promise<void> {
  const before = found.inputs.length + found.problems.length;
  const inputs: Input[] = [];
  const files = (await openZip(path, file)).sort((a, b) => byName(inFolders(a.name), inFolders(b.name)));
  for (const { name, packedSize, look, open } of files) {
    try {
      if (await holdsX12(look()))
        inputs.push({ name, size: packedSize, plain: null, open: (tell) => told(open(), packedSize, tell) });
      else found.skipped.push(name);
    } catch (error) {
      // No single file unpacks to much in a look: it is the archive that does, and nothing of it is checked.
      if (!(error instanceof InputError) || error instanceof BombError) throw error;
      found.problems.push(error.message);
    }
  }
  found.inputs.push(...inputs);
  if (found.inputs.length + found.problems.length === before)
    throw new InputError(`the archive ${path} holds no X12 file.`);
}

/** How far the packed bytes are read is not known: all of them count when the last ones are unpacked. */
async function* told(
  chunks: AsyncIterable<Uint8Array>,
  size: number,
  tell: (bytes: number) => void = () => {},
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* chunks;
  tell(size);
}

function noZip(name: string): InputError {
  return new InputError(`${name} is an archive inside an archive. Unpack it first.`);
}
