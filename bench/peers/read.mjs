/** The floor: the file is read and not looked at. */
import { peer, readThrough } from './peer.mjs';

await peer((path) => {
  let bytes = 0;
  readThrough(path, (_, length) => {
    bytes += length;
    return length;
  });
  return { bytes };
});
