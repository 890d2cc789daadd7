import {
  createReadStream,
  createWriteStream,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { type Repair, type RepairOptions, repair } from '../../src/index';
import { openFile, openUnpacked } from '../../src/node';
import { billing, bytesOf, claim, header, interchange, npi, subscriber, twoEnrollments } from '../build';

const folder = mkdtempSync(join(tmpdir(), 'prvcheck chunks '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function file(bytes: Uint8Array): string {
  const path = join(folder, `${++files}`);
  writeFileSync(path, bytes);
  return path;
}

/** Billing loops of which every other lacks its PRV, or none does; of some megabytes, so that it is read in chunks. */
function claims(loops: number, { complete = false } = {}): Buffer {
  const body = Array.from({ length: loops }, (_, n) => {
    const hl = 2 * n + 1;
    const prv = n % 2 === 0 && !complete ? [] : ['PRV*BI*PXC*207Q00000X'];
    const many = Array.from({ length: 20 }, (_, i) => claim({ id: `C${n}-${i}` })).flat();
    return [...billing({ hl: `${hl}`, prv }), ...subscriber({ hl: `${hl + 1}`, parent: `${hl}` }), ...many];
  });
  return Buffer.from(bytesOf(interchange({ body: [...header, ...body.flat()] })));
}

const loops = 1200;
const flagged = claims(loops);
const mended = claims(loops, { complete: true });
const options: RepairOptions = {
  registry: twoEnrollments,
  assignments: [
    { npi, taxonomy: '207Q00000X', kind: null, zip: null, payer: null, file: null, billingLoop: null },
  ],
};

async function kept(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
}

/** Every chunk is handed over to another thread as soon as it comes, as `postMessage` does, and is then gone here. */
async function handedOver(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks)
    all.push(structuredClone(chunk, { transfer: [chunk.buffer as ArrayBuffer] }));
  return Buffer.concat(all);
}

describe.each([
  ['openFile', openFile, (bytes: Uint8Array) => bytes],
  ['openUnpacked, of a plain file', openUnpacked, (bytes: Uint8Array) => bytes],
  ['openUnpacked, of a gzip', openUnpacked, (bytes: Uint8Array) => gzipSync(bytes)],
])('%s', (_, open, pack) => {
  const path = file(pack(flagged));

  it('gives chunks to keep', async () => {
    expect(flagged.length).toBeGreaterThan(2_500_000);
    expect(flagged.equals(Buffer.concat(await kept(open(path))))).toBe(true);
  });

  it('can be read ahead, and be written to a file that is slow', async () => {
    expect(flagged.equals(await buffer(Readable.from(open(path))))).toBe(true);
    const copy = join(folder, 'copy');
    await pipeline(open(path), new PassThrough({ highWaterMark: 1 }), createWriteStream(copy));
    expect(flagged.equals(readFileSync(copy))).toBe(true);
  });
});

it('chunks of openFile can be handed over', async () => {
  expect(flagged.equals(await handedOver(openFile(file(flagged))))).toBe(true);
});

describe('repair', () => {
  const path = file(flagged);

  const sources: readonly (readonly [string, () => Parameters<typeof repair>[0]])[] = [
    ['openFile', () => () => openFile(path)],
    ['createReadStream', () => () => createReadStream(path)],
    ['bytes', () => () => flagged],
    ['a source with one buffer', () => () => throughOneBuffer(flagged)],
  ];

  async function* throughOneBuffer(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
    const own = new Uint8Array(70_000);
    for (let at = 0; at < bytes.length; at += own.length) {
      const part = bytes.subarray(at, at + own.length);
      own.fill(0x2a);
      own.set(part);
      yield own.subarray(0, part.length);
    }
  }

  it.each(sources)('from %s gives chunks to keep, and to hand over', async (_, open) => {
    const before = Buffer.from(flagged);
    for (const take of [async (run: Repair) => Buffer.concat(await kept(run)), handedOver]) {
      const run = repair(open(), options);
      expect(mended.equals(await take(run))).toBe(true);
      expect(run.result).toMatchObject({ mended: loops / 2, left: 0, after: { flagged: 0, rules: {} } });
    }
    expect(flagged.equals(before)).toBe(true);
  });

  it.each(sources)('from %s is written whole by a pipeline, each time', async (_, open) => {
    for (let round = 0; round < 8; round++) {
      const copy = join(folder, 'mended.837');
      await pipeline(repair(open(), options), createWriteStream(copy));
      expect(mended.equals(readFileSync(copy))).toBe(true);
    }
  });

  it('is iterated once', async () => {
    const run = repair(() => flagged, options);
    await kept(run);
    const { result } = run;
    await expect(kept(run)).rejects.toThrow('the repair was iterated already');
    expect(run.result).toEqual(result);
  });
});

describe('250 small files, open at once,', () => {
  const small = claims(1);
  const paths = Array.from({ length: 250 }, () => file(small));
  const packed = Array.from({ length: 250 }, () => file(gzipSync(small)));

  it.each([
    ['openFile', openFile, paths],
    ['openUnpacked', openUnpacked, paths],
    ['openUnpacked, gzip', openUnpacked, packed],
  ])('take little memory: %s', async (_, open, paths) => {
    const before = process.memoryUsage().arrayBuffers;
    const opened = paths.map((path) => open(path)[Symbol.asyncIterator]());
    const first = await Promise.all(opened.map((chunks) => chunks.next()));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60e6);
    for (const { value } of first) expect(value?.length).toBeGreaterThan(0);
    await Promise.all(opened.map((chunks) => chunks.return?.()));
  });

  it('are checked together', async () => {
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const runs = paths.map(async (path) => {
      const changes = repair(() => openFile(path), options);
      const bytes = Buffer.concat(await kept(changes));
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
      return bytes;
    });
    const [one, ...others] = await Promise.all(runs);
    expect(one!.equals(claims(1, { complete: true }))).toBe(true);
    expect(others.every((other) => other.equals(one!))).toBe(true);
    expect(most).toBeLessThan(60e6);
  });
});
