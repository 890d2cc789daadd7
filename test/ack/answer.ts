import { combineListeners } from '../../src/ack/combine-listeners';
import { type AckFormat, type AckOptions, type AnswerText, createAcknowledgement } from '../../src/ack/index';
import { FileChecker } from '../../src/check/file-checker';
import { makeStandards } from '../../src/check/standards';
import type { Finding, Policy, Registry } from '../../src/index';
import { completePolicy } from '../../src/rules/validate-policy';
import type { SegmentListener, SetContext } from '../../src/x12/segment-listener';
import { twoEnrollments } from '../build';

export const asTheFileSays: AckOptions = { sender: null, receiver: null, date: null, control: null };

/** How a file is answered in a test. */
export interface Asking {
  readonly policy?: Partial<Policy>;
  readonly registry?: Registry;
  readonly options?: Partial<AckOptions>;
  /** Sizes of chunks, again and again; whole without. */
  readonly chunks?: readonly number[];
  /** What a checker might say of each set beside what it says, once the set is open. */
  readonly alsoFound?: (set: SetContext) => Finding;
}

/** An answer in memory. */
class Text implements AnswerText {
  all = '';

  get length(): number {
    return this.all.length;
  }

  add(text: string): void {
    if (!/^[\n -~]*$/.test(text)) throw new Error('an answer is to be ASCII');
    this.all += text;
  }

  cut(length: number): void {
    if (length > this.length) throw new Error('there is less than what is to stay');
    this.all = this.all.slice(0, length);
  }
}

/** The answers to some files, one after the other, as `prvcheck check` makes them. */
export function answers(
  files: readonly Uint8Array[],
  formats: readonly AckFormat[],
  asking: Asking = {},
): string[] {
  return answersAndLeftOut(files, formats, asking).texts;
}

/** The same, and how many claims are left out of the 277CA. */
export function answersAndLeftOut(
  files: readonly Uint8Array[],
  formats: readonly AckFormat[],
  { policy = {}, registry = twoEnrollments, options = {}, chunks = [], alsoFound }: Asking = {},
): { readonly texts: string[]; readonly claimsLeftOut: number } {
  const texts = formats.map(() => new Text());
  const acks = formats.map((format, index) =>
    createAcknowledgement(format, { ...asTheFileSays, ...options }, texts[index]!),
  );
  const standards = makeStandards(registry, completePolicy(policy));
  const all = combineListeners(acks);
  const openSet: SegmentListener['openSet'] = (context, type) => {
    all.segmentListener.openSet!(context, type);
    if (alsoFound !== undefined) all.finding(alsoFound(context));
  };
  const listener = { ...all, segmentListener: { ...all.segmentListener, openSet } };
  for (const bytes of files) {
    const checker = new FileChecker(standards, null, listener);
    // One buffer for all chunks, as a reader of files has: nothing may keep a chunk.
    const buffer = new Uint8Array(bytes.length);
    for (let at = 0, n = 0; at < bytes.length; n++) {
      const size = Math.min(chunks[n % chunks.length] ?? bytes.length, bytes.length - at);
      buffer.fill(0x2a);
      buffer.set(bytes.subarray(at, at + size));
      checker.push(buffer.subarray(0, size));
      at += size;
    }
    checker.end();
  }
  const claimsLeftOut = acks.reduce((claims, ack) => claims + (ack.claimsLeftOut ?? 0), 0);
  return { texts: texts.map(({ all }) => all), claimsLeftOut };
}

export function answer(bytes: Uint8Array, format: AckFormat, asking: Asking = {}): string {
  return answers([bytes], [format], asking)[0]!;
}
