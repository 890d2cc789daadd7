import type { Standards } from '../../check/standards';
import type { Finding, Summary } from '../../finding';
import type { Input } from '../../input/input';
import { runInput } from '../../input/run';
import { InputError } from '../../node/input-error';

/** What came of an input that was checked before its turn. It is sent between threads. */
export interface Checked {
  readonly findings: readonly Finding[];
  readonly summary: Summary;
}

/** Findings kept of an input. To read one with more of them in its turn is faster than to send these between threads. */
const MOST_FINDINGS = 8000;

/** Checks an input and keeps its findings; null if it cannot be read to its end, or has too many. */
export async function checkAhead(
  input: Pick<Input, 'name' | 'open'>,
  standards: Standards,
): Promise<Checked | null> {
  const findings: Finding[] = [];
  let isWhole = true;
  const run = runInput(input, standards, {
    finding: (finding) => void findings.push(finding),
    broken: () => {
      isWhole = false;
    },
  });
  try {
    for await (const _ of run) if (findings.length > MOST_FINDINGS) return null;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return null;
  }
  return isWhole ? { findings, summary: run.summary } : null;
}
