/** prvcheck's plain scanner alone, in the bundle that the runner made of src. */
import { plainScanner, SCAN_CAPACITY } from '../data/inside.mjs';
import { peer, readThrough } from './peer.mjs';

const TERMINATOR = '~'.charCodeAt(0);

await peer((path) => {
  const scanner = plainScanner();
  let segments = 0;
  readThrough(path, (bytes, length) => {
    let found = 0;
    let from = 0;
    do {
      found = scanner.scan(bytes, from, length, TERMINATOR, SCAN_CAPACITY);
      from = scanner.resume;
      segments += found;
    } while (found === SCAN_CAPACITY);
    return from;
  });
  return { segments };
});
