import { type AckFormat, type AckOptions, createAcknowledgement } from '../../src/ack/index';
import { together } from '../../src/ack/together';
import { FileChecker, makeStandards } from '../../src/file-checker';
import type { Policy, Registry } from '../../src/index';
import { completePolicy } from '../../src/rules/validate-policy';
import { twoEnrollments } from '../build';

export const asTheFileSays: AckOptions = { sender: null, receiver: null, date: null, control: null };

/** How a file is answered in a test. */
export interface Asking {
  readonly policy?: Partial<Policy>;
  readonly registry?: Registry;
  readonly options?: Partial<AckOptions>;
  /** Sizes of chunks, again and again; whole without. */
  readonly chunks?: readonly number[];
}

/** The answers to some files, one after the other, as `prvcheck check` makes them. */
export function answers(
  files: readonly Uint8Array[],
  formats: readonly AckFormat[],
  { policy = {}, registry = twoEnrollments, options = {}, chunks = [] }: Asking = {},
): string[] {
  const texts = formats.map(() => '');
  const acks = formats.map((format, index) =>
    createAcknowledgement(format, { ...asTheFileSays, ...options }, (text) => {
      texts[index] += text;
    }),
  );
  const standards = makeStandards(registry, completePolicy(policy));
  const listener = together(acks);
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
  return texts;
}

export function answer(bytes: Uint8Array, format: AckFormat, asking: Asking = {}): string {
  return answers([bytes], [format], asking)[0]!;
}
