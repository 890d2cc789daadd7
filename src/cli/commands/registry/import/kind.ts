import type { Log } from '../../../output/log';
import type { Flags, RawFlags } from '../../../settings/flags';

/** What candidates can be imported from: the first word of `registry import`. */
export interface ImportKind {
  /** Its own flags, beside those of the output. */
  readonly flags: Flags;
  /** @returns the exit code */
  run(call: ImportCall): Promise<number>;
}

export interface ImportCall {
  readonly paths: readonly string[];
  readonly raw: RawFlags;
  readonly log: Log;
}

/** What to do with candidates. */
export const toConfirm =
  'confirm each in the partner portal, fill in its provider type, and empty its cell in "candidate"';
