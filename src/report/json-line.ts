import type { ClaimFinding, Finding, RuleId } from '../finding';

/**
 * One line of JSON, schema 1. Some characters that JSON allows raw steer a terminal or break lines: they are
 * escaped, which leaves the value as it is.
 */
export function jsonLine(record: unknown): string {
  return JSON.stringify(record).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The text around the claim, which the findings on one billing loop share. */
interface Frame {
  readonly of: ClaimFinding;
  readonly before: string;
  readonly after: string;
}

/** Writes findings as `jsonLine` does, the faster the more they share with the one before of their rule. */
export function findingLines(): (finding: Finding) => string {
  const frames = new Map<RuleId, Frame>();
  return (finding) => {
    if (finding.loop === null) return jsonLine(finding);
    let frame = frames.get(finding.rule);
    if (frame === undefined || !fits(frame.of, finding)) {
      frame = frameOf(finding);
      frames.set(finding.rule, frame);
    }
    return frame.before + claimJson(finding.claim) + frame.after;
  };
}

/** Whether two findings hold the same values, those of the claim aside. */
function fits(known: ClaimFinding, finding: ClaimFinding): boolean {
  for (const key in finding) {
    if (key !== 'claim' && known[key as keyof Finding] !== finding[key as keyof Finding]) return false;
  }
  return true;
}

function frameOf(finding: ClaimFinding): Frame {
  const entries = Object.entries(finding);
  const at = entries.findIndex(([key]) => key === 'claim');
  const before = jsonLine(Object.fromEntries(entries.slice(0, at)));
  const after = jsonLine(Object.fromEntries(entries.slice(at + 1)));
  return { of: finding, before: `${before.slice(0, -1)},"claim":`, after: `,${after.slice(1)}` };
}

/** `jsonLine` for what a claim holds, in a third of the time. */
function claimJson(value: object): string {
  let text = '';
  for (const key in value) {
    const part: unknown = value[key as keyof object];
    text += `${text === '' ? '{' : ','}"${key}":${typeof part === 'object' && part !== null ? claimJson(part) : plainJson(part)}`;
  }
  return `${text}}`;
}

const needsNoEscape = /^[ !#-[\]-~]*$/;

function plainJson(value: unknown): string {
  if (typeof value === 'string' && needsNoEscape.test(value)) return `"${value}"`;
  return typeof value === 'number' || value === null ? `${value}` : jsonLine(value);
}
