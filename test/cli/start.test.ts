import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, main, runProcess, x12 } from './run';

const cwd = folder({ 'a.837': x12(['A1']), '\uffee.837': x12(['B1']), '\u{1f600}.837': x12(['C1']) });
const args = ['check', '.', '--registry', 'registry.csv', '--format', 'ndjson', '--quiet'];
const isCache = (name: string) => name.endsWith('.cache');

describe.concurrent('the program', () => {
  it('is compiled by the build for the Node that builds', () => {
    expect(readdirSync(dirname(main)).filter(isCache)).toEqual([
      expect.stringContaining(`${process.version}-${process.platform}-${process.arch}`),
    ]);
  });

  it.each([
    ['absent', () => null],
    ['empty', () => Buffer.alloc(0)],
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['overwritten', (bytes: Buffer) => Buffer.alloc(bytes.length)],
  ])('says the same where its code cache is %s', async (_, changed) => {
    const copy = folder();
    cpSync(dirname(main), copy, { recursive: true });
    const cache = join(copy, readdirSync(copy).find(isCache)!);
    const bytes = changed(readFileSync(cache));
    if (bytes === null) rmSync(cache);
    else writeFileSync(cache, bytes);
    const usual = await runProcess(args, { cwd });
    expect(usual).toMatchObject({ code: 1, err: '' });
    expect(await runProcess(args, { cwd, program: join(copy, 'main.js') })).toEqual(usual);
  });

  it('takes the files of a folder in the order of their bytes', async () => {
    const { out } = await runProcess(args, { cwd });
    const files = out.split('\n').flatMap((line) => /"file":"(.*?)"/.exec(line)?.[1] ?? []);
    expect([...new Set(files)].map((file) => file.replace('./', ''))).toEqual([
      'a.837',
      '\uffee.837',
      '\u{1f600}.837',
    ]);
  });
});
