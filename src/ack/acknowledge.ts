import { type CheckerOptions, runChecker, shapeOfChecker, standardsOf } from '../check/check';
import { FileChecker } from '../check/file-checker';
import { closable, Reading, type Source } from '../check/source';
import type { Finding, Summary } from '../finding';
import { dayOf } from '../values/dates';
import { invalid } from '../values/errors';
import {
  aSignal,
  callback,
  day,
  demand,
  isText,
  listOf,
  must,
  objectOf,
  oneOf,
  optional,
  type Shape,
  text,
} from '../values/options';
import { isTurnDue, turn } from '../values/turn';
import type { Acknowledgement, AnswerText } from './acknowledgement';
import { combineListeners } from './combine-listeners';
import { type AckFormat, ackFormats, isControlNumber, isParty } from './formats';
import type { AckOptions } from './route';

/** Options of `acknowledge`. */
export interface AcknowledgeOptions extends CheckerOptions {
  /** What to write, in the order in which the parts of one piece of the file are emitted. */
  readonly formats: readonly AckFormat[];
  /** Who answers: ISA06, GS02 and NM109, 2 to 15 characters; the file's receiver without it. */
  readonly sender?: string;
  /** Who is answered: ISA08, GS03 and NM109, 2 to 15 characters; the file's sender without it. */
  readonly receiver?: string;
  /** The day of the answer, YYYY-MM-DD; that of the file's group without it. */
  readonly date?: string;
  /** ISA13 of the first interchange, which counts up; that of the file's first interchange without it. */
  readonly control?: number;
  /** A name for the file, copied to the `file` of its findings; they have null without it. */
  readonly file?: string;
  /** Called with each finding, in file order. */
  readonly finding?: (finding: Finding) => void;
  /** Aborting closes the source; iteration throws the signal's reason. */
  readonly signal?: AbortSignal;
}

/** A part of the text of one acknowledgement; all of it is ASCII. */
export interface AcknowledgementPart {
  readonly format: AckFormat;
  readonly text: string;
}

/** Answers to one file. Iterating it checks the file; a second iteration throws. */
export interface Acknowledging extends AsyncIterable<AcknowledgementPart> {
  /** Current totals while it runs, final ones after it. */
  readonly summary: Summary;
  /** Claims so far that the 277CA omits because the 999 or TA1 rejects their set, group or interchange. */
  readonly claimsLeftOut: number;
}

/**
 * Answers one file in X12, byte for byte as `prvcheck check --format 277ca` does. The parts of one format, joined, are
 * its text; it is empty if there is nothing to answer. A 277CA names patients. It is held in memory until the
 * interchange that it answers ends, because its trailer may reject all claims; 999 and TA1 are emitted at once.
 * Iteration throws what the source throws, or the signal's reason; never because of the file's content.
 * @throws TypeError if the options are invalid; the message lists every problem
 * @example
 * ```js
 * const answers = { '277ca': '', 999: '' };
 * for await (const { format, text } of acknowledge(source, { registry, formats: ['277ca', '999'] }))
 *   answers[format] += text;
 * ```
 */
export function acknowledge(source: Source, options: AcknowledgeOptions): Acknowledging {
  demand(objectOf(shapeOfOptions()), options, 'options');
  return new Run(source, options);
}

/** The text of one acknowledgement that was not taken yet. */
class Held implements AnswerText {
  length = 0;
  private taken = 0;
  private text = '';

  constructor(readonly format: AckFormat) {}

  add(text: string): void {
    this.text += text;
    this.length += text.length;
  }

  cut(length: number): void {
    this.text = this.text.slice(0, length - this.taken);
    this.length = length;
  }

  take(): string {
    const { text } = this;
    this.taken = this.length;
    this.text = '';
    return text;
  }
}

class Run implements Acknowledging {
  private readonly acks: Acknowledgement[] = [];
  private readonly held: readonly Held[];
  private readonly parts: AcknowledgementPart[] = [];
  private readonly checker: FileChecker;
  private isBegun = false;

  constructor(
    private readonly source: Source,
    private readonly options: AcknowledgeOptions,
  ) {
    const { formats, file = null, finding } = options;
    this.held = [...new Set(formats)].map((format) => new Held(format));
    const all = combineListeners(this.acks);
    const { segmentListener } = all;
    this.checker = new FileChecker(standardsOf(options), file, {
      ...all,
      finding(one) {
        all.finding(one);
        finding?.(one);
      },
      segmentListener: {
        ...segmentListener,
        closeInterchange: (iea) => {
          segmentListener.closeInterchange!(iea);
          for (const held of this.held) this.take(held);
        },
      },
    });
  }

  get summary(): Summary {
    return this.checker.summary();
  }

  get claimsLeftOut(): number {
    return this.acks.reduce((claims, { claimsLeftOut = 0 }) => claims + claimsLeftOut, 0);
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<AcknowledgementPart> {
    if (this.isBegun) throw invalid('the answers were iterated already: call acknowledge again for others');
    this.isBegun = true;
    const source = new Reading(this.source, this.options.signal);
    return closable(this.steps(source), source);
  }

  private async *steps(source: Reading): AsyncGenerator<AcknowledgementPart, void, undefined> {
    const { createAcknowledgement } = await import('./index'); // what writes segments is heavy
    for (const held of this.held)
      this.acks.push(createAcknowledgement(held.format, ackOptions(this.options), held));
    for await (const _ of runChecker(this.checker, source)) {
      for (const held of this.held) if (held.format !== '277ca') this.take(held);
      for (const part of this.parts.splice(0)) {
        yield part;
        if (!isTurnDue()) continue;
        await turn();
        source.throwIfAborted();
      }
    }
  }

  private take(held: Held): void {
    const { format } = held;
    const text = held.take();
    if (text !== '') this.parts.push({ format, text });
  }
}

function ackOptions({ sender, receiver, date, control }: AcknowledgeOptions): AckOptions {
  return {
    sender: sender ?? null,
    receiver: receiver ?? null,
    date: date === undefined ? null : dayOf(date),
    control: control ?? null,
  };
}

function shapeOfOptions(): Shape<AcknowledgeOptions> {
  const party = must('2 to 15 letters or digits', (value) => isText(value) && isParty(value));
  return {
    ...shapeOfChecker,
    formats: listOf(oneOf(ackFormats)),
    sender: optional(party),
    receiver: optional(party),
    date: optional(day),
    control: optional(must('a number of one to nine digits', isControlNumber)),
    file: optional(text),
    finding: optional(callback),
    signal: optional(aSignal),
  };
}
