import { isAlphanumeric, isNewline, isWhiteSpace, SPACE } from './bytes';
import type { OutsideData } from './fault';
import {
  type HeaderProblem,
  type HeaderReading,
  type InterchangeHeader,
  isHeader,
  MAX_HEADER,
  readHeader,
} from './header';
import { plainScanner, RECORD, type SegmentScanner, SLICE } from './scanner';
import { nothing, packId, Segment } from './segment';
import { StraySegmentFinder } from './stray-segments';

/** Of longer segments only this many bytes are read. */
const MAX_SEGMENT = 65_536;

/** Events of the reader, in file order. */
export interface X12Events {
  /** An interchange begins. The window on its ISA is valid until the call returns. */
  interchange(header: InterchangeHeader, isa: Segment): void;
  /** A segment after the ISA, IEA included, that the scanner delivers. The window is valid until the call returns. */
  segment(segment: Segment): void;
  /** `segments` segments were skipped. Return false to have them delivered individually instead. */
  skipSegments(segments: number): boolean;
  /**
   * Called at an HL, which begins at bytes[at] and at `offset` of the file. Returns where in the bytes to continue; a
   * later place skips the segments before it.
   */
  skim(bytes: Uint8Array, at: number, offset: number): number;
  /** The bytes of the segments delivered so far are about to be overwritten. */
  release(): void;
  /** The segment that begins at `offset` is longer than MAX_SEGMENT. Called before its `segment`. */
  segmentTooLong(offset: number): void;
  /** Bytes outside any interchange begin at `offset`. */
  unexpectedData(offset: number, found: OutsideData): void;
  /** The file ends inside an interchange: after its last whole segment, or in the one that begins at `offset`. */
  truncated(offset: number, inSegment: boolean): void;
  /** The file has no interchange; `head` is its first bytes, at most 16. */
  notAnInterchange(head: Uint8Array, found: OutsideData): void;
}

const IEA = packId('IEA');

const HEAD = 16;

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const;

/** Shared by all readers of a thread: it keeps nothing between pushes. */
const sharedPlain = /* @__PURE__ */ plainScanner();

/** Whether a reader of this thread is at work. */
let isReading = false;

/** The first slice of an interchange, as most are small, and after a skip, as few segments are read before the next. */
const FIRST_SLICE = 1024;

/**
 * Chunks in, segments out. Synchronous; the events do not depend on how the file is split into chunks. Holds at most
 * one unfinished segment (MAX_SEGMENT bytes) or one unfinished header (MAX_HEADER bytes).
 */
export class X12Reader {
  /** Bytes read so far. */
  bytes = 0;
  private header: InterchangeHeader | null = null;
  /** The first bytes of a file without an interchange so far, to describe it if it is not X12. */
  private head: Uint8Array = nothing;

  /** A possible beginning of an ISA that needs more bytes to decide. */
  private candidate: Uint8Array = nothing;
  private candidateLength = 0;
  private candidateOffset = 0;

  /** The head of the unfinished segment, kept between chunks. */
  private carry: Uint8Array = nothing;
  private carryLength = 0;
  /** The total length of the unfinished segment, which may exceed the kept head. */
  private carryTotal = 0;
  private carryOffset = 0;

  /**
   * Outside an interchange: where unexpected bytes began, or -1; and the previous byte, to recognize the start of a
   * word.
   */
  private strayOffset = -1;
  private before = 0;
  /** Bytes of a byte order mark read so far. */
  private markLength = 0;
  private readonly straySegments = new StraySegmentFinder();
  private headerProblem: HeaderProblem | null = null;
  /** The terminator of the previous interchange, which also ends empty segments after its IEA. */
  private lastTerminator = -1;

  /** Bytes to scan at once: few at the start of an interchange, so that many small ones cost no rescans. */
  private slice = 0;
  private readonly segment = new Segment();
  /** Those of the current push. */
  private plain = sharedPlain;
  private fast: SegmentScanner | null = null;
  /** The next scan delivers every segment. */
  private isAttentive = false;
  private isPaused = false;

  /** @param scanner finds segments, and may skip those in a set that `events` does not use */
  constructor(
    private readonly events: X12Events,
    private readonly scanner: SegmentScanner | null,
  ) {}

  /**
   * @param lasts the bytes stay unchanged until the end
   * @returns how many bytes were read: fewer than given after a pause, and then the rest must be pushed again
   */
  push(chunk: Uint8Array, lasts = false): number {
    const isInner = this.begin();
    this.isPaused = false;
    let at = 0;
    try {
      while (at < chunk.length && !this.isPaused) at = this.readOn(chunk, at, this.bytes);
    } finally {
      this.leave(isInner);
    }
    if (this.lastTerminator === -1 && this.head.length < HEAD)
      this.head = Uint8Array.of(...this.head, ...chunk.subarray(0, Math.min(at, HEAD - this.head.length)));
    this.bytes += at;
    if (!lasts) this.events.release();
    return at;
  }

  /** Makes the current push return soon. To be called from an event. */
  pause(): void {
    this.isPaused = true;
  }

  /** Whether the current push is to return. */
  get isPausing(): boolean {
    return this.isPaused;
  }

  end(): void {
    const isInner = this.begin();
    try {
      this.endFile();
    } finally {
      this.leave(isInner);
    }
  }

  /** Returns whether another reader is at work, in whose events this one runs, as in a rule that checks a file. */
  private begin(): boolean {
    const isInner = isReading;
    isReading = true;
    // The other one still needs what its scanner has found.
    this.plain = isInner ? plainScanner() : sharedPlain;
    this.fast = isInner ? null : this.scanner;
    return isInner;
  }

  private leave(isInner: boolean): void {
    isReading = isInner;
    this.fast?.renew();
  }

  private endFile(): void {
    if (this.candidateLength > 0) this.endCandidate();
    else if (this.header !== null) this.endInside(this.header);
    else if (this.lastTerminator !== -1) this.reportStrayData(this.bytes);
    else this.events.notAnInterchange(this.head, this.takeOutside());
  }

  private read(bytes: Uint8Array, base: number): void {
    for (let at = 0; at < bytes.length; ) at = this.readOn(bytes, at, base);
  }

  private readOn(bytes: Uint8Array, at: number, base: number): number {
    if (this.candidateLength > 0) return this.readCandidate(bytes, at);
    if (this.header !== null) return this.readInside(bytes, at, base, this.header);
    return this.readOutside(bytes, at, base);
  }

  // ---- outside an interchange

  private readOutside(bytes: Uint8Array, from: number, base: number): number {
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (byte === 0x49 && !isAlphanumeric(this.before)) {
        const next = this.tryHeader(bytes, at, base);
        if (next !== at) return next;
      }
      this.passOutside(byte, base + at);
    }
    return bytes.length;
  }

  /** White space, empty segments and a byte order mark are ignored; anything else is reported. */
  private passOutside(byte: number, offset: number): void {
    this.straySegments.pass(byte, offset);
    this.before = byte;
    if (byte === BYTE_ORDER_MARK[this.markLength]) {
      this.markLength = (this.markLength + 1) % BYTE_ORDER_MARK.length;
      return;
    }
    this.endMark(offset);
    if (byte === BYTE_ORDER_MARK[0]) this.markLength = 1;
    else if (!isWhiteSpace(byte) && byte !== this.lastTerminator) this.noteStray(offset);
  }

  /** An incomplete byte order mark is unexpected data. @param offset where it breaks off */
  private endMark(offset: number): void {
    if (this.markLength > 0) this.noteStray(offset - this.markLength);
    this.markLength = 0;
  }

  private noteStray(offset: number): void {
    if (this.strayOffset === -1) this.strayOffset = offset;
  }

  /** @param offset where the unexpected bytes end */
  private reportStrayData(offset: number): void {
    this.endMark(offset);
    const found = this.takeOutside();
    if (this.strayOffset !== -1) this.events.unexpectedData(this.strayOffset, found);
    this.strayOffset = -1;
  }

  private takeOutside(): OutsideData {
    const { headerProblem } = this;
    this.headerProblem = null;
    return { segments: this.straySegments.take(), headerProblem };
  }

  // ---- headers

  /** Reads the ISA that may begin at `at`; returns where to continue: `at` itself if absent. */
  private tryHeader(bytes: Uint8Array, at: number, base: number): number {
    const header = readHeader(bytes, at, Math.min(bytes.length, at + MAX_HEADER));
    if (header === 'partial') {
      if (bytes.length - at >= MAX_HEADER) return at;
      if (this.candidate === nothing) this.candidate = new Uint8Array(MAX_HEADER);
      this.candidate.set(bytes.subarray(at));
      this.candidateLength = bytes.length - at;
      this.candidateOffset = base + at;
      return bytes.length;
    }
    if (!isHeader(header)) {
      this.noteProblem(header);
      return at;
    }
    this.open(header, bytes, at, base + at);
    return at + header.length;
  }

  private noteProblem(header: HeaderReading): void {
    if (this.header === null && typeof header === 'object' && 'problem' in header)
      this.headerProblem ??= header.problem;
  }

  private readCandidate(bytes: Uint8Array, from: number): number {
    const kept = this.candidateLength;
    const taken = Math.min(MAX_HEADER - kept, bytes.length - from);
    this.candidate.set(bytes.subarray(from, from + taken), kept);
    const header = readHeader(this.candidate, 0, kept + taken);
    if (header === 'partial' && kept + taken < MAX_HEADER) {
      this.candidateLength = kept + taken;
      return from + taken;
    }
    this.candidateLength = 0;
    if (!isHeader(header)) {
      this.noteProblem(header);
      this.reread(this.candidate.slice(0, kept), this.candidateOffset);
      return from;
    }
    const looked = this.candidate.slice(header.length, kept);
    this.open(header, this.candidate, 0, this.candidateOffset);
    this.read(looked, this.candidateOffset + header.length);
    return from + Math.max(0, header.length - kept);
  }

  /** At the end of the file, decides whether the candidate is a header, a truncated one, or none. */
  private endCandidate(): void {
    const candidate = this.candidate.slice(0, this.candidateLength);
    this.candidateLength = 0;
    const header = readHeader(candidate, 0, candidate.length, true);
    this.noteProblem(header);
    if (isHeader(header)) {
      this.open(header, candidate, 0, this.candidateOffset);
      this.read(candidate.subarray(header.length), this.candidateOffset + header.length);
    } else if (this.isCutHeader(candidate)) {
      this.reportStrayData(this.candidateOffset);
      this.events.truncated(this.candidateOffset, true);
      return;
    } else this.reread(candidate, this.candidateOffset);
    this.endFile();
  }

  /** Whether the end of the file truncates the header of a later interchange; lines of text do not look like one. */
  private isCutHeader(candidate: Uint8Array): boolean {
    const between = this.header === null && this.lastTerminator !== -1;
    return between && candidate.length > 3 && !candidate.some(isNewline);
  }

  /** Reads bytes that turned out not to begin a header: a plain segment, or an unexpected byte. */
  private reread(bytes: Uint8Array, offset: number): void {
    const header = this.header;
    if (header === null) {
      this.passOutside(bytes[0]!, offset);
      this.read(bytes.subarray(1), offset + 1);
      return;
    }
    const end = bytes.indexOf(header.delimiters.terminator);
    this.keep(bytes, 0, end === -1 ? bytes.length : end, offset);
    if (end === -1) return;
    this.finishCarry(header);
    this.read(bytes.subarray(end + 1), offset + end + 1);
  }

  /** Opens the interchange whose header begins at bytes[start]. */
  private open(header: InterchangeHeader, bytes: Uint8Array, start: number, offset: number): void {
    this.reportStrayData(offset);
    this.header = header;
    this.lastTerminator = header.delimiters.terminator;
    this.slice = FIRST_SLICE;
    const { segment } = this;
    segment.place(bytes, start, start + header.length - 1, header.delimiters.element, offset);
    this.events.interchange(header, segment);
  }

  // ---- inside an interchange

  private readInside(bytes: Uint8Array, from: number, base: number, header: InterchangeHeader): number {
    const { terminator } = header.delimiters;
    if (this.carryLength > 0) {
      const end = bytes.indexOf(terminator, from);
      this.keep(bytes, from, end === -1 ? bytes.length : end, this.carryOffset);
      if (end === -1) return bytes.length;
      this.finishCarry(header);
      return end + 1;
    }
    const to = Math.min(bytes.length, from + this.slice);
    this.slice = Math.min(2 * this.slice, SLICE);
    const scanner = this.isAttentive || this.fast === null ? this.plain : this.fast;
    this.isAttentive = false;
    const found = scanner.scan(bytes, from, to, header.delimiters);
    const { records, first } = scanner;
    /** Terminators and bytes up to here have been processed. */
    let taken = 0;
    let past = from;
    for (let i = 0; i < found; i++) {
      const at = first + RECORD * i;
      let start = records[at]!;
      const end = records[at + 1]!;
      const index = records[at + 2]!;
      if (index > taken && !this.events.skipSegments(index - taken)) return this.readAgain(past);
      taken = index + 1;
      past = end + 1;
      if (bytes[start]! <= SPACE) while (start < end && isWhiteSpace(bytes[start])) start++;
      if (start === end) continue;
      const letter = bytes[start];
      if (letter === 0x48 && scanner === this.fast && isLevel(bytes, start, end, header)) {
        const next = this.events.skim(bytes, start, base + start);
        if (next !== start) {
          this.slice = FIRST_SLICE;
          return next;
        }
      }
      if (letter === 0x49 && bytes[start + 1] !== 0x45) {
        const next = this.tryHeader(bytes, start, base);
        if (next !== start) return next;
      }
      this.deliver(bytes, start, end, base + start, end - start, header);
      if (this.header === null || this.isPaused) return end + 1;
    }
    if (scanner.taken > taken && !this.events.skipSegments(scanner.taken - taken))
      return this.readAgain(past);
    // What a slice truncates is read again with the next slice; only what the chunk truncates is kept.
    if (!scanner.isDone || (to < bytes.length && scanner.resume > from)) return scanner.resume;
    return this.readRest(bytes, scanner.resume, to, base);
  }

  /** Rescans from the start of segments that were skipped but are needed. */
  private readAgain(from: number): number {
    this.isAttentive = true;
    return from;
  }

  /** bytes[from, to) has no terminator: an unfinished segment, or a possible header. */
  private readRest(bytes: Uint8Array, from: number, to: number, base: number): number {
    let start = from;
    while (start < to && isWhiteSpace(bytes[start])) start++;
    if (start === to) return to;
    if (bytes[start] === 0x49) {
      const next = this.tryHeader(bytes, start, base);
      if (next !== start) return next;
    }
    this.keep(bytes, start, to, base + start);
    return to;
  }

  private keep(bytes: Uint8Array, from: number, to: number, offset: number): void {
    if (this.carryTotal === 0) this.carryOffset = offset;
    const taken = Math.min(to - from, MAX_SEGMENT - this.carryLength);
    if (this.carryLength + taken > this.carry.length) {
      const larger = new Uint8Array(Math.max(1024, 2 * this.carry.length, this.carryLength + taken));
      larger.set(this.carry.subarray(0, this.carryLength));
      this.carry = larger;
    }
    this.carry.set(bytes.subarray(from, from + taken), this.carryLength);
    this.carryLength += taken;
    this.carryTotal += to - from;
  }

  private finishCarry(header: InterchangeHeader): void {
    const total = this.carryTotal;
    const length = this.carryLength;
    this.carryLength = 0;
    this.carryTotal = 0;
    this.deliver(this.carry, 0, length, this.carryOffset, total, header);
    this.events.release();
  }

  /** Delivers one segment of `total` bytes whose head is bytes[start, end). */
  private deliver(
    bytes: Uint8Array,
    start: number,
    end: number,
    offset: number,
    total: number,
    header: InterchangeHeader,
  ): void {
    if (total > MAX_SEGMENT) this.events.segmentTooLong(offset);
    const last = Math.min(end, start + MAX_SEGMENT);
    this.segment.place(bytes, start, last, header.delimiters.element, offset);
    if (this.segment.id === IEA && this.segment.hasData) this.close();
    this.events.segment(this.segment);
  }

  private close(): void {
    this.header = null;
    this.before = 0;
  }

  private endInside(header: InterchangeHeader): void {
    // Editors drop the last line break; if that is the terminator, the end of the file replaces it.
    if (this.carryLength > 0 && isNewline(header.delimiters.terminator) && this.carryIsTrailer(header)) {
      this.finishCarry(header);
      return;
    }
    if (this.carryTotal > MAX_SEGMENT) this.events.segmentTooLong(this.carryOffset);
    const inSegment = this.carryLength > 0;
    this.events.truncated(inSegment ? this.carryOffset : this.bytes, inSegment);
  }

  private carryIsTrailer(header: InterchangeHeader): boolean {
    this.segment.place(this.carry, 0, this.carryLength, header.delimiters.element, this.carryOffset);
    return this.segment.id === IEA && this.segment.hasData;
  }
}

/** Whether it is an HL whose HL01 begins with a letter or digit; an HL without data opens no level. */
function isLevel(bytes: Uint8Array, start: number, end: number, { delimiters }: InterchangeHeader): boolean {
  return (
    bytes[start + 1] === 0x4c &&
    bytes[start + 2] === delimiters.element &&
    end - start > 3 &&
    isAlphanumeric(bytes[start + 3]!)
  );
}
