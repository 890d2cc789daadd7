import { X12Reader } from '../../x12/reader';
import { packId } from '../../x12/segment';

const IEA = packId('IEA');

/**
 * Whether the last segment of a file is an IEA.
 * @param head its beginning, for the delimiters; if the last interchange has others, it must begin in the tail
 * @param tail its end; empty if the head is the whole file
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
      skipSegments: () => false,
      skim: (_, at) => at,
      release() {},
      segmentTooLong() {},
      unexpectedData() {},
      notAnInterchange() {},
    },
    null,
  );
  reader.push(head);
  // The bytes between head and tail are unknown: at worst the two make one invalid segment.
  if (tail.length > 0) {
    last = 0;
    reader.push(tail);
  }
  reader.end();
  return last === IEA;
}
