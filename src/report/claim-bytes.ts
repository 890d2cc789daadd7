import type { ClaimFindings } from '../check/claim-findings';
import type { Verdict } from '../check/verdict';
import type { ClaimFinding } from '../finding';
import { lastDayOf } from '../rules/filing';
import type { Day } from '../values/dates';
import { LONGEST_VALUE, SPACE } from '../x12/bytes';
import type { KeptSegment } from '../x12/segment';
import { BYTES_OF_UNIT, type ByteSink } from './byte-sink';

/** The row of a finding around the values of its claim. */
export interface RowParts {
  /** Before the id of the claim. */
  readonly before: string;
  /** Between its charge and its frequency. */
  readonly between: string;
  /** After its segment number. */
  readonly after: string;
}

/** How a format writes the row of a finding. */
export interface RowFormat {
  row(finding: ClaimFinding): string;
  parts(finding: ClaimFinding): RowParts;
  /** The character before and after each value, except numbers; '' for none. */
  readonly quote: string;
  /** Instead of a value that is absent. */
  readonly absent: string;
  /** What is before each other value. The last day to file is left out where it is not known. */
  readonly labels: Readonly<Record<Label, string>>;
  /** Whether rows with a last day to file can be written this way. */
  readonly hasLastDay: boolean;
  /** Matches values that are written as they are. It depends on single characters, and on the first one. */
  readonly plain: RegExp;
}

type Label =
  | 'charge'
  | 'serviceFrom'
  | 'serviceTo'
  | 'payerId'
  | 'payerName'
  | 'filing'
  | 'lastDay'
  | 'offset'
  | 'segment';

const utf8 = new TextEncoder();

/** Bytes of the values of a claim and their labels, at most. */
const MOST_OF_CLAIM = 8 * LONGEST_VALUE;
const BILLION = 1_000_000_000;
const HYPHEN = 0x2d;
const ZERO = 0x30;

/** By byte: 1 if a value may have it, 2 if it may not begin with it, else 0. */
function plainBytes(plain: RegExp): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => {
    const char = String.fromCharCode(byte);
    if (byte > 0x7e || !plain.test(`0${char}`)) return 0;
    return plain.test(char) ? 1 : 2;
  });
}

/**
 * Writes the rows of findings on claims. What claims of a loop share is encoded once, and the values of a claim are
 * copied from the bytes of the file, without strings. Claims with values that are not plain are written by `row`.
 */
export class ClaimBytes {
  private readonly plain: Uint8Array;
  private readonly quote: number;
  /** Bytes of a quote. */
  private readonly marks: number;
  private readonly absent: Uint8Array;
  private readonly labels: Readonly<Record<Label, Uint8Array>>;
  private readonly copied = new LoopRows();
  private readonly others = new LoopRows();
  private bytes: Uint8Array = new Uint8Array(0);
  private at = 0;

  constructor(private readonly format: RowFormat) {
    this.plain = plainBytes(format.plain);
    this.quote = format.quote.charCodeAt(0);
    this.marks = format.quote.length;
    this.absent = utf8.encode(format.absent);
    this.labels = Object.fromEntries(
      Object.entries(format.labels).map(([name, label]) => [name, utf8.encode(label)]),
    ) as Record<Label, Uint8Array>;
  }

  write(found: ClaimFindings, out: ByteSink): void {
    if (found.isShared && this.writePlain(found, out)) return;
    for (const finding of found.list) out.add(this.format.row(finding));
  }

  /** Returns false, and writes nothing, if a value is not plain. */
  private writePlain(found: ClaimFindings, out: ByteSink): boolean {
    if (!this.format.hasLastDay && found.verdict.terms.policy.filingDays !== null) return false;
    const { parts, length } = (found.isCopied ? this.copied : this.others).of(found, this.format);
    const start = out.room(length + (parts.length / 3) * MOST_OF_CLAIM);
    this.bytes = out.bytes;
    this.at = start;
    for (let n = 0; n < parts.length; n += 3) {
      this.add(parts[n]!);
      if (!this.writeClaim(found, parts[n + 1]!)) return false;
      this.add(parts[n + 2]!);
    }
    out.wrote(this.at - start);
    return true;
  }

  private writeClaim({ claim, verdict }: ClaimFindings, between: Uint8Array): boolean {
    const { labels } = this;
    const { clm, from, to, subscriber, frequency } = claim;
    const lastDay = lastDayOf(claim, verdict.terms.policy);
    if (!this.element(clm, 1)) return false;
    this.add(labels.charge);
    if (!this.element(clm, 2)) return false;
    this.add(between);
    if (!this.text(frequency)) return false;
    this.add(labels.serviceFrom);
    this.day(from);
    this.add(labels.serviceTo);
    this.day(to);
    this.add(labels.payerId);
    if (!this.optional(subscriber?.payer, 9, true)) return false;
    this.add(labels.payerName);
    if (!this.optional(subscriber?.payer, 3)) return false;
    this.add(labels.filing);
    if (!this.optional(subscriber?.sbr, 9)) return false;
    if (lastDay !== 0) {
      this.add(labels.lastDay);
      this.day(lastDay);
    }
    this.add(labels.offset);
    this.number(clm.offset);
    this.add(labels.segment);
    this.number(clm.ordinal);
    return true;
  }

  private add(bytes: Uint8Array): void {
    const { length } = bytes;
    // A loop is faster than a call for a few bytes.
    if (length > 32) this.bytes.set(bytes, this.at);
    else for (let i = 0; i < length; i++) this.bytes[this.at + i] = bytes[i]!;
    this.at += length;
  }

  /** Element n, which may be empty. Like the next methods, returns whether the value is plain. */
  private element(segment: KeptSegment, n: number): boolean {
    const from = this.at + this.marks;
    return this.enclose(from, segment.copyPlain(n, this.plain, this.bytes, from));
  }

  /** @param isTrimmed its text is used without the blanks around it */
  private optional(segment: KeptSegment | undefined, n: number, isTrimmed = false): boolean {
    if (!segment?.isKept) return this.none();
    const { bytes } = this;
    const from = this.at + this.marks;
    const end = segment.copyPlain(n, this.plain, bytes, from);
    if (end === from) return this.none();
    if (isTrimmed && (bytes[from] === SPACE || bytes[end - 1] === SPACE)) return false;
    return this.enclose(from, end);
  }

  private text(value: string | null): boolean {
    if (value === null) return this.none();
    const from = this.at + this.marks;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code > 0x7f || this.plain[code] === 0) return false;
      this.bytes[from + i] = code;
    }
    return this.enclose(from, from + value.length);
  }

  private none(): boolean {
    this.add(this.absent);
    return true;
  }

  /** Puts the value in bytes[from, end) in quotes; `end` is -1 if it is not plain. */
  private enclose(from: number, end: number): boolean {
    const { bytes, quote } = this;
    if (end === -1 || (end > from && this.plain[bytes[from]!] === 2)) return false;
    if (this.marks === 1) {
      bytes[from - 1] = quote;
      bytes[end] = quote;
    }
    this.at = end + this.marks;
    return true;
  }

  private day(day: Day): void {
    if (day === 0) return void this.none();
    const { bytes, marks } = this;
    if (marks === 1) bytes[this.at++] = this.quote;
    this.digits((day / 10_000) | 0, 4);
    bytes[this.at++] = HYPHEN;
    this.digits(((day / 100) | 0) % 100, 2);
    bytes[this.at++] = HYPHEN;
    this.digits(day % 100, 2);
    if (marks === 1) bytes[this.at++] = this.quote;
  }

  private number(value: number): void {
    if (value >= BILLION) {
      this.number(Math.floor(value / BILLION));
      return this.digits(value % BILLION, 9);
    }
    let count = 1;
    for (let power = 10; power <= value; power *= 10) count++;
    this.digits(value, count);
  }

  /** @param value at most nine digits, so that whole numbers are divided */
  private digits(value: number, count: number): void {
    let rest = value | 0;
    for (let i = this.at + count - 1; i >= this.at; i--) {
      const tenth = (rest / 10) | 0;
      this.bytes[i] = ZERO + rest - 10 * tenth;
      rest = tenth;
    }
    this.at += count;
  }
}

/** What the rows of claims with one verdict share, in a buffer that is used again. */
class LoopRows {
  /** Before the id of the claim, between its charge and its frequency, and the rest; for each row. */
  parts: Uint8Array[] = [];
  /** Bytes of all parts. */
  length = 0;
  private verdict: Verdict | null = null;
  private buffer = new Uint8Array(0);

  of(found: ClaimFindings, format: RowFormat): this {
    if (found.verdict === this.verdict) return this;
    this.verdict = found.verdict;
    this.parts = [];
    this.length = 0;
    for (const finding of found.list) {
      const { before, between, after } = format.parts(finding);
      this.add(before);
      this.add(between);
      this.add(after);
    }
    return this;
  }

  private add(text: string): void {
    const most = this.length + BYTES_OF_UNIT * text.length;
    // Parts in the former buffer stay there.
    if (most > this.buffer.length) this.buffer = new Uint8Array(2 * most);
    const { written } = utf8.encodeInto(text, this.buffer.subarray(this.length));
    const end = this.length + written;
    this.parts.push(this.buffer.subarray(this.length, end));
    this.length = end;
  }
}
