import type { ErrorCode } from '../values/errors';
import { messageOf } from '../values/visible';

/** A file that the user gave cannot be used. The message is complete and meant for the user. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly code: Extract<ErrorCode, 'PRVCHECK_UNREADABLE_FILE' | 'PRVCHECK_UNUSABLE_FILE'>;

  /** @internal */
  constructor(
    message: string | readonly string[],
    options: ErrorOptions & { readonly code?: InputError['code'] } = {},
  ) {
    super(messageOf(message), options);
    this.code = options.code ?? 'PRVCHECK_UNUSABLE_FILE';
  }
}
