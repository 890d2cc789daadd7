/** One small file that anybody can count by hand, and what the judge says of it. */

import { defaultPolicy, type Policy } from '../../src/rules/policy';
import type { RegistryRow } from './enrollments';
import { judgeFile, type OracleResult } from './judge';
import { bytesOf } from './read';

const isa =
  'ISA*00*          *00*          *ZZ*SENDER         *ZZ*KYDMS          *260115*1200*^*00501*000000905*0*P*:~';

/** Two claims: PCN1 under a provider without a taxonomy, PCN2 under one that sends it. */
export const file = [
  isa,
  'GS*HC*SENDER*KYGS*20260115*1200*7*X*005010X222A1~',
  'ST*837*0021*005010X222A1~',
  'BHT*0019*00*REF1*20260115*1200*CH~',
  'NM1*40*2*RECEIVER*****46*KYRCV~',
  'HL*1**20*1~',
  'NM1*85*2*RIVER CITY CLINIC*****XX*1234567893~',
  'N3*1 MAIN ST~N4*LOUISVILLE*KY*402021234~',
  'HL*2*1*22*0~',
  'SBR*P*18*******MC~NM1*IL*1*ISAAC*ANN****MI*M1~NM1*PR*2*KENTUCKY MEDICAID*****PI*KYMEDICAID~',
  'CLM*PCN1*150.25***11:B:1*Y*A*Y*Y~HI*BI:70:RD8:20250101-20250102~',
  'LX*1~SV1*HC:99213*150.25*UN*1***1~DTP*472*D8*20260102~',
  'HL*3**20*1~',
  'PRV*BI*PXC*207Q00000X~',
  'NM1*85*2*RIVER CITY CLINIC*****XX*1234567893~',
  'N3*1 MAIN ST~N4*LOUISVILLE*KY*402021234~',
  'HL*4*3*22*0~',
  'SBR*P*18*******MC~NM1*IL*1*ISAAC*ANN****MI*M1~NM1*PR*2*KENTUCKY MEDICAID*****PI*KYMEDICAID~',
  'CLM*PCN2*80***11:B:1*Y*A*Y*Y~',
  'LX*1~SV1*HC:99213*80*UN*1***1~DTP*472*D8*20260102~',
  'SE*30*0021~',
  'GE*1*7~',
  'IEA*1*000000905~',
].join('');

export function row(medicaidId: string, providerType: string, more: Partial<RegistryRow> = {}): RegistryRow {
  return {
    npi: '1234567893',
    medicaidId,
    providerType,
    taxonomies: [],
    from: null,
    to: null,
    zip: null,
    revalidationDate: null,
    licenseExpiration: null,
    ...more,
  };
}

export const registry = [
  row('7100000001', '64', { taxonomies: ['207Q00000X'] }),
  row('7100000002', '65', { taxonomies: ['261QF0400X'] }),
];

interface Case {
  readonly text?: string;
  readonly rows?: RegistryRow[];
  readonly policy?: Partial<Policy>;
}

export function judge({ text = file, rows = registry, policy = {} }: Case = {}): OracleResult {
  return judgeFile(bytesOf(text), rows, { ...defaultPolicy, ...policy });
}

/** The rules said of a claim, with their severities. */
export function saidOf(claimId: string, input: Case): string[] {
  return judge(input)
    .findings.filter((finding) => finding.claimId === claimId)
    .map(({ rule, severity }) => `${rule} ${severity}`);
}

/** The same, each with the segment that it points at. */
export function placesOf(claimId: string, input: Case): string[] {
  const text = input.text ?? file;
  return judge(input)
    .findings.filter((finding) => finding.claimId === claimId)
    .map(({ rule, severity, offset }) => `${rule} ${severity} ${segmentAt(text, offset)}`);
}

/** What is said of the envelope, each with the segment that it points at. */
export function envelopeOf(text: string): string[] {
  return judge({ text })
    .findings.filter((finding) => finding.claimId === null)
    .map(({ rule, offset }) => `${rule.replace(/^x12-/, '')} ${segmentAt(text, offset)}`);
}

/** What came of each claim. */
export function outcomesOf(input: Case): string[] {
  return judge(input).verdicts.map(({ id, outcome }) => `${id} ${outcome}`);
}

function segmentAt(text: string, offset: number): string {
  return text.slice(offset).split('~')[0]!;
}

/** With the segments of each set counted again. */
export function sealed(text: string): string {
  let count = 0;
  return text
    .split('~')
    .map((segment) => {
      count = /^ST\*\w/.test(segment) ? 1 : count + 1;
      return segment.replace(/^SE\*\d+/, `SE*${count}`);
    })
    .join('~');
}
