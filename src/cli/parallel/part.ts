import { closeSync, openSync, readSync } from 'node:fs';
import { Checker, type Standards } from '../../checker';
import type { Finding, Summary } from '../../finding';
import { cannotRead } from '../../node/input-error';
import { machine } from '../../wasm/machine';
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
  /** Whether what was found holds for the whole file, if the part began as was thought. */
  readonly isCertain: boolean;
  /** The message, where the file could not be read. */
  readonly fault: string | null;
}

const chunkSize = 1024 * 1024;

/** Checks a part without a pause. */
export function checkPart({ path, start, end }: Part, standards: Standards): PartResult {
  const findings: Finding[] = [];
  const checker = new Checker(standards, path, (finding) => findings.push(finding), start);
  let fault: string | null = null;
  try {
    readPart(path, start?.offset ?? 0, end, (chunk) => checker.push(chunk));
    if (end === null) checker.end();
  } catch (error) {
    fault = cannotRead(path, error).message;
  }
  return { findings, summary: checker.summary(), state: checker.state, isCertain: checker.isCertain, fault };
}

function readPart(path: string, from: number, to: number | null, use: (chunk: Uint8Array) => void): void {
  const descriptor = openSync(path, 'r');
  try {
    const buffer = machine()?.window ?? new Uint8Array(chunkSize);
    for (let at = from; to === null || at < to; ) {
      const wanted = Math.min(buffer.length, to === null ? buffer.length : to - at);
      const length = readSync(descriptor, buffer, 0, wanted, at);
      if (length === 0) break;
      use(buffer.subarray(0, length));
      at += length;
    }
  } finally {
    closeSync(descriptor);
  }
}
