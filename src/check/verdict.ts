import type { BillingLoop, ServiceSpan } from '../claim/claim';
import type { BillingInfo, EnrollmentInfo, Outcome } from '../finding';
import type { Enrollment } from '../registry/registry';
import type { Case } from '../rules/case';
import type { Judgement } from '../rules/catalogue';
import type { ClaimCase } from '../rules/claim-case';
import type { PayerPolicy } from '../rules/policy';

/** A judged case with the parts of its findings that all claims of the loop share. */
export interface Verdict {
  readonly loop: BillingLoop;
  readonly terms: PayerPolicy;
  readonly span: ServiceSpan;
  readonly given: Case<Enrollment>;
  /** What is judged of the claim by itself; null if nothing is. */
  readonly own: ClaimCase | null;
  readonly judgements: readonly Judgement[];
  readonly outcome: Outcome;
  readonly billing: BillingInfo;
  readonly enrollments: readonly EnrollmentInfo[];
}
