import { createHash } from 'node:crypto';

/** A file of a run, and all that Redis is told of it. */
export interface QueuedFile {
  /** Below the folder that was named, with `/` between folders. */
  readonly name: string;
  /** Bytes; null where nobody knows before the end. */
  readonly size: number | null;
  /** Of its bytes when it was submitted; null where they could not be read. */
  readonly sha256: string | null;
}

/** What a job holds. */
export interface JobData extends QueuedFile {
  readonly settings: string;
}

/** The same work has the same ID, so that it is never queued twice. */
export function jobId(settings: string, { name, size, sha256 }: QueuedFile): string {
  return createHash('sha256')
    .update(JSON.stringify([settings, name, size, sha256]))
    .digest('hex');
}

/** So often a file is begun; one that fails each time, or ends its worker, is given up. */
export const tries = 3;
