import type { Chunks } from '../input/input';
import { type Gunzip, unpackLayer } from '../input/unpack-layer';
import { InputError } from './input-error';
import { openFile } from './open-file';

/**
 * Like `openFile`, but unpacks a gzip file (recognized by its first bytes) while reading it. Offsets then count
 * unpacked bytes.
 * @returns the chunks of the file, or of its content if it is a gzip
 * @throws InputError while iterating, possibly after some chunks: if the file cannot be read, for a damaged gzip, one
 * that looks like a zip bomb, and zip and tar archives
 */
export function openUnpacked(path: string): AsyncIterable<Uint8Array> {
  return unpackStream(openFile(path), path);
}

/** The chunks of a stream, or of its content if it is a gzip. */
export function unpackStream(chunks: Chunks, name: string): AsyncGenerator<Uint8Array, void, undefined> {
  return unpackLayer(chunks, name, gunzip, null, notAStream);
}

function notAStream(name: string): InputError {
  return new InputError(
    `${name} is a zip archive, which cannot be read as a stream. Save it as a file and check that, or unpack it first.`,
  );
}

/** Loaded on demand: few runs meet a gzip, and zlib is slow to load. */
export const gunzip: Gunzip = async function* (...packed) {
  yield* (await import('./unpack/gzip')).gunzip(...packed);
};
