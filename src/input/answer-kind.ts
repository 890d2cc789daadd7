import type { AnswerKind } from '../answers/answer';
import { kindOf277 } from '../answers/read-277';
import type { Summary } from '../finding';
import { X12Reader } from '../x12/reader';
import { packId } from '../x12/segment';
import type { Input } from './input';
import { InputError } from './input-error';
import { headSizes } from './looks-like-x12';

const GS = packId('GS');
const ST = packId('ST');
const TA1 = packId('TA1');

/** Which answer an input without claims is, by its first set; null if it is no answer. */
export async function answerKind(
  input: Pick<Input, 'size' | 'open'>,
  { transactions }: Summary,
): Promise<AnswerKind | null> {
  return transactions > 0 ? null : kindOfFirst(input);
}

async function kindOfFirst({ size, open }: Pick<Input, 'size' | 'open'>): Promise<AnswerKind | null> {
  let guide = '';
  let kind: AnswerKind | null = null;
  let hasSet = false;
  const reader = new X12Reader(
    {
      segment(segment) {
        if (segment.id === GS) guide = segment.text(8);
        else if (segment.id === TA1 && !hasSet) kind = 'TA1';
        else if (segment.id === ST && !hasSet) {
          kind = kindOf(segment.text(1).trim(), segment.text(3).trim() || guide);
          hasSet = true;
        }
      },
      skipSegments: () => true,
      skim: (_, at) => at,
      interchange() {},
      release() {},
      segmentTooLong() {},
      unexpectedData() {},
      truncated() {},
      notAnInterchange() {},
    },
    null,
  );
  let left = headSizes.beginning;
  try {
    for await (const chunk of size === null ? open() : open(0, Math.min(size, left))) {
      reader.push(chunk.subarray(0, left));
      left -= chunk.length;
      if (left <= 0) break;
    }
  } catch (error) {
    // What could be read of it is reported elsewhere.
    if (!(error instanceof InputError)) throw error;
  }
  reader.end();
  return kind;
}

/** @param type ST01 */
function kindOf(type: string, guide: string): AnswerKind | null {
  if (type === '835' || type === '999' || type === '997') return type;
  return kindOf277(type, guide);
}
