/** How many first bytes tell how a file is packed. */
export const magicSize = 4;

export type Packing = 'gzip' | 'zip';

/** How a file is packed, by its first bytes whatever its name; null where it is not. */
export function packingOf(head: Uint8Array): Packing | null {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  return head[0] === 0x50 && head[1] === 0x4b && zipRecords.has((head[2]! << 8) | head[3]!) ? 'zip' : null;
}

/** What a zip begins with: a file, the end of an empty one, the mark of a split one. */
const zipRecords: ReadonlySet<number> = new Set([0x0304, 0x0506, 0x0708]);
