import { FileChecker } from '../../check/file-checker';
import type { Standards } from '../../check/standards';
import type { Finding, Summary } from '../../finding';
import { InputError } from '../../node/input-error';
import { readInPlace } from '../../node/read-in-place';
import type { EnvelopeState } from '../../x12/envelope';

/** A part of a file that is checked separately. Everything here is sent between threads. */
export interface Part {
  readonly path: string;
  /** The presumed envelope state at its start; null: it starts at the beginning of the file. */
  readonly start: EnvelopeState | null;
  /** Offset of the next part; null: it goes to the end of the file. */
  readonly end: number | null;
}

export interface PartResult {
  readonly findings: readonly Finding[];
  readonly summary: Summary;
  /** The state at the start of the next part; null if checking cannot continue from there. */
  readonly state: EnvelopeState | null;
  /** Whether it was read to its end and its results hold, provided that the presumed start was right. */
  readonly isSure: boolean;
}

/** Checks a part synchronously. */
export function checkPart({ path, start, end }: Part, standards: Standards): PartResult {
  const findings: Finding[] = [];
  const checker = new FileChecker(standards, path, { finding: (finding) => findings.push(finding) }, start);
  let isRead = true;
  try {
    for (const chunk of readInPlace(path, start?.offset, end)) checker.push(chunk);
    if (end === null) checker.end();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    isRead = false;
  }
  return { findings, summary: checker.summary(), state: checker.state, isSure: isRead && checker.isCertain };
}
