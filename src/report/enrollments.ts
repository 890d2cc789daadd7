import type { ClaimFinding, ClaimInfo, EnrollmentInfo, Reason } from '../finding';
import { providerTypeName } from '../registry/provider-types';
import { thousands } from '../values/numbers';
import { type DateStyle, showDates } from '../values/show-dates';
import { visible } from '../values/visible';
import { table, wrap } from './wrap';

const enrollmentsShown = 10;
const taxonomiesShown = 3;

/** The period of an enrollment in words, relative to the claim's service dates. */
export function enrollmentSpan({ from, to, active }: EnrollmentInfo, claim: ClaimInfo): string {
  if (!active) {
    if (to !== null && claim.serviceFrom !== null && to < claim.serviceFrom) return `ended ${to}`;
    if (from !== null && claim.serviceTo !== null && claim.serviceTo < from) return `starts ${from}`;
  }
  const state = active ? '' : 'not active, ';
  if (from !== null && to !== null) return `${state}${from} to ${to}`;
  if (from !== null) return `${state}since ${from}`;
  if (to !== null) return `${state}until ${to}`;
  return active ? 'active' : 'not active';
}

/** The NPI's Medicaid IDs, the most relevant first. */
export function enrollmentLines(
  { enrollments, reasons, claim }: ClaimFinding,
  width: number,
  dates: DateStyle,
): string[] {
  const sorted = [
    ...enrollments.filter(({ active }) => active),
    ...enrollments.filter(({ active }) => !active),
  ];
  const rows = sorted
    .slice(0, enrollmentsShown)
    .map((enrollment) => [
      visible(enrollment.medicaidId),
      visible(showDates(enrollmentSpan(enrollment, claim), dates)),
      describe(enrollment),
    ]);
  const more = sorted.length - rows.length;
  return [
    ...wrap(introduction(reasons), width),
    ...table(rows, width),
    ...(more > 0 ? [`and ${thousands(more)} more`] : []),
  ];
}

const manyIds = 'several KY Medicaid IDs';
const manyTypes = 'several provider types';

function introduction(reasons: readonly Reason[]): string {
  const ids = reasons.includes('multiple-medicaid-ids');
  const types = reasons.includes('multiple-provider-types');
  if (ids && types) return `This NPI has ${manyIds} and ${manyTypes}:`;
  if (ids || types) return `This NPI has ${ids ? manyIds : manyTypes}:`;
  return 'The KY Medicaid IDs of this NPI:';
}

/** Provider type by code and name, and the taxonomies enrolled under it. */
function describe({ providerType, taxonomies }: EnrollmentInfo): string {
  const name = providerTypeName(providerType);
  const type = name === null ? `type ${providerType}` : `${providerType} ${name}`;
  if (taxonomies.length === 0) return type;
  const more = taxonomies.length - taxonomiesShown;
  const codes = taxonomies.slice(0, taxonomiesShown).join(', ');
  return `${type}: ${codes}${more > 0 ? ` and ${thousands(more)} more` : ''}`;
}
