/**
 * Makes all files of a release in `release/` and lists them; uploads nothing. After `npm run build`, on Linux x64.
 * With `--tag v1.2.3` the version and the changelog have to be of that name. $PRVCHECK_CONTAINER_BASE is the image with its
 * digest for the Containerfile, which is left out without it.
 */
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { withDigest } from './container.mjs';
import { outdir as executables, makeExecutables } from './executables.mjs';
import { nodeVersion, platforms } from './nodes.mjs';
import { notesOf } from './notes.mjs';
import { writeZip } from './zip.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const outdir = join(root, 'release');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const [flag, tag] = process.argv.slice(2);
if (flag !== undefined && (flag !== '--tag' || tag !== `v${version}`))
  throw new Error(`this is version ${version}: --tag v${version}`);
if (tag !== undefined && process.env.PRVCHECK_CONTAINER_BASE === undefined)
  throw new Error('name the base of the container with its digest: $PRVCHECK_CONTAINER_BASE');

rmSync(outdir, { recursive: true, force: true });
mkdirSync(outdir);
writeFileSync(
  join(outdir, 'NOTES.md'),
  notesOf(readFileSync(join(root, '.github/CHANGELOG.md'), 'utf8'), tag),
);

const tarball = `prvcheck-${version}.tgz`;
pack(root);
cpSync(join(root, 'dist/web/prvcheck.html'), join(outdir, 'prvcheck.html'));
writeFileSync(join(outdir, 'prvcheck.cdx.json'), billOfMaterials());
await Promise.all([compareWithSecondBuild(), makeExecutables()]);
const zips = platforms.map((platform) => `prvcheck-${platform}.zip`);
await Promise.all(
  platforms.map((platform, i) => {
    const program = `prvcheck-${platform}${platform.startsWith('win') ? '.exe' : ''}`;
    return writeZip(join(outdir, zips[i]), [
      { name: program, path: join(executables, program), isProgram: true },
      { name: 'LICENSE.txt', path: join(root, 'LICENSE') },
      { name: 'NODE-LICENSE.txt', path: join(executables, 'NODE-LICENSE.txt') },
      { name: 'THIRD-PARTY.txt', path: join(root, 'dist/cli/THIRD-PARTY.txt') },
      { name: 'THIRD-PARTY-PAGE.txt', path: join(root, 'dist/web/THIRD-PARTY.txt') },
    ]);
  }),
);

const base = process.env.PRVCHECK_CONTAINER_BASE;
if (base !== undefined) {
  const text = readFileSync(join(root, '.github/container/Containerfile'), 'utf8');
  writeFileSync(join(outdir, 'Containerfile'), withDigest(text, base));
}
const container = base === undefined ? [] : ['Containerfile'];
const files = [tarball, 'prvcheck.html', ...zips, ...container, 'prvcheck.cdx.json'];
const sums = files.map((name) => `${hashOf(join(outdir, name))}  ${name}\n`).join('');
writeFileSync(join(outdir, 'SHA256SUMS'), sums);
for (const name of [...files, 'SHA256SUMS']) {
  const path = join(outdir, name);
  console.log(`${hashOf(path)} ${String(readFileSync(path).length).padStart(10)}  ${name}`);
}

/** Writes the package, built before, into the output folder. */
function pack(folder, to = outdir) {
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', to], { cwd: folder });
}

/** Of all that the build uses, because part of it is bundled, and of Node. Without its time and random number. */
function billOfMaterials() {
  const text = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const { serialNumber, ...bill } = JSON.parse(text);
  delete bill.metadata.timestamp;
  // npm takes the name of the folder.
  bill.metadata.component.name = 'prvcheck';
  const purl = `pkg:generic/node@${nodeVersion}`;
  bill.components.push({ 'bom-ref': purl, type: 'platform', name: 'node', version: nodeVersion, purl });
  return `${JSON.stringify(bill, null, 2)}\n`;
}

/** Builds again in another folder: the package, with the page in it, has to have the same bytes. */
async function compareWithSecondBuild() {
  const again = join(outdir, 'again');
  const options = { cwd: root, encoding: 'utf8' };
  const sources = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '-z'],
    options,
  );
  for (const path of sources.split('\0').filter((path) => path !== ''))
    cpSync(join(root, path), join(again, path));
  execFileSync('cp', ['-alT', join(root, 'node_modules'), join(again, 'node_modules')]);
  await promisify(execFile)('npm', ['run', 'build', '--silent'], { cwd: again });
  pack(again, again);
  if (hashOf(join(again, tarball)) !== hashOf(join(outdir, tarball)))
    throw new Error(`a second build gives another ${tarball}: compare it with that in ${again}`);
  rmSync(again, { recursive: true });
}

function hashOf(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
