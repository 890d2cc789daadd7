import { ClaimAnswer } from './277ca';
import { GroupAnswer } from './999';
import type { Acknowledgement, AnswerText } from './acknowledgement';
import type { AckFormat } from './formats';
import type { AckOptions } from './route';
import { InterchangeAnswer } from './ta1';

export type { AckFormat, Acknowledgement, AckOptions, AnswerText };

const answers = { '277ca': ClaimAnswer, '999': GroupAnswer, ta1: InterchangeAnswer };

/** An acknowledgement of one or more files, made from their checkers' events. It writes its output as it goes. */
export function createAcknowledgement(
  format: AckFormat,
  options: AckOptions,
  text: AnswerText,
): Acknowledgement {
  return new answers[format](options, text);
}
