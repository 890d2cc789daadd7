import {
  checkBytes,
  type Finding,
  type PackedRegistry,
  type Policy,
  type Registry,
  type RegistryCell,
  RegistryReader,
} from '../src/index';

/** Hand-made files for tests: `body` is what stands between ST and SE. */
export interface FileParts {
  readonly version?: string;
  readonly body?: readonly string[];
  readonly control?: string;
  readonly receiver?: string;
}

export const npi = '1234567893';

export function interchange({
  version = '005010X222A1',
  body = [],
  control = '000000905',
  receiver = 'KYMEDICAID',
}: FileParts): string[] {
  return [
    `ISA*00*          *00*          *ZZ*SUBMITTER      *ZZ*${receiver.padEnd(15)}*260701*1253*^*00501*${control}*0*T*:`,
    `GS*HC*SUBMITTER*${receiver}*20260701*1253*1*X*${version}`,
    `ST*837*0001*${version}`,
    ...body,
    `SE*${body.length + 2}*0001`,
    'GE*1*1',
    `IEA*1*${control}`,
  ];
}

/** Loop 2000A with whatever PRV and other segments the caller puts in. */
export function billing({
  hl = '1',
  prv = [] as string[],
  id = npi,
  after = [] as string[],
  zip = '402021234',
  name = 'RIVER CITY CLINIC',
} = {}): string[] {
  return [
    `HL*${hl}**20*1`,
    ...prv,
    `NM1*85*2*${name}*****XX*${id}`,
    'N3*1 MAIN ST',
    `N4*LOUISVILLE*KY*${zip}`,
    ...after,
  ];
}

export function subscriber({ hl = '2', parent = '1', payer = 'KYMEDICAID' } = {}): string[] {
  return [
    `HL*${hl}*${parent}*22*0`,
    'SBR*P*18*******MC',
    'NM1*IL*1*DOE*JANE****MI*0012345678',
    ...(payer === '' ? [] : [`NM1*PR*2*KENTUCKY MEDICAID*****PI*${payer}`]),
  ];
}

export function claim({ id = 'PCN1', charge = '150.25', date = '20260102' } = {}): string[] {
  const service = date === '' ? [] : [`DTP*472*${date.includes('-') ? 'RD8' : 'D8'}*${date}`];
  return [`CLM*${id}*${charge}***11:B:1*Y*A*Y*Y`, 'LX*1', `SV1*HC:99213*${charge}*UN*1***1`, ...service];
}

export const header = ['BHT*0019*00*0123*20260701*1023*CH', 'NM1*40*2*KENTUCKY MEDICAID*****46*KYMEDICAID'];

/** One claim under one billing loop. */
export function simpleFile(loop: Parameters<typeof billing>[0] = {}, parts: FileParts = {}): string[] {
  return interchange({ body: [...header, ...billing(loop), ...subscriber(), ...claim()], ...parts });
}

export function bytesOf(segments: readonly string[], terminator = '~', newline = '\n'): Uint8Array {
  return new TextEncoder().encode(segments.map((segment) => segment + terminator + newline).join(''));
}

export interface RegistryRow {
  readonly npi?: string;
  readonly medicaidId: string;
  readonly providerType?: string;
  readonly taxonomy?: string;
  readonly from?: string;
  readonly to?: string;
  readonly zip?: string;
  readonly revalidation?: string;
  readonly license?: string;
}

const registryHeader = [
  'npi',
  'medicaid_id',
  'provider_type',
  'taxonomy',
  'effective_date',
  'end_date',
  'zip',
  'revalidation_date',
  'license_expiration',
];

export function registryOf(rows: readonly RegistryRow[]): PackedRegistry {
  const cells = rows.map((row) => {
    const { providerType = '64', taxonomy = '', from = '', to = '', zip = '' } = row;
    const dates = [row.revalidation ?? '', row.license ?? ''];
    return [row.npi ?? npi, row.medicaidId, providerType, taxonomy, from, to, zip, ...dates];
  });
  return registryFrom(registryHeader, cells);
}

/** A registry of these columns and rows of cells. */
export function registryFrom(
  header: readonly string[],
  rows: readonly (readonly RegistryCell[])[],
): PackedRegistry {
  const reader = new RegistryReader();
  reader.header(header);
  for (const [index, cells] of rows.entries()) reader.row(cells, index + 2);
  return reader.finish();
}

/** Two enrollments that their taxonomies tell apart: a taxonomy is required. */
export const twoEnrollments = registryOf([
  { medicaidId: '7100000001', providerType: '64', taxonomy: '207Q00000X' },
  { medicaidId: '7100000002', providerType: '78', taxonomy: '363L00000X' },
]);

export function findingsOf(
  segments: readonly string[] | Uint8Array,
  policy: Partial<Policy> = {},
  registry: Registry = twoEnrollments,
): readonly Finding[] {
  const bytes = segments instanceof Uint8Array ? segments : bytesOf(segments);
  return checkBytes(bytes, { registry, policy }).findings;
}

export function rulesOf(...args: Parameters<typeof findingsOf>): string[] {
  return findingsOf(...args).map((finding) => finding.rule);
}
