import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { packingOf } from '../../input/packing';
import { endsInIea } from './ends-in-iea';

/** A pipe or a link may have taken the file's name since the scan. Windows has neither flag. */
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

const HEAD = 4096;
const TAIL = 65_536;

/**
 * Whether a file has its end: its last segment is an IEA, or it is packed, so that this cannot be seen from outside.
 */
export async function endsWell(path: string): Promise<boolean> {
  const handle = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch(() => null);
  if (handle === null) return false;
  try {
    const { size } = await handle.stat();
    const read = async (from: number, to: number) => {
      const bytes = new Uint8Array(to - from);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
      return bytes.subarray(0, bytesRead);
    };
    const isSmall = size <= TAIL;
    const head = await read(0, isSmall ? size : HEAD);
    if (packingOf(head, path) !== null) return true;
    return endsInIea(head, isSmall ? new Uint8Array(0) : await read(size - TAIL, size));
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}
