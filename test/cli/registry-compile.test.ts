import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadRegistry } from '../../src/node';
import { check, clean, flagged, folder, registryCsv, run, warned } from './run';

const compile = ['registry', 'compile', 'registry.csv', '-o', 'r.prvx'];
const checkCompiled = ['check', '--registry', 'r.prvx', '--format', 'ndjson'];

/** A folder with claims and the registry compiled. */
async function compiled(csv = registryCsv, flags: readonly string[] = []) {
  const cwd = folder({ 'a.837': flagged, 'b.837': clean, 'c.837': warned, 'registry.csv': csv });
  const ran = await run([...compile, ...flags], { cwd });
  return { cwd, ran, bytes: () => readFileSync(join(cwd, 'r.prvx')) };
}

describe.concurrent('a compiled registry', () => {
  it('gives the same findings as its CSV, and the same notes', async () => {
    const odd = `${registryCsv}1234567893,07100000001,64,\n1234567893,7100000001,64,207Q00000X\n,1,2,\n`;
    for (const flags of [[], ['--skip-bad-rows']]) {
      const { cwd, ran } = await compiled(flags.length > 0 ? odd : registryCsv, flags);
      expect(ran).toMatchObject({ code: 0, out: '' });
      const fromCsv = await run([...check, '.', ...flags], { cwd });
      const fromCompiled = await run([...checkCompiled, '.'], { cwd });
      expect(fromCompiled.out).toBe(fromCsv.out);
      expect(fromCompiled.out).toContain('taxonomy-missing');
      expect(fromCompiled.code).toBe(fromCsv.code);
      const notes = (text: string) => text.replaceAll(/^note: (registry\.csv|r\.prvx): /gm, 'note: ');
      const passed = /^.*other files? skipped.*\n/m;
      expect(notes(fromCompiled.err).replace(passed, '')).toBe(notes(fromCsv.err).replace(passed, ''));
      if (flags.length > 0) expect(fromCompiled.err).toContain('line 6: it has no NPI');
    }
  });

  it('is told of in one line, and not at all with --quiet', async () => {
    const { ran, cwd } = await compiled();
    expect(ran.err).toMatch(/^note: wrote r\.prvx: 2 rows, 1 NPI, 0\.\d kB\n$/);
    expect(await run([...compile, '--quiet'], { cwd })).toEqual({ code: 0, out: '', err: '' });
    expect(await run([...compile.slice(0, 3), '--output=other name', '--quiet'], { cwd })).toMatchObject({
      code: 0,
    });
    expect(readFileSync(join(cwd, 'other name')).equals(readFileSync(join(cwd, 'r.prvx')))).toBe(true);
    expect(readdirSync(cwd).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('goes by its content, not by its name', async () => {
    const { cwd, bytes } = await compiled();
    writeFileSync(join(cwd, 'r.csv'), bytes());
    writeFileSync(join(cwd, 'csv.prvx'), registryCsv);
    for (const registry of ['r.csv', 'csv.prvx', 'r.prvx']) {
      expect((await run(['check', 'a.837', '--registry', registry, '--quiet'], { cwd })).code).toBe(1);
    }
  });

  it('takes --columns when it is made, and neither flag when it is used', async () => {
    const renamed = registryCsv.replace('npi,', 'Our No.,');
    const { cwd, ran } = await compiled(renamed, ['--columns', 'npi=Our No.']);
    expect(ran.code).toBe(0);
    for (const flags of [['--columns', 'npi=Our No.'], ['--skip-bad-rows']]) {
      const used = await run([...checkCompiled, 'a.837', ...flags], { cwd });
      expect(used).toMatchObject({ code: 2, out: '' });
      expect(used.err).toContain('cannot use r.prvx: The registry is compiled: ');
      expect(used.err).toContain('Those settings are --columns, --sheet, --fill-down and --skip-bad-rows.');
    }
    expect((await run([...checkCompiled, 'a.837'], { cwd })).code).toBe(1);
  });

  it.each<[string, (bytes: Buffer) => Uint8Array, string]>([
    ['damaged', (bytes) => bytes.fill(0xff, 200, 201), 'The compiled registry is damaged'],
    ['cut short', (bytes) => bytes.subarray(0, 100), 'The compiled registry is cut short'],
    ['cut within its header', (bytes) => bytes.subarray(0, 20), 'The compiled registry is cut short'],
    ['with something behind it', (bytes) => Buffer.concat([bytes, bytes]), 'something was appended'],
    ['of another version', (bytes) => bytes.fill(9, 8, 9), 'made by another version of prvcheck'],
    ['without its first byte', (bytes) => bytes.subarray(1), 'it is a binary file'],
  ])('%s is refused', async (_, spoil, message) => {
    const { cwd, bytes } = await compiled();
    writeFileSync(join(cwd, 'r.prvx'), spoil(bytes()));
    const ran = await run([...checkCompiled, 'a.837'], { cwd });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(`cannot use r.prvx: `);
    expect(ran.err).toContain(message);
    if (!message.includes('binary'))
      expect(ran.err).toContain('Compile it again from the CSV.\nFor example: prvcheck registry compile ');
  });

  it('with any byte changed, or cut anywhere, is never loaded', async () => {
    const { cwd, bytes } = await compiled();
    const path = join(cwd, 'r.prvx');
    const whole = bytes();
    expect((await loadRegistry(path)).rows).toBe(2);
    for (let at = 0; at < whole.length; at++) {
      const flipped = Uint8Array.from(whole);
      flipped[at]! ^= 0x20;
      for (const spoilt of [flipped, whole.subarray(0, at)]) {
        writeFileSync(path, spoilt);
        await expect(loadRegistry(path)).rejects.toThrow(/RegistryError|compiled|cannot use|no column|empty/);
      }
    }
  });

  it.each([
    [['registry'], 'Say what to do with the registry'],
    [['registry', 'complie'], 'Unknown command "registry complie". Did you mean compile?'],
    [['registry', 'compile'], 'Nothing to compile: name the registry CSV.'],
    [['registry', 'compile', 'registry.csv'], 'Say where to put the compiled registry.'],
    [['registry', 'compile', 'registry.csv', '-o'], '-o needs a value.'],
    [['registry', 'compile', 'registry.csv', '-o', 'x', '-o', 'y'], '--output can be given once only.'],
    [['registry', 'compile', 'registry.csv', 'a.837', '-o', 'x'], 'One registry CSV at a time'],
    [['registry', 'compile', 'registry.csv', '--payer', 'x', '-o', 'x'], 'Unknown option --payer.'],
    [
      ['registry', 'compile', 'registry.csv', '-o', './registry.csv'],
      'will not write ./registry.csv: this run reads it.',
    ],
    [['registry', 'compile', 'missing.csv', '-o', 'x'], 'cannot read missing.csv: it does not exist.'],
    [
      ['registry', 'compile', 'registry.csv', '-o', 'none/x'],
      'cannot write none/x: its folder does not exist.',
    ],
    [['registry', 'compile', 'a.837', '-o', 'x'], 'it is an X12 file'],
    [['registry', 'compile', 'bad.csv', '-o', 'x'], 'line 4: it has no NPI'],
  ])('%j is refused, and nothing is left behind', async (args, message) => {
    const cwd = folder({ 'a.837': clean, 'bad.csv': `${registryCsv},7100000003,64,\n` });
    const ran = await run(args, { cwd });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(message);
    expect(ran.err).not.toContain('    at ');
    expect(readdirSync(cwd).sort()).toEqual(['a.837', 'bad.csv', 'registry.csv']);
    expect(readFileSync(join(cwd, 'registry.csv'), 'utf8')).toBe(registryCsv);
  });

  it('is no CSV: neither to compile again nor for --nucc', async () => {
    const { cwd } = await compiled();
    const again = await run(['registry', 'compile', 'r.prvx', '-o', 'x'], { cwd });
    const nucc = await run([...checkCompiled, 'a.837', '--nucc', 'r.prvx'], { cwd });
    for (const ran of [again, nucc]) {
      expect(ran).toMatchObject({ code: 2, out: '' });
      expect(ran.err).toContain(
        'cannot use r.prvx: it is a compiled registry. Give the CSV that it was made from.',
      );
    }
  });

  it('is never overwritten by a report of the run that reads it', async () => {
    const { cwd, bytes } = await compiled();
    const before = bytes();
    const ran = await run([...checkCompiled, 'a.837', '--format', 'csv:r.prvx'], { cwd });
    expect(ran.err).toContain('will not write r.prvx: this run reads it.');
    expect(bytes().equals(before)).toBe(true);
  });

  it('has its place in the help and in completion', async () => {
    const cwd = folder();
    const help = await run(['registry', 'compile', '--help'], { cwd });
    expect(help).toMatchObject({ code: 0, err: '' });
    for (const word of ['-o, --output', '--columns', '--skip-bad-rows', '--quiet'])
      expect(help.out).toContain(word);
    expect((await run(['--help'], { cwd })).out).toContain('prvcheck registry');
    const words = await run(['--get-yargs-completions', 'prvcheck', 'registry', ''], { cwd });
    expect(words.out).toContain('compile');
  });
});

it.skipIf(process.platform === 'win32')('a registry from a pipe is read once, as a CSV', async () => {
  const cwd = folder({ 'a.837': flagged });
  execFileSync('mkfifo', ['pipe'], { cwd });
  const writer = spawn('sh', ['-c', 'cat registry.csv > pipe'], { cwd });
  expect((await run(['check', 'a.837', '--registry', 'pipe', '--quiet'], { cwd })).code).toBe(1);
  expect(writer.signalCode).toBe(null);
});
