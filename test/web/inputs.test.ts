import { writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { findInputs as findPaths } from '../../src/cli/input/inputs';
import { inOrderOfFolders } from '../../src/input/classify';
import type { Inputs } from '../../src/input/input';
import { findInputs as findDropped } from '../../src/web/worker/inputs';
import { bytesOf, simpleFile } from '../build';
import { folder } from '../cli/run';
import { tar } from '../cli/tar';
import { type ZipEntry, zip } from '../cli/zip';

/** What is to be checked, what cannot be, and what is skipped. */
interface Found {
  readonly inputs: readonly string[];
  readonly problems: readonly string[];
  readonly skipped: readonly string[];
}

const data = bytesOf(simpleFile());

async function byCommand(bytes: Buffer): Promise<Found> {
  const path = join(folder(), 'x.zip');
  writeFileSync(path, bytes);
  return found(await findPaths([path]), (text) => text.replaceAll(path, 'x.zip'));
}

async function byPage(bytes: Buffer): Promise<Found> {
  const file = new File([new Uint8Array(bytes)], 'x.zip');
  return found(await findDropped([{ name: 'x.zip', file, isInFolder: false }]));
}

function found({ inputs, problems, skipped }: Inputs, shown = (text: string) => text): Found {
  return {
    inputs: inputs.map(({ name }) => shown(name)),
    problems: problems.map(({ message }) => shown(message)),
    skipped: skipped.map(shown),
  };
}

describe('a page finds what the command finds', () => {
  const files: Record<string, string | Uint8Array> = {
    'in/a.txt': data,
    'in/a/deep.dat': data,
    'in/a.837.gz': gzipSync(data),
    'in/packed': gzipSync(data),
    'in/notes.txt.gz': gzipSync('Prose.'),
    'in/cut.gz': gzipSync(Buffer.alloc(100_000, 'ISA is a word')).subarray(0, 100),
    'in/late.txt': Buffer.concat([Buffer.alloc(5000, ' '), data]),
    'in/notes.txt': 'The ISA segment, ISA*00 and so on.',
    'in/empty.837': '',
    'in/empty.txt': '',
    'in/a.837.done': '',
    'in/a.837.findings.ndjson': '{}',
    'in/zip.bin': zip([
      { name: 'z/b', data },
      { name: 'z.837', data },
      { name: 'letter.pdf', data: '%PDF-1.7' },
      { name: 'locked.837', data, flags: 1 },
      { name: 'inner.zip', data: zip([{ name: 'a.837', data }]) },
    ]),
    'in/letter.837': zip([{ name: 'word/document.xml', data: '<xml/>' }]),
    'in/letter.docx': zip([{ name: 'word/document.xml', data: '<xml/>' }]),
    'in/broken.zip': zip([{ name: 'a.837', data }], { count: 2 }),
    'in/a.tar': tar([{ name: 'a.837', data }]),
    'in/claims.tar.gz': gzipSync(tar([{ name: 'a.837', data }])),
  };

  it.each([true, false])('in files, in a folder: %s', async (isInFolder) => {
    const cwd = folder(files);
    const names = Object.keys(files).sort(inOrderOfFolders);
    const own = (shown: string) => shown.replaceAll(`${cwd}${sep}`, '').replaceAll(sep, '/');
    const paths = isInFolder ? [join(cwd, 'in')] : names.map((name) => join(cwd, name));
    const dropped = names.map((name) => ({
      name,
      file: new File([new Uint8Array(Buffer.from(files[name]!))], name),
      isInFolder,
    }));
    const command = found(await findPaths(paths), own);
    const page = found(await findDropped(dropped));
    expect(page).toEqual(command);
    expect(command.inputs.length).toBeGreaterThan(5);
    expect(command.problems.length).toBeGreaterThan(3);
    if (isInFolder) expect(command.skipped.length).toBeGreaterThan(5);
  });
});

describe('a page finds in a zip what the command finds', () => {
  it.each([
    '../a.837',
    'a/../../b.837',
    '..',
    '/etc/a.837',
    '//host/a.837',
    'C:\\claims\\a.837',
    'C:/claims/a.837',
    'c:a.837',
    '\\\\host\\share\\a.837',
    'week 1\\a.837',
    '.hidden/.a.837',
    'a/./b//c.837',
    'a\0b\n.837',
    'a\u202eb.837',
    'caf\u00e9.837',
    '',
    'looks-like-a-folder/',
  ])('under the name %j', async (name) => {
    for (const flags of [0x800, 0]) {
      const packed = zip([
        { name, data, flags },
        { name: 'letter.pdf', data: '%PDF-1.7' },
      ]);
      const found = await byPage(packed);
      expect(found.inputs).toHaveLength(1);
      expect(found).toEqual(await byCommand(packed));
    }
  });

  const two: readonly ZipEntry[] = [
    { name: 'a.837', data },
    { name: 'b.837', data },
  ];
  const more = 'x.zip is damaged: it holds more files than it says. Ask for it again.';
  const senseless = 'x.zip is damaged: its list of files makes no sense. Ask for it again.';

  it.each<[string, Buffer, string]>([
    ['fewer files said than there are', zip(two, { count: 1 }), more],
    ['none said', zip(two, { count: 0 }), more],
    ['more files said than there are', zip(two, { count: 3 }), senseless],
    ['an archive behind it', Buffer.concat([zip(two), zip(two).subarray(0, -22)]), senseless],
    ['something behind it', Buffer.concat([zip(two), Buffer.from('behind')]), senseless],
  ])('%s: nothing, and says why', async (_, bytes, problem) => {
    const refused = { inputs: [], problems: [problem], skipped: [] };
    expect(await byCommand(bytes)).toEqual(refused);
    expect(await byPage(bytes)).toEqual(refused);
  });
});
