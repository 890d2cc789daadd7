import { readFileSync, writeFileSync } from 'node:fs';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';

/** The same for each build. */
const lastModDate = new Date(1980, 0, 1);

/**
 * @param {string} to
 * @param {readonly { name: string, path: string, isProgram?: boolean }[]} files
 */
export async function writeZip(to, files) {
  const zip = new ZipWriter(new Uint8ArrayWriter(), {
    lastModDate,
    extendedTimestamp: false,
    useWebWorkers: false,
    msDosCompatible: false,
  });
  for (const { name, path, isProgram = false } of files)
    await zip.add(name, new Uint8ArrayReader(readFileSync(path)), { executable: isProgram });
  writeFileSync(to, await zip.close());
}
