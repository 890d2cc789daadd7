import { version } from '../../package.json';
import type { ClaimFinding, ControlNumbers, EnvelopeFinding, Finding, Position, Severity } from '../finding';
import { rules } from '../rules/catalogue';
import { visible } from '../values/visible';
import { fileUri, type Separator } from './file-uri';
import { jsonLine } from './json-line';
import { memoizePerLoop } from './memoize-per-loop';
import type { Report } from './report';

export interface SarifOptions {
  /** Default '/'. */
  readonly separator?: Separator;
}

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const levels = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  Severity,
  string
>;
const indexes: ReadonlyMap<string, number> = new Map(rules.map(({ id }, index) => [id, index]));
/** The base of relative names; the actual folder on this machine is not in the report. */
const folder = '%SRCROOT%';

/**
 * SARIF 2.1.0, for tools that collect findings: one run, one result per line. Positions are byte offsets, because a
 * claim file need not have lines; a region given in bytes and in lines would have to be the same bytes (§3.30.1).
 */
export function sarifReport({ separator = '/' }: SarifOptions = {}): Report {
  let between = '\n';
  let file: string | null = null;
  let artifact = artifactOf(file, separator);
  const claimResult = claimResults();
  return {
    begin: beginning,
    finding(finding) {
      if (finding.file !== file) {
        file = finding.file;
        artifact = artifactOf(file, separator);
      }
      const result =
        finding.loop === null ? envelopeResult(finding, artifact) : claimResult(finding, artifact);
      const text = between + jsonLine(result);
      between = ',\n';
      return text;
    },
    endFile: () => '',
    end: ({ claims, flagged, undecided, outOfScope, outOfScopePayers }) =>
      `\n],"properties":${jsonLine({ claims, flagged, undecided, outOfScope, outOfScopePayers })}}]}\n`,
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

/** Plain text: escapes braces, which would be placeholders, and `](`, which would make a link (§3.11.5, §3.11.6). */
function plain(text: string): string {
  return visible(text).replace(/[{}]/g, '$&$&').replaceAll('](', '] (');
}

function message(text: string) {
  return { text: plain(text) };
}

type Artifact = ReturnType<typeof artifactOf>;

/** A source without a name gets the name of standard input. */
function artifactOf(file: string | null, separator: Separator) {
  const uri = fileUri(file ?? '-', separator);
  return uri.startsWith('file:') ? { uri } : { uri, uriBaseId: folder };
}

function physical(artifactLocation: Artifact, { offset }: Position) {
  return { physicalLocation: { artifactLocation, region: { byteOffset: offset } } };
}

/** The beginning of a result's message. */
function heading({ rule, severity }: Finding) {
  return { ruleId: rule, ruleIndex: indexes.get(rule), level: levels[severity] };
}

function envelopeResult(finding: EnvelopeFinding, artifact: Artifact) {
  const place = placeOf(finding);
  const logicalLocations = place.length === 0 ? {} : { logicalLocations: [logical(place)] };
  return {
    ...heading(finding),
    message: message(`${finding.message} ${finding.hint}`),
    locations: [{ ...physical(artifact, finding.position), ...logicalLocations }],
    partialFingerprints: { 'place/v1': nameOf(place) },
  };
}

/** Makes results of claim findings. */
function claimResults() {
  const partsOf = memoizePerLoop((finding) => ({
    heading: heading(finding),
    text: plain(`${finding.message} ${finding.hint}`),
    place: logical(placeOf(finding)),
    loop: nameOf(loopOf(finding)),
  }));
  return (finding: ClaimFinding, artifact: Artifact) => {
    const { heading, text, place, loop } = partsOf(finding);
    const { billing, claim, provider } = finding;
    const line = provider?.line ? [`line ${visible(provider.line)}`] : [];
    const id = visible(claim.id) || '(no id)';
    const claimPlace = { kind: 'claim', name: `CLM ${id}`, fullyQualifiedName: `${loop}/CLM ${id}` };
    return {
      ...heading,
      message: { text: `${plain([`Claim ${id}`, ...line].join(', '))}: ${text}` },
      locations: [{ ...physical(artifact, finding.position), logicalLocations: [place, claimPlace] }],
      relatedLocations: [{ ...physical(artifact, claim.position), message: message('The claim.') }],
      // Without control numbers and offsets, which change when a file is written again.
      partialFingerprints: { 'claim/v1': [billing.npi ?? '', claim.id, ...line].join(' ') },
    };
  };
}

/** A part of a file, and the parts that contain it. */
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

/** The location; empty outside an interchange. */
function placeOf(finding: Finding): readonly Level[] {
  const { segment } = finding.position;
  return [
    ...(finding.loop === null
      ? setOf(finding)
      : [
          ...loopOf(finding),
          ...level('line', 'LX', finding.provider?.line ?? null),
          { kind: 'loop', name: finding.loop },
        ]),
    ...(segment === 0 ? [] : [{ kind: 'segment', name: `segment ${segment}` }]),
  ];
}

/** The billing loop of a claim. */
function loopOf(finding: ClaimFinding): readonly Level[] {
  return [...setOf(finding), ...level('loop', 'HL', finding.billing.hl)];
}

/** The transaction set, or the levels of it that are open. */
function setOf({ interchange, group, transaction }: ControlNumbers): readonly Level[] {
  return [
    ...level('interchange', 'ISA', interchange),
    ...level('group', 'GS', group),
    ...level('transaction', 'ST', transaction),
  ];
}

function level(kind: string, tag: string, number: string | null): readonly Level[] {
  return number === null ? [] : [{ kind, name: visible(`${tag} ${number}`) }];
}
