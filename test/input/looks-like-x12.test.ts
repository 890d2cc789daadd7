import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headSizes, isClaimFile, isClaimStream } from '../../src/input/looks-like-x12';
import { type Packing, packingOf } from '../../src/input/packing';
import { bytesOf, simpleFile } from '../build';
import { tar } from '../cli/tar';
import { zip } from '../cli/zip';
import { runs } from '../runs';

const prose = Buffer.from('Dear Madam,\nthe claims of March are late.');
const whole = Buffer.from(bytesOf(simpleFile()));

describe('a file is to be checked by its name', () => {
  it.each([
    ['a.837', true],
    ['.837', true],
    ['A.837P', true],
    ['a.837.txt', true],
    ['a.837-2', true],
    ['a.837 (copy)', true],
    ['a.837.gz', true],
    ['a.837#2', true],
    ['march/week 1/a.X12', true],
    ['a.Edi', true],
    ['a.CLM', true],
    ['a.hcfa', true],
    ['a.edi.GZ', true],
    ['a.x12#2', true],
    ['837', false],
    ['a837', false],
    ['a.x12.txt', false],
    ['a.edit', false],
    ['aedi', false],
    ['march.837/readme.txt', false],
    ['march.837.zip!/readme.txt', false],
    ['march.zip!/a.837', true],
    ['registry.csv', false],
    ['scan.png', false],
    ['notes', false],
  ])('%s: %s', (name, expected) => {
    expect(isClaimFile(name, prose)).toBe(expected);
    expect(isClaimFile(name, Buffer.alloc(0))).toBe(expected);
    expect(isClaimFile(name, whole)).toBe(true);
  });

  it('not where it only lies beside a claim file, whose name it bears', () => {
    const appleDouble = Buffer.from('\x00\x05\x16\x07\x00\x02', 'latin1');
    for (const [name, head, expected] of [
      ['a.837.findings.ndjson', prose, false],
      ['a.837.row.json', prose, false],
      ['a.837.json', prose, true],
      ['a.837.done', Buffer.alloc(0), false],
      ['a.837.done', prose, true],
      ['__MACOSX/._a.837', appleDouble, false],
      ['._a.837', prose, true],
      ['a.837', appleDouble, true],
      ['x._a.837', appleDouble, true],
    ] as const)
      expect([name, isClaimFile(name, head)]).toEqual([name, expected]);
  });
});

/** EBCDIC by the code page's own rows: letters, digits, and the few other characters that the tests write. */
const ebcdicRows: readonly (readonly [number, string])[] = [
  [0x40, ' '],
  [0x81, 'abcdefghi'],
  [0x91, 'jklmnopqr'],
  [0xa2, 'stuvwxyz'],
  [0xc1, 'ABCDEFGHI'],
  [0xd1, 'JKLMNOPQR'],
  [0xe2, 'STUVWXYZ'],
  [0xf0, '0123456789'],
  [0x5c, '*'],
  [0x4f, '|'],
  [0x5f, '^'],
  [0x7a, ':'],
  [0xa1, '~'],
  [0x25, '\n'],
  [0x0d, '\r'],
  [0x4b, '.'],
  [0x6b, ','],
  [0x05, '\t'],
  [0x1d, '\x1d'],
  [0x00, '\0'],
];

const encodings: Readonly<Record<string, (text: string) => Buffer>> = {
  ascii: (text) => Buffer.from(text, 'latin1'),
  'utf-8 with a mark': (text) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]),
  'utf-16le': (text) => Buffer.from(text, 'utf16le'),
  'utf-16le with a mark': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'utf-16be': (text) => Buffer.from(text, 'utf16le').swap16(),
  'utf-16be with a mark': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  'utf-32le': (text) => Buffer.concat([...text].map((char) => Buffer.from([char.charCodeAt(0), 0, 0, 0]))),
  ebcdic: (text) =>
    Buffer.from(
      [...text].map((char) => {
        const [from, row] = ebcdicRows.find(([, row]) => row.includes(char))!;
        return from + row.indexOf(char);
      }),
    ),
};

const isAlphanumeric = (char: string) => /^[A-Za-z0-9]$/.test(char);

/** The characters of a text from a place on, without line breaks. */
function unwrapped(text: string, at: number): string {
  let rest = '';
  for (const char of text.slice(at)) if (char !== '\r' && char !== '\n') rest += char;
  return rest;
}

/** Whether a segment of this id begins here, with this in its first element, read a character at a time. */
function holdsAt(text: string, at: number, id: string, value: string): boolean {
  if (at > 0 && isAlphanumeric(text[at - 1]!)) return false;
  if (text[at] === '\r' || text[at] === '\n') return false;
  const rest = unwrapped(text, at);
  if (!rest.startsWith(id)) return false;
  const separator = rest[id.length];
  if (separator === undefined || isAlphanumeric(separator) || separator === ' ' || separator === '\0')
    return false;
  const elements = rest.slice(id.length + 1).split(separator);
  if (elements.length < 2) return false;
  const [first] = elements as [string];
  const more = first.slice(value.length);
  return (
    first.startsWith(value) && more.length <= 3 && [...more].every((c) => isAlphanumeric(c) || c === ' ')
  );
}

/** What the README says of a text, read slowly; an ISA stands at the beginning of these texts or nowhere. */
function looksLikeClaims(text: string): boolean {
  let start = 0;
  while (start < text.length && text[start]! <= ' ') start++;
  const body = text.slice(start);
  const isOther = (char: string | undefined) =>
    char !== undefined && !isAlphanumeric(char) && char.trim() !== '';
  if (body.startsWith('ISA') && !/[A-Za-z]/.test(body[3] ?? '')) return true;
  if (body.startsWith('GS') && isOther(body[2])) return true;
  if (body.startsWith('ST') && isOther(body[2]) && body.slice(3, 6) === '837') return true;
  for (let at = 0; at < body.length; at++) {
    if (holdsAt(body, at, 'GS', 'HC') || holdsAt(body, at, 'ST', '837')) return true;
  }
  return false;
}

const separators = ['*', '|', '^', ':', '~', '\t', '\x1d', ' '];
const piece = fc.oneof(
  fc.constantFrom('GS', 'ST', 'HC', '837', 'HC ', '837P', 'HCX1Y', '873', 'HP', 'gs', 'X', '1', '\n', '\r\n'),
  fc.constantFrom(...separators),
  fc.constantFrom('*ZZ*KYMEDICAID     *260216~\n', 'a line of prose.\n', '   ', 'BHT*0019~'),
  fc
    .tuple(
      fc.constantFrom(...separators),
      fc.constantFrom('GS-HC-', 'ST-837-', 'GS-HC-A-', 'ST-837P-1-', 'S\nT-83\r\n7-'),
    )
    .map(([separator, segment]) => segment.replaceAll('-', separator)),
);
const texts = fc
  .tuple(fc.constantFrom('', '', '', '\0\0 ', 'ISA', 'ISAAC'), fc.array(piece, { maxLength: 12 }))
  .map(([start, pieces]) => start + pieces.join(''));

describe('a file is to be checked by what it holds', () => {
  it('in any encoding, as a slow reading has it', () => {
    const files = runs(2000);
    let found = 0;
    fc.assert(
      fc.property(texts, fc.constantFrom(...Object.keys(encodings)), (text, encoding) => {
        const isClaims = looksLikeClaims(text);
        if (isClaims) found++;
        expect(isClaimFile('notes', encodings[encoding]!(text))).toBe(isClaims);
      }),
      { numRuns: files },
    );
    expect(found).toBeGreaterThan(files / 20);
    expect(found).toBeLessThan(files);
  });

  it('and by no more of a stream than tells, however it comes', async () => {
    await fc.assert(
      fc.asyncProperty(
        texts,
        fc.constantFrom('notes', 'a.837'),
        fc.integer({ min: 1, max: 9 }),
        async (text, name, size) => {
          const bytes = encodings.ascii!(text);
          const pieces = async function* () {
            for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
          };
          expect(await isClaimStream(name, pieces())).toBe(isClaimFile(name, bytes));
        },
      ),
      { numRuns: runs(300) },
    );
  });

  it('an ISA that is cut off, its beginning or its end', () => {
    const text = whole.toString();
    for (let at = 0; at <= text.indexOf('ST*837'); at++)
      expect([at, isClaimFile('scan', whole.subarray(at))]).toEqual([at, true]);
    for (const end of [4, 50, 105]) expect(isClaimFile('scan', whole.subarray(0, end))).toBe(true);
  });

  it('near the beginning, after whatever padding', () => {
    const cut = whole.subarray(whole.indexOf('GS*HC'));
    const lines = (size: number) => Buffer.from('A line of a cover page.\n'.repeat(500).slice(0, size));
    const behind = (before: Buffer) => isClaimFile('scan', Buffer.concat([before, cut]));
    expect(behind(lines(headSizes.beginning - 100))).toBe(true);
    expect(behind(lines(headSizes.beginning + 1000))).toBe(false);
    expect(behind(Buffer.alloc(100_000))).toBe(true);
    expect(behind(Buffer.concat([Buffer.alloc(100_000, ' '), lines(2000)]))).toBe(true);
  });

  it('and not prose, pictures, or what we say ourselves', () => {
    for (const text of [
      'The ISA segment comes first; then GS*HC, then "ST*837", then BHT.',
      'GS HC and ST 837 are segments.',
      'npi,medicaid_id\n1234567893,7100000001\n',
      '{"type":"finding","message":"A segment ST*837 stands here: ST*837."}',
    ])
      expect(isClaimFile('notes.txt', Buffer.from(text))).toBe(false);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
        expect(isClaimFile('scan.png', Buffer.concat([Buffer.from('\x89PNG\r\n', 'latin1'), bytes]))).toBe(
          false,
        );
      }),
    );
  });
});

describe('how a file is packed', () => {
  const entry = { name: 'a.837', data: whole };
  it.each<[string, Uint8Array, Packing | null]>([
    ['a', tar([entry]), 'tar'],
    ['a.837', tar([entry], 'gnu'), 'tar'],
    ['a.837', tar([entry], 'old'), 'tar'],
    ['a', tar([{ name: 'ISA*00*.837', data: whole }], 'old'), 'tar'],
    ['a', tar([]), null],
    ['a.tar', tar([]), 'tar'],
    ['a.TAR', new Uint8Array(0), 'tar'],
    ['a.tar', whole, null],
    ['a.tar', zip([entry]), 'zip'],
    ['a.tgz', Uint8Array.of(0x1f, 0x8b, 8), 'tar'],
    ['a.tar.gz', Uint8Array.of(0x1f, 0x8b, 8), 'tar'],
    ['a.tar.gz#2', Uint8Array.of(0x1f, 0x8b, 8), 'tar'],
    ['a.tar.xz', Uint8Array.of(0xfd, 0x37), 'tar'],
    ['a.837.gz', Uint8Array.of(0x1f, 0x8b, 8), 'gzip'],
    ['a.tar.txt', prose, null],
    ['guitar', prose, null],
    ['a.837', whole, null],
  ])('%s', (name, bytes, expected) => {
    expect(packingOf(bytes, name)).toBe(expected);
  });

  it('no tar where text has the mark by chance, or its header does not add up', () => {
    const text = Buffer.alloc(1000, 'NM1*85*2*RIVER~');
    text.write('ustar', 257);
    expect(packingOf(text)).toBeNull();
    const wrong = tar([entry], 'old');
    wrong[0] = wrong[0]! ^ 1;
    expect(packingOf(wrong)).toBeNull();
  });
});
