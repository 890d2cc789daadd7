import type { Summary } from '../finding';
import { findingsName } from './names';

/**
 * The result of a file, the first of these that applies. `unreadable`: it could not be read to its end; `broken`: its
 * envelope has an error; `flagged`: a claim has an error; `undecided`: a claim is undecided; `unchecked`: it has no
 * claim in scope; else `clean`.
 */
export type Status = 'clean' | 'unchecked' | 'undecided' | 'flagged' | 'broken' | 'unreadable';

/** A line of files.ndjson. */
export interface FileRow extends Omit<Summary, 'type' | 'schema' | 'files'> {
  readonly type: 'file';
  readonly schema: 1;
  /** Its path below the named folder, with `/` between folders. */
  readonly file: string;
  readonly status: Status;
  /** Of the bytes that were checked; null if none could be read. */
  readonly sha256: string | null;
  /** Why it is unreadable; null if it is not. */
  readonly error: string | null;
  /** The file with its findings, below the output folder, and its length. */
  readonly output: string;
  readonly outputBytes: number;
  /** Missing in rows of earlier versions. */
  readonly outputSha256?: string;
}

export function statusOf(summary: Summary, envelopeErrors: number, error: string | null): Status {
  if (error !== null) return 'unreadable';
  if (envelopeErrors > 0) return 'broken';
  if (summary.findings.error > 0) return 'flagged';
  if (summary.undecided > 0) return 'undecided';
  return summary.claims === summary.outOfScope ? 'unchecked' : 'clean';
}

/** The summary part of a row. */
export function summaryOf(row: FileRow): Summary {
  const {
    file: _file,
    status: _status,
    sha256: _hash,
    error: _error,
    output: _output,
    outputBytes: _bytes,
    outputSha256: _outputHash,
    ...counts
  } = row;
  return { ...counts, type: 'summary', files: 1 };
}

/** Parses a row; null if the line is not one. */
export function readRow(line: string): FileRow | null {
  try {
    const row = JSON.parse(line) as FileRow;
    // The path of the findings must be the expected one, so that a row cannot point outside the folder.
    return row.output === findingsName(row.file) ? row : null;
  } catch {
    return null;
  }
}
