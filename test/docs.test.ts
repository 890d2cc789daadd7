import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const manifest = JSON.parse(read('package.json'));

/** Every document but the changelog, which speaks of what once was. */
const documents = ['.github', 'bench', 'fixtures', 'src', 'test']
  .flatMap((folder) => filesIn(folder).map((path) => `${folder}/${path}`))
  .concat('README.md')
  .filter((path) => path.endsWith('.md') && !path.endsWith('CHANGELOG.md'));

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

function filesIn(folder: string): string[] {
  const paths = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return paths.map((path) => path.replaceAll('\\', '/'));
}

it('what is generated is what the program says', () => {
  const script = join(root, 'test/docs.mjs');
  expect(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })).not.toThrow();
});

describe('README.md', () => {
  const text = read('README.md');

  it('is read in one go', () => {
    expect(text.split('\n').length).toBeLessThanOrEqual(150);
  });

  it('begins with two commands, and names the tarball as npm pack does', () => {
    expect(text).toMatch(/^npm ci && npm start /m);
    expect(text).toMatch(/^npm ci && npm test /m);
    const tarballs = text.match(/prvcheck-\d[\w.-]*\.tgz/g)!;
    expect(new Set(tarballs)).toEqual(new Set([`prvcheck-${manifest.version}.tgz`]));
  });
});

describe('src/README.md', () => {
  const text = read('src/README.md');

  it('has every folder of src in its map', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(folders.map(({ name }) => name).filter((name) => !text.includes(`\`${name}/\``))).toEqual([]);
  });

  it('says what each package is for, and of no other', () => {
    const [, table] = /## Dependencies\n([\s\S]*?)\n\n\*\*/.exec(text)!;
    const cells = [...table!.matchAll(/^\| (?:\*.*?:\* )?([^|]+) \|/gm)].map((match) => match[1]!);
    const named = cells.flatMap((cell) => cell.split(', ')).filter((name) => name !== 'package');
    const { dependencies, devDependencies, peerDependencies } = manifest;
    const packages = Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies });
    expect(named.sort()).toEqual(packages.sort());
  });
});

describe.each(documents)('%s', (path) => {
  const text = read(path);

  it('names files that exist', () => {
    const named = [
      ...text.matchAll(/`(?!prvcheck\/)([\w.-]+\/[\w./-]*\.(?:ts|tsx|mjs|json|md|837|csv))`/g),
    ].map((match) => match[1]!);
    const near = [dirname(path), '.', 'src'];
    expect(named.filter((name) => !near.some((folder) => existsSync(join(root, folder, name))))).toEqual([]);
  });

  it('shows commands with options that they have', () => {
    const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) =>
      match[1]!.replaceAll('\\\n', ' '),
    );
    const commands = blocks.flatMap((block) => block.match(/^(?:npx )?prvcheck .*/gm) ?? []);
    expect(commands.flatMap(unknownOptions)).toEqual([]);
  });
});

/** What the help of the command does not have. */
function unknownOptions(line: string): string[] {
  const [, ...words] = line.replace(/\s#.*/, '').split(' ');
  const helps = [words.slice(0, 2), words.slice(0, 1)].map(
    (path) => `test/cli/help/prvcheck-${path.join('-')}.txt`,
  );
  const help = helps.find((file) => existsSync(join(root, file)));
  if (help === undefined) return [line];
  const options = words.filter((word) => /^--?[a-z]/.test(word));
  return options
    .filter((option) => !new RegExp(`\\s${option}[\\s,]`).test(read(help)))
    .map((option) => `${line}: ${option}`);
}
