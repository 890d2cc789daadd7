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

/** The segments that claims are read from; the others are skipped. */
const read = ['BHT', 'HL', 'PRV', 'NM1', 'N4', 'SBR', 'CLM', 'DTP'];

/** Segments that matter only to the other providers of a claim. */
const readForProviders = ['LX', 'SVD'];

/** Segments that do not affect a claim here. @param readsProviders whether its other providers are read */
export function passedIds(readsProviders: boolean): readonly string[] {
  const kept = readsProviders ? [...read, ...readForProviders] : read;
  return segmentIds.filter((id) => !kept.includes(id));
}

export const knownIds: ReadonlySet<number> = new Set(segmentIds.map(packId));
