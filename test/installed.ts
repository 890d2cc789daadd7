import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/**
 * An empty project with the packed package in it, as `npm install` leaves it but without a registry of packages: the
 * tarball is unpacked, and the packages that it and the samples need are linked from here.
 */
export function installed(): string {
  const folder = mkdtempSync(join(tmpdir(), 'prvcheck user '));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const own = join(folder, 'node_modules/prvcheck');
  mkdirSync(own, { recursive: true });
  // The build is there already, and other tests read it.
  npm('pack', '--ignore-scripts', '--silent', '--pack-destination', folder);
  const { version, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  execFileSync('tar', ['-xzf', join('..', '..', `prvcheck-${version}.tgz`), '--strip-components=1'], {
    cwd: own,
  });
  for (const name of [...Object.keys(dependencies), 'fastify', 'pg', 'yauzl']) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link, 'junction');
  }
  cpSync(join(root, 'fixtures/samples'), folder, { recursive: true });
  cpSync(join(root, 'fixtures/demo'), folder, { recursive: true });
  cpSync(join(root, 'fixtures/demo/registry.csv'), join(folder, 'enrollments.csv'));
  return folder;
}

function npm(...args: readonly string[]): void {
  execFileSync('npm', args, { cwd: root, stdio: 'pipe', shell: process.platform === 'win32' });
}
