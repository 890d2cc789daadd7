import { isAlphanumeric, isWhiteSpace } from './bytes';

/** Segments that only claim files have, found outside any interchange. */
export interface StraySegments {
  /** 0-based offset of the first one, in bytes. */
  readonly offset: number;
  /** CLM segments among them. */
  readonly claims: number;
}

/** The length of the longest word to look for. */
const LONGEST = 6;

const IDS = new Set(['CLM', 'HL', 'GS', 'ST', 'SE', 'GE', 'IEA']);

/** Punctuation of prose, such as follows ST in an address. */
const PROSE = new Set([...'.,;:\'"()-/_'].map((mark) => mark.charCodeAt(0)));

/** The beginning of an ISA whose separator is a letter or digit, or lost: ISA01 is 00 or 03. */
const ISA_IN_A_WORD = /^ISA.?0[03]$/;

/**
 * Looks for CLM, HL, GS, ST and the trailers, all with one separator, outside any interchange: their claims would not be
 * checked. An ISA there, which was not readable as a header, counts whatever its separator.
 */
export class StraySegmentFinder {
  private separator = -1;
  private word = '';
  private wordOffset = 0;
  private wordLength = 0;
  /** Where the previous word began if it was ISA, and the byte after it. */
  private isaOffset = -1;
  private afterIsa = -1;
  private offset = -1;
  private claims = 0;

  pass(byte: number, offset: number): void {
    if (isAlphanumeric(byte)) {
      if (this.wordLength === 0) {
        this.word = '';
        this.wordOffset = offset;
      }
      if (++this.wordLength > LONGEST) return;
      this.word += String.fromCharCode(byte);
      this.lookForHeader();
      return;
    }
    const { word, wordLength } = this;
    this.wordLength = 0;
    this.isaOffset = -1;
    if (wordLength === 0 || wordLength > LONGEST) return;
    if (word === 'ISA') {
      this.isaOffset = this.wordOffset;
      this.afterIsa = byte;
    } else if (IDS.has(word) && this.isSeparator(byte)) {
      this.found(this.wordOffset, byte);
      if (word === 'CLM') this.claims++;
    }
  }

  /** What was found since the last call; null if nothing. */
  take(): StraySegments | null {
    const { offset, claims } = this;
    this.separator = -1;
    this.wordLength = 0;
    this.isaOffset = -1;
    this.offset = -1;
    this.claims = 0;
    return offset === -1 ? null : { offset, claims };
  }

  private lookForHeader(): void {
    const { word, isaOffset } = this;
    if (isaOffset !== -1 && (word === '00' || word === '03')) this.found(isaOffset, this.afterIsa);
    else if (word.length > 4 && ISA_IN_A_WORD.test(word)) this.found(this.wordOffset, -1);
  }

  private isSeparator(byte: number): boolean {
    if (this.separator !== -1) return byte === this.separator;
    return byte !== 0 && !isWhiteSpace(byte) && !PROSE.has(byte);
  }

  /** The first one's separator applies to all. */
  private found(offset: number, separator: number): void {
    if (this.separator === -1) this.separator = separator;
    if (this.offset === -1) this.offset = offset;
  }
}
