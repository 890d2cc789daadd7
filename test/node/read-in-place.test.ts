import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { check, checkBytes, type Finding } from '../../src/index';
import type { Chunks } from '../../src/input/input';
import { openFile, openUnpacked } from '../../src/node';
import { readInPlace } from '../../src/node/read-in-place';
import { openZip } from '../../src/node/unpack/zip';
import { machine } from '../../src/wasm/machine';
import { billing, bytesOf, claim, header, interchange, subscriber, twoEnrollments } from '../build';
import { zip } from '../cli/zip';

const folder = mkdtempSync(join(tmpdir(), 'prvcheck in place '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function file(bytes: Uint8Array): string {
  const path = join(folder, `${++files}`);
  writeFileSync(path, bytes);
  return path;
}

/** Files of so many claims, each of its own, of which some are flagged. */
const claimFiles = [1, 40, 3000, 9000, 15_000].map((claims) => {
  const body = Array.from({ length: claims }, (_, n) => {
    const hl = 2 * n + 1;
    const prv = n % 7 === 0 ? [] : ['PRV*BI*PXC*207Q00000X'];
    return [
      ...billing({ hl: `${hl}`, prv }),
      ...subscriber({ hl: `${hl + 1}`, parent: `${hl}` }),
      ...claim({ id: `${claims}-${n}` }),
    ];
  });
  const bytes = bytesOf(interchange({ body: [...header, ...body.flat()] }));
  const { findings, summary } = checkBytes(bytes, { registry: twoEnrollments });
  const said = JSON.stringify({ findings, summary });
  return { bytes, path: file(bytes), gzip: file(gzipSync(bytes)), said };
});

const archive = file(
  zip(
    claimFiles.flatMap(({ bytes }, n) => [
      { name: `${n} stored`, data: bytes, method: 0 },
      { name: `${n} deflated`, data: bytes, method: 8 },
    ]),
  ),
);

async function checked(source: AsyncIterable<Uint8Array>) {
  const run = check(source, { registry: twoEnrollments });
  const findings: Finding[] = [];
  for await (const finding of run) findings.push(finding);
  return JSON.stringify({ findings, summary: run.summary });
}

async function* async(chunks: Chunks): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

/** Everything that reads a file in this thread, with the file that it reads. */
async function readers() {
  const members = (await openZip(archive)).map(({ input }) => input);
  return claimFiles.flatMap((file, n) => {
    const { path, gzip } = file;
    const sources = [
      async(readInPlace(path)),
      openFile(path),
      openUnpacked(path),
      openUnpacked(gzip),
      async(members[2 * n]!.open()),
      async(members[2 * n + 1]!.open()),
    ];
    return sources.map((source) => ({ source, file }));
  });
}

describe('files that are read at the same time', () => {
  it('are each what they are, and are checked as they are by themselves', async () => {
    for (let round = 0; round < 3; round++) {
      const all = await readers();
      const results = await Promise.all(all.map(({ source }) => checked(source)));
      expect(results).toHaveLength(30);
      for (const [n, { file }] of all.entries()) expect(results[n] === file.said).toBe(true);
    }
  });

  it('step by step, each chunk standing until the next of its own file is asked for', () => {
    const open = claimFiles.map(({ bytes, path }) => ({ bytes, chunks: readInPlace(path), at: 0 }));
    const last = new Map<number, { chunk: Uint8Array; at: number }>();
    for (let left = open.length, turn = 0; left > 0; turn++) {
      const n = turn % open.length;
      const reading = open[n]!;
      const { done, value } = reading.chunks.next();
      if (done) {
        if (last.delete(n)) left--;
        continue;
      }
      last.set(n, { chunk: value, at: reading.at });
      reading.at += value.length;
      for (const [other, { chunk, at }] of last) {
        const { bytes } = open[other]!;
        expect(Buffer.compare(chunk, bytes.subarray(at, at + chunk.length))).toBe(0);
      }
    }
    for (const { bytes, at } of open) expect(at).toBe(bytes.length);
  });

  it('share no memory: one of them at a time is read where it is scanned', () => {
    const { path } = claimFiles[2]!;
    const isInMachine = ({ value }: IteratorResult<Uint8Array, void>) =>
      (value as Uint8Array).buffer === machine()!.bytes.buffer;
    const one = readInPlace(path);
    const other = readInPlace(path, 10, 20);
    expect(isInMachine(one.next())).toBe(true);
    expect(isInMachine(other.next())).toBe(false);
    one.return();
    const third = readInPlace(path);
    expect(isInMachine(third.next())).toBe(true);
    expect([...other]).toEqual([]);
    expect(isInMachine(readInPlace(path).next())).toBe(false);
    for (const _ of third);
    const last = readInPlace(path);
    expect(isInMachine(last.next())).toBe(true);
    last.return();
  });
});
