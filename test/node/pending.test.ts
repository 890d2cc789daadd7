import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pending } from '../../src/node/pending';
import { runs } from '../runs';

/** Text, bytes of this length written in place, or a part taken. */
const step = fc.oneof(
  fc.record({
    text: fc.string({ unit: fc.constantFrom('a', 'é', '€', '😀') }),
    times: fc.constantFrom(1, 9, 60_000),
  }),
  fc.integer({ min: 0, max: 300_000 }),
  fc.constant('take' as const),
);

describe('what has to be written', () => {
  it('comes out as it was added, and a part stays as it is while more is added', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const pending = new Pending();
        const added: Uint8Array[] = [];
        const taken: Uint8Array[] = [];
        let part: Uint8Array = new Uint8Array(0);
        const take = () => {
          // As a write that goes on beside the work until the next one.
          taken.push(Uint8Array.from(part));
          part = pending.take();
          return part.length > 0;
        };
        for (const [n, one] of steps.entries()) {
          if (one === 'take') take();
          else if (typeof one === 'number') {
            const at = pending.room(one);
            pending.bytes.fill(n, at, at + one);
            pending.wrote(one);
            added.push(new Uint8Array(one).fill(n));
          } else {
            const text = one.text.repeat(one.times);
            pending.add(text);
            added.push(Buffer.from(text));
          }
        }
        while (take());
        expect(Buffer.concat(taken).equals(Buffer.concat(added))).toBe(true);
      }),
      { numRuns: runs(100) },
    );
  });
});
