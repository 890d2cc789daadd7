import { InputError } from './input-error';
import { beginsLikeX12 } from './looks-like-x12';

/** How many first bytes determine the packing: the size of a tar header. */
export const magicSize = 512;

export type Packing = 'gzip' | 'zip' | 'tar';

/**
 * How a file is packed, by its first bytes; null if it is not. A tar is also recognized by its name: an empty one has
 * no mark, and a compressed one shows it only when unpacked.
 */
export function packingOf(head: Uint8Array, name = ''): Packing | null {
  if (head[0] === 0x50 && head[1] === 0x4b && zipRecords.has((head[2]! << 8) | head[3]!)) return 'zip';
  if (tarNames.test(name) && !beginsLikeX12(head)) return 'tar';
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  return isTar(head.subarray(0, magicSize)) ? 'tar' : null;
}

/** What a zip begins with: a file, the end of an empty one, the mark of a split one. */
const zipRecords: ReadonlySet<number> = new Set([0x0304, 0x0506, 0x0708]);

/** Files in a zip may have `#2` after their names. */
const tarNames = /\.(?:tar(?:\.(?:gz|z|bz2|xz|lzma|lz4?|zst))?|tgz|taz|tbz2?|txz|tlz|tzst)(?:#\d+)?$/i;

/** Offsets of `ustar` in a tar header, and of the header checksum, which older tars have too. */
const tarMark = 257;
const tarSum = { start: 148, end: 156 };

/** Checks the header of the first member. Text never passes, because it has no NULs. */
function isTar(header: Uint8Array): boolean {
  if (!header.includes(0)) return false;
  if (asciiOf(header, tarMark, tarMark + 5) === 'ustar') return true;
  const sum = /^ *([0-7]+)[ \0]*$/.exec(asciiOf(header, tarSum.start, tarSum.end));
  if (sum === null || header.length < magicSize) return false;
  // The checksum field itself counts as blanks.
  const ownSum = header.reduce(
    (all, byte, i) => all + (i < tarSum.start || i >= tarSum.end ? byte : 0x20),
    0,
  );
  return Number.parseInt(sum[1]!, 8) === ownSum;
}

function asciiOf(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end));
}

/** Read as one file, its members would be checked in part only, and a correction would break the archive. */
export function tarArchive(name: string): InputError {
  return new InputError(`${name} is a tar archive: unpack it first.`);
}
