import { nearest } from '../values/nearest';
import { messageOf } from '../values/visible';

/** The command line or the config file is invalid; the message says what to write instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(message: string | readonly string[]) {
    super(messageOf(message));
  }
}

/** @param more the first superfluous word; undefined if all words are used */
export function refuseMore(command: string, more: string | undefined): void {
  if (more !== undefined) throw new UsageError(`"prvcheck ${command}" cannot use "${more}".`);
}

/** ` Did you mean X?`, or '' if nothing is similar. */
export function didYouMean(word: string, candidates: readonly string[], prefix = ''): string {
  const near = nearest(word, candidates);
  return near === undefined ? '' : ` Did you mean ${prefix}${near}?`;
}

/**
 * The choice that the word names.
 * @throws UsageError naming the most similar choice if there is no such choice
 */
export function oneOf<T extends string>(what: string, word: string, choices: readonly T[]): T {
  const choice = choices.find((candidate) => candidate === word);
  if (choice !== undefined) return choice;
  throw new UsageError(
    `${what} cannot be "${word}".${didYouMean(word, choices)} Choose one of: ${choices.join(', ')}.`,
  );
}
