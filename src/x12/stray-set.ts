import { isAlphanumeric, isWhiteSpace } from './bytes';

const ST_837 = 'ST*837';

/** Looks for ST*837, with any separator, among bytes that belong to no interchange: claims that nobody would see. */
export class StraySet {
  /** Where the first one begins; -1 while there is none. */
  offset = -1;
  private matched = 0;
  private separator = 0;

  pass(byte: number, offset: number, before: number): void {
    const wanted = this.matched === 6 ? this.separator : ST_837.charCodeAt(this.matched);
    if (this.matched === 2 && !isAlphanumeric(byte) && !isWhiteSpace(byte)) {
      this.separator = byte;
      this.matched = 3;
    } else if (this.matched > 0 && byte === wanted) this.matched++;
    else this.matched = byte === 0x53 && !isAlphanumeric(before) ? 1 : 0;
    if (this.matched < 7) return;
    if (this.offset === -1) this.offset = offset - 6;
    this.matched = 0;
  }
}
