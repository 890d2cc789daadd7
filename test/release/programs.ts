import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';

/** What `npm run executables` made. */
export const release = resolve(import.meta.dirname, '../../release/executables');

const base = mkdtempSync(join(tmpdir(), 'prvcheck release '));
const opened = join(base, 'opened');
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(base, { recursive: true, force: true, maxRetries: 10 });
});

/** A program to test: how it is called. */
export interface Program {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** A folder as its user names it, and where it is here. */
  readonly claims: { readonly name: string; readonly place: string };
}

const march = join(base, 'Claims', 'March 2026');

export const linux: Program = {
  command: [join(release, 'prvcheck-linux-x64')],
  env: {},
  claims: { name: march, place: march },
};

/** The Windows program in a Windows of its own, without Node. */
export function windows(): Program {
  const env = {
    WINEPREFIX: join(base, 'wine'),
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'mscoree=;mshtml=;winemenubuilder.exe=',
  };
  const run = (...args: readonly string[]) =>
    execFileSync(args[0]!, args.slice(1), { env: { ...process.env, ...env }, stdio: 'ignore' });
  // Otherwise Wine's server ends with each program, and the next one may meet it on its way out.
  mkdirSync(env.WINEPREFIX);
  run('wineserver', '-p');
  run('wineboot', '-i');
  // Wine says that it is Windows 7, on which Node does not start.
  run('wine', 'reg', 'add', 'HKCU\\Software\\Wine', '/v', 'Version', '/d', 'win10', '/f');
  afterAll(() => run('wineserver', '-k'));
  const claims = {
    name: 'C:\\Claims\\March 2026',
    place: join(env.WINEPREFIX, 'drive_c/Claims/March 2026'),
  };
  return { command: ['wine', join(release, 'prvcheck-win-x64.exe')], env, claims };
}

let folders = 0;

export function folder(): string {
  const path = join(base, `case number ${++folders}`);
  mkdirSync(path);
  return path;
}

/** Starts a program whose browser only writes down what it is to open. Its streams are files, because Wine has no pipes. */
export function start(
  { command: [program, ...before], env }: Pick<Program, 'command' | 'env'>,
  args: readonly string[],
  cwd: string,
) {
  const browser = join(base, 'xdg-open');
  writeFileSync(browser, `#!/bin/sh\necho "$1" >> '${opened}'\n`);
  chmodSync(browser, 0o755);
  const streams = { out: join(folder(), 'out'), err: join(folder(), 'err') };
  const files = [openSync(streams.out, 'w'), openSync(streams.err, 'w')] as const;
  const PATH = `${base}:${process.env.PATH}`;
  const child = spawn(program!, [...before, ...args], {
    cwd,
    env: { PATH, HOME: base, ...env },
    stdio: ['ignore', ...files],
  });
  started.push(child);
  for (const file of files) closeSync(file);
  return {
    child,
    out: () => readFileSync(streams.out, 'utf8'),
    err: () => readFileSync(streams.err, 'utf8'),
  };
}

export async function run(program: Pick<Program, 'command' | 'env'>, args: readonly string[], cwd: string) {
  const { child, out, err } = start(program, args, cwd);
  const [code] = await once(child, 'close');
  return { code, out: out(), err: err() };
}

/** What the browser was last told to open, once that is so. */
export async function openedUrl(): Promise<string> {
  while (!existsSync(opened) || readFileSync(opened, 'utf8') === '')
    await new Promise((resolve) => setTimeout(resolve, 50));
  const url = readFileSync(opened, 'utf8').trim();
  rmSync(opened);
  return url;
}
