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
      unread: (message, offset) => emit({ type: 'unread', file, message, offset }),
    },
  );
}
