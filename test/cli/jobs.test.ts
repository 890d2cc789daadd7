import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { billing, claim, header, subscriber } from '../build';
import { folder, registryCsv, run, start } from './run';

const MB = 1024 * 1024;

const isa = (control: number) =>
  `ISA*00*          *00*          *ZZ*A              *ZZ*KYMEDICAID     *260701*1253*^*00501*${String(control).padStart(9, '0')}*0*T*:`;

/** One set of some hundred claims; every seventh of its billing loops lacks the taxonomy that its NPI needs. */
function set(control: number): string[] {
  const body = [...header];
  let hl = 0;
  for (let loop = 0; loop < 7; loop++) {
    const parent = `${++hl}`;
    body.push(...billing({ hl: parent, prv: loop === 3 ? [] : ['PRV*BI*PXC*207Q00000X'] }));
    for (let n = 0; n < 20; n++)
      body.push(...subscriber({ hl: `${++hl}`, parent }), ...claim({ id: `P${n}` }));
  }
  return [`ST*837*${control}*005010X222A1`, ...body, `SE*${body.length + 2}*${control}`];
}

const text = (segments: readonly string[]) => segments.map((segment) => `${segment}~\n`).join('');
const oneSet = text(set(1));
const opened = text([isa(1), `GS*HC*A*KYMEDICAID*20260701*1253*1*X*005010X222A1`]);

/** A file of about so many bytes. */
function file(size: number): string {
  const sets = Math.ceil(size / oneSet.length);
  return opened + oneSet.repeat(sets) + text([`GE*${sets}*1`, 'IEA*1*000000001']);
}

const large = file(4 * MB);
const small = file(1);

/**
 * Ten files, of which the large ones are enough that threads are worth their start. Two of them are not checked ahead: one
 * for its size, one for its findings.
 */
function tenFiles(): string {
  const cwd = folder({ 'registry.csv': registryCsv });
  const files = [
    large,
    small,
    large.replace(/GE\*\d+/, 'GE*1'),
    large.slice(0, -200_000),
    `${large}and so on`,
    'no claims',
    file(65 * MB),
    large.replace(/SE\*\d+\*1~\n(?=ST)/, ''),
    file(16 * MB),
    large,
  ];
  for (const [n, content] of files.entries()) writeFileSync(join(cwd, `${n}.837`), content, 'latin1');
  return cwd;
}

const paths = Array.from({ length: 10 }, (_, n) => `${n}.837`);
const check = (...args: readonly string[]) => ['check', ...args, '--registry', 'registry.csv'];

/** Checks ten files; the last one is gone when its turn comes, for it is behind a stream that waits for that. */
async function withoutTheLast(jobs: string) {
  const cwd = tenFiles();
  const inputs = [paths[0]!, '-', ...paths.slice(1)];
  const child = start([...check(...inputs), '--format', 'ndjson', '--jobs', jobs], { cwd });
  let [out, err] = ['', ''];
  child.stderr?.setEncoding('utf8').on('data', (piece) => {
    err += piece;
  });
  child.stdout?.setEncoding('utf8').on('data', (piece) => {
    // The inputs have been found.
    if (out === '') {
      rmSync(join(cwd, paths.at(-1)!));
      child.stdin?.end(small);
    }
    out += piece;
  });
  const [code] = await once(child, 'close');
  return { code, out, err };
}

describe('jobs', () => {
  it.each(['ndjson', 'text'])('do not change a byte of the report: %s', async (format) => {
    const setting = { cwd: tenFiles(), input: opened + oneSet };
    const args = [...check(...paths.slice(0, 5), '-', ...paths.slice(5)), '--format', format];
    const [one, two, four] = [
      await run([...args, '--jobs', '1'], setting),
      await run([...args, '--jobs', '2'], setting),
      await run([...args, '--jobs', '4'], setting),
    ];
    expect(one.out.split('\n').length).toBeGreaterThan(100);
    expect(two).toEqual(one);
    expect(four).toEqual(one);
  });

  it('do not change what is said of a file that cannot be read', async () => {
    const one = await withoutTheLast('1');
    expect(one.code).toBe(2);
    expect(one.err).toContain('cannot read 9.837: it does not exist.');
    expect(await withoutTheLast('2')).toEqual(one);
  });

  it('end when the reader of the report goes away', async () => {
    const child = start([...check(...paths), '--format', 'ndjson', '--jobs', '2'], { cwd: tenFiles() });
    child.stdout?.once('data', () => child.stdout?.destroy());
    const [code] = await once(child, 'close');
    expect(code).toBe(2);
  });

  it('tells a number that is none', async () => {
    const ran = await run(['check', 'a.837', '--registry', 'r.csv', '--jobs', '0'], { cwd: folder() });
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('--jobs needs a whole number from 1 to 999, not "0".');
  });
});
