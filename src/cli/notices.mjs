import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes THIRD-PARTY.txt beside a bundle: the licences of the packages in it.
 * @param {string} root
 * @param {readonly import('esbuild').Metafile[]} metafiles of the bundles
 * @param {string} outdir
 * @param {string} intro what contains the packages, as the beginning of a sentence
 */
export function writeNotices(root, metafiles, outdir, intro) {
  const folders = metafiles
    .flatMap(({ inputs }) => Object.keys(inputs))
    .map((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]);
  const notices = [...new Set(folders)]
    .filter((folder) => folder !== undefined)
    .map((folder) => notice(root, folder));
  writeFileSync(
    join(outdir, 'THIRD-PARTY.txt'),
    [`${intro}, each under its own licence.`, ...new Set(notices.sort())].join(`\n\n${'-'.repeat(80)}\n\n`),
  );
}

/**
 * @param {string} root
 * @param {string} folder
 */
function notice(root, folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${folder} has no licence file, so it cannot be shipped`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(root, folder, file), 'utf8').trim()}`;
}
