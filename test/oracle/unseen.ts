/** What happens to a whole file so that claims are lost and the decisions ask for no error: the gaps that are known. */

import { hasData, latin1, type Piece, readPieces } from './read';
import { claimSetIds } from './set';

export function isUnseen(before: Uint8Array, after: Uint8Array): boolean {
  const [were, are] = [before, after].map((bytes) => readPieces(latin1(bytes)));
  return isOutside(are!) || isSwallowed(are!) || isRenamed(were!, are!);
}

/** An interchange whose separators have become blanks, letters or digits: a warning alone, for bytes outside. */
function isOutside(pieces: readonly Piece[]): boolean {
  return pieces.some((piece) => piece.kind === 'outside' && piece.segments === null);
}

/** An interchange that is part of the IEA before it: with other separators, it may be elements that nobody reads. */
function isSwallowed(pieces: readonly Piece[]): boolean {
  return pieces.some((piece) => tagOf(piece) === 'IEA' && hasData(elementsOf(piece).slice(2)));
}

/** A CLM whose tag has become that of another segment that an 837 may hold. */
function isRenamed(before: readonly Piece[], after: readonly Piece[]): boolean {
  const changed = before.filter((piece, n) => after[n] === undefined || tagOf(piece) !== tagOf(after[n]));
  const [only] = changed;
  if (before.length !== after.length || changed.length !== 1 || tagOf(only!) !== 'CLM') return false;
  return claimSetIds.has(tagOf(after[before.indexOf(only!)]!));
}

function elementsOf(piece: Piece): readonly string[] {
  return piece.kind === 'segment' ? piece.elements : [piece.kind];
}

function tagOf(piece: Piece): string {
  return elementsOf(piece)[0]!;
}
