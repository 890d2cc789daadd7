import { createHash } from 'node:crypto';
import { safePart } from '../input/safe-name';

/** Most file systems reject longer names. */
const LONGEST = 255;

/** The path of a file's findings, below the output folder. */
export function findingsName(name: string): string {
  return outputName(name, '.findings.ndjson');
}

/**
 * The path for something about a file, below an output folder: its name with a suffix. Characters that a file system
 * rejects, or that would lead out of the folder, are written as %XX. Different names give different paths.
 */
export function outputName(name: string, suffix: string): string {
  const parts = name.split('/');
  return parts.map((part, n) => safe(part, n === parts.length - 1 ? suffix : '')).join('/') + suffix;
}

function safe(part: string, suffix: string): string {
  const plain = safePart(part);
  const room = LONGEST - suffix.length;
  if (Buffer.byteLength(plain) <= room) return plain;
  const mark = `%${createHash('sha256').update(part).digest('hex').slice(0, 16)}`;
  return (
    Buffer.from(plain)
      .subarray(0, room - mark.length)
      .toString()
      .replaceAll('\ufffd', '') + mark
  );
}

/** The order of files in everything that a batch writes: folder by folder, in byte order. */
export function byPath(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const order = Buffer.compare(Buffer.from(left[i]!), Buffer.from(right[i]!));
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
