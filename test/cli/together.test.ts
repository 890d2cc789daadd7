import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contents, files, names } from './kinds';
import { folder, records, run } from './run';

const registry = ['--registry', 'registry.csv'];

/** Claims flagged by file name without its folder and endings, of ndjson. */
function flaggedIn(ndjson: string): Record<string, string[]> {
  const flagged: Record<string, string[]> = {};
  for (const { type, file, claim, rule } of records(ndjson)) {
    if (type !== 'finding') continue;
    const name = file === '-' ? 'stdin' : /([a-z]+(?: \d)?)(?:\.837)?(?:\.gz)?$/.exec(file)![1]!;
    flagged[name] ??= [];
    flagged[name].push(`${rule} ${claim.id}`);
  }
  return flagged;
}

const expected = Object.fromEntries(
  names.map((name) => [
    name,
    Array.from({ length: 2500 }, (_, n) => n)
      .filter((n) => n % 9 === 0)
      .map((n) => `taxonomy-missing ${name}-${n}`),
  ]),
);

function tree(root: string): Record<string, string> {
  const found = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    found.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(root.length + 1), readFileSync(path, 'latin1')];
    }),
  );
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('inputs of every kind at once', () => {
  it.each(['1', '2', '4'])('are checked as each alone, with --jobs %s', async (jobs) => {
    const cwd = folder(files);
    const args = ['check', 'in', '-', ...registry, '--format', 'ndjson', '--jobs', jobs];
    const { code, out } = await run(args, { cwd, input: contents.get('stdin')! });
    expect(code).toBe(1);
    expect(flaggedIn(out)).toEqual(expected);
  });

  it('are checked as each alone, with --out', async () => {
    const cwd = folder(files);
    const outs = ['1', '2', '4'].map(async (jobs) => {
      const { code } = await run(['check', 'in', ...registry, '--out', jobs, '--jobs', jobs], { cwd });
      expect(code).toBe(1);
      return tree(join(cwd, jobs));
    });
    const [one, ...others] = await Promise.all(outs);
    for (const other of others) expect(other).toEqual(one);
    const rows = records(one!['files.ndjson']!);
    expect(rows.map(({ sha256 }) => sha256).sort()).toEqual(
      names
        .filter((name) => name !== 'stdin')
        .map((name) => sha256(contents.get(name)!))
        .sort(),
    );
    const all = Object.entries(one!).filter(([path]) => path.endsWith('.findings.ndjson'));
    const { stdin: _, ...rest } = expected;
    expect(flaggedIn(all.map(([, text]) => text).join(''))).toEqual(rest);
  });

  it('are corrected as each alone', async () => {
    const read = names.filter((name) => name !== 'stdin');
    const alone = read.map((name) => [`alone/${name}.837`, contents.get(name)!]);
    const cwd = folder({ ...files, ...Object.fromEntries(alone) });
    const fix = ['fix', ...registry, '--assign', '1234567893=207R00000X', '--quiet', '--out'];
    const ran = await run([...fix, 'out', 'in'], { cwd });
    expect(ran.code, ran.err).toBe(0);
    for (const name of read) await run([...fix, `one/${name}`, `alone/${name}.837`], { cwd });
    const copies = (root: string) =>
      Object.entries(tree(join(cwd, root)))
        .filter(([path]) => !path.endsWith('.ndjson'))
        .map(([, text]) => sha256(text))
        .sort();
    expect(copies('out')).toEqual(copies('one'));
    expect(copies('out')).not.toContain(sha256(contents.get('plain')!));
    expect(copies('out')).toHaveLength(read.length);
  });

  it('are watched as each alone', async () => {
    const cwd = folder(files);
    for (const name of Object.keys(files)) writeFileSync(join(cwd, `${name}.done`), '');
    await run(['watch', 'in', '--once', '--out', 'out', ...registry], { cwd });
    const all = Object.entries(tree(join(cwd, 'out'))).filter(([path]) => path.endsWith('.findings.ndjson'));
    const { stdin: _, ...rest } = expected;
    expect(flaggedIn(all.map(([, text]) => text).join(''))).toEqual(rest);
  });
});
