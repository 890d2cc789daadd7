import { createHash } from 'node:crypto';

/** The part of the files that a run takes. */
export interface Shard {
  /** From 1 to `count`. */
  readonly index: number;
  readonly count: number;
}

/** Whether a file belongs to a shard. Depends on its name only, so adding or removing files moves no other file. */
export function isInShard(name: string, { index, count }: Shard): boolean {
  return createHash('sha256').update(name).digest().readUInt32BE() % count === index - 1;
}
