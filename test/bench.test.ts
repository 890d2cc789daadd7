import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
// @ts-expect-error: a script without types
import { bundleInside } from '../bench/bundle.mjs';

const folder = mkdtempSync(join(tmpdir(), 'prvcheck bench '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const delimiters = { element: 0x2a, component: 0x3a, repetition: 0x5e, terminator: 0x7e };

it('the bench finds what it uses of the inside, and its two scanners count the same', async () => {
  const file = join(folder, 'inside.mjs');
  await bundleInside(file);
  const inside = await import(pathToFileURL(file).href);
  for (const [name, value] of Object.entries(inside)) expect(value, name).toBeDefined();
  const vectors = new inside.VectorScanner(inside.machine(), inside.kindsOfSegments(false));
  const claims = readdirSync('fixtures/demo').filter((name) => name.endsWith('.837'));
  for (const name of claims) {
    const bytes = new Uint8Array(readFileSync(join('fixtures/demo', name)));
    const segments = [inside.plainScanner(), vectors].map((scanner) => {
      let count = 0;
      scanner.renew();
      for (let from = 0, taken = 1; taken > 0; from = scanner.resume) {
        scanner.scan(bytes, from, bytes.length, delimiters);
        taken = scanner.taken;
        count += taken;
      }
      return count;
    });
    expect(segments[1], name).toBe(segments[0]);
    expect(segments[0], name).toBeGreaterThan(20);
  }
});
