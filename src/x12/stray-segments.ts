import { isAlphanumeric, isWhiteSpace } from './bytes';

/** Segments that only claim files have, among bytes that belong to no interchange. */
export interface StraySegments {
  /** 0-based byte where the first one begins. */
  readonly offset: number;
  /** CLM segments among them. */
  readonly claims: number;
}

const IDS = new Set(['CLM', 'HL', 'GS', 'ST', 'SE']);

/** Marks of prose, which follow words like ST in an address. */
const PROSE = new Set([...'.,;:\'"()-/_'].map((mark) => mark.charCodeAt(0)));

/**
 * Looks for CLM, HL, GS, ST and SE with a separator, the same for all, among bytes that belong to no interchange:
 * claims that would not be checked.
 */
export class StraySegmentFinder {
  private separator = -1;
  private word = '';
  private wordOffset = 0;
  private wordLength = 0;
  private offset = -1;
  private claims = 0;

  pass(byte: number, offset: number): void {
    if (isAlphanumeric(byte)) {
      if (this.wordLength === 0) {
        this.word = '';
        this.wordOffset = offset;
      }
      if (this.wordLength++ < 4) this.word += String.fromCharCode(byte);
      return;
    }
    if (this.wordLength > 1 && this.wordLength < 4 && this.isSeparator(byte) && IDS.has(this.word))
      this.found(byte);
    this.wordLength = 0;
  }

  /** What was found since the last call; null where there was nothing. */
  take(): StraySegments | null {
    const { offset, claims } = this;
    this.separator = -1;
    this.wordLength = 0;
    this.offset = -1;
    this.claims = 0;
    return offset === -1 ? null : { offset, claims };
  }

  private isSeparator(byte: number): boolean {
    if (this.separator !== -1) return byte === this.separator;
    return byte !== 0 && !isWhiteSpace(byte) && !PROSE.has(byte);
  }

  private found(separator: number): void {
    this.separator = separator;
    if (this.offset === -1) this.offset = this.wordOffset;
    if (this.word === 'CLM') this.claims++;
  }
}
