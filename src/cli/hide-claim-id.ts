import { createHash } from 'node:crypto';
import type { Finding } from '../finding';

/** The finding with a code in place of its patient control number; the same number gives the same code. */
export function hideClaimId(finding: Finding): Finding {
  if (finding.loop === null) return finding;
  const code = `#${createHash('sha256').update(finding.claim.id).digest('hex').slice(0, 12)}`;
  return { ...finding, claim: { ...finding.claim, id: code } };
}
