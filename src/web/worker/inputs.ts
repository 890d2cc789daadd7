import { classify, inOrderOfFolders, orProblem } from '../../input/classify';
import type { Input, Inputs, Problem } from '../../input/input';
import { uniqueName } from '../../input/unique-name';
import { unpackLayer } from '../../input/unpack-layer';
import { gunzip } from './gunzip';
import { bytesOf, readBlob } from './read-blob';
import { openZip } from './unzip';

/** A file that was dropped or chosen. */
export interface Dropped {
  /** Its name; for one in a folder its path from that folder on. */
  readonly name: string;
  readonly file: File;
  readonly isInFolder: boolean;
}

/** An input of the page, named as `prvcheck check` would name it. */
export interface DroppedInput extends Input {
  /** How many bytes are to be read for it; packed bytes if it is packed. */
  readonly bytesToRead: number;
  /**
   * Its bytes, unpacked.
   * @param onRead called with the number of bytes read
   */
  read(onRead: (bytes: number) => void): AsyncIterable<Uint8Array>;
}

/** The claim files among the dropped ones: a file itself, and the content of a folder or an archive. */
export async function findInputs(dropped: readonly Dropped[]): Promise<Inputs<DroppedInput>> {
  const inputs: DroppedInput[] = [];
  const problems: Problem[] = [];
  const skipped: string[] = [];
  const taken = new Map<string, number>();
  for (const given of [...dropped].sort((a, b) => inOrderOfFolders(a.name, b.name))) {
    // Files from several folders may have the same name.
    const file = { ...given, name: uniqueName(taken, given.name) };
    await orProblem(problems, file.name, async () => {
      const found = await classifyDropped(file);
      for (const input of found.inputs) inputs.push(input);
      for (const problem of found.problems) problems.push(problem);
      for (const name of found.skipped) skipped.push(name);
    });
  }
  return { inputs, problems, skipped };
}

function classifyDropped({ name: path, file, isInFolder }: Dropped): Promise<Inputs<DroppedInput>> {
  const candidate = {
    path,
    name: path,
    head: (size: number) => bytesOf(file.slice(0, size), path),
    input(packing: 'gzip' | null): DroppedInput {
      const about = { name: path, path, bytesToRead: file.size };
      const read = (onRead: (bytes: number) => void) => readBlob(file, path, onRead);
      if (packing === null)
        return { ...about, size: file.size, open: (from, to) => readBlob(file.slice(from, to), path), read };
      const unpacked = (onRead?: (bytes: number) => void) =>
        unpackLayer(readBlob(file, path, onRead), path, gunzip);
      return { ...about, size: null, open: () => unpacked(), read: unpacked };
    },
    zipped: () => openZip(path, file),
  };
  return classify(candidate, !isInFolder);
}
