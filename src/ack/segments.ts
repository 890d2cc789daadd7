import { X12FunctionalGroup, X12Interchange, X12Segment, X12Transaction } from 'node-x12';
import { cleanText } from './values';

/** The delimiters of every answer, whatever those of the file are. */
const options = {
  elementDelimiter: '*',
  // Its default would overwrite ISA16.
  subElementDelimiter: ':',
  repetitionDelimiter: '^',
  segmentTerminator: '~',
};

/** An element, or the components of one. */
export type Value = string | readonly string[];

/** A segment as text, on a line of its own. node-x12 escapes nothing, so values lose here what could be a delimiter. */
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
 * Writes one interchange as it grows. node-x12 makes all of its segments, but never holds more than one: its tree takes
 * 4 KB a claim. So the counts of the trailers are kept here.
 */
export class InterchangeWriter {
  private readonly interchange = new X12Interchange(options);
  private groups = 0;
  private group: X12FunctionalGroup | null = null;
  private sets = 0;
  private set: X12Transaction | null = null;
  /** In the open set, ST included. */
  private segments = 0;

  /**
   * @param isa ISA01 to ISA15, without padding; ISA11 is put in here, as ISA16 is
   * @param write takes the text, piece by piece
   */
  constructor(
    isa: readonly string[],
    private readonly write: (text: string) => void,
  ) {
    const elements = [...isa.map(cleanText), options.subElementDelimiter];
    elements[10] = options.repetitionDelimiter;
    this.interchange.setHeader(elements);
    write(line(this.interchange.header));
  }

  /** @param gs GS01 to GS05, and GS08 */
  openGroup(gs: readonly string[], version: string): void {
    this.group = new X12FunctionalGroup(options);
    this.group.setHeader([...gs.map(cleanText), String(++this.groups), 'X', version]);
    this.sets = 0;
    this.write(line(this.group.header));
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
    this.write(line(this.set.header));
  }

  /** @param text segments, as `segment` gives them */
  add(text: string): void {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.segments++;
    this.write(text);
  }

  closeSet(): void {
    const { trailer } = this.set!;
    trailer.replaceElement(String(this.segments + 1), 1);
    this.write(line(trailer));
    this.set = null;
  }

  closeGroup(): void {
    if (this.group === null) return;
    const { trailer } = this.group;
    trailer.replaceElement(String(this.sets), 1);
    this.write(line(trailer));
    this.group = null;
  }

  /** A segment that stands in no group, as TA1 does. */
  addOutside(text: string): void {
    this.write(text);
  }

  close(): void {
    this.closeGroup();
    const { trailer } = this.interchange;
    trailer.replaceElement(String(this.groups), 1);
    this.write(line(trailer));
  }
}
