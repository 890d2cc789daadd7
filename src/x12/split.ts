import { isWhiteSpace } from './bytes';
import { Envelope, type EnvelopeEvents, type EnvelopeState } from './envelope';
import { type InterchangeHeader, MAX_HEADER, readHeader } from './header';

/** The interchange and group that a file begins with; null where it begins otherwise. */
export function openingOf(head: Uint8Array): EnvelopeState | null {
  const envelope = new Envelope(deaf, null, null);
  // A byte at a time, to stop right after the GS: two segments are soon read.
  for (let at = 0; at < head.length && at < LONGEST_OPENING; at++) {
    envelope.push(head.subarray(at, at + 1));
    const { state } = envelope;
    if (state?.group) return state;
  }
  return null;
}

const LONGEST_OPENING = 4096;

const deaf: EnvelopeEvents = {
  openSet() {},
  segment() {},
  skim: (record) => record,
  closeSet() {},
  fault() {},
  release() {},
};

/**
 * The first place in bytes[from, …) where a part of the file may begin, as it stands if all is well up to there: at an ISA; else, in the interchange that the file opens
 * with, at a GS; else, in its group, at an ST or GE. null where there is none. Who reads up to there finds out
 * whether it follows.
 * @param offset of bytes[0] in the file
 */
export function findPart(
  bytes: Uint8Array,
  from: number,
  offset: number,
  opening: EnvelopeState,
): EnvelopeState | null {
  const { header } = opening;
  if (header === null) return null;
  const at = (index: number, more: Partial<EnvelopeState>): EnvelopeState => ({
    ...opening,
    ...{ isPartial: true, groups: 0, offset: offset + index },
    ...more,
  });
  const isa = findSegment(bytes, from, 'ISA', header, (index) => {
    const end = Math.min(bytes.length, index + MAX_HEADER);
    return typeof readHeader(bytes, index, end) === 'object';
  });
  if (isa !== -1) return at(isa, { header: null, group: null, isPartial: false });
  const gs = findSegment(bytes, from, 'GS', header);
  if (gs !== -1) return at(gs, { group: null });
  const group = opening.group && { ...opening.group, sets: 0, isPartial: true };
  for (const id of ['ST', 'GE']) {
    const found = findSegment(bytes, from, id, header);
    if (found !== -1) return at(found, { group });
  }
  return null;
}

/** Where a segment begins that has this id; -1 where none does. */
function findSegment(
  bytes: Uint8Array,
  from: number,
  id: string,
  { delimiters }: InterchangeHeader,
  isOne: (index: number) => boolean = () => true,
): number {
  const [first, second] = [id.charCodeAt(0), id.charCodeAt(1)];
  for (let at = bytes.indexOf(first, from); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (bytes[at + 1] !== second) continue;
    if (id.length === 2 ? bytes[at + 2] !== delimiters.element : bytes[at + 2] !== id.charCodeAt(2)) continue;
    let before = at - 1;
    while (before >= 0 && isWhiteSpace(bytes[before]) && bytes[before] !== delimiters.terminator) before--;
    if (bytes[before] === delimiters.terminator && isOne(at)) return at;
  }
  return -1;
}

/** Whether a part that was begun at `start` may follow what was read up to there. */
export function follows(end: EnvelopeState | null, start: EnvelopeState): end is EnvelopeState {
  if (end === null || end.offset !== start.offset) return false;
  return sameHeader(end.header, start.header) && sameGroup(end.group, start.group);
}

/** What a part left behind, with the counts of what came before it. */
export function joined(before: EnvelopeState, after: EnvelopeState): EnvelopeState {
  const group = after.group?.isPartial
    ? { ...after.group, sets: after.group.sets + before.group!.sets, isPartial: before.group!.isPartial }
    : after.group;
  if (!after.isPartial) return { ...after, group };
  return { ...after, group, groups: after.groups + before.groups, isPartial: before.isPartial };
}

function sameHeader(a: InterchangeHeader | null, b: InterchangeHeader | null): boolean {
  if (a === null || b === null) return a === b;
  const [one, other] = [a.delimiters, b.delimiters];
  const delimited = one.element === other.element && one.component === other.component;
  return (
    delimited &&
    one.terminator === other.terminator &&
    a.receiver === b.receiver &&
    a.controlNumber === b.controlNumber
  );
}

function sameGroup(a: EnvelopeState['group'], b: EnvelopeState['group']): boolean {
  if (a === null || b === null) return a === b;
  return a.control === b.control && a.guide === b.guide && a.receiver === b.receiver;
}
