import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { base, run } from './run';

/** One file a command. After a change of the help: `cd test && npx vitest run cli/help -u`. */
const folder = join(import.meta.dirname, 'help');

const pages = await walk([]);

/** The help of a command and of the commands that it lists, by file name. */
async function walk(command: readonly string[]): Promise<[file: string, help: string][]> {
  const { out } = await run([...command, '--help'], { cwd: base });
  // `completion` answers with its script all the same.
  if (!out.startsWith('prvcheck')) return [];
  const name = ['prvcheck', ...command].join(' ');
  const lines = /^Commands:\n((?: {2}.*\n)*)/m.exec(out)?.[1]?.split('\n') ?? [];
  const listed = lines.flatMap((line) =>
    line.startsWith(`  ${name} `) ? [line.split(' ')[command.length + 3]!] : [],
  );
  const below = [];
  for (const word of listed) below.push(...(await walk([...command, word])));
  return [[`${name.replaceAll(' ', '-')}.txt`, out], ...below];
}

it('every command has its help', () => {
  const files = pages.map(([file]) => file);
  expect(files).toEqual(expect.arrayContaining(['prvcheck.txt', 'prvcheck-registry-compile.txt']));
  const left = existsSync(folder) ? readdirSync(folder) : [];
  expect(left.filter((file) => !files.includes(file))).toEqual([]);
});

it.each(pages)('%s', async (file, help) => {
  await expect(help).toMatchFileSnapshot(join(folder, file));
});
