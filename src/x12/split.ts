import { isWhiteSpace } from './bytes';
import { Envelope, type EnvelopeEvents, type EnvelopeState } from './envelope';
import { type InterchangeHeader, isHeader, MAX_HEADER, readHeader } from './header';

/**
 * The state after the interchange and group headers at the beginning of a file; null if it does not begin with them.
 */
export function openingOf(head: Uint8Array): EnvelopeState | null {
  const envelope = new Envelope(noEvents, null, null);
  // Byte by byte, to stop right after the GS; two segments are short.
  for (let at = 0; at < head.length && at < LONGEST_OPENING; at++) {
    envelope.push(head.subarray(at, at + 1));
    const { state } = envelope;
    if (state?.group) return state;
  }
  return null;
}

const LONGEST_OPENING = 4096;
const LONGEST_TRAILERS = 4096;

const noEvents: EnvelopeEvents = {
  openSet() {},
  segment() {},
  skim: (_, at) => at,
  skimmed: () => 0,
  closeSet() {},
  fault() {},
  release() {},
};

/** Whether the file seems to hold only the interchange and group of `opening`: it ends with their trailers. */
export function isSingle(opening: EnvelopeState, tail: Uint8Array): boolean {
  const { header, group } = opening;
  if (header === null || group === null) return false;
  const { element, terminator } = header.delimiters;
  const controlOf = (id: string): string | undefined => {
    const segments = String.fromCharCode(...tail.subarray(-LONGEST_TRAILERS)).split(
      String.fromCharCode(terminator),
    );
    const trailer = segments.reverse().find((segment) => segment.trim().startsWith(id));
    return trailer?.trim().split(String.fromCharCode(element))[2];
  };
  return controlOf('GE') === group.control && controlOf('IEA') === header.controlNumber;
}

/** What a part can begin with: an interchange or a group if several follow each other, else a set. */
export const partIds = { single: ['ST', 'GE'], several: ['ISA', 'GS', 'ST', 'GE'] } as const;

/**
 * Finds the first segment in bytes[1, …) with one of the ids, preferring earlier ids, and returns the state of a part
 * that begins there: assuming no fault before it, and the interchange and group of `opening` unless it is an ISA. null
 * if absent. The caller verifies this by reading up to there (see `follows`).
 * @param offset of bytes[0] in the file
 */
export function findPart(
  bytes: Uint8Array,
  offset: number,
  opening: EnvelopeState,
  ids: readonly string[],
): EnvelopeState | null {
  const header = opening.header!;
  for (const id of ids) {
    const found = findSegment(bytes, id, header);
    if (found === -1) continue;
    const start = { ...opening, isPartial: true, groups: 0, offset: offset + found };
    if (id === 'ISA') return { ...start, header: null, group: null, isPartial: false };
    if (id === 'GS') return { ...start, group: null };
    return { ...start, group: { ...opening.group!, sets: 0, isPartial: true } };
  }
  return null;
}

/** The start of a segment with this id; -1 if absent. */
function findSegment(bytes: Uint8Array, id: string, { delimiters }: InterchangeHeader): number {
  const [first, second, third = delimiters.element] = [...id].map((char) => char.charCodeAt(0));
  for (let at = 1; at < bytes.length - 2; at++) {
    if (bytes[at] !== first || bytes[at + 1] !== second || bytes[at + 2] !== third) continue;
    let before = at - 1;
    while (before >= 0 && isWhiteSpace(bytes[before]) && bytes[before] !== delimiters.terminator) before--;
    if (bytes[before] !== delimiters.terminator) continue;
    if (id !== 'ISA' || isHeader(readHeader(bytes, at, Math.min(bytes.length, at + MAX_HEADER)))) return at;
  }
  return -1;
}

/** Whether the part that was begun at `start` continues what was read up to there. */
export function follows(end: EnvelopeState | null, start: EnvelopeState): end is EnvelopeState {
  if (end === null || end.offset !== start.offset) return false;
  return sameHeader(end.header, start.header) && sameGroup(end.group, start.group);
}

/** The state after a part, with the counts of what precedes it added. */
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
    a.sender === b.sender &&
    a.receiver === b.receiver &&
    a.controlNumber === b.controlNumber
  );
}

function sameGroup(a: EnvelopeState['group'], b: EnvelopeState['group']): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.code === b.code &&
    a.control === b.control &&
    a.guide === b.guide &&
    a.sender === b.sender &&
    a.receiver === b.receiver
  );
}
