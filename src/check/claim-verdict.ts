import { type Claim, taxonomyOf } from '../claim/claim';
import type { ClaimVerdict, Outcome } from '../finding';
import type { Case } from '../rules/case';
import { isoDay } from '../values/dates';
import type { Verdict } from './verdict';

/** The public, flat form of a verdict. */
export function claimVerdict(
  claim: Claim,
  file: string | null,
  outcome: Outcome,
  verdict: Verdict | null,
): ClaimVerdict {
  const { set, subscriber, loop, position } = claim;
  return {
    type: 'claim',
    schema: 1,
    outcome,
    rules: verdict?.judgements.map(({ rule }) => rule) ?? [],
    file,
    interchange: set.interchange,
    group: set.group,
    transaction: set.transaction,
    id: claim.id,
    charge: claim.charge,
    kind: set.guide.kind,
    serviceFrom: isoDay(claim.from),
    serviceTo: isoDay(claim.to),
    payerId: subscriber?.payerId ?? null,
    npi: loop?.npi ?? null,
    taxonomy: loop && taxonomyOf(loop),
    medicaidId: verdict && medicaidIdOf(verdict.given),
    offset: position.offset,
    segment: position.segment,
  };
}

function medicaidIdOf(given: Case): string | null {
  const { taxonomy } = given;
  const resolution = given.resolve(taxonomy.state === 'valid' ? taxonomy.code : null);
  return resolution.outcome === 'resolved' ? resolution.medicaidId : null;
}
