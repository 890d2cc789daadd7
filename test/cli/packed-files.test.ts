import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { check, clean, findings, flagged, folder, main, records, run, warned, x12 } from './run';
import { type ZipEntry, zip } from './zip';

const MB = 1024 * 1024;
const none = 'What was read before is reported.';

/** Claims of several chunks when unpacked, and several blocks when packed; a few of them lack their taxonomy. */
const large = Array.from({ length: 12 }, (_, n) => {
  const ids = Array.from({ length: 1000 }, (_, m) => `P${((n * 1000 + m) * 2654435761) % 1_000_003}`);
  return x12(ids.slice(5), { prv: '207Q00000X' }) + x12(ids.slice(0, 5));
}).join('');

/** A gzip with everything that its header may hold. */
function gzipWithAll(text: string): Buffer {
  const extra = Buffer.alloc(300, 7);
  const length = Buffer.from([extra.length & 0xff, extra.length >> 8]);
  const names = Buffer.from('name\0comment\0');
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(text));
  trailer.writeUInt32LE(text.length, 4);
  const header = Buffer.from([0x1f, 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3]);
  return Buffer.concat([header, length, extra, names, Buffer.alloc(2), deflateRawSync(text), trailer]);
}

/** The same bytes with one of them changed; a negative place counts from the end. */
function spoilt(bytes: Uint8Array, at: number): Buffer {
  const copy = Buffer.from(bytes);
  const place = at < 0 ? copy.length + at : at;
  copy[place] = copy[place]! ^ 0xff;
  return copy;
}

describe.concurrent('gzip', () => {
  const packings: readonly (readonly [string, () => Buffer])[] = [
    ['as it comes', () => gzipSync(large)],
    ['stored', () => gzipSync(large, { level: 0 })],
    ['in several members', () => Buffer.concat(cut(large, 5).map((part) => gzipSync(part)))],
    ['in very many members', () => Buffer.concat(cut(large, 2000).map((part) => gzipSync(part)))],
    ['with empty members', () => Buffer.concat([gzipSync(''), gzipSync(large), gzipSync('')])],
    ['with padding', () => Buffer.concat([gzipSync(large), Buffer.alloc(70_000)])],
    ['with all that a header may hold', () => gzipWithAll(large)],
  ];
  it.each(packings)('gives what the plain file gives: %s', async (_, pack) => {
    const plain = await run([...check, 'a'], { cwd: folder({ a: large }) });
    const packed = await run([...check, 'a'], { cwd: folder({ a: pack() }) });
    expect(packed).toEqual(plain);
    expect(records(plain.out).at(-1)).toMatchObject({ bytes: large.length, claims: 12_000 });
  });

  it('is read from stdin and from pipes', async () => {
    const cwd = folder({ 'a.gz': gzipSync(flagged) });
    const shell = (script: string) =>
      promisify(execFile)('bash', ['--norc', '-c', `${script}; true`, process.execPath, main, ...check], {
        cwd,
      });
    for (const script of ['"$0" "$@" - <a.gz', '(head -c 3 a.gz; tail -c +4 a.gz) | "$0" "$@" -']) {
      expect((await shell(script)).stdout).toContain('"file":"-"');
    }
    expect((await shell('cat a.gz | "$0" "$@" /dev/stdin')).stdout).toContain('"flagged":2');
  });

  it('in a folder is an input if what is in it is', async () => {
    const cwd = folder({
      'in/a.837': gzipSync(flagged),
      'in/b.gz': gzipSync('prose'),
      'in/c.gz': gzipSync(`banner\n${' '.repeat(500_000)}\n${warned}`),
      'in/d.gz': gzipSync(''),
    });
    const ran = await run([...check, 'in'], { cwd });
    expect(findings(ran)).toEqual([
      'in/a.837 taxonomy-missing PCN1',
      'in/a.837 taxonomy-missing PCN2',
      'in/c.gz x12-unexpected-data',
      'in/c.gz npi-unregistered PCN4',
    ]);
    expect(ran.err).toBe('note: 2 other files skipped: in/b.gz, in/d.gz\n');
  });

  it.each([
    ['a name', 8],
    ['a comment', 16],
  ])('whose header has %s without end is refused at its beginning', async (_, flag) => {
    const header = Uint8Array.from([0x1f, 0x8b, 8, flag, 0, 0, 0, 0, 0, 3]);
    const cwd = folder({ 'a.gz': Buffer.concat([header, Buffer.alloc(20_000_000, 'A')]) });
    const ran = await run([...check, 'a.gz'], { cwd });
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('a.gz is damaged') });
  });

  const whole = gzipSync(flagged);
  const faults: readonly (readonly [string, Uint8Array, string, number])[] = [
    ['a wrong checksum', spoilt(whole, -8), 'its checksum is wrong', 2],
    ['a wrong length', spoilt(whole, -1), 'its checksum is wrong', 2],
    ['no end', whole.subarray(0, -8), 'it breaks off before its end', 2],
    ['half an end', whole.subarray(0, -3), 'it breaks off before its end', 2],
    ['other bytes after its end', Buffer.concat([whole, Buffer.from('x')]), 'after its end other bytes', 2],
    ['bytes after padding', Buffer.concat([whole, Buffer.alloc(9), whole]), 'after its end other bytes', 2],
    ['a broken second member', Buffer.concat([whole, spoilt(whole, 2)]), 'its packed bytes make no', 2],
    ['half a second member', Buffer.concat([whole, whole.subarray(0, 5)]), 'it breaks off before', 2],
  ];
  it.each(faults)('with %s is damaged, and what was read is reported', async (_, bytes, words, flags) => {
    for (const args of [['a.gz'], ['.'], ['-']]) {
      const cwd = folder({ 'a.gz': bytes });
      const ran = args[0] === '-' ? await piped(cwd, 'a.gz') : await run([...check, ...args], { cwd });
      expect(ran.code).toBe(2);
      expect(ran.err).toContain(`is damaged: ${words}`);
      expect(ran.err).toContain(none);
      expect(findings(ran).filter((finding) => finding.includes('taxonomy-missing'))).toHaveLength(flags);
    }
  });

  it('breaks off at the same place every time', async () => {
    const whole = gzipSync(large);
    const cwd = folder({ 'cut.gz': whole.subarray(0, -5000), 'bad.gz': spoilt(whole, whole.length >> 1) });
    for (const name of ['cut.gz', 'bad.gz']) {
      const named = await run([...check, name], { cwd });
      expect(named.code).toBe(2);
      expect(records(named.out).at(-1).claims).toBeGreaterThan(1000);
      const again = await piped(cwd, name);
      expect(again.out.replaceAll('"file":"-"', `"file":"${name}"`)).toBe(named.out);
    }
  });

  it('that holds nothing legible leaves no report', async () => {
    const cwd = folder({
      'a.gz': Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0]),
      'in/a.837': clean,
      'in/b': Uint8Array.from([0x1f, 0x8b, 0x6e]),
    });
    const ran = await run([...check, 'a.gz'], { cwd });
    expect(ran).toMatchObject({
      code: 2,
      err: 'prvcheck: a.gz is damaged: it breaks off before its end. Ask for it again.\n',
    });
    expect(records(ran.out)).toMatchObject([{ files: 0 }]);
    const inFolder = await run([...check, 'in'], { cwd });
    expect(inFolder.code).toBe(2);
    expect(inFolder.err).toContain('in/b is damaged');
    expect(records(inFolder.out).at(-1)).toMatchObject({ files: 1, claims: 1 });
  });
});

describe.concurrent('zip', () => {
  it('gives what the plain files give, by name as a folder does', async () => {
    const files = {
      'march/b.837': flagged,
      'march.837': warned,
      'a/x.dat': large,
      'B.837': clean,
      'é.837': warned,
      'readme.txt': 'prose',
    };
    const entries = Object.entries(files).map(([name, data], n) => ({ name, data, method: n % 2 ? 8 : 0 }));
    const unpacked = Object.fromEntries(
      Object.entries(files).map(([name, data]) => [`c.zip!/${name}`, data]),
    );
    const plain = await run([...check, 'c.zip!'], { cwd: folder(unpacked) });
    expect(records(plain.out).at(-1)).toMatchObject({ files: 5 });
    for (const is64 of [false, true]) {
      const some = [{ name: 'march/', data: '', method: 0 }, ...entries].map((entry) => ({ ...entry, is64 }));
      const packed = await run([...check, 'c.zip'], { cwd: folder({ 'c.zip': zip(some, { is64 }) }) });
      expect(packed).toEqual(plain);
    }
  });

  it('in folders and patterns, beside plain files, with one gzip inside', async () => {
    const cwd = folder({
      'in/a.837': clean,
      'in/b.zip': zip([
        { name: 'x.837.gz', data: gzipSync(warned), method: 0 },
        { name: 'notes.txt', data: 'prose' },
      ]),
      'in/c.docx': zip([{ name: 'word.xml', data: '<xml/>' }]),
      'in/d.zip': zip([]),
    });
    const ran = await run([...check, 'in'], { cwd });
    expect(findings(ran)).toEqual(['in/b.zip!/x.837.gz npi-unregistered PCN4']);
    expect(ran).toMatchObject({
      code: 0,
      err: 'note: 3 other files skipped: in/b.zip!/notes.txt, in/c.docx and 1 more\n',
    });
    const globbed = await run([...check, 'in/*.zip', 'in/b.zip'], { cwd });
    expect(findings(globbed)).toHaveLength(1);
    expect(globbed.err).toContain('prvcheck: the archive in/d.zip holds no X12 file.\n');
  });

  it('without X12 is an error where it is named', async () => {
    const cwd = folder({ 'a.zip': zip([{ name: 'a.txt', data: 'prose' }]) });
    const ran = await run([...check, 'a.zip'], { cwd });
    expect(ran).toMatchObject({ code: 2, out: '', err: 'prvcheck: the archive a.zip holds no X12 file.\n' });
  });

  it('cannot come through a pipe', async () => {
    const cwd = folder({ 'a.zip': zip([{ name: 'a.837', data: clean }]) });
    const ran = await piped(cwd, 'a.zip');
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(
      'prvcheck: the standard input is a zip archive, which cannot be read as a stream.',
    );
  });

  it('names are only names, and two files of one name are told apart', async () => {
    const names = [
      '/etc/x',
      '../../x',
      'C:\\x\\y',
      'a\x1b[2J',
      'same',
      'same',
      'same#2',
      'same',
      '__proto__',
    ];
    const cwd = folder({ 'a.zip': zip(names.map((name) => ({ name, data: warned }))) });
    const ran = await run([...check, 'a.zip'], { cwd });
    expect(records(ran.out).flatMap(({ file }) => file ?? [])).toEqual(
      ['/etc/x', '../../x', 'C:/x/y', '__proto__', 'a\x1b[2J', 'same', 'same#2', 'same#2#2', 'same#3'].map(
        (name) => `a.zip!/${name}`,
      ),
    );
    const text = await run(['check', '--registry', 'registry.csv', 'a.zip'], { cwd });
    expect(text.out).toContain('a.zip!/a<1B>[2J');
    expect(text.out).not.toContain('\x1b');
  });

  const good: ZipEntry = { name: 'good.837', data: warned };
  const goodOnes = ['a.zip!/good.837 npi-unregistered PCN4'];
  const bad: readonly (readonly [string, ZipEntry, string, number])[] = [
    [
      'is encrypted',
      { name: 'e', data: flagged, flags: 1 },
      'e is encrypted. Unpack it with its password',
      0,
    ],
    ['is packed otherwise', { name: 'm', data: flagged, method: 12 }, 'm is packed by a method', 0],
    ['has a wrong checksum', { name: 'w', data: flagged, checksum: 1 }, 'w is damaged: its checksum', 2],
    [
      'has a wrong checksum, stored',
      { name: 'w', data: flagged, checksum: 1, method: 0 },
      'w is damaged: its checksum',
      2,
    ],
    ['is longer', { name: 'l', data: flagged, size: 10 }, 'l is damaged: it is longer than', 0],
    ['is shorter', { name: 's', data: flagged, size: 9999 }, 's is damaged: it breaks off', 2],
    ['lies in wait', { name: 'p', data: flagged, packedSize: 2 ** 31 }, 'p is damaged: it is not where', 0],
    [
      'is an archive',
      { name: 'z', data: zip([good]) },
      'z is an archive inside an archive. Unpack it first.',
      0,
    ],
    [
      'is an archive in a gzip',
      { name: 'z', data: gzipSync(zip([good])) },
      'z is an archive with another inside',
      0,
    ],
    [
      'is a gzip in a gzip',
      { name: 'g', data: gzipSync(gzipSync(flagged)) },
      'g is an archive with another inside',
      0,
    ],
    [
      'is a damaged gzip',
      { name: 'd', data: spoilt(gzipSync(flagged), -8) },
      'd is damaged: its checksum',
      2,
    ],
  ];
  it.each(bad)('tells of a file that %s, and the others are done', async (_, entry, words, flags) => {
    const cwd = folder({ 'a.zip': zip([entry, good]) });
    const ran = await run([...check, 'a.zip'], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(`prvcheck: a.zip!/${words}`);
    expect(ran.err.split('\n')).toHaveLength(2);
    expect(findings(ran).filter((finding) => finding.includes('good.837'))).toEqual(goodOnes);
    expect(findings(ran).filter((finding) => finding.includes('taxonomy-missing'))).toHaveLength(flags);
  });

  const whole = zip([good]);
  const list = whole.indexOf('PK\x01\x02');
  const archives: readonly (readonly [string, Uint8Array, string])[] = [
    ['is cut off', whole.subarray(0, -10), 'is damaged: the list of files at its end is missing'],
    ['goes on', Buffer.concat([whole, Buffer.from('x')]), 'is damaged: its list of files makes no sense'],
    ['is a part', zip([good], { disk: 3 }), 'is a part of a split archive. Join its parts first.'],
    [
      'is strongly encrypted',
      zip([{ ...good, flags: 0x41 }]),
      'is encrypted. Unpack it with its password first.',
    ],
    ['has a broken list', spoilt(whole, list), 'is damaged: its list of files makes no sense'],
    ['says too few files', zip([good, good], { count: 1 }), 'is damaged: it holds more files than it says'],
    ['says too many files', zip([good], { count: 2 }), 'is damaged: its list of files makes no sense'],
    ['has very many files', zip([good], { count: 100_001, is64: true }), 'holds more than 100,000 files'],
    [
      'points beyond all numbers',
      beyond(zip([good], { is64: true })),
      'is damaged: its list of files makes no',
    ],
  ];
  it.each(archives)('tells of an archive that %s', async (_, bytes, words) => {
    const cwd = folder({ 'in/a.zip': bytes, 'in/b.837': clean });
    const ran = await run([...check, 'in'], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(`prvcheck: in/a.zip ${words}`);
    expect(ran.err.split('\n')).toHaveLength(2);
    expect(records(ran.out).at(-1)).toMatchObject({ files: 1, claims: 1 });
  });

  it('gives the same with threads', async () => {
    const big = large.repeat(Math.ceil((33 * MB) / large.length));
    const cwd = folder({
      'in/a.837': big,
      'in/b.gz': gzipSync(big, { level: 1 }),
      'in/c.zip': zip([{ name: 'x', data: flagged }]),
      'in/d.837': flagged,
    });
    const alone = await run([...check, 'in', '--jobs', '1'], { cwd });
    const together = await run([...check, 'in', '--jobs', '2'], { cwd });
    expect(together.out === alone.out).toBe(true);
    expect(together).toMatchObject({ code: 1, err: '' });
  });

  it('is never written over', async () => {
    const cwd = folder({ 'a.zip': zip([good]) });
    const ran = await run([...check, 'a.zip', '--format', 'csv:a.zip'], { cwd });
    expect(ran.err).toContain('will not write a.zip: this run reads it.');
    expect(readFileSync(join(cwd, 'a.zip')).equals(zip([good]))).toBe(true);
  });
});

describe.concurrent('bombs', () => {
  const zeros = Buffer.alloc(200 * MB);
  const packed = gzipSync(zeros);
  const words = 'unpacks to more than 200 times its size, as a zip bomb does and no claim file';

  it('a gzip is stopped early, and skipped in a folder', async () => {
    const cwd = folder({ 'in/bomb.gz': packed, 'in/a.837': clean });
    const ran = await run([...check, 'in/bomb.gz'], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(`in/bomb.gz ${words}`);
    expect(records(ran.out).at(-1).bytes).toBeLessThan(65 * MB);
    expect(await run([...check, 'in'], { cwd })).toMatchObject({ code: 0 });
  });

  it('one that begins with claims is stopped too', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from(clean), zeros]));
    const cwd = folder({
      'in/bomb.gz': bomb,
      'in/z.zip': zip([
        { name: 'b', data: bomb },
        { name: 'ok', data: warned },
      ]),
    });
    const ran = await run([...check, 'in'], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(`in/bomb.gz ${words}`);
    expect(ran.err).toContain(`in/z.zip!/b ${words}`);
    expect(records(ran.out).at(-1)).toMatchObject({ files: 3, claims: 3 });
    expect(records(ran.out).at(-1).bytes).toBeLessThan(130 * MB);
  });

  it('very many empty members are stopped', async () => {
    const member = gzipSync('');
    const cwd = folder({ 'a.gz': Buffer.alloc(member.length * 100_000, member) });
    expect((await run([...check, 'a.gz'], { cwd })).err).toContain(`a.gz ${words}`);
  });

  it('files that share their bytes are stopped together, and told once', async () => {
    const first = { name: 'f', data: Buffer.concat([Buffer.from(clean), Buffer.alloc(10 * MB, ' ')]) };
    const shared = (count: number) =>
      zip([first, ...Array.from({ length: count }, (_, n) => ({ name: `g${n}`, data: '', isFirst: true }))]);
    const cwd = folder({ 'in/few.zip': shared(100), 'in/many.zip': shared(500), 'in/other.837': warned });
    const ran = await run([...check, 'in'], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.err).toBe(
      `prvcheck: in/many.zip ${words}: it is not read further.\n` +
        `prvcheck: in/few.zip ${words}: it is not read further. ${none}\n`,
    );
    expect(findings(ran)).toContain('in/other.837 npi-unregistered PCN4');
    expect(records(ran.out).at(-1).bytes).toBeLessThan(66 * MB);
  });

  it('so are files that hold no claims', async () => {
    const entries = Array.from({ length: 300 }, (_, n) => ({ name: `${n}`, data: zeros.subarray(0, MB) }));
    const ran = await run([...check, 'a.zip'], { cwd: folder({ 'a.zip': zip(entries) }) });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toBe(`prvcheck: a.zip ${words}: it is not read further.\n`);
  });

  it('a zip in a zip in a zip, a thousand deep, ends at the first', async () => {
    let nested = zip([{ name: 'a.837', data: clean }]);
    for (let depth = 1; depth < 1000; depth++)
      nested = zip([{ name: `${depth}.zip`, data: nested, method: 0 }]);
    for (const path of ['in', 'in/deep.zip']) {
      const ran = await run([...check, path], { cwd: folder({ 'in/deep.zip': nested }) });
      expect(ran).toMatchObject({
        code: 2,
        out: '',
        err: 'prvcheck: in/deep.zip!/999.zip is an archive inside an archive. Unpack it first.\n',
      });
    }
  });
});

function cut(text: string, parts: number): string[] {
  const size = Math.ceil(text.length / parts);
  return Array.from({ length: parts }, (_, n) => text.slice(n * size, (n + 1) * size));
}

/** Runs on a file that comes through a pipe, in small pieces. */
async function piped(cwd: string, name: string) {
  const script = `cat ${name} | "$0" "$@" -; echo $?`;
  const { stdout, stderr } = await promisify(execFile)(
    'bash',
    ['--norc', '-c', script, process.execPath, main, ...check],
    { cwd, maxBuffer: 100 * MB },
  );
  const lines = stdout.trimEnd().split('\n');
  return { code: Number(lines.pop()), out: lines.map((line) => `${line}\n`).join(''), err: stderr };
}

/** A zip64 whose list of files is further on than any number goes. */
function beyond(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy.fill(0x7f, copy.indexOf('PK\x06\x07') + 8, copy.indexOf('PK\x06\x07') + 16);
  return copy;
}
