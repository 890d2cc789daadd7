import { Texts, textAt } from '../registry/packed/texts';

/** The numbers of claims, of patients and payers, once each. A text is known by a number, 0 for ''. */
export class Names {
  private texts: Texts | null = new Texts();
  private bytes: Uint8Array | null = null;

  number(text: string): number {
    return this.texts!.add(text);
  }

  text(number: number): string {
    return textAt(this.bytes ?? this.texts!.all(), number);
  }

  /** No text is added from now on: what finds known ones is given up, a third of the memory. */
  close(): void {
    this.bytes = this.texts!.all();
    this.texts = null;
  }
}
