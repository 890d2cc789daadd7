import type { ClaimFindings } from '../check/claim-findings';
import type { EnvelopeFinding, Finding, Severity } from '../finding';
import { Gatherer, keep, newSample, type Sample } from './gatherer';
import type { ReportOrder } from './order';

const problemsKept = 1000;
const envelopeKept = 10;

/** What the text and JUnit reports keep of one file. */
export interface Notes {
  readonly envelope: Record<Severity, Sample<EnvelopeFinding>>;
  readonly claims: Gatherer;
}

/** @param claimsKept listed under each problem */
export function newNotes(claimsKept: number, order: ReportOrder = 'worst'): Notes {
  return {
    envelope: { error: newSample(), warning: newSample(), info: newSample() },
    claims: new Gatherer({ problems: problemsKept, claims: claimsKept, order }),
  };
}

export function note({ envelope, claims }: Notes, finding: Finding): void {
  if (finding.loop === null) keep(envelope[finding.severity], finding, envelopeKept);
  else claims.add(finding);
}

export function noteClaim({ claims }: Notes, found: ClaimFindings): void {
  claims.addClaim(found);
}

/** Whether the file has no findings. */
export function isQuiet({ envelope, claims }: Notes): boolean {
  const { error, warning, info } = envelope;
  return claims.providers.size + error.total + warning.total + info.total === 0;
}
