import type { Position } from '../finding';
import { visible } from '../values/visible';
import { CR, decode, isAlphanumeric, isNewline, isWhiteSpace, LF } from '../x12/bytes';

/** One segment, masked for display. */
export interface Line {
  /** Counts from ST = 1. */
  readonly segment: number;
  readonly text: string;
  /** Whether a finding points to it. */
  readonly isMarked: boolean;
}

/** Bytes from the HL on that suffice for any billing loop. */
export const excerptSize = 4096;
const segmentsShown = 16;
const lengthShown = 60;
const mask = '•••';

/**
 * Elements that are shown, by tag and first element: those that findings show too, or that identify no one. All others
 * are masked.
 */
const shown: Readonly<Record<string, readonly number[]>> = {
  HL: [1, 2, 3, 4],
  PRV: [1, 2, 3],
  CUR: [1, 2],
  'NM1 85': [1, 2, 3, 4, 8, 9],
  'NM1 87': [1, 2],
  'NM1 PE': [1, 2],
  N4: [2, 3],
  REF: [1],
};

/**
 * The segments of a billing loop, up to the next HL, with private elements masked.
 * @param bytes of the file, from the HL on
 * @param hl where they begin
 * @param marked where the finding points
 */
export function excerpt(bytes: Uint8Array, hl: Position, marked: Position): Line[] {
  const separator = bytes[2]!;
  const terminator = terminatorOf(bytes, separator);
  if (bytes[0] !== 0x48 || bytes[1] !== 0x4c || terminator === null) return [];
  const lines: Line[] = [];
  const end = terminator > 0x20 ? String.fromCharCode(terminator) : '';
  for (let at = 0; lines.length < segmentsShown; ) {
    while (at < bytes.length && (isWhiteSpace(bytes[at]) || bytes[at] === terminator)) at++;
    const to = bytes.indexOf(terminator, at);
    if (to === -1) break;
    const elements = decode(bytes, at, to).split(String.fromCharCode(separator));
    if (lines.length > 0 && (elements[0] === 'HL' || elements[0] === 'SE')) break;
    const segment = hl.segment + lines.length;
    const text = visible(masked(elements).join(String.fromCharCode(separator)) + end);
    lines.push({ segment, text, isMarked: segment === marked.segment });
    at = to + 1;
  }
  return lines;
}

function masked([tag = '', ...values]: readonly string[]): string[] {
  const kept = shown[tag] ?? shown[`${tag} ${values[0]}`] ?? [];
  const name = /^[A-Z0-9]{2,3}$/.test(tag) ? tag : mask;
  return [name, ...values.map((value, i) => (kept.includes(i + 1) ? short(value) : value && mask))];
}

function short(value: string): string {
  return value.length <= lengthShown ? value : `${value.slice(0, lengthShown)}…`;
}

/** The byte after the last letter, digit or separator of an HL; null if there is none. */
function terminatorOf(bytes: Uint8Array, separator: number): number | null {
  let separators = 0;
  for (let at = 2; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === separator) separators++;
    else if (isNewline(byte) && separators < 3) continue;
    else if (!isAlphanumeric(byte)) return byte === CR && bytes[at + 1] === LF ? LF : byte;
  }
  return null;
}

/** A billing loop whose segments are to be shown. */
export interface PlaceWanted {
  /** Its number in the digest. */
  readonly place: number;
  readonly file: string;
  readonly hl: Position;
  readonly marked: Position;
}

/** A file that can be read again. */
export interface Rereadable {
  readonly name: string;
  /** Reads `size` bytes at each of the places, which must ascend. */
  bytesAt(places: readonly number[], size: number): Promise<readonly Uint8Array[]>;
}

/** Reads the segments of billing loops, by the number of the place; those of unreadable files are omitted. */
export async function readExcerpts(
  files: readonly Rereadable[],
  wanted: readonly PlaceWanted[],
): Promise<Record<number, readonly Line[]>> {
  const lines: Record<number, readonly Line[]> = {};
  for (const file of files) {
    const here = wanted.filter((one) => one.file === file.name).sort((a, b) => a.hl.offset - b.hl.offset);
    if (here.length === 0) continue;
    const offsets = here.map(({ hl }) => hl.offset);
    const windows = await file.bytesAt(offsets, excerptSize).catch(() => []);
    for (const [i, window] of windows.entries()) {
      const { place, hl, marked } = here[i]!;
      lines[place] = excerpt(window, hl, marked);
    }
  }
  return lines;
}

/**
 * Reads `size` bytes of a stream at each of the places, which must ascend; fewer at the end of the stream. Stops
 * reading when it has them all.
 */
export async function bytesAt(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  places: readonly number[],
  size: number,
): Promise<Uint8Array[]> {
  const windows = places.map((place) => ({ place, bytes: new Uint8Array(size), length: 0 }));
  let at = 0;
  let first = 0;
  for await (const chunk of chunks) {
    for (let i = first; i < windows.length; i++) {
      const window = windows[i]!;
      const from = window.place + window.length - at;
      if (from >= chunk.length) break;
      const part = chunk.subarray(from, from + size - window.length);
      window.bytes.set(part, window.length);
      window.length += part.length;
      if (window.length === size && i === first) first++;
    }
    at += chunk.length;
    if (first === windows.length) break;
  }
  return windows.map(({ bytes, length }) => bytes.subarray(0, length));
}
