import type { ClaimKind } from '../finding';

/** What an implementation guide says of the claims in a set (domain.md §4, the guides). */
export interface Guide {
  /** null where the guide is none that we know: the claims are still judged. */
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

/** The guide by GS08, or by ST03 where GS08 names none that we know; any A-suffix will do. */
export function guideOf(gs08: string, st03: string): Guide {
  if (gs08 !== last.gs08 || st03 !== last.st03) last = { gs08, st03, guide: readGuide(gs08, st03) };
  return last.guide;
}

/** The guide asked for last: most files have one. */
let last: { gs08: string; st03: string; guide: Guide } = { gs08: '', st03: '', guide: readGuide('', '') };

function readGuide(gs08: string, st03: string): Guide {
  const cores = [coreOf(gs08), coreOf(st03)];
  const known = cores.find((core) => kinds.has(core));
  const versioned = cores.find((core) => /^00[45]010/.test(core));
  return {
    kind: kinds.get(known ?? '') ?? null,
    version: versioned?.startsWith('004010') ? '4010' : '5010',
    postAdjudicated: cores.some((core) => /^005010X(298|299|300)$/.test(core)),
  };
}

function coreOf(guide: string): string {
  return guide.trim().replace(/A\d+$/, '');
}
