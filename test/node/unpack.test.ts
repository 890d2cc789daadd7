import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Chunks } from '../../src/input/input';
import { InputError, openUnpacked } from '../../src/node';
import { unpackStream } from '../../src/node/open-unpacked';
import { openZip } from '../../src/node/unpack/zip';
import { type ZipEntry, zip } from '../cli/zip';
import { runs } from '../runs';

const folder = mkdtempSync(join(tmpdir(), 'prvcheck unpack '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function file(bytes: Uint8Array): string {
  const path = join(folder, `${++files}`);
  writeFileSync(path, bytes);
  return path;
}

async function gather(chunks: Chunks): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts);
}

/** The bytes in pieces of these sizes, over and over. */
async function* pieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const size = sizes[n % sizes.length]!;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

const content = fc.oneof(
  fc.uint8Array({ maxLength: 2000 }),
  fc
    .tuple(fc.uint8Array({ minLength: 1, maxLength: 50 }), fc.integer({ min: 1, max: 20_000 }))
    .map(([bytes, times]) => new Uint8Array(Buffer.alloc(bytes.length * times, bytes))),
);
const sizes = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 5 });

describe('openUnpacked', () => {
  it('gives plain files as they are, and what is in a gzip', async () => {
    for (const text of ['', 'I', 'ISA*00', '\x1f', 'PK', 'PK\x03']) {
      expect((await gather(openUnpacked(file(Buffer.from(text, 'latin1'))))).toString('latin1')).toBe(text);
      expect((await gather(openUnpacked(file(gzipSync(text))))).toString()).toBe(text);
    }
  });

  it('throws InputError for what it cannot read', async () => {
    const path = file(zip([]));
    await expect(gather(openUnpacked(path))).rejects.toThrow(`${path} is a zip archive`);
    await expect(gather(openUnpacked(join(folder, 'none')))).rejects.toThrow(InputError);
  });

  it('can be left early', async () => {
    for await (const chunk of openUnpacked(file(gzipSync(Buffer.alloc(10_000_000))))) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
  });
});

describe('a stream', () => {
  it('of any members in any pieces gives what was packed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(content, { minLength: 1, maxLength: 5 }), sizes, async (members, cut) => {
        const packed = Buffer.concat(members.map((member) => gzipSync(member)));
        fc.pre(packed.length > 0 && !/^(PK|\x1f\x8b)/.test(Buffer.concat(members).toString('latin1', 0, 2)));
        const unpacked = await gather(unpackStream(pieces(packed, cut), 'a'));
        expect(unpacked.equals(Buffer.concat(members))).toBe(true);
      }),
      { numRuns: runs(100) },
    );
  });

  it('that is damaged gives the same beginning in any pieces, and then InputError', async () => {
    const read = async (bytes: Uint8Array, cut: readonly number[]) => {
      const parts: Buffer[] = [];
      let fault = '';
      try {
        for await (const chunk of unpackStream(pieces(bytes, cut), 'a')) parts.push(Buffer.from(chunk));
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
        fault = (error as InputError).message;
      }
      return [Buffer.concat(parts).toString('latin1'), fault];
    };
    await fc.assert(
      fc.asyncProperty(
        content,
        sizes,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (bytes, cut, at, change) => {
          const packed = Buffer.from(gzipSync(bytes));
          packed[2 + (at % (packed.length - 2))]! ^= change;
          expect(await read(packed, cut)).toEqual(await read(packed, [packed.length]));
        },
      ),
      { numRuns: runs(200) },
    );
  });
});

describe('a zip', () => {
  const entry = fc.record<ZipEntry>({
    name: fc.string({ maxLength: 10 }),
    data: content,
    method: fc.constantFrom(0, 8),
    is64: fc.boolean(),
  });
  const archive = fc.tuple(fc.array(entry, { maxLength: 4 }), fc.boolean());

  it('gives what was packed', async () => {
    await fc.assert(
      fc.asyncProperty(archive, async ([entries, is64]) => {
        const some = entries.filter(
          ({ name, data }) => !name.endsWith('/') && data.length > 10 && Buffer.from(data)[0]! < 0x1f,
        );
        const found = await openZip(file(zip(some, { is64 })));
        expect(new Set(found.map(({ input }) => input.name)).size).toBe(some.length);
        for (const [n, { input }] of found.entries()) {
          expect((await gather(input.open())).equals(Buffer.from(some[n]!.data))).toBe(true);
        }
      }),
      { numRuns: runs(100) },
    );
  });

  it('with any bytes changed or cut off gives InputError or is read', async () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(archive, changes, fc.nat({ max: 60 }), async ([entries, is64], spots, cutOff) => {
        const bytes = zip(entries, { is64 });
        // Mostly in the lists, which are at the end.
        for (const [at, byte] of spots) bytes[Math.max(0, bytes.length - 1 - (at % 300))] = byte;
        const path = file(cutOff < 30 ? bytes : bytes.subarray(0, -(cutOff - 29)));
        const tolerant = (error: unknown) => void expect(error).toBeInstanceOf(InputError);
        const found = (await openZip(path).catch(tolerant)) ?? [];
        for (const { input } of found) await gather(input.open()).catch(tolerant);
      }),
      { numRuns: runs(500) },
    );
  });
});
