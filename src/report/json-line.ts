import type { ClaimFinding, Finding } from '../finding';
import { shared } from './shared';

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

/** Writes findings as `jsonLine` does. */
export function findingLines(): (finding: Finding) => string {
  const textAround = shared(aroundClaim);
  return (finding) => {
    if (finding.loop === null) return jsonLine(finding);
    const [before, after] = textAround(finding);
    return before + claimJson(finding.claim) + after;
  };
}

function aroundClaim(finding: ClaimFinding): [before: string, after: string] {
  const entries = Object.entries(finding);
  const at = entries.findIndex(([key]) => key === 'claim');
  const before = jsonLine(Object.fromEntries(entries.slice(0, at)));
  const after = jsonLine(Object.fromEntries(entries.slice(at + 1)));
  return [`${before.slice(0, -1)},"claim":`, `,${after.slice(1)}`];
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
