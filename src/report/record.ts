import type { BillingInfo, ClaimInfo, EnrollmentInfo, Finding, Position, Summary } from '../finding';

// Keys are written out so that their order is the schema's, whatever built the finding.

const position = ({ offset, segment }: Position) => ({ offset, segment });

const billing = ({ npi, name, hl, taxonomy, zip, ...rest }: BillingInfo) => ({
  npi,
  name,
  hl,
  taxonomy,
  zip,
  position: position(rest.position),
});

const claim = (info: ClaimInfo) => ({
  id: info.id,
  charge: info.charge,
  kind: info.kind,
  purpose: info.purpose,
  frequency: info.frequency,
  serviceFrom: info.serviceFrom,
  serviceTo: info.serviceTo,
  payerId: info.payerId,
  payerName: info.payerName,
  filing: info.filing,
  position: position(info.position),
});

const enrollment = ({ medicaidId, providerType, taxonomies, from, to, active }: EnrollmentInfo) => ({
  medicaidId,
  providerType,
  taxonomies,
  from,
  to,
  active,
});

const base = (finding: Finding) => ({
  type: finding.type,
  schema: finding.schema,
  rule: finding.rule,
  severity: finding.severity,
  message: finding.message,
  hint: finding.hint,
  file: finding.file,
  interchange: finding.interchange,
  group: finding.group,
  transaction: finding.transaction,
  loop: finding.loop,
  position: position(finding.position),
});

const details = (finding: Finding) =>
  finding.loop === null
    ? {}
    : {
        billing: billing(finding.billing),
        claim: claim(finding.claim),
        reasons: finding.reasons,
        enrollments: finding.enrollments.map(enrollment),
      };

/** One line of JSON, schema 1. */
export function findingLine(finding: Finding): string {
  return oneLine({ ...base(finding), ...details(finding) });
}

export function summaryLine(summary: Summary): string {
  const { error, warning, info } = summary.findings;
  return oneLine({
    type: summary.type,
    schema: summary.schema,
    files: summary.files,
    bytes: summary.bytes,
    segments: summary.segments,
    interchanges: summary.interchanges,
    transactions: summary.transactions,
    claims: summary.claims,
    flagged: summary.flagged,
    outOfScope: summary.outOfScope,
    chargesAtRisk: summary.chargesAtRisk,
    findings: { error, warning, info },
    rules: summary.rules,
  });
}

/** JSON allows some characters raw that steer a terminal or that line readers break at: the same value, escaped. */
function oneLine(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
