/** The yardstick: a bare Buffer.indexOf loop over the terminators. */
import { peer, readThrough } from './peer.mjs';

const TERMINATOR = '~'.charCodeAt(0);

await peer((path) => {
  let segments = 0;
  readThrough(path, (buffer, length) => {
    const bytes = buffer.subarray(0, length);
    for (let at = bytes.indexOf(TERMINATOR); at !== -1; at = bytes.indexOf(TERMINATOR, at + 1)) segments += 1;
    return length;
  });
  return { segments };
});
