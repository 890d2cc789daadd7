/** Writes zips by hand, also such as no program writes: what an entry says of itself can be false. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly data: string | Uint8Array;
  /** 0: stored, 8: deflated; any other is only said. */
  readonly method?: number;
  /** 1: encrypted, 0x40: strongly so, 0x800: the name is UTF-8. */
  readonly flags?: number;
  readonly checksum?: number;
  /** What it says its sizes are. */
  readonly size?: number;
  readonly packedSize?: number;
  /** Sizes and place in a zip64 field. */
  readonly is64?: boolean;
  /** No bytes of its own, but those of the first entry. */
  readonly isFirst?: boolean;
}

interface ZipOptions {
  /** What its end says of it. */
  readonly count?: number;
  readonly disk?: number;
  readonly is64?: boolean;
}

/** Little-endian fields as [value, bytes]. */
function fields(...pairs: readonly (readonly [number, number])[]): Buffer {
  return Buffer.concat(
    pairs.map(([value, bytes]) => {
      const field = Buffer.alloc(8);
      field.writeBigUInt64LE(BigInt(value));
      return field.subarray(0, bytes);
    }),
  );
}

/** Packed and unpacked size, and checksum. */
interface Said {
  readonly sizes: readonly [number, number];
  readonly checksum: number;
}

const full = 0xffffffff;

export function zip(entries: readonly ZipEntry[], options: ZipOptions = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  let first: Said | null = null;
  for (const { name, data, method = 8, flags = 0x800, is64 = false, isFirst = false, ...said } of entries) {
    const bytes = Buffer.from(data);
    const packed = method === 8 && !isFirst ? deflateRawSync(bytes) : bytes;
    const own: Said = {
      sizes: [said.packedSize ?? packed.length, said.size ?? bytes.length],
      checksum: said.checksum ?? crc32(bytes),
    };
    const { sizes, checksum }: Said = isFirst && first !== null ? first : own;
    first ??= own;
    const place = isFirst ? 0 : at;
    const label = Buffer.from(name);
    const extra = is64 ? fields([1, 2], [24, 2], [sizes[1], 8], [sizes[0], 8], [place, 8]) : Buffer.alloc(0);
    const common = fields(
      [is64 ? 45 : 20, 2],
      [flags, 2],
      [method, 2],
      [0, 4],
      [checksum, 4],
      [is64 ? full : sizes[0], 4],
      [is64 ? full : sizes[1], 4],
      [label.length, 2],
      [extra.length, 2],
    );
    const end = fields([0, 2], [0, 2], [0, 2], [0, 4], [is64 ? full : place, 4]);
    directory.push(fields([0x02014b50, 4], [20, 2]), common, end, label, extra);
    if (isFirst) continue;
    parts.push(fields([0x04034b50, 4]), common, label, extra, packed);
    at += 30 + label.length + extra.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const { count = entries.length, disk = 0, is64 = false } = options;
  const end64 = [
    fields(
      [0x06064b50, 4],
      [44, 8],
      [45, 2],
      [45, 2],
      [0, 4],
      [0, 4],
      [count, 8],
      [count, 8],
      [list.length, 8],
    ),
    fields([at, 8], [0x07064b50, 4], [0, 4], [at + list.length, 8], [1, 4]),
  ];
  const short = is64 ? ([0xffff, full, full] as const) : ([count % 0x10000, list.length, at] as const);
  const [n, length, place] = short;
  const end = fields([0x06054b50, 4], [disk, 2], [disk, 2], [n, 2], [n, 2], [length, 4], [place, 4], [0, 2]);
  return Buffer.concat([...parts, list, ...(is64 ? end64 : []), end]);
}
