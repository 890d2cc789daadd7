import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findInZip } from '../../src/cli/input/zip-inputs';
import { findInputs } from '../../src/web/worker/inputs';
import { bytesOf, simpleFile } from '../build';
import { folder } from '../cli/run';
import { type ZipEntry, zip } from '../cli/zip';

/** What is to be checked, what cannot be, and what is skipped. */
interface Found {
  readonly inputs: readonly string[];
  readonly problems: readonly string[];
  readonly skipped: readonly string[];
}

const data = bytesOf(simpleFile());

async function byCommand(bytes: Buffer): Promise<Found> {
  const cwd = folder();
  const path = join(cwd, 'x.zip');
  writeFileSync(path, bytes);
  const own = (text: string) => text.replaceAll(path, 'x.zip');
  try {
    const { inputs, problems, skipped } = await findInZip(path);
    return {
      inputs: inputs.map(({ name }) => own(name)),
      problems: problems.map(({ message }) => own(message)),
      skipped: skipped.map(own),
    };
  } catch (error) {
    return { inputs: [], problems: [own((error as Error).message)], skipped: [] };
  }
}

async function byPage(bytes: Buffer): Promise<Found> {
  const file = new File([new Uint8Array(bytes)], 'x.zip');
  const { inputs, problems, skipped } = await findInputs([{ name: 'x.zip', file, isInFolder: false }]);
  return { inputs: inputs.map(({ name }) => name), problems, skipped };
}

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
