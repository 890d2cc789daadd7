import type { ServiceSpan } from '../claim/claim';
import type { Prv } from '../claim/prv';
import type { SteadySpan } from '../claim/steady-span';
import type { BillingInfo, EnrollmentInfo, Outcome } from '../finding';
import type { Case } from '../rules/case';
import type { Judgement } from '../rules/catalogue';
import type { ClaimCase } from '../rules/claim-case';
import type { PayerPolicy } from '../rules/policy';

/** A billing loop judged under the terms of a payer, on some service dates. */
export interface Judged {
  readonly terms: PayerPolicy;
  readonly span: ServiceSpan;
  readonly given: Case;
  /** The days for which the judgements hold as well. */
  readonly steady: SteadySpan;
  readonly judgements: readonly Judgement[];
}

/** The same with the parts of its findings that all claims of the loop share. */
export interface Verdict extends Judged {
  /** What is judged of the claim by itself; null if nothing is. */
  readonly own: ClaimCase | null;
  readonly outcome: Outcome;
  readonly billing: BillingInfo;
  readonly enrollments: readonly EnrollmentInfo[];
}

/**
 * All that the judgements on a loop and its enrollments depend on, except for terms and positions, and its name. No
 * value has a line break.
 */
export function valuesOf({ given, span, steady, billing }: Verdict): string {
  const { loop, version, delimiters } = given;
  const isSteady = steady.since < steady.until;
  return [
    version,
    delimiters.element,
    delimiters.terminator,
    isSteady,
    isSteady ? steady.since : span.from,
    isSteady ? steady.until : span.to,
    // Never the text of an NPI, which is trimmed.
    loop.npi ?? '\t',
    billing.name,
    loop.zip,
    ...elementsOf(loop.prv),
    ...elementsOf(loop.misplacedPrv),
    ...loop.strayNumbers,
  ].join('\n');
}

function elementsOf(prv: Prv | null): string[] {
  return prv === null ? [''] : ['+', prv.provider, prv.qualifier, prv.code, ...elementsOf(prv.second)];
}
