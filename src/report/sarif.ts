import { version } from '../../package.json';
import type { Finding, Severity } from '../finding';
import { rules } from '../rules/catalogue';
import { fileUri, type Separator } from './file-uri';
import { jsonLine } from './json-line';
import type { Report } from './report';
import { visible } from './visible';

export interface SarifOptions {
  /** '/' where not given. */
  readonly separator?: Separator;
}

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const levels = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  Severity,
  string
>;
const indexes = new Map(rules.map(({ id }, index) => [id, index]));
/** Where relative names begin; which folder that is on this machine stays out of the report. */
const folder = '%SRCROOT%';

/**
 * SARIF 2.1.0, for tools that gather findings: one run, with a result a line. Places are bytes, because a claim file
 * need not have lines; a region of bytes and one of lines would have to be the same bytes (§3.30.1).
 */
export function sarifReport({ separator = '/' }: SarifOptions = {}): Report {
  let between = '\n';
  let file: string | null = null;
  let artifact = artifactOf(file, separator);
  return {
    begin: () => beginning(),
    finding(finding) {
      if (finding.file !== file) {
        file = finding.file;
        artifact = artifactOf(file, separator);
      }
      const text = between + jsonLine(resultOf(finding, artifact));
      between = ',\n';
      return text;
    },
    endFile: () => '',
    end: () => '\n]}]}\n',
  };
}

function beginning(): string {
  const descriptors = rules.map(({ id, severity, title, why, fix }) =>
    jsonLine({
      id,
      shortDescription: message(`${title}.`),
      fullDescription: message(why),
      help: message(fix),
      defaultConfiguration: { level: levels[severity] },
    }),
  );
  const bases = { [folder]: { description: message('The folder that prvcheck ran in.') } };
  return `{"$schema":"${schema}","version":"2.1.0","runs":[{
"tool":{"driver":{"name":"prvcheck","version":${jsonLine(version)},"rules":[
${descriptors.join(',\n')}
]}},
"originalUriBaseIds":${jsonLine(bases)},
"results":[`;
}

/** Plain text, in which braces would be placeholders, and `](` would make a link (§3.11.5, §3.11.6). */
function message(text: string) {
  return { text: visible(text).replace(/[{}]/g, '$&$&').replaceAll('](', '] (') };
}

type Artifact = ReturnType<typeof artifactOf>;

/** A source without a name is called what the standard input is. */
function artifactOf(file: string | null, separator: Separator) {
  const uri = fileUri(file ?? '-', separator);
  return uri.startsWith('file:') ? { uri } : { uri, uriBaseId: folder };
}

function resultOf(finding: Finding, artifact: Artifact) {
  const { rule, severity, position, message: why, hint } = finding;
  const place = placeOf(finding);
  const bytes = ({ offset }: Finding['position']) => ({
    physicalLocation: { artifactLocation: artifact, region: { byteOffset: offset } },
  });
  const said = { ruleId: rule, ruleIndex: indexes.get(rule), level: levels[severity] };
  if (finding.loop === null) {
    return {
      ...said,
      message: message(`${why} ${hint}`),
      locations: [{ ...bytes(position), ...(place.length > 0 && { logicalLocations: [logical(place)] }) }],
      partialFingerprints: { 'place/v1': nameOf(place) },
    };
  }
  const { billing, claim } = finding;
  const named = visible(claim.id) || '(no id)';
  const claimPlace = [...setOf(finding), { kind: 'claim', name: `CLM ${named}` }];
  return {
    ...said,
    message: message(`Claim ${named}: ${why} ${hint}`),
    locations: [{ ...bytes(position), logicalLocations: [logical(place), logical(claimPlace)] }],
    relatedLocations: [{ ...bytes(claim.position), message: { text: 'The claim.' } }],
    // A file that is written again has other control numbers and offsets.
    partialFingerprints: { 'claim/v1': `${billing.npi ?? ''} ${claim.id}` },
  };
}

/** A part of a file, within those before it. */
interface Level {
  readonly kind: string;
  readonly name: string;
}

function logical(place: readonly Level[]) {
  return { ...place.at(-1), fullyQualifiedName: nameOf(place) };
}

function nameOf(place: readonly Level[]): string {
  return place.map(({ name }) => name).join('/');
}

/** Where to look; empty outside an interchange. */
function placeOf(finding: Finding): readonly Level[] {
  const { segment } = finding.position;
  return [
    ...setOf(finding),
    ...(finding.loop === null ? [] : [{ kind: 'loop', name: finding.loop }]),
    ...(segment === 0 ? [] : [{ kind: 'segment', name: `segment ${segment}` }]),
  ];
}

/** The transaction set, as far as it is known; for claims the billing loop in it. */
function setOf(finding: Finding): readonly Level[] {
  const { interchange, group, transaction } = finding;
  const hl = finding.loop === null ? null : finding.billing.hl;
  return [
    ...level('interchange', 'ISA', interchange),
    ...level('group', 'GS', group),
    ...level('transaction', 'ST', transaction),
    ...level('billing loop', 'HL', hl),
  ];
}

function level(kind: string, tag: string, number: string | null): readonly Level[] {
  return number === null ? [] : [{ kind, name: visible(`${tag} ${number}`) }];
}
