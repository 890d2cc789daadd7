import { InputError } from '../input/input-error';

export { InputError };

const faults: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'permission denied',
  EPERM: 'permission denied, or another program holds it open',
  EBUSY: 'another program holds it open',
  EHELD: 'permission denied, or another program has it open: close it there, and try again',
  EISDIR: 'it is a folder, not a file',
  ENOTDIR: 'a part of its path is a file, not a folder',
  ENOTFILE: 'it is no plain file',
  EEXIST: 'something else has its name',
  ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  EMFILE: 'too many files are open',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EFBIG: 'the file would grow too large',
  EPIPE: 'its reader went away',
  EIO: 'the disk or the network reported an error',
};

/** Whether a system call failed, for example on a full disk, as opposed to a bug in this program. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

/** Whether an error is one of the system, with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/** What a failed file system call means, in words. */
export function faultInWords(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault';
  return faults[code] ?? `the system answered ${code}`;
}

export function cannotRead(path: string, error: unknown): InputError {
  return new InputError(`cannot read ${path}: ${faultInWords(error)}.`, {
    code: 'PRVCHECK_UNREADABLE_FILE',
    cause: error,
  });
}

/** The result of reading something; a failure is thrown as an InputError. */
export function orCannotRead<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw cannotRead(path, error);
  }
}
