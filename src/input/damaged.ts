import { InputError } from './input-error';

export const askAgain = 'Ask for it again.';

export const cutOff = 'it breaks off before its end';
export const wrongChecksum = 'its checksum is wrong, so that what was read may be wrong too';
export const moreFiles = 'it holds more files than it says';
export const senselessList = 'its list of files makes no sense';
export const senseless = 'its packed bytes make no sense';

export function damaged(name: string, how: string, cause?: unknown): InputError {
  return new InputError(`${name} is damaged: ${how}. ${askAgain}`, cause === undefined ? {} : { cause });
}

/** More than any archive of claims contains, and few enough to keep in memory. */
export const mostFilesInZip = 100_000;

/** @param what exceeds the limit */
export function zipTooLarge(path: string, what = 'more than 100,000 files'): InputError {
  return new InputError(`${path} holds ${what}: it is not read. Split it, or unpack it first.`);
}
