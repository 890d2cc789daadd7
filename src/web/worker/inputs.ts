import { BombError } from '../../input/allowance';
import { byName } from '../../input/by-name';
import { InputError } from '../../input/input-error';
import {
  beginsLikeX12,
  headSizes,
  isClaimFile,
  isClaimStream,
  isNamedLikeClaims,
} from '../../input/looks-like-x12';
import { packingOf, tarArchive } from '../../input/packing';
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

/** One source of claims, named as `prvcheck check` would name it. */
export interface Input {
  readonly name: string;
  /** How many bytes are to be read for it; packed bytes if it is packed. */
  readonly size: number;
  /** The blob with its bytes; null if they are packed. */
  readonly plain: Blob | null;
  /** @param onRead called with the number of bytes read */
  open(onRead?: (bytes: number) => void): AsyncIterable<Uint8Array>;
}

export interface Inputs {
  readonly inputs: readonly Input[];
  /** Why something cannot be checked. */
  readonly problems: readonly string[];
  /** Other files in folders and archives, which do not look like claim files and are not read. */
  readonly skipped: readonly string[];
}

/** What the search has found so far. */
interface Found {
  readonly inputs: Input[];
  readonly problems: string[];
  readonly skipped: string[];
}

/** The claim files among the dropped ones: a file itself, and the content of a folder or an archive. */
export async function findInputs(dropped: readonly Dropped[]): Promise<Inputs> {
  const found: Found = { inputs: [], problems: [], skipped: [] };
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

/** A sort key that gives the order of a walk through folders: what is in `a` comes before `a.txt`. */
function inFolders(name: string): string {
  return name.replaceAll('/', '\0');
}

/** For a file that was moved, changed or locked after it was dropped. */
export function cannotRead(name: string): string {
  return `cannot read ${name}: it was moved or changed, or another program holds it open. Drop it again.`;
}

async function add(found: Found, name: string, file: File, isInFolder: boolean): Promise<void> {
  const head = await firstBytes(file, headSizes.beginning);
  const packing = packingOf(head, name);
  if (packing === 'tar') throw tarArchive(name);
  if (packing === 'zip') {
    if (await addZip(found, name, file)) return;
    if (!isInFolder) throw new InputError(`the archive ${name} holds no X12 file.`);
  }
  // A document is a zip too: one with the name of a claim file is not X12.
  const plain = packing === 'gzip' ? null : file;
  const open = (onRead?: (bytes: number) => void) =>
    plain !== null ? readBlob(file, onRead) : unpackLayer(readBlob(file, onRead), name, noZip, null);
  const isInput =
    packing === 'zip'
      ? isNamedLikeClaims(name, head)
      : !isInFolder || (await isClaims(name, head, plain, open));
  if (isInput) found.inputs.push({ name, size: file.size, plain, open });
  else found.skipped.push(name);
}

async function isClaims(
  name: string,
  head: Uint8Array,
  plain: File | null,
  open: () => AsyncIterable<Uint8Array>,
): Promise<boolean> {
  if (plain === null) return isClaimStream(name, open());
  return beginsLikeX12(head) || isClaimFile(name, await firstBytes(plain, headSizes.all));
}

async function firstBytes(file: File, size: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(0, size).arrayBuffer());
}

/** Adds the X12 files in an archive. Returns whether there was any, or anything unreadable. */
async function addZip(found: Found, path: string, file: File): Promise<boolean> {
  const inputs: Input[] = [];
  const problems: string[] = [];
  const skipped: string[] = [];
  const files = (await openZip(path, file)).sort((a, b) => byName(inFolders(a.name), inFolders(b.name)));
  for (const { name, packedSize, look, open } of files) {
    try {
      if (await isClaimStream(name, look()))
        inputs.push({
          name,
          size: packedSize,
          plain: null,
          open: (onRead) => counted(open(), packedSize, onRead),
        });
      else skipped.push(name);
    } catch (error) {
      // A BombError is a fault of the whole archive, since looking at one file unpacks little; nothing of it is
      // checked.
      if (!(error instanceof InputError) || error instanceof BombError) throw error;
      problems.push(error.message);
    }
  }
  if (inputs.length + problems.length === 0) return false;
  found.inputs.push(...inputs);
  found.problems.push(...problems);
  found.skipped.push(...skipped);
  return true;
}

/** How much of the packed bytes has been read is unknown, so all are counted at the end. */
async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  size: number,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* chunks;
  onRead(size);
}

function noZip(name: string): InputError {
  return new InputError(`${name} is an archive inside an archive. Unpack it first.`);
}
