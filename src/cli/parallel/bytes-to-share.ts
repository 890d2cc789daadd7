/** A smaller file is checked faster than it is handed to another thread. */
const LEAST = 64 * 1024;

/** How many bytes can be shared among threads: those of files that are large enough and can be read at any position. */
export function bytesToShare(files: readonly { readonly size: number | null }[]): number {
  return files.reduce((sum, { size }) => sum + (size !== null && size >= LEAST ? size : 0), 0);
}
