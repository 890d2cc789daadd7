import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { installed } from './installed';
import { skipping } from './skipping';

const project = installed();
const rows = readFileSync(resolve(import.meta.dirname, '../fixtures/demo/registry.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(',').map((cell) => cell || null));
const columns = 'npi, medicaid_id, provider_type, taxonomy, effective_date, end_date, name, zip';

/** Runs a sample that checks the files named on its standard input. */
function startSample(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [name, ...args], { cwd: project, env: { ...process.env, ...env } });
  const [out, err] = [createInterface(child.stdout), createInterface(child.stderr)];
  const next = async (lines: Interface) => String((await once(lines, 'line'))[0]);
  return {
    async flagged(file: string): Promise<number> {
      child.stdin.write(`${file}\n`);
      return JSON.parse(await next(out)).flagged;
    },
    said: () => next(err),
    async end(): Promise<number> {
      child.stdin.end();
      return (await once(child, 'exit'))[0];
    },
  };
}

/** The folder of PostgreSQL's programs, which Debian does not put on the path; null if there is none. */
function postgresPrograms(): string | null {
  const versions = '/usr/lib/postgresql';
  try {
    const [latest] = readdirSync(versions).sort((a, b) => Number(b) - Number(a));
    return latest === undefined ? null : join(versions, latest, 'bin');
  } catch {
    return null;
  }
}

const programs = process.platform === 'win32' ? null : postgresPrograms();
const skipped = programs === null ? skipping('postgresql', 'the PostgreSQL sample') : '';

describe.skipIf(programs === null)(`a registry in PostgreSQL${skipped}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'prvcheck-pg-'));
  const data = join(folder, 'data');
  // The server does not run as root.
  const user = process.getuid?.() === 0 ? 'postgres' : null;
  const run = (program: string, ...args: readonly string[]) => {
    const path = join(programs!, program);
    const [command, ...rest] = user === null ? [path, ...args] : ['runuser', '-u', user, '--', path, ...args];
    execFileSync(command!, rest, { stdio: 'pipe', cwd: folder });
  };
  afterAll(() => {
    run('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
    rmSync(folder, { recursive: true, force: true });
  });

  it('is read by the sample, and again when the table has changed', async () => {
    if (user !== null) {
      const id = (kind: string) => Number(execFileSync('id', [kind, user], { encoding: 'utf8' }));
      chownSync(folder, id('-u'), id('-g'));
    }
    run('initdb', '-D', data, '-A', 'trust', '-U', 'tester');
    const settings = `-c listen_addresses='' -c unix_socket_directories='${folder}'`;
    run('pg_ctl', '-D', data, '-o', settings, '-l', join(folder, 'log'), '-w', '-t', '300', 'start');
    const url = `postgresql://tester@/postgres?host=${encodeURIComponent(folder)}`;
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(`CREATE TABLE enrollments (npi char(10), medicaid_id text, provider_type text,
      taxonomy text, effective_date date, end_date date, name text, zip text)`);
    for (const row of rows)
      await client.query(`INSERT INTO enrollments (${columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, row);

    const sample = startSample('postgres.mjs', [], { DATABASE_URL: url });
    expect(await sample.flagged('professional.837')).toBe(6);
    const replaced = sample.said();
    await client.query(`DELETE FROM enrollments WHERE medicaid_id <> '7100000411'`);
    await client.query('NOTIFY enrollments');
    expect(await replaced).toBe('registry: 1 enrollments');
    expect(await sample.flagged('professional.837')).toBe(0);
    const refused = sample.said();
    await client.query(`UPDATE enrollments SET npi = '12'`);
    await client.query('NOTIFY enrollments');
    expect(await refused).toMatch(/^registry not replaced: The registry has 1 bad row/);
    expect(await sample.end()).toBe(0);
    await client.end();
  });
});

/** Older Nodes have no SQLite; the gate runs the sample on newer ones. */
describe.runIf(isBuiltin('node:sqlite'))('a registry in SQLite', () => {
  it('is read by the sample, and again when another program has written', async () => {
    const { DatabaseSync } = await import(/* @vite-ignore */ `${'node:'}sqlite`);
    const database = new DatabaseSync(join(project, 'billing.db'));
    database.exec(`CREATE TABLE enrollments (${columns})`);
    const insert = database.prepare(`INSERT INTO enrollments (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
    for (const row of rows) insert.run(...row);
    const sample = startSample('sqlite.mjs', ['billing.db']);
    expect(await sample.flagged('professional.837')).toBe(6);
    database.exec(`DELETE FROM enrollments WHERE medicaid_id <> '7100000411'`);
    expect(await sample.flagged('professional.837')).toBe(0);
    expect(await sample.end()).toBe(0);
    database.close();
  });
});
