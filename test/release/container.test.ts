import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const { withDigest }: { withDigest(containerfile: string, base: string): string } = await import(
  new URL('../../src/release/container.mjs', import.meta.url).href
);

const containerfile = readFileSync(
  join(resolve(import.meta.dirname, '../..'), '.github/container/Containerfile'),
  'utf8',
);
const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

it('names the base of a release by its digest, and changes nothing else', () => {
  const base = `gcr.io/distroless/nodejs22-debian12@${digest}`;
  const text = withDigest(containerfile, base);
  const rest = (of: string) => of.split('\n').filter((line) => !/^(# NODE: |ARG NODE=)/.test(line));
  expect(rest(text)).toEqual(rest(containerfile));
  expect(text.match(/^.*NODE.*/gm)).toEqual([`ARG NODE=${base}`, expect.stringMatching(/^FROM/)]);
});

it.each(['', 'node:22', `node@${digest.slice(0, -1)}`, `node@${digest}\nRUN x`, digest])(
  'takes no base %j',
  (base) => {
    expect(() => withDigest(containerfile, base)).toThrow('no image with its digest');
  },
);

it('needs one place for it', () => {
  expect(() => withDigest('FROM node', `node@${digest}`)).toThrow('no one place');
});
