/**
 * A preload (`node --import`): in the folder for temporary files, the file system refuses what it refuses on Windows.
 * - Names that differ in case only are one name; dots and blanks at their ends do not count.
 * - No file has the name of a device, or a character that Windows reserves; NUL swallows what is written to it.
 * - A file that is open here cannot be replaced, nor a folder with one be renamed.
 * - A file opened for appending cannot be cut; one opened for reading, or a folder, cannot be synced or dated.
 * - A file that another program holds, listed in the file $PRVCHECK_HELD, cannot be opened, renamed, replaced or removed;
 *   `COUNT PATH`: so many attempts are refused.
 * Unless $SystemRoot names others, its programs are those in the folder `system`, which do nothing.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { devNull, tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

if (process.env.VITEST === undefined) await import('./set-platform.mjs'); // there it is a setup file

process.env.SystemRoot ??= join(import.meta.dirname, 'system');

const real = { ...fs };
const { O_APPEND, O_RDWR, O_WRONLY } = fs.constants;
const root = real.realpathSync(tmpdir());
const device = /^(?:con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³]|conin\$|conout\$) *(?:\.|$)/i;

function refusal(code, syscall, path, dest) {
  const words = `${code}: as on Windows, ${syscall} '${path}'${dest === undefined ? '' : ` -> '${dest}'`}`;
  return Object.assign(new Error(words), { code, syscall, path, ...(dest !== undefined && { dest }) });
}

function folded(name) {
  return name.replace(/[. ]+$/, '').toLowerCase();
}

/** The path of the file that Windows would find under this one. */
function onDisk(path, syscall) {
  const text = path instanceof URL ? fileURLToPath(path) : path;
  if (typeof text !== 'string') return path;
  const whole = resolve(text);
  if (!whole.startsWith(root + sep)) return path;
  let place = root;
  for (const part of whole.slice(root.length + 1).split(sep)) {
    if (/^nul *(\.|$)/i.test(part)) return devNull;
    if (device.test(part) || /[<>:"|?*\\]|\p{Cc}/u.test(part)) throw refusal('ENOENT', syscall, text);
    place = join(place, nameIn(place, part));
  }
  return place === whole ? path : place;
}

function nameIn(folder, name) {
  const plain = name.replace(/[. ]+$/, '') || name;
  try {
    if (real.lstatSync(join(folder, plain), { throwIfNoEntry: false }) !== undefined) return plain;
    return real.readdirSync(folder).find((other) => folded(other) === folded(name)) ?? plain;
  } catch {
    return plain;
  }
}

/** Whether another program holds the file; counts the attempt. */
function isHeld(path) {
  const list = process.env.PRVCHECK_HELD;
  if (list === undefined || typeof path !== 'string') return false;
  const lines = real.existsSync(list) ? real.readFileSync(list, 'utf8').split('\n') : [];
  const at = lines.findIndex((line) => line.replace(/^\d+ /, '') === resolve(path));
  if (at < 0) return false;
  const [, count] = /^(\d+) /.exec(lines[at]) ?? [];
  if (count === undefined) return true;
  if (count === '0') return false;
  lines[at] = lines[at].replace(count, String(Number(count) - 1));
  real.writeFileSync(list, lines.join('\n'));
  return true;
}

/** By descriptor: which file it is, under which path, and how it was opened. */
const open = new Map();

function isOpen(path) {
  const info = real.statSync(path, { throwIfNoEntry: false });
  if (info === undefined) return false;
  const file = `${info.dev} ${info.ino}`;
  const inside = (file) => info.isDirectory() && file.path.startsWith(resolve(path) + sep);
  return [...open.values()].some((other) => other.file === file || inside(other));
}

function opened(descriptor, path, flags) {
  const { dev, ino } = real.fstatSync(descriptor);
  const isAppended = typeof flags === 'string' ? flags.startsWith('a') : (flags & O_APPEND) !== 0;
  const isWritten = typeof flags === 'string' ? !/^r[^+]*$/.test(flags) : (flags & (O_WRONLY | O_RDWR)) !== 0;
  open.set(descriptor, { file: `${dev} ${ino}`, path: resolve(String(path)), isAppended, isWritten });
  return descriptor;
}

const checks = {
  ftruncate: (descriptor) => !open.get(descriptor)?.isAppended,
  fsync: (descriptor) => isWritable(descriptor),
  futimes: (descriptor) => isWritable(descriptor),
};

function isWritable(descriptor) {
  return (open.get(descriptor)?.isWritten ?? true) && !real.fstatSync(descriptor).isDirectory();
}

function refuseDescriptor(name, descriptor) {
  if (!checks[name](descriptor)) throw refusal('EPERM', name, descriptor);
}

/** The arguments as Windows takes them; throws what it refuses. */
function asTaken(name, [path, ...more]) {
  if (name in checks) {
    refuseDescriptor(name, path);
    return [path, ...more];
  }
  const from = onDisk(path, name);
  if (['open', 'rename', 'unlink', 'rm', 'readFile', 'writeFile', 'copyFile'].includes(name) && isHeld(from))
    throw refusal('EBUSY', name, path, name === 'rename' ? more[0] : undefined);
  if (!['rename', 'copyFile', 'link', 'cp'].includes(name)) return [from, ...more];
  const to = onDisk(more[0], name);
  if (isHeld(to)) throw refusal('EPERM', name, path, more[0]);
  if (name !== 'rename') return [from, to, ...more.slice(1)];
  // The same file under another case: only its name changes.
  const isSame = from === to;
  const isFolder = real.statSync(from, { throwIfNoEntry: false })?.isDirectory();
  if ((!isSame && isOpen(to)) || (isFolder && isOpen(from))) throw refusal('EPERM', name, path, more[0]);
  return [from, isSame ? more[0] : to, ...more.slice(1)];
}

const names =
  'access appendFile chmod copyFile cp fsync ftruncate futimes link lstat mkdir mkdtemp open opendir readFile readdir readlink realpath rename rm rmdir stat truncate unlink utimes writeFile';

for (const name of names.split(' ')) {
  const [sync, later, promised] = [real[`${name}Sync`], real[name], real.promises[name]];
  const isOpening = name === 'open';
  fs[`${name}Sync`] = (...args) => {
    const taken = asTaken(name, args);
    const result = sync(...taken);
    return isOpening ? opened(result, taken[0], args[1] ?? 'r') : result;
  };
  fs[name] = (...args) => {
    const done = args.at(-1);
    let taken;
    try {
      taken = asTaken(name, args);
    } catch (error) {
      return void process.nextTick(done, error);
    }
    if (!isOpening) return later(...taken);
    const flags = typeof args[1] === 'function' ? 'r' : args[1];
    return later(...taken.slice(0, -1), (error, descriptor) =>
      error ? done(error) : done(null, opened(descriptor, taken[0], flags)),
    );
  };
  if (promised === undefined) continue;
  const { promises } = real;
  promises[name] = async (...args) => {
    const taken = asTaken(name, args);
    const result = await promised(...taken);
    return isOpening ? asHandle(result, taken[0], args[1] ?? 'r') : result;
  };
}

for (const name of ['realpath', 'realpathSync'])
  fs[name].native = (...args) => real[name].native(...asTaken('realpath', args));

fs.existsSync = (path) => {
  try {
    return real.existsSync(onDisk(path, 'access'));
  } catch {
    return false;
  }
};

fs.closeSync = (descriptor) => {
  open.delete(descriptor);
  return real.closeSync(descriptor);
};
fs.close = (descriptor, ...done) => {
  open.delete(descriptor);
  return real.close(descriptor, ...done);
};

function asHandle(handle, path, flags) {
  const { fd } = handle;
  opened(fd, path, flags);
  for (const [method, name] of [
    ['truncate', 'ftruncate'],
    ['sync', 'fsync'],
    ['utimes', 'futimes'],
  ]) {
    const work = handle[method].bind(handle);
    handle[method] = async (...args) => {
      refuseDescriptor(name, fd);
      return work(...args);
    };
  }
  const close = handle.close.bind(handle);
  handle.close = () => {
    open.delete(fd);
    return close();
  };
  return handle;
}

syncBuiltinESMExports();
