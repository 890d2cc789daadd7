import { closeSync, fsync, openSync } from 'node:fs';

/** The bytes of a file are on disk. Also while this thread does something else; there may be very many files. */
export function synced(path: string): Promise<void> {
  return syncedAs(path, 'r+');
}

/** Names in a folder stay after a loss of power. Windows sees to that itself, and lets no folder be opened. */
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
