import { createHash } from 'node:crypto';

/** Which part of the files a run takes. */
export interface Shard {
  /** From 1 to `count`. */
  readonly index: number;
  readonly count: number;
}

/** Whether a file belongs to a shard: by its name alone, so that files that come and go move no other. */
export function isInShard(name: string, { index, count }: Shard): boolean {
  return createHash('sha256').update(name).digest().readUInt32BE() % count === index - 1;
}
