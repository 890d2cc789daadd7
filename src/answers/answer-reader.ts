import type { EmitAnswer } from './answer-base';
import { StatusReader } from './read-277';
import { RemittanceReader } from './read-835';
import { GroupReader, readTa1 } from './read-999';
import { SetReader } from './set-reader';

/**
 * Reads a file of answers of any kind: `push` its chunks, then `end`. What it emits does not depend on how the file is
 * split, and it holds one claim at a time. Sets of another kind are in `otherTypes`.
 * @param file copied to each answer
 */
export function answerReader(file: string | null, emit: EmitAnswer): SetReader {
  return new SetReader(
    [new StatusReader(file, emit), new RemittanceReader(file, emit), new GroupReader(file, emit)],
    {
      ta1: (segment, head) => emit(readTa1(segment, head, file)),
      other({ type, guide }, offset) {
        // Of a 277 there are more kinds than are read; a set of another type is no answer.
        if (type !== '277') return;
        const name = /^[0-9A-Z]{1,12}$/.test(guide) ? ` (${guide})` : '';
        const message = `A 277 of another kind${name} was not read (at byte ${offset}).`;
        emit({ type: 'unread', file, message, offset });
      },
      unread: (message, offset) => emit({ type: 'unread', file, message, offset }),
    },
  );
}
