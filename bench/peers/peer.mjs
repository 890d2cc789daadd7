import { openSync, readSync } from 'node:fs';

/**
 * Runs the work of a peer and prints one JSON line: how long it took and what it counted.
 * @param {(path: string, ...rest: string[]) => object | Promise<object>} work
 */
export async function peer(work) {
  const [path, ...rest] = process.argv.slice(2);
  const started = performance.now();
  const counted = await work(path, ...rest);
  process.stdout.write(`${JSON.stringify({ ms: performance.now() - started, ...counted })}\n`);
}

const CHUNK = 256 * 1024;

/**
 * Reads a file front to back into one buffer. What `use` leaves over (the bytes from the place that it
 * returns) stands before the next chunk.
 * @param {string} path
 * @param {(bytes: Buffer, length: number) => number} use
 */
export function readThrough(path, use) {
  const fd = openSync(path, 'r');
  const buffer = Buffer.allocUnsafe(2 * CHUNK);
  let kept = 0;
  for (;;) {
    const read = readSync(fd, buffer, kept, CHUNK, null);
    if (read === 0) return;
    const length = kept + read;
    const used = use(buffer, length);
    buffer.copyWithin(0, used, length);
    kept = length - used;
  }
}
