import type { ClaimFinding, ClaimInfo, Finding } from '../finding';
import type { RowFormat } from './claim-bytes';
import { memoizePerLoop } from './memoize-per-loop';

const unsafe = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
/** Saves the search for unsafe characters, which takes longer. */
const isPlain = /^[ -~]*$/;

/**
 * One line of JSON, schema 1. Escapes characters that JSON allows unescaped but that control a terminal, break lines or
 * are invisible; the value stays the same.
 */
export function jsonLine(record: unknown): string {
  const json = JSON.stringify(record);
  if (isPlain.test(json)) return json;
  return json.replace(unsafe, (char) =>
    Array.from({ length: char.length }, (_, i) => `\\u${hex(char.charCodeAt(i))}`).join(''),
  );
}

/** Characters of a part. */
const PART = 65_536;

/** `jsonLine` of an object whose arrays may be long, in parts. */
export function* jsonParts(record: object): Generator<string, void, undefined> {
  let text = '{';
  for (const [n, [key, value]] of Object.entries(record).entries()) {
    text += `${n === 0 ? '' : ','}${jsonLine(key)}:`;
    if (!Array.isArray(value)) {
      text += jsonLine(value);
      continue;
    }
    text += '[';
    for (const [i, item] of value.entries()) {
      text += (i === 0 ? '' : ',') + jsonLine(item);
      if (text.length < PART) continue;
      yield text;
      text = '';
    }
    text += ']';
  }
  yield `${text}}`;
}

function hex(code: number): string {
  return code.toString(16).padStart(4, '0');
}

/** A faster `jsonLine` for findings, with the same output. */
export function findingLines(): (finding: Finding) => string {
  const textAround = memoizePerLoop(aroundClaim);
  return (finding) => {
    if (finding.loop === null) return jsonLine(finding);
    const [before, after] = textAround(finding);
    return before + claimJson(finding.claim) + after;
  };
}

function aroundClaim(finding: ClaimFinding): [before: string, after: string] {
  const line = jsonLine(finding);
  // No value can have this text, as quotation marks in it are escaped.
  const claim = `"claim":${jsonLine(finding.claim)}`;
  const at = line.indexOf(claim);
  return [line.slice(0, at + '"claim":'.length), line.slice(at + claim.length)];
}

/** A faster `jsonLine` for a claim. */
function claimJson(claim: ClaimInfo): string {
  const { offset, segment } = claim.position;
  const lastDay = claim.lastDay === undefined ? '' : `,"lastDay":${text(claim.lastDay)}`;
  return `{"id":${text(claim.id)},"charge":${text(claim.charge)},"kind":${text(claim.kind)},"purpose":${text(claim.purpose)},"frequency":${text(claim.frequency)},"serviceFrom":${text(claim.serviceFrom)},"serviceTo":${text(claim.serviceTo)},"payerId":${text(claim.payerId)},"payerName":${text(claim.payerName)},"filing":${text(claim.filing)}${lastDay},"position":{"offset":${offset},"segment":${segment}}}`;
}

const needsNoEscape = /^[ !#-[\]-~]*$/;

/** How a claim's values are written in a line of NDJSON. */
export const inJson: Omit<RowFormat, 'row'> = {
  parts(finding) {
    const [before, after] = aroundClaim(finding);
    const { kind, purpose } = finding.claim;
    return {
      before: `${before}{"id":`,
      between: `,"kind":${text(kind)},"purpose":${text(purpose)},"frequency":`,
      after: `}}${after}\n`,
    };
  },
  quote: '"',
  absent: 'null',
  labels: {
    charge: ',"charge":',
    serviceFrom: ',"serviceFrom":',
    serviceTo: ',"serviceTo":',
    payerId: ',"payerId":',
    payerName: ',"payerName":',
    filing: ',"filing":',
    lastDay: ',"lastDay":',
    offset: ',"position":{"offset":',
    segment: ',"segment":',
  },
  hasLastDay: true,
  plain: needsNoEscape,
};

function text(value: string | null): string {
  if (value === null) return 'null';
  return needsNoEscape.test(value) ? `"${value}"` : jsonLine(value);
}
