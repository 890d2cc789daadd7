/** What the verdict on a claim rests on, and whether a change of it is one that a verdict may follow. */

import type { RuleId } from '../../src/finding';
import type { Policy } from '../../src/rules/policy';
import { daysOf } from './days';
import { isTenDigits } from './identity';
import { latin1, type Piece, readPieces, trimmed } from './read';
import { type Claim, claimSetIds } from './set';
import { areProvidersRead, isZipRead } from './settings';
import { taxonomyOf } from './taxonomy';
import { walk } from './walk';

export function claimsIn(bytes: Uint8Array): readonly Claim[] {
  return walk(readPieces(latin1(bytes))).claims;
}

/**
 * Whether a value that the verdict rests on is another than before, and is written as such a value should be; where
 * it is not, whether one of the claim's findings says so.
 */
export function restsOnOther(before: Claim, after: Claim, said: readonly RuleId[], policy: Policy): boolean {
  const changes = (read: (claim: Claim) => unknown) =>
    JSON.stringify(read(before)) !== JSON.stringify(read(after));
  if (changes(npiOf)) {
    const npi = npiOf(after);
    if (npi === null ? said.includes('npi-missing') : isTenDigits(npi) || said.includes('npi-invalid'))
      return true;
  }
  if (changes(codeOf) && (codeOf(after) !== null || said.includes('taxonomy-malformed'))) return true;
  if (changes(({ serviceDates }) => serviceDates.map(({ elements }) => elements))) {
    const readable = after.serviceDates.every((date) => daysOf(date) !== null);
    if (readable || said.includes('service-date-unreadable')) return true;
  }
  if (changes(({ bht04 }) => bht04) && after.serviceDates.length === 0) return true;
  if (areProvidersRead(policy) && changes(providersOf)) return true;
  if (isZipRead(policy) && changes(({ loop }) => loop?.zip)) return true;
  return changes(({ payer, receivers, guide }) => [payer, receivers, guide]);
}

/** Who the other providers are, what their taxonomies are, and what decides whether these are required. */
function providersOf({ facility, providers: { kind, all, lines } }: Claim): unknown {
  const loops = all.map(({ loop, name, taxonomies, line }) => [
    ...[loop, line?.number, name.elements],
    ...taxonomies.map(({ elements }) => elements),
  ]);
  return [kind, facility.slice(0, 2), lines, loops];
}

/** NM109 where NM108 is XX. */
function npiOf({ loop }: Claim): string | null {
  const [qualifier, npi] = [8, 9].map((n) => trimmed(loop?.name?.elements[n] ?? ''));
  return qualifier!.toUpperCase() === 'XX' ? npi! : null;
}

/** A taxonomy that stands where it should and is written as it should be; '' where the PRV has none. */
function codeOf({ loop, guide }: Claim): string | null {
  if (loop === null) return null;
  const taxonomy = taxonomyOf(loop, guide.fourThousandTen);
  if (taxonomy.state === 'empty') return '';
  return taxonomy.state === 'valid' ? taxonomy.code : null;
}

/** Whether one CLM has been given the id of another segment that an 837 may hold: nobody can see that it was a claim. */
export function isRenamed(before: Uint8Array, after: Uint8Array): boolean {
  const [were, are] = [before, after].map((bytes) => readPieces(latin1(bytes)).map(idOf));
  const [only, ...others] = were!.flatMap((id, n) => (id === are![n] ? [] : [n]));
  return (
    were!.length === are!.length &&
    only !== undefined &&
    others.length === 0 &&
    were![only] === 'CLM' &&
    claimSetIds.has(are![only]!)
  );
}

function idOf(piece: Piece): string {
  return piece.kind === 'segment' ? piece.elements[0]! : piece.kind;
}
