import type { Finding } from '../finding';
import type { InterchangeHeader } from '../x12/header';
import type { Segment } from '../x12/segment';
import type { Acknowledgement, AnswerText } from './acknowledgement';
import { EnvelopeFaults } from './faults';
import { type AckOptions, ControlNumbers, type Group, type Header } from './route';

/** What all three kinds have in common: they follow the envelope and its faults. */
export abstract class EnvelopeAnswer implements Acknowledgement {
  protected readonly controls: ControlNumbers;
  protected readonly faults = new EnvelopeFaults();
  protected header: Header | null = null;
  protected group: Group | null = null;

  constructor(
    protected readonly options: AckOptions,
    protected readonly text: AnswerText,
  ) {
    this.controls = new ControlNumbers(options);
  }

  finding(finding: Finding): void {
    this.faults.find(finding);
  }

  openInterchange({ delimiters }: InterchangeHeader, isa: Segment): void {
    this.faults.openInterchange();
    this.header = { text: isa.whole, delimiters };
    this.group = null;
  }
}
