import type { Digest } from './digest';

/** What the page shows of a run. */
export interface Shown {
  readonly digest: Digest;
  /** What could not be read, or only in part. */
  readonly problems: readonly string[];
  /** What was passed over, for it holds no X12. */
  readonly skipped: readonly string[];
}

/** JSON that can stand in an HTML script element whatever is in it: nothing in it begins a tag or a comment. */
export function embedded(shown: Shown): string {
  return JSON.stringify(shown).replaceAll('<', '\\u003c');
}
