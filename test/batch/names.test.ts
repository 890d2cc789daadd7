import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byPath, findingsName } from '../../src/batch/names';
import { runs } from '../runs';

const part = fc.oneof(
  fc.constantFrom(
    '.',
    '..',
    '',
    ' ',
    'a.',
    'CON',
    'nul.837',
    'Com1 .x',
    'a:b',
    'a\\b',
    '%',
    '%2E',
    '%2E%2E',
    'é',
    '\u0007',
    'x'.repeat(250),
  ),
  fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replaceAll('/', '')),
  fc.stringMatching(/^[a-z0-9 _.-]{1,300}$/),
);
const name = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));

/** Whether UTF-8 has it. */
const isText = (name: string) => Buffer.from(name).toString() === name;

describe('the names of outputs', () => {
  it('are as they were where nothing speaks against it', () => {
    for (const plain of ['a.837', 'march/a b-c_d.edi', 'claims.zip!/x/y.837', 'été/837']) {
      expect(findingsName(plain)).toBe(`${plain}.findings.ndjson`);
    }
  });

  it('never lead out of the folder, and fit a file system', () => {
    fc.assert(
      fc.property(name, (name) => {
        const parts = findingsName(name).split('/');
        expect(parts).toHaveLength(name.split('/').length);
        for (const part of parts) {
          expect(['', '.', '..']).not.toContain(part);
          expect(part).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d) *(\.|$)/i);
          expect(part).not.toMatch(/[\\:*?"<>|\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(255);
        }
      }),
      { numRuns: runs(2000) },
    );
  });

  it('differ where the files do', () => {
    fc.assert(
      fc.property(name, name, (one, other) => {
        if (isText(one) && isText(other) && one !== other)
          expect(findingsName(one)).not.toBe(findingsName(other));
      }),
      { numRuns: runs(5000) },
    );
  });

  it('have one order, that of folders read one by one', () => {
    const sorted = ['a/b', 'a/b/c', 'a/c', 'a b', 'b'];
    expect([...sorted].reverse().sort(byPath)).toEqual(sorted);
  });
});
