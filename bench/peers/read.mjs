/** The floor: the file is read into one buffer of so many bytes, and not looked at. */
import { openSync, readSync } from 'node:fs';
import { peer } from './peer.mjs';

await peer((path, block) => {
  const fd = openSync(path, 'r');
  const buffer = Buffer.allocUnsafeSlow(Number(block));
  let bytes = 0;
  for (;;) {
    const length = readSync(fd, buffer, 0, buffer.length, null);
    if (length === 0) return { bytes };
    bytes += length;
  }
});
