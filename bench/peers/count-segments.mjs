import { SLICE } from '../data/inside.mjs';
import { peer, readThrough } from './peer.mjs';

const TERMINATOR = '~'.charCodeAt(0);

/** @param {import('../../src/x12/scanner').SegmentScanner} scanner */
export function countSegments(scanner) {
  return peer((path) => {
    let segments = 0;
    readThrough(path, (bytes, length) => {
      let from = 0;
      while (from < length) {
        scanner.scan(bytes, from, Math.min(length, from + SLICE), TERMINATOR);
        segments += scanner.taken;
        if (scanner.taken === 0) break;
        from = scanner.resume;
      }
      return from;
    });
    return { segments };
  });
}
