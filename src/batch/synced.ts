import { open } from 'node:fs/promises';

/** The bytes of a file are on disk. */
export async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  await handle.sync().finally(() => handle.close());
}

/** Names in a folder stay after a loss of power. Windows sees to that itself, and lets no folder be opened. */
export async function syncedFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}
