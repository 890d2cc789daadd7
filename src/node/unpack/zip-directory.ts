import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Entry, ZipFile } from 'yauzl';
import {
  askAgain,
  damaged,
  moreFiles,
  mostFilesInZip,
  senselessList,
  zipTooLarge,
} from '../../input/damaged';
import { InputError, orCannotRead } from '../input-error';

const maxList = 64 * 1024 * 1024;

/** An entry in the directory of a zip. */
export interface Packed {
  /** As in the archive, with `/` between folders. */
  readonly name: string;
  /** Offset of its packed bytes. */
  readonly start: number;
  readonly end: number;
  readonly isDeflated: boolean;
  readonly unpackedSize: number;
  readonly checksum: number;
}

/** A file in a zip that cannot be read. */
export interface Unreadable {
  readonly name: string;
  /** Why, worded to follow the name. */
  readonly reason: string;
}

/**
 * Reads the directory of a zip: its files in order, and the size of the archive.
 * @throws InputError if the archive cannot be read
 */
export async function readDirectory(
  path: string,
): Promise<{ readonly files: readonly (Packed | Unreadable)[]; readonly size: number }> {
  const yauzl = await loadYauzl();
  const descriptor = orCannotRead(path, () => openSync(path, 'r'));
  try {
    const { size } = fstatSync(descriptor);
    const reader = pagedReader(yauzl, descriptor, path);
    const options = { autoClose: false, decodeStrings: false, validateEntrySizes: false };
    const zip = await yauzl.fromRandomAccessReaderPromise(reader, size, options);
    if (zip.entryCount > mostFilesInZip) throw zipTooLarge(path);
    const files: (Packed | Unreadable)[] = [];
    const begin = endOfList(zip);
    for await (const entry of zip.eachEntry()) {
      if (endOfList(zip) - begin > maxList) throw zipTooLarge(path, 'a list of files of more than 64 MB');
      const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
      // Some programs write UTF-8 without setting the flag.
      const flags = generalPurposeBitFlag | (isOddUtf8(fileNameRaw) ? UTF8_FLAG : 0);
      const name = yauzl.getFileNameLowLevel(flags, fileNameRaw, extraFields, false);
      const isFolder = name.endsWith('/') && entry.uncompressedSize === 0;
      if (!isFolder) files.push(await fileOf(zip, entry, name));
    }
    if (reader.beginsEntry(endOfList(zip))) throw damaged(path, moreFiles);
    return { files, size };
  } catch (error) {
    throw error instanceof InputError ? error : listFault(path, error);
  } finally {
    closeSync(descriptor);
  }
}

/** In a bundle only the default export of CommonJS is available. */
async function loadYauzl(): Promise<typeof import('yauzl')> {
  const loaded: typeof import('yauzl') & { default?: typeof import('yauzl') } = await import('yauzl');
  return loaded.default ?? loaded;
}

/** How far yauzl has read the directory. The field is missing in its types. */
function endOfList(zip: ZipFile): number {
  return Number(zip.readEntryCursor);
}

async function fileOf(zip: ZipFile, entry: Entry, name: string): Promise<Packed | Unreadable> {
  if (entry.isEncrypted()) return { name, reason: encrypted };
  const { compressionMethod: method, compressedSize, uncompressedSize, crc32 } = entry;
  if (!entry.canDecodeFileData()) {
    return { name, reason: `is packed by a method that is not read here (number ${method}). ${packAgain}` };
  }
  try {
    const { fileDataStart: start } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    const end = start + compressedSize;
    return { name, start, end, isDeflated: method !== 0, unpackedSize: uncompressedSize, checksum: crc32 };
  } catch (error) {
    if (error instanceof InputError) throw error;
    return { name, reason: `is damaged: it is not where its archive says. ${askAgain}` };
  }
}

const encrypted = 'is encrypted. Unpack it with its password first.';
const packAgain = 'Unpack it, or pack it again as an ordinary zip.';

const UTF8_FLAG = 0x800;

function isOddUtf8(name: Uint8Array): boolean {
  return name.some((byte) => byte > 0x7f) && isUtf8(name);
}

/** An error of yauzl in plain words. */
function listFault(path: string, error: unknown): InputError {
  const message = error instanceof Error ? error.message : '';
  if (message.startsWith('strong encryption'))
    return new InputError(`${path} ${encrypted}`, { cause: error });
  if (message.startsWith('multi-disk')) return new InputError(`${path} ${splitArchive}`, { cause: error });
  if (message.startsWith('End of central directory')) {
    return damaged(path, 'the list of files at its end is missing, as in a part of a split archive', error);
  }
  return damaged(path, senselessList, error);
}

const splitArchive = 'is a part of a split archive. Join its parts first.';

/** Reads pages synchronously: yauzl cannot handle an error in an asynchronous file system call. */
function pagedReader({ RandomAccessReader }: typeof import('yauzl'), descriptor: number, path: string) {
  const page = Buffer.alloc(pageSize);
  let begin = 0;
  let end = 0;
  const turnTo = (position: number) => {
    begin = position;
    end = begin + orCannotRead(path, () => readSync(descriptor, page, 0, pageSize, position));
  };
  class PagedReader extends RandomAccessReader {
    override _readStreamForRange(): never {
      throw new Error('files are read elsewhere');
    }
    override read(
      buffer: Buffer,
      offset: number,
      length: number,
      position: number,
      done: (error: Error | null) => void,
    ): void {
      let copied = 0;
      while (copied < length) {
        const at = position + copied;
        if (!Number.isSafeInteger(at)) break;
        if (at < begin || at >= end) turnTo(at);
        if (begin === end) break;
        copied += page.copy(
          buffer,
          offset + copied,
          at - begin,
          Math.min(end - begin, at - begin + length - copied),
        );
      }
      done(copied < length ? new Error('unexpected EOF') : null);
    }
    beginsEntry(position: number): boolean {
      const mark = Buffer.alloc(4);
      this.read(mark, 0, 4, position, () => {});
      return mark.readUInt32LE(0) === entryMark;
    }
  }
  return new PagedReader();
}

const pageSize = 16 * 1024;
const entryMark = 0x02014b50;
