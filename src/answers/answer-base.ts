import { type Day, isoDay } from '../values/dates';
import type { Segment } from '../x12/segment';

import type { Answer, AnswerBase, AnswerKind } from './answer';
import type { SetHead } from './set-reader';

/** Receives answers in file order. */
export type EmitAnswer = (answer: Answer) => void;

/** The fields that all answers have. @param day 0: that of the envelope */
export function baseOf(
  kind: AnswerKind,
  file: string | null,
  { interchange, group, transaction, senders, receivers, day: sent }: SetHead,
  position: AnswerBase['position'],
  day: Day,
): AnswerBase {
  return {
    kind,
    file,
    interchange,
    group,
    transaction,
    position,
    senders,
    receivers,
    day: isoDay(day === 0 ? sent : day),
  };
}

/** A readable day in element n; 0 if absent. */
export function dayIn(segment: Segment, n: number): Day {
  return Math.max(0, segment.day(n, 0));
}

/** The service dates of a claim: the earliest and latest of its DTPs or DTMs. */
export class ServiceDays {
  from: Day = 0;
  to: Day = 0;

  /** @param n the element with a D8 or RD8 */
  add(segment: Segment, n: number): void {
    this.serve(dayIn(segment, n));
    this.serve(Math.max(0, segment.day(n, 1)));
  }

  private serve(day: Day): void {
    if (day === 0) return;
    if (this.from === 0 || day < this.from) this.from = day;
    if (day > this.to) this.to = day;
  }
}
