/** Which claims of a file its 999 and TA1 take, by where they stand in it; read slowly from the bytes and those answers. */

import { isMistyped } from '../oracle/guide';
import { hasData, latin1, readPieces } from '../oracle/read';
import { interchangesOf, setsOf } from './structure';

interface Place {
  readonly interchange: number;
  /** Which group of those that a 999 answers; null where it answers none. */
  readonly group: number | null;
  /** Which of the sets in it that are answered. */
  readonly set: number;
  readonly claims: { readonly emptyPrv: EmptyPrv | null }[];
}

/** The PRV of a billing loop that has no PRV03. */
export interface EmptyPrv {
  readonly offset: number;
  readonly segment: number;
}

/** Every set of claims, also what should have been one. */
function placesIn(bytes: Uint8Array): Place[] {
  const places: Place[] = [];
  let [interchange, groups, segment, is837, level] = [-1, 0, 0, false, ''];
  let group: { readonly gs: readonly string[]; number: number | null; sets: number } | null = null;
  let set: Place | null = null;
  let prv: { readonly offset: number; readonly segment: number; readonly isEmpty: boolean } | null = null;
  for (const piece of readPieces(latin1(bytes))) {
    if (piece.kind === 'header') {
      interchange++;
      group = set = null;
    }
    if (piece.kind !== 'segment' && piece.kind !== 'too-long') continue;
    const [tag, first = '', , third = ''] = piece.elements;
    segment++;
    if (!hasData(piece.elements)) continue;
    if (tag === 'GS') {
      const isOfClaims = first.trim() === 'HC';
      group = { gs: piece.elements, number: isOfClaims ? groups++ : null, sets: 0 };
    }
    if (tag === 'ST') {
      is837 = first.trim() === '837';
      const isAnswered = is837 || isMistyped(first, third, group?.gs[1] ?? '', group?.gs[8] ?? '');
      if (group !== null && isAnswered) group.number ??= groups++;
      set = isAnswered
        ? { interchange, group: group?.number ?? null, set: group?.sets ?? 0, claims: [] }
        : null;
      if (group !== null && isAnswered) group.sets++;
      if (set !== null) places.push(set);
      [segment, level, prv] = [1, '', null];
    }
    if (tag === 'GS' || tag === 'SE' || tag === 'GE' || tag === 'IEA') set = null;
    if (tag === 'GE' || tag === 'IEA') group = null;
    if (set === null || !is837) continue;
    if (tag === 'HL') {
      level = third;
      if (third === '20') prv = null;
    }
    if (level === '20' && tag === 'NM1' && first === '85') level = 'named';
    if (level === '20' && tag === 'PRV')
      prv ??= { offset: piece.offset, segment, isEmpty: third.trim() === '' };
    if (tag === 'CLM') set.claims.push({ emptyPrv: prv?.isEmpty ? prv : null });
  }
  return places;
}

/** Of every claim in file order: whether set, group and interchange are accepted. */
export function takenClaims(bytes: Uint8Array, groupAnswer: string, interchangeAnswer: string): boolean[] {
  const groups = interchangesOf(groupAnswer).flatMap(setsOf);
  const interchanges = interchangesOf(interchangeAnswer).map(({ segments }) => segments[1]![4]);
  return placesIn(bytes).flatMap(({ interchange, group, set, claims }) => {
    const answer = group === null ? [] : groups[group]!.body;
    const codes = [
      interchanges[interchange],
      answer.filter(([tag]) => tag === 'IK5')[set]?.[1],
      answer.at(-1)?.[1],
    ];
    return claims.map(() => !codes.includes('R'));
  });
}

/** Of every claim in file order. */
export function emptyPrvs(bytes: Uint8Array): (EmptyPrv | null)[] {
  return placesIn(bytes).flatMap(({ claims }) => claims.map(({ emptyPrv }) => emptyPrv));
}
