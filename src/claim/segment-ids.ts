import { packId } from '../x12/segment';

/**
 * The segments of the 837 guides, 4010 and 5010, professional, institutional, dental and post-adjudicated (DOMAIN.md §4);
 * ST and SE are the envelope's.
 */
export const segmentIds: readonly string[] = [
  ...[
    'AMT',
    'BHT',
    'CAS',
    'CL1',
    'CLM',
    'CN1',
    'CR1',
    'CR2',
    'CR3',
    'CR4',
    'CR5',
    'CR6',
    'CR7',
    'CR8',
    'CRC',
  ],
  ...['CTP', 'CUR', 'DMG', 'DN1', 'DN2', 'DSB', 'DTM', 'DTP', 'FRM', 'HCP', 'HI', 'HL', 'HSD', 'IMM', 'K3'],
  ...[
    'LIN',
    'LQ',
    'LX',
    'MEA',
    'MIA',
    'MOA',
    'N1',
    'N2',
    'N3',
    'N4',
    'NM1',
    'NTE',
    'OI',
    'PAT',
    'PER',
    'PRV',
  ],
  ...[
    'PS1',
    'PWK',
    'QTY',
    'REF',
    'SBR',
    'SV1',
    'SV2',
    'SV3',
    'SV4',
    'SV5',
    'SV6',
    'SV7',
    'SVD',
    'TOO',
    'TS2',
  ],
  ...['TS3', 'UR'],
];

export const knownIds: ReadonlySet<number> = new Set(segmentIds.map(packId));

/** Kinds of segments as in wasm/assembly/kinds.ts; 0 for those that affect no claim. */
const kinds: Readonly<Record<string, number>> = {
  HL: 1,
  CLM: 2,
  DTP: 3,
  NM1: 4,
  PRV: 5,
  SBR: 6,
  N4: 7,
  LX: 8,
  SVD: 9,
  ST: 10,
  SE: 10,
  GS: 10,
  GE: 10,
};

/** BHT, and the rest of the envelope, which no level of claims contains. */
const others = ['BHT', 'ISA', 'IEA'];

/** Segments that matter only to the other providers of a claim. */
const ofProviders = ['LX', 'SVD'];

/** The kinds of the segments that a set of claims contains. @param readsProviders whether the other providers of claims are read */
export function kindsOfSegments(readsProviders: boolean): ReadonlyMap<string, number> {
  const isPassed = (id: string) => !readsProviders && ofProviders.includes(id);
  const ids = [...segmentIds, ...Object.keys(kinds)].filter((id) => !others.includes(id));
  return new Map(ids.map((id) => [id, isPassed(id) ? 0 : (kinds[id] ?? 0)]));
}
