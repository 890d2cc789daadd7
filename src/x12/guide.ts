import type { ClaimKind } from '../finding';
import { trimBlanks } from './bytes';

/** The implementation guide of the claims in a set (DOMAIN.md §4, the guides). */
export interface Guide {
  /** null for an unknown guide; its claims are judged all the same. */
  readonly kind: ClaimKind | null;
  /** The PRV02 qualifier is ZZ in 4010, PXC from 5010 on. */
  readonly version: '4010' | '5010';
  /** Encounters that a payer has already adjudicated: their 2010BB is the data receiver, not a payer. */
  readonly postAdjudicated: boolean;
}

const kinds: ReadonlyMap<string, ClaimKind> = new Map([
  ['005010X222', 'professional'],
  ['005010X223', 'institutional'],
  ['005010X224', 'dental'],
  ['005010X298', 'professional'],
  ['005010X299', 'institutional'],
  ['005010X300', 'dental'],
  ['004010X098', 'professional'],
  ['004010X096', 'institutional'],
  ['004010X097', 'dental'],
]);

/** The guide by ST03, or by GS08 if ST03 is not a known guide; any A-suffix is accepted. */
export function guideOf(gs08: string, st03: string): Guide {
  if (gs08 !== last.gs08 || st03 !== last.st03) last = { gs08, st03, guide: readGuide(gs08, st03) };
  return last.guide;
}

/** The last result: most files have one guide. */
let last: { gs08: string; st03: string; guide: Guide } = { gs08: '', st03: '', guide: readGuide('', '') };

function readGuide(gs08: string, st03: string): Guide {
  const cores = [coreOf(st03), coreOf(gs08)];
  const known = cores.find((core) => kinds.has(core)) ?? '';
  const versioned = cores.find((core) => /^00[45]010/.test(core));
  return {
    kind: kinds.get(known) ?? null,
    version: versioned?.startsWith('004010') ? '4010' : '5010',
    postAdjudicated: /^005010X(298|299|300)$/.test(known),
  };
}

/** Whether claims of the guide have statement dates (DTP*434) for service dates. */
export function hasStatementDates({ kind }: Guide): boolean {
  return kind !== 'professional' && kind !== 'dental';
}

/** Whether GS08 or ST03 names a known 837 guide. */
export function is837Guide(guide: string): boolean {
  return kinds.has(coreOf(guide));
}

/** Whether GS08 and ST03 name guides of different version or number. A-suffixes are ignored. */
export function guidesDiffer(gs08: string, st03: string): boolean {
  if (gs08 === st03) return false;
  const [one, other] = [gs08, st03].map((guide) => /^(\d{6})(X\d+)?/.exec(trimBlanks(guide)));
  if (!one || !other) return false;
  return one[1] !== other[1] || (one[2] !== undefined && other[2] !== undefined && one[2] !== other[2]);
}

function coreOf(guide: string): string {
  return trimBlanks(guide).replace(/A\d+$/, '');
}
