import { closeSync, fsync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';

/** Syncs the bytes of a file to disk, without blocking this thread; there may be very many files. */
export function synced(path: string): Promise<void> {
  return syncedAs(path, 'r+');
}

/**
 * Syncs the names in a folder, so that they survive a power failure. Windows does so by itself, and cannot open
 * folders.
 */
export async function syncedFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  await syncedAs(path, 'r');
}

async function syncedAs(path: string, flags: 'r' | 'r+'): Promise<void> {
  const descriptor = openSync(path, flags);
  await new Promise<void>((resolve, reject) => {
    fsync(descriptor, (error) => (error ? reject(error) : resolve()));
  }).finally(() => closeSync(descriptor));
}

const ROOM = 1024 * 1024;

/** Writes a new file, for its owner only, and syncs it to disk. */
export async function writeNew(path: string, texts: Iterable<string>): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    let text = '';
    for (const more of texts) {
      text += more;
      if (text.length < ROOM) continue;
      await file.writeFile(text);
      text = '';
    }
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
