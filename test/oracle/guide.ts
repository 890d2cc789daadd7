/** Which 837 a transaction set is: what its ST and GS say. */

import type { ClaimKind } from '../../src/finding';
import { trimmed } from './read';

export interface Guide {
  readonly kind: ClaimKind | null;
  readonly postAdjudicated: boolean;
  readonly fourThousandTen: boolean;
}

const guides: readonly (readonly [RegExp, ClaimKind, boolean])[] = [
  [/^(005010X222|004010X098)(A\d+)?$/, 'professional', false],
  [/^(005010X223|004010X096)(A\d+)?$/, 'institutional', false],
  [/^(005010X224|004010X097)(A\d+)?$/, 'dental', false],
  [/^005010X298(A\d+)?$/, 'professional', true],
  [/^005010X299(A\d+)?$/, 'institutional', true],
  [/^005010X300(A\d+)?$/, 'dental', true],
];

function known(code: string) {
  return guides.find(([pattern]) => pattern.test(trimmed(code)));
}

/** ST03 goes before GS08. */
export function guideOf(st03: string, gs08: string): Guide {
  const [, kind, postAdjudicated] = known(st03) ?? known(gs08) ?? [null, null, false];
  const version = [st03, gs08].find((code) => /^00[45]010/.test(trimmed(code))) ?? '';
  return { kind, postAdjudicated, fourThousandTen: trimmed(version).startsWith('004010') };
}

/** What ST01 makes of a set: whether its claims are read, and whether it should have been a plain 837. */
export function isRead(st01: string): boolean {
  return trimmed(st01) === '837';
}

export function isMistyped(st01: string, st03: string, gs01: string, gs08: string): boolean {
  const claims =
    trimmed(gs01).toUpperCase() === 'HC' || known(st03) !== undefined || known(gs08) !== undefined;
  return claims && st01 !== '837';
}

/** Whether both name a version, or a guide, and not the same. */
export function differ(st03: string, gs08: string): boolean {
  const [one, other] = [st03, gs08].map((code) => /^(\d{6})(X(\d+))?/.exec(trimmed(code)));
  if (!one || !other) return false;
  const guides = one[3] !== undefined && other[3] !== undefined && one[3] !== other[3];
  return one[1] !== other[1] || guides;
}
