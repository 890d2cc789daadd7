import type { Dropped } from '../worker/inputs';

/** The files of a file input. */
export function chosenFiles({ files }: HTMLInputElement): Dropped[] {
  return [...(files ?? [])].map((file) => ({
    name: file.webkitRelativePath || file.name,
    file,
    isInFolder: file.webkitRelativePath !== '',
  }));
}

/** The dropped files, including those in folders. */
export async function droppedFiles({ items, files }: DataTransfer): Promise<Dropped[]> {
  // The items are no longer available after the first await.
  const entries = [...items]
    .map((item) => item.webkitGetAsEntry?.() ?? null)
    .filter((entry) => entry !== null);
  if (entries.length === 0) return [...files].map((file) => ({ name: file.name, file, isInFolder: false }));
  const found: Dropped[] = [];
  for (const entry of entries) await walk(entry, entry.name, false, found);
  return found;
}

async function walk(
  entry: FileSystemEntry,
  name: string,
  isInFolder: boolean,
  found: Dropped[],
): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    found.push({ name, file, isInFolder });
    return;
  }
  for (const inside of await entriesIn(entry as FileSystemDirectoryEntry))
    await walk(inside, `${name}/${inside.name}`, true, found);
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

/** Whether a dropped file is the list of enrollments: claims are never a spreadsheet. */
export function isRegistry({ name, isInFolder }: Dropped): boolean {
  return !isInFolder && /\.(csv|tsv|prvx|xls[xmb]?|ods|numbers)$/i.test(name);
}
