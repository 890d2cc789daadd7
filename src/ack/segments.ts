import { X12FunctionalGroup, X12Interchange, X12Segment, X12Transaction } from 'node-x12';
import type { AnswerText } from './acknowledgement';
import { cleanText } from './values';

/** The delimiters of every acknowledgement, regardless of those of the file. */
const options = {
  elementDelimiter: '*',
  // The default would overwrite ISA16.
  subElementDelimiter: ':',
  repetitionDelimiter: '^',
  segmentTerminator: '~',
};

/** An element, or the components of one. */
export type Value = string | readonly string[];

/** A segment as text, on its own line. node-x12 escapes nothing, so delimiters are removed from values here. */
export function segment(id: string, ...values: readonly Value[]): string {
  const elements = values.map((value) =>
    typeof value === 'string' ? cleanText(value) : value.map(cleanText).join(':'),
  );
  while (elements.at(-1) === '') elements.pop();
  return line(new X12Segment(id, options).setElements(elements));
}

function line(segment: X12Segment): string {
  return `${segment.toString()}\n`;
}

/**
 * Writes one interchange incrementally. node-x12 makes each segment, but never holds more than one: its tree takes 4 KB
 * a claim. Therefore the counts of the trailers are kept here.
 */
export class InterchangeWriter {
  private readonly interchange = new X12Interchange(options);
  /** Offsets at which the interchange and its last group begin. */
  private readonly start: number;
  private groupStart = 0;
  private groups = 0;
  private group: X12FunctionalGroup | null = null;
  private sets = 0;
  private set: X12Transaction | null = null;
  /** In the open set, including ST. */
  private segments = 0;

  /** @param isa ISA01 to ISA15, without padding; ISA11 and ISA16 are filled in here */
  constructor(
    isa: readonly string[],
    private readonly text: AnswerText,
  ) {
    this.start = text.length;
    const elements = [...isa.map(cleanText), options.subElementDelimiter];
    elements[10] = options.repetitionDelimiter;
    this.interchange.setHeader(elements);
    text.add(line(this.interchange.header));
  }

  /** @param gs GS01 to GS05, and GS08 */
  openGroup(gs: readonly string[], version: string): void {
    this.group = new X12FunctionalGroup(options);
    this.group.setHeader([...gs.map(cleanText), String(++this.groups), 'X', version]);
    this.sets = 0;
    this.groupStart = this.text.length;
    this.text.add(line(this.group.header));
  }

  get isGroupOpen(): boolean {
    return this.group !== null;
  }

  /** ST02 of the next set. */
  get nextSet(): string {
    return String(this.sets + 1).padStart(4, '0');
  }

  openSet(type: string, version: string): void {
    this.set = new X12Transaction(options);
    this.set.setHeader([type, this.nextSet, version]);
    this.sets++;
    this.segments = 1;
    this.text.add(line(this.set.header));
  }

  /** @param text segments, as returned by `segment` */
  add(text: string): void {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.segments++;
    this.text.add(text);
  }

  closeSet(): void {
    const { trailer } = this.set!;
    trailer.replaceElement(String(this.segments + 1), 1);
    this.text.add(line(trailer));
    this.set = null;
  }

  closeGroup(): void {
    if (this.group === null) return;
    const { trailer } = this.group;
    trailer.replaceElement(String(this.sets), 1);
    this.text.add(line(trailer));
    this.group = null;
  }

  /** Removes the open group from the output. */
  takeBackGroup(): void {
    if (this.group === null) return;
    this.text.cut(this.groupStart);
    this.group = null;
    this.groups--;
  }

  get hasGroups(): boolean {
    return this.groups > 0;
  }

  /** Adds a segment outside of any group, such as TA1. */
  addOutside(text: string): void {
    this.text.add(text);
  }

  close(): void {
    this.closeGroup();
    const { trailer } = this.interchange;
    trailer.replaceElement(String(this.groups), 1);
    this.text.add(line(trailer));
  }

  /** Removes the interchange from the output. */
  takeBack(): void {
    this.text.cut(this.start);
  }
}
