import {
  BlobReader,
  configure,
  type FileEntry,
  WARNING_TRAILING_CENTRAL_DIRECTORY_DATA,
  ZipReader,
} from '@zip.js/zip.js/lib/zip-core-custom.js';
import { Allowance, within } from '../../input/allowance';
import { damaged, moreFiles, mostFilesInZip, senselessList, zipTooLarge } from '../../input/damaged';
import { InputError } from '../../input/input-error';
import { zippedName } from '../../input/unique-name';
import { unpackLayer } from '../../input/unpack-layer';
import { gunzip } from './gunzip';
import { readStream } from './read-blob';

configure({ useWebWorkers: false });

/**
 * The same settings as the command: any name is accepted, because names are displayed and never used as paths; bytes
 * after the end are allowed.
 */
const asTheCommand = {
  filenameValidation: 'tolerant',
  normalizeFilename: (name: string) => name.replaceAll('\\', '/'),
  maxAppendedDataSize: 0,
} as const;

/**
 * The files in a zip, in the order of its directory.
 * @throws InputError if the archive cannot be read
 */
export async function openZip(path: string, blob: Blob) {
  const looks = new Allowance(path, () => blob.size);
  const taken = new Map<string, number>();
  const reader = new ZipReader(new BlobReader(blob), asTheCommand);
  const entries = await reader.getEntries().catch(() => {
    throw damaged(path, senselessList);
  });
  if (entries.length > mostFilesInZip) throw zipTooLarge(path);
  if (reader.warnings?.some(({ reason }) => reason === WARNING_TRAILING_CENTRAL_DIRECTORY_DATA))
    throw damaged(path, moreFiles);
  return entries
    .filter(({ filename, uncompressedSize }) => !(filename.endsWith('/') && uncompressedSize === 0))
    .map((entry) => {
      const name = zippedName(path, taken, entry.filename);
      const bytesToRead = entry.compressedSize;
      // A new allowance each time, because several reports may read all of it.
      const open = () => unpackEntry(entry as FileEntry, name, new Allowance(path, () => blob.size));
      const read = (onRead: (bytes: number) => void) => counted(open(), bytesToRead, onRead);
      return {
        input: { name, path, size: null, bytesToRead, open, read },
        look: () => unpackEntry(entry as FileEntry, name, looks),
      };
    });
}

async function* unpackEntry(
  entry: FileEntry,
  name: string,
  ofArchive: Allowance,
): AsyncGenerator<Uint8Array, void, undefined> {
  ofArchive.use(0);
  if (entry.encrypted) throw new InputError(`${name} is encrypted. Unpack it with its password first.`);
  const { compressionMethod: method, compressedSize } = entry;
  if (method !== 0 && method !== 8)
    throw new InputError(
      `${name} is packed by a method that is not read here (number ${method}). Unpack it, or pack it again as an ordinary zip.`,
    );
  const allowances = [new Allowance(name, () => compressedSize), ofArchive];
  yield* unpackLayer(within(allowances, entryBytes(entry, name)), name, gunzip, allowances);
}

/** The bytes of an entry; zip.js verifies its size and checksum. */
async function* entryBytes(entry: FileEntry, name: string): AsyncGenerator<Uint8Array, void, undefined> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const leave = new AbortController();
  let fault: unknown = null;
  const written = entry.getData(writable, { checkSignature: true, signal: leave.signal }).catch((error) => {
    fault = error;
  });
  try {
    yield* readStream(readable);
    await written;
    if (fault !== null) throw fault;
  } catch {
    throw damaged(name, 'its packed bytes make no sense, or its checksum is wrong');
  } finally {
    leave.abort();
  }
}

/** How much of the packed bytes has been read is unknown, so all are counted at the end. */
async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  size: number,
  onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* chunks;
  onRead(size);
}
