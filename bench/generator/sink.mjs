import { closeSync, openSync, renameSync, writeSync } from 'node:fs';

const BLOCK = 4 << 20;

/**
 * A file written front to back through one block; it gets its name only when it is complete.
 * @param {string} path
 */
export function openSink(path) {
  const part = `${path}.part`;
  const fd = openSync(part, 'w');
  const block = Buffer.allocUnsafe(BLOCK);
  let used = 0;
  let flushed = 0;

  function flush() {
    for (let at = 0; at < used; ) at += writeSync(fd, block, at, used - at);
    flushed += used;
    used = 0;
  }

  return {
    size: () => flushed + used,

    /**
     * Copies `bytes`, then writes `value` in `width` digits over the place `at`.
     * @param {Buffer} bytes
     * @param {number} [at]
     * @param {number} [value]
     * @param {number} [width]
     */
    copy(bytes, at = 0, value = 0, width = 0) {
      if (used + bytes.length > BLOCK) flush();
      block.set(bytes, used);
      for (let place = used + at + width - 1, rest = value; place >= used + at; place -= 1) {
        block[place] = 48 + (rest % 10);
        rest = Math.floor(rest / 10);
      }
      used += bytes.length;
    },

    /** @param {string} text ASCII */
    text(text) {
      if (used + text.length > BLOCK) flush();
      used += block.latin1Write(text, used);
    },

    close() {
      flush();
      closeSync(fd);
      renameSync(part, path);
    },
  };
}
