import { SLICE } from '../data/inside.mjs';
import { peer, readThrough } from './peer.mjs';

/** As the generator writes them. */
const delimiters = Object.fromEntries(
  Object.entries({ element: '*', component: ':', repetition: '^', terminator: '~' }).map(
    ([of, character]) => [of, character.charCodeAt(0)],
  ),
);

/** @param {import('../../src/x12/scanner').SegmentScanner} scanner */
export function countSegments(scanner) {
  return peer((path) => {
    let segments = 0;
    readThrough(path, (bytes, length) => {
      scanner.renew();
      let from = 0;
      while (from < length) {
        scanner.scan(bytes, from, Math.min(length, from + SLICE), delimiters);
        segments += scanner.taken;
        if (scanner.taken === 0) break;
        from = scanner.resume;
      }
      return from;
    });
    return { segments };
  });
}
