import type { ClaimKind } from '../finding';
import { trimBlanks } from './bytes';

/** What an implementation guide says of the claims in a set (DOMAIN.md §4, the guides). */
export interface Guide {
  /** null for a guide that we do not know: its claims are still judged. */
  readonly kind: ClaimKind | null;
  /** In 4010 the PRV02 qualifier is ZZ, from 5010 on PXC. */
  readonly version: '4010' | '5010';
  /** Encounters that a payer has adjudicated already: their 2010BB is the data receiver, not a payer. */
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

/** The guide by ST03, or by GS08 where ST03 names none that we know; any A-suffix will do. */
export function guideOf(gs08: string, st03: string): Guide {
  if (gs08 !== last.gs08 || st03 !== last.st03) last = { gs08, st03, guide: readGuide(gs08, st03) };
  return last.guide;
}

/** The guide asked for last: most files have one. */
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

/** Whether GS08 or ST03 names a guide of the 837 that we know. */
export function is837Guide(guide: string): boolean {
  return kinds.has(coreOf(guide));
}

/** Whether GS08 and ST03 name two guides: of another version, or of another number. A-suffixes do not matter. */
export function guidesDiffer(gs08: string, st03: string): boolean {
  const [one, other] = [gs08, st03].map((guide) => /^(\d{6})(X\d+)?/.exec(trimBlanks(guide)));
  if (!one || !other) return false;
  return one[1] !== other[1] || (one[2] !== undefined && other[2] !== undefined && one[2] !== other[2]);
}

function coreOf(guide: string): string {
  return trimBlanks(guide).replace(/A\d+$/, '');
}
