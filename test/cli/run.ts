import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, vi } from 'vitest';
import { billing, claim, interchange, subscriber } from '../build';

vi.setConfig({ testTimeout: 60_000 });

export const main = resolve(import.meta.dirname, '../../dist/cli/main.js');

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
  readonly env?: Record<string, string>;
  readonly stdout?: number | 'pipe';
}

const started: ChildProcess[] = [];
// A test that failed may have left some waiting.
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
});

/** Starts the built program and does not wait for it. */
export function start(args: readonly string[], { cwd, env = {}, stdout = 'pipe' }: Setting) {
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['pipe', stdout, 'pipe'],
  });
  started.push(child);
  return child;
}

/** Runs the built program to its end. */
export async function run(args: readonly string[], setting: Setting): Promise<Ran> {
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
