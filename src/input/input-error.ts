/** A file that the user gave cannot be used; the message is complete and meant for them. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
