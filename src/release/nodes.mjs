/**
 * The Node inside the executables, from npm: the same version for all, since one of them makes what the others run. A newer
 * one is to be tried under Wine: `npm run executables`, then test/release.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const nodeVersion = '22.23.3';
const packages = {
  'linux-x64': 'qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
  'linux-arm64': 'l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA==',
  'win-x64': 'lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==',
};

/** @typedef {keyof typeof packages} Platform */

export const platforms = /** @type {Platform[]} */ (Object.keys(packages));

/**
 * Returns the folder of the unpacked package, whose bytes are what they were when its hash was written down above.
 * @param {Platform} platform
 * @param {string} work
 */
export function fetchNode(platform, work) {
  const folder = mkdtempSync(join(work, `node-${platform}-`));
  execFileSync('npm', ['pack', '--silent', `node-${platform}@${nodeVersion}`], { cwd: folder });
  const tarball = `node-${platform}-${nodeVersion}.tgz`;
  const hash = createHash('sha512')
    .update(readFileSync(join(folder, tarball)))
    .digest('base64');
  if (hash !== packages[platform]) throw new Error(`${tarball} is not the file that it was: sha512-${hash}`);
  execFileSync('tar', ['-xzf', tarball], { cwd: folder });
  return join(folder, 'package');
}
