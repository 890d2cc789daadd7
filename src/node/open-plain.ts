import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { hasCode } from './input-error';

/** Windows has neither. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

/**
 * Opens a plain file in one of our own folders: never through a link, and never a pipe, which would block forever.
 * @throws the file system's error, with code ENOTFILE if it is not a plain file
 */
export function openPlain(path: string, flags: number = constants.O_RDONLY, mode = 0o600): number {
  const descriptor = open(path, flags | O_NOFOLLOW | O_NONBLOCK, mode);
  if (fstatSync(descriptor).isFile()) return descriptor;
  closeSync(descriptor);
  throw notPlain(path);
}

function open(path: string, flags: number, mode: number): number {
  try {
    return openSync(path, flags, mode);
  } catch (error) {
    throw hasCode(error, 'ELOOP') ? notPlain(path) : error;
  }
}

function notPlain(path: string): Error {
  const words = `ENOTFILE: it is no plain file, open '${path}'`;
  return Object.assign(new Error(words), { code: 'ENOTFILE', syscall: 'open', path });
}
