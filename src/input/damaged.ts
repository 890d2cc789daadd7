import { InputError } from './input-error';

export const askAgain = 'Ask for it again.';

export const cutOff = 'it breaks off before its end';
export const wrongChecksum = 'its checksum is wrong, so that what was read may be wrong too';
export const senseless = 'its packed bytes make no sense';

export function damaged(name: string, how: string, cause?: unknown): InputError {
  return new InputError(`${name} is damaged: ${how}. ${askAgain}`, cause === undefined ? {} : { cause });
}
