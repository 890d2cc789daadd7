import { FileChecker, type Standards } from '../../check/file-checker';
import type { Finding, Summary } from '../../finding';
import { InputError } from '../../node/input-error';
import { readInPlace } from '../../node/read-in-place';
import type { EnvelopeState } from '../../x12/envelope';

/** A part of a file, checked by itself. Everything here crosses from thread to thread. */
export interface Part {
  readonly path: string;
  /** Where it begins, as far as can be told; null: at the beginning of the file. */
  readonly start: EnvelopeState | null;
  /** Where the next part begins; null: it goes to the end of the file. */
  readonly end: number | null;
}

export interface PartResult {
  readonly findings: readonly Finding[];
  readonly summary: Summary;
  /** How it stands where the next part begins; null where nobody can go on there. */
  readonly state: EnvelopeState | null;
  /** Whether it was read to its end, and what was found holds if the part began as was thought. */
  readonly isSure: boolean;
}

/** Checks a part without a pause. */
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
