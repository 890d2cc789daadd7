/** What makes a Node for Windows ours: its icon and name, and a signature. */
import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync } from 'node:fs';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { markPictures } from './icon.mjs';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const englishUS = 1033;
const unicode = 1200;
/** RT_RCDATA. */
const rawData = 10;

/**
 * A node.exe with the blob inside, with our icon, name and version, and without its signature, which would no longer be true.
 * @param {Buffer} node
 * @param {Buffer} blob
 * @param {string} fuse
 */
export function windowsProgram(node, blob, fuse) {
  const program = NtExecutable.from(node, { ignoreCert: true });
  const resources = NtExecutableResource.from(program);
  for (const { id, lang } of Resource.IconGroupEntry.fromEntries(resources.entries))
    Resource.IconGroupEntry.replaceIconsForResource(resources.entries, id, lang, markPictures());
  const [about] = Resource.VersionInfo.fromEntries(resources.entries);
  if (about === undefined) throw new Error('this node.exe says nothing of itself');
  const [major, minor, patch] = version.split(/[.-]/).map(Number);
  about.setFileVersion(major, minor, patch, 0);
  about.setProductVersion(major, minor, patch, 0);
  about.setStringValues(
    { lang: englishUS, codepage: unicode },
    {
      ProductName: 'prvcheck',
      FileDescription: 'prvcheck: which claims will bounce',
      CompanyName: 'The prvcheck authors',
      InternalName: 'prvcheck',
      OriginalFilename: 'prvcheck-win-x64.exe',
      LegalCopyright: 'MIT; contains Node.js and packages under their own licences',
      FileVersion: version,
      ProductVersion: version,
    },
  );
  about.outputToResourceEntries(resources.entries);
  resources.entries.push({
    type: rawData,
    id: 'NODE_SEA_BLOB',
    lang: englishUS,
    codepage: 0,
    bin: new Uint8Array(blob).buffer,
  });
  resources.outputResource(program);
  const bytes = Buffer.from(program.generate());
  const at = bytes.indexOf(`${fuse}:0`);
  if (at < 0) throw new Error('this node.exe cannot contain a program');
  bytes.write('1', at + fuse.length + 1);
  return bytes;
}

/**
 * Signs the program if PRVCHECK_SIGN_PKCS12 names a file with a certificate and its key; PRVCHECK_SIGN_PASSWORD_FILE names
 * the one with its password,
 * and PRVCHECK_SIGN_TIMESTAMP a server that states when it was signed: then the signature outlives the certificate.
 * @param {string} path
 */
export function sign(path) {
  const {
    PRVCHECK_SIGN_PKCS12: certificate,
    PRVCHECK_SIGN_PASSWORD_FILE: password,
    PRVCHECK_SIGN_TIMESTAMP: stamp,
  } = process.env;
  if (!certificate) return;
  const key = ['-pkcs12', certificate, ...(password ? ['-readpass', password] : [])];
  const more = ['-h', 'sha256', '-n', 'prvcheck', ...(stamp ? ['-ts', stamp] : [])];
  execFileSync('osslsigncode', ['sign', ...key, ...more, '-in', path, '-out', `${path}.signed`]);
  renameSync(`${path}.signed`, path);
}
