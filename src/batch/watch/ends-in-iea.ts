import { X12Reader } from '../../x12/reader';
import { packId } from '../../x12/segment';

const IEA = packId('IEA');

/**
 * Whether the last segment of a file is an IEA.
 * @param head its beginning, for the delimiters; where the last interchange has others, it must begin in the tail
 * @param tail its end; empty where the head is all of it
 */
export function endsInIea(head: Uint8Array, tail: Uint8Array): boolean {
  let last = 0;
  const reader = new X12Reader(
    {
      interchange: () => {
        last = 0;
      },
      segment: ({ id, hasData }) => {
        last = hasData ? id : 0;
      },
      truncated: () => {
        last = 0;
      },
      passOver: () => false,
      skim: (record) => record,
      release() {},
      segmentTooLong() {},
      unexpectedData() {},
      notAnInterchange() {},
    },
    null,
  );
  reader.push(head);
  // What lies between head and tail was not read: at worst the two make one odd segment.
  if (tail.length > 0) {
    last = 0;
    reader.push(tail);
  }
  reader.end();
  return last === IEA;
}
