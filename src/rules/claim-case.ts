import type { Claim, ServiceSpan } from '../claim/claim';
import type { ProviderLoop, Role } from '../claim/provider-loops';
import type { Position, ProviderInfo } from '../finding';
import { isActive } from '../registry/crosswalk';
import type { JudgedEnrollment, Rows } from '../registry/registry';
import { type Day, dayOf, isoDay } from '../values/dates';
import { isNpi } from '../values/npi';
import type { Guide } from '../x12/guide';
import type { Delimiters } from '../x12/header';
import { type Case, steadySpan } from './case';
import { lastDayOf } from './filing';
import type { Policy } from './policy';
import { judgePrv, providersOf, type Taxonomy } from './taxonomy';

/** A rendering or attending provider of a claim. */
export interface ProviderCase {
  readonly role: Role;
  readonly loop: ProviderLoop['loop'];
  /** The NM1 segment. */
  readonly position: Position;
  readonly npi: string | null;
  readonly taxonomy: Taxonomy;
  /** Whether the payer requires its taxonomy. */
  readonly isRequired: boolean;
  /** Rows of the NPI that are active on the service dates. */
  readonly active: readonly JudgedEnrollment[];
  readonly info: ProviderInfo;
  /** Every span of service dates from `since` on and before `until` makes the same case. */
  readonly steady: Pick<Case, 'since' | 'until'>;
}

/** What rules judge of a claim by itself, besides its billing loop. */
export interface ClaimCase {
  readonly policy: Policy;
  readonly version: Guide['version'];
  readonly delimiters: Delimiters;
  /** The CLM segment. */
  readonly position: Position;
  /** Its rendering or attending providers, and whether the payer asks about that role. */
  readonly providers: readonly ProviderCase[];
  readonly isAskedFor: boolean;
  /** The role that the payer requires and the claim has no provider in. */
  readonly missing: { readonly role: Role; readonly hasLines: boolean } | null;
  /** The last day on which the payer takes the claim, and that for which it is judged; 0: unknown. */
  readonly lastDay: Day;
  readonly asOf: Day;
}

export function makeClaimCase(claim: Claim, given: Case, rows: Rows): ClaimCase {
  const { policy, version, delimiters } = given;
  const need = needOf(claim, policy);
  const read = claim.providers?.list() ?? [];
  return {
    policy,
    version,
    delimiters,
    position: claim.position,
    providers: read.map((loop) => providerCase(loop, need, given, claim.span, rows)),
    isAskedFor: need !== 'off',
    missing: missingRole(claim, need, read),
    lastDay: lastDayOf(claim, policy),
    asOf: policy.asOf === null ? 0 : dayOf(policy.asOf),
  };
}

/** Whether a provider needs a taxonomy; `off`: its role is not looked at. */
type Need = 'off' | 'never' | 'always' | 'if-sent' | 'if-other';

/** Of the role that claims of this kind have. */
function needOf(claim: Claim, { roles }: Policy): Need {
  if (!claim.isInstitutional) return roles.rendering ?? 'off';
  const { attending = 'off' } = roles;
  if (attending !== 'inpatient') return attending;
  return claim.isInpatient ? 'always' : 'never';
}

function missingRole({ providers }: Claim, need: Need, read: readonly ProviderLoop[]): ClaimCase['missing'] {
  if (need !== 'always' || providers === null) return null;
  const { role, lines, linesWithLoop } = providers;
  if (read.some(({ line }) => line === null)) return null;
  return lines > 0 && linesWithLoop === lines ? null : { role, hasLines: linesWithLoop > 0 };
}

function providerCase(
  loop: ProviderLoop,
  need: Need,
  { version, loop: billing }: Case,
  span: ServiceSpan,
  rows: Rows,
): ProviderCase {
  const { role, npi, prv, line, position } = loop;
  const [from, to] = [isoDay(span.from), isoDay(span.to)];
  const enrollments = npi ? rows.enrollments(npi) : [];
  const sent = npi || loop.strayNumbers.find(isNpi) || null;
  return {
    role,
    loop: loop.loop,
    position,
    npi,
    taxonomy: prv === null ? { state: 'missing', prv } : judgePrv(prv, providersOf(role, version), version),
    isRequired:
      need === 'always' ||
      (need === 'if-sent' && sent !== null) ||
      (need === 'if-other' && sent !== null && sent !== billing.npi),
    active: enrollments.filter((row) => isActive(row, from, to)),
    info: { role, npi, taxonomy: prv?.code || null, line },
    steady: steadySpan(enrollments, null, 0, span.from, span.to),
  };
}
