import { createHash } from 'node:crypto';

/** A file of a run: everything that is sent to Redis about it. */
export interface QueuedFile {
  /** Its path below the named folder, with `/` between folders. */
  readonly name: string;
  /** In bytes; null if unknown until it is read. */
  readonly size: number | null;
  /** The hash when it was submitted; null if it could not be read. */
  readonly sha256: string | null;
}

/** The data of a job. */
export interface JobData extends QueuedFile {
  readonly settings: string;
}

/** Equal work has an equal ID, so that it is never queued twice. */
export function jobId(settings: string, { name, size, sha256 }: QueuedFile): string {
  return createHash('sha256')
    .update(JSON.stringify([settings, name, size, sha256]))
    .digest('hex');
}

/** Attempts for a file; one that fails each time, or kills its worker, is given up. */
export const tries = 3;
