import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterAll, vi } from 'vitest';
import { billing, claim, interchange, subscriber } from '../build';

const cli = resolve(import.meta.dirname, '../../dist/cli');
export const main = join(cli, 'main.js');
/** A preload with which the file system refuses what it refuses on Windows. */
export const likeWindows = pathToFileURL(resolve(import.meta.dirname, '../windows/like-windows.mjs')).href;
const built: { run(args: readonly string[]): Promise<number> } = await import(
  pathToFileURL(join(cli, 'start.js')).href
);

/** Where the folders of a test file are, which go when the file is done. */
export const base = mkdtempSync(join(tmpdir(), 'prvcheck cli '));
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** What a run of the program left. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Setting {
  readonly cwd: string;
  readonly input?: string;
  /** All of the environment but what every process has. */
  readonly env?: Record<string, string>;
}

interface ProcessSetting extends Setting {
  readonly stdout?: number | 'pipe';
  /** The built program, or a copy of it. */
  readonly program?: string;
}

const { PATH, SystemRoot } = process.env;
const usual = { PATH, ...(SystemRoot !== undefined && { SystemRoot }) };

const started: ChildProcess[] = [];
// A test that failed may have left some waiting.
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
});

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs the built program in this process, which takes a tenth of the time of a process of its own. One run follows the
 * other, because they share the working directory, the environment and the standard streams.
 */
export function run(args: readonly string[], setting: Setting): Promise<Ran> {
  const ran = last.then(() => runHere(args, setting));
  last = ran.catch(() => {});
  return ran;
}

async function runHere(args: readonly string[], { cwd, input = '', env = {} }: Setting): Promise<Ran> {
  const [out, err] = [new Kept(), new Kept()];
  const streams = [
    vi.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from([Buffer.from(input)]) as never),
    vi.spyOn(process, 'stdout', 'get').mockReturnValue(out as never),
    vi.spyOn(process, 'stderr', 'get').mockReturnValue(err as never),
  ];
  const before = { cwd: process.cwd(), env: process.env };
  process.chdir(cwd);
  process.env = { ...usual, ...env };
  try {
    return { code: await built.run(args), out: out.text, err: err.text };
  } finally {
    process.env = before.env;
    process.chdir(before.cwd);
    for (const stream of streams) stream.mockRestore();
  }
}

/** Keeps what is written to it. */
class Kept extends Writable {
  private readonly pieces: Buffer[] = [];

  override _write(piece: Buffer, _: string, done: () => void): void {
    this.pieces.push(Buffer.from(piece));
    done();
  }

  get text(): string {
    return Buffer.concat(this.pieces).toString();
  }
}

/** Starts the built program in a process of its own and does not wait for it. */
export function start(
  args: readonly string[],
  { cwd, env = {}, stdout = 'pipe', program = main }: ProcessSetting,
) {
  // With the preload of this process, if it has one.
  const child = spawn(process.execPath, [...process.execArgv, program, ...args], {
    cwd,
    env: { ...usual, ...env },
    stdio: ['pipe', stdout, 'pipe'],
  });
  started.push(child);
  return child;
}

/** Runs the built program to its end in a process of its own: for signals, pipes, memory and runs side by side. */
export async function runProcess(args: readonly string[], setting: ProcessSetting): Promise<Ran> {
  const child = start(args, setting);
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    err += text;
  });
  child.stdin?.on('error', () => {}).end(setting.input ?? '');
  const [code] = await once(child, 'close');
  return { code, out, err };
}

let folders = 0;

/** A folder of its own for one test, with spaces in its name, a registry and whatever files the test wants. */
export function folder(files: Record<string, string | Uint8Array> = {}): string {
  const path = join(base, `case number ${++folders}`);
  mkdirSync(path);
  for (const [name, content] of Object.entries({ 'registry.csv': registryCsv, ...files })) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

/** One billing loop; without a PRV its claims need one. */
export function x12(ids: readonly string[], { prv = '', npi = '1234567893' } = {}): string {
  const loop = billing({ id: npi, prv: prv === '' ? [] : [`PRV*BI*PXC*${prv}`] });
  const body = [...loop, ...subscriber(), ...ids.flatMap((id) => claim({ id }))];
  return interchange({ body })
    .map((segment) => `${segment}~\n`)
    .join('');
}

export const registryCsv = `npi,medicaid_id,provider_type,taxonomy
1234567893,7100000001,64,207Q00000X
1234567893,7100000002,65,207R00000X
`;

export const flagged = x12(['PCN1', 'PCN2']);
export const clean = x12(['PCN3'], { prv: '207Q00000X' });
export const warned = x12(['PCN4'], { npi: '1558598797' });
export const check = ['check', '--registry', 'registry.csv', '--format', 'ndjson'];

/** What the ndjson says, in short: `file rule claim` for each finding. */
export function findings({ out }: Ran): string[] {
  return records(out)
    .filter((record) => record.type === 'finding')
    .map((record) => `${record.file} ${record.rule} ${record.claim?.id ?? ''}`.trim());
}

/** Every record of an ndjson report. */
export function records(ndjson: string) {
  return ndjson
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
