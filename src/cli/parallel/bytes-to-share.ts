/** A smaller file is checked sooner than it is handed to another thread. */
const LEAST = 64 * 1024;

/** How many bytes of the files threads can share: those of files that are worth it, and can be read by place. */
export function bytesToShare(files: readonly { readonly size: number | null }[]): number {
  return files.reduce((sum, { size }) => sum + (size !== null && size >= LEAST ? size : 0), 0);
}
