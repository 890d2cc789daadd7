import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CheckResult, type ClaimVerdict, check, checkBytes, type Finding } from '../../src/index';
import { bytesOf, simpleFile, twoEnrollments } from '../build';
import { file } from '../oracle/generate';
import { runs } from '../runs';

const options = { registry: twoEnrollments, policy: { require: 'always' } } as const;
/** Without verdicts some claims are passed over. */
const withVerdicts = { ...options, verdicts: true } as const;

async function inChunks(
  bytes: Uint8Array,
  sizes: Iterator<number>,
  given: typeof options | typeof withVerdicts = options,
): Promise<CheckResult> {
  // One buffer for all chunks, as a reader of files has: nothing may keep a chunk.
  const buffer = new Uint8Array(bytes.length);
  async function* source() {
    for (let at = 0; at < bytes.length; ) {
      const size = Math.min(sizes.next().value ?? 1, bytes.length - at);
      buffer.fill(0x2a);
      buffer.set(bytes.subarray(at, at + size));
      yield buffer.subarray(0, size);
      at += size;
    }
  }
  const run = check(source(), given);
  const findings: Finding[] = [];
  const verdicts: ClaimVerdict[] = [];
  for await (const told of run) {
    if (told.type === 'claim') verdicts.push(told);
    else findings.push(told);
  }
  return { findings, verdicts, summary: run.summary };
}

function* forever(sizes: readonly number[]): Generator<number> {
  for (;;) yield* sizes;
}

describe('the chunk law', () => {
  it('any file, split anywhere, gives equal findings and positions', async () => {
    const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 5000 })), {
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(file(), sizes, fc.constantFrom(options, withVerdicts), async (bytes, split, given) => {
        expect(await inChunks(bytes, forever(split), given)).toEqual(checkBytes(bytes, given));
      }),
      { numRuns: runs(200) },
    );
  });

  it('any file, byte by byte', async () => {
    await fc.assert(
      fc.asyncProperty(file(), async (bytes) => {
        expect(await inChunks(bytes, forever([1]))).toEqual(checkBytes(bytes, options));
      }),
      { numRuns: runs(20) },
    );
  });

  it('one file, split in two at every byte', async () => {
    const text = new TextDecoder().decode(bytesOf(simpleFile()));
    const wrapped = text.replaceAll('\n', '').replace(/.{60}/g, '$&\r\n');
    const files = [
      text,
      wrapped,
      text.replaceAll('~', ''),
      `prose\n${text}\u0000 and ISA*more\n${text.slice(0, 700)}`,
    ];
    for (const each of files) {
      const bytes = new TextEncoder().encode(each);
      const whole = checkBytes(bytes, options);
      for (let at = 1; at < bytes.length; at++) {
        expect(await inChunks(bytes, forever([at, bytes.length])), `split at ${at}`).toEqual(whole);
      }
    }
  });
});
