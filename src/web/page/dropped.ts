import { InputError } from '../../input/input-error';
import type { Dropped } from '../worker/inputs';

/** The files of a file input. */
export function chosenFiles({ files }: HTMLInputElement): Dropped[] {
  return [...(files ?? [])].map((file) => ({
    name: file.webkitRelativePath || file.name,
    file,
    isInFolder: file.webkitRelativePath !== '',
  }));
}

/** Only in Chromium, which reads the entries of a drop nowhere on a page that is opened from disk, but handles. */
interface ItemWithHandle extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

/**
 * The dropped files, including those in folders.
 * @throws InputError if one of them cannot be read
 */
export async function droppedFiles({ items }: DataTransfer): Promise<Dropped[]> {
  // The items are no longer available after the first await.
  const opened = [...items].filter(({ kind }) => kind === 'file').map(open);
  const found: Dropped[] = [];
  for (const files of opened) for await (const file of files) found.push(file);
  return found;
}

function open(item: ItemWithHandle): Iterable<Dropped> | AsyncIterable<Dropped> {
  const entry = item.webkitGetAsEntry?.() ?? null;
  if (entry?.isDirectory) {
    const handle = item.getAsFileSystemHandle?.();
    return handle === undefined
      ? inEntry(entry as FileSystemDirectoryEntry, entry.name)
      : inHandle(handle as Promise<FileSystemDirectoryHandle>, entry.name);
  }
  const file = item.getAsFile();
  return file === null ? [] : [{ name: file.name, file, isInFolder: false }];
}

async function* inHandle(
  folder: FileSystemDirectoryHandle | Promise<FileSystemDirectoryHandle>,
  path: string,
): AsyncGenerator<Dropped, void, undefined> {
  for (const inside of await orSay(path, async () => allOf((await folder).values()))) {
    const name = `${path}/${inside.name}`;
    if (inside.kind === 'directory') yield* inHandle(inside as FileSystemDirectoryHandle, name);
    else
      yield {
        name,
        file: await orSay(name, () => (inside as FileSystemFileHandle).getFile()),
        isInFolder: true,
      };
  }
}

async function allOf<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

async function* inEntry(
  folder: FileSystemDirectoryEntry,
  path: string,
): AsyncGenerator<Dropped, void, undefined> {
  for (const inside of await orSay(path, () => entriesIn(folder))) {
    const name = `${path}/${inside.name}`;
    if (inside.isDirectory) yield* inEntry(inside as FileSystemDirectoryEntry, name);
    else
      yield {
        name,
        file: await orSay(
          name,
          () => new Promise<File>((resolve, reject) => (inside as FileSystemFileEntry).file(resolve, reject)),
        ),
        isInFolder: true,
      };
  }
}

/** A reader returns at most a hundred entries at a time. */
async function entriesIn(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** The browser's own error says neither which file it was nor what to do. */
async function orSay<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch {
    throw new InputError(
      `The browser cannot read ${name} from a drop, so nothing of it was taken. Choose the files, or their folder, with a button instead.`,
    );
  }
}

/** Whether a dropped file is the list of enrollments: claims are never a spreadsheet. */
export function isRegistry({ name, isInFolder }: Dropped): boolean {
  return !isInFolder && /\.(csv|tsv|prvx|xls[xmb]?|ods|numbers)$/i.test(name);
}
