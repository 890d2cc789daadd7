/** What may happen to a file on its way: a bit falls over, a stretch is lost, an editor changes a separator. */

import fc from 'fast-check';
import { bytesOf, latin1, type Piece, readPieces } from './read';

/** A segment, counted round: of all, or of those that verdicts rest on. */
interface Pick {
  readonly of: 'all' | 'telling';
  readonly n: number;
}

/** A byte of a segment, or any byte of the file, counted round. */
interface Place {
  readonly segment: Pick | null;
  readonly byte: number;
}

export type Mutation =
  | { readonly is: 'flip'; readonly at: Place; readonly bit: number }
  | { readonly is: 'replace' | 'insert'; readonly at: Place; readonly text: string }
  | { readonly is: 'cut' | 'double'; readonly at: Place; readonly end: Place | number }
  /** Its element separators, or those of all that follows, become another character; or its terminators do. */
  | {
      readonly is: 'separator' | 'terminator';
      readonly segment: Pick;
      readonly rest: boolean;
      readonly text: string;
    }
  | { readonly is: 'id'; readonly segment: Pick; readonly text: string }
  | { readonly is: 'swap'; readonly segment: Pick; readonly other: Pick }
  | { readonly is: 'delete'; readonly segment: Pick };

const telling = [
  ...[
    'ISA',
    'GS',
    'ST',
    'BHT',
    'HL',
    'PRV',
    'NM1',
    'N4',
    'CLM',
    'SBR',
    'LX',
    'SVD',
    'DTP',
    'SE',
    'GE',
    'IEA',
  ],
];

const many = fc.nat({ max: 100_000 });
const pick: fc.Arbitrary<Pick> = fc.record({ of: fc.constantFrom('all', 'telling'), n: many });
const place: fc.Arbitrary<Place> = fc.record({
  segment: fc.oneof({ weight: 4, arbitrary: pick }, { weight: 1, arbitrary: fc.constant(null) }),
  byte: many,
});
const character = fc.constantFrom(
  ...['*', '|', '+', '~', "'", ':', '^', '\n', '\r', ' ', '\t', '\0', '-', '.', ',', '"', '\xa0'],
  ...['0', '1', '2', '7', '9', 'A', 'B', 'L', 'M', 'P', 'X', 'Z', 'x'],
);
const ids = fc.constantFrom(
  ...['clm', 'CLMS', 'CLM ', 'CL', 'HLL', 'NM', 'NMI', 'PVT', 'DPT', 'REX', 'N9', 'S', ''],
  ...['CLM', 'HL', 'NM1', 'PRV', 'DTP', 'DTM', 'HI', 'REF', 'NTE', 'N4', 'SBR', 'BHT', 'TA1'],
  ...['ISA', 'GS', 'ST', 'SE', 'GE', 'IEA'],
);

export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ is: fc.constant('flip'), at: place, bit: fc.nat({ max: 7 }) }),
  fc.record({ is: fc.constantFrom('replace', 'insert'), at: place, text: character }),
  fc.record({ is: fc.constant('replace'), at: place, text: fc.constant('') }),
  fc.record({
    is: fc.constantFrom('cut', 'double'),
    at: place,
    end: fc.oneof(place, fc.integer({ min: 1, max: 200 })),
  }),
  fc.record({
    is: fc.constantFrom('separator', 'terminator'),
    segment: pick,
    rest: fc.boolean(),
    text: character,
  }),
  fc.record({ is: fc.constant('id'), segment: pick, text: ids }),
  fc.record({ is: fc.constant('swap'), segment: pick, other: pick }),
  fc.record({ is: fc.constant('delete'), segment: pick }),
);

interface Span {
  readonly tag: string;
  readonly start: number;
  /** Where the next begins. */
  readonly end: number;
  readonly separator: string;
  readonly terminator: string;
}

/** A file whose segments follow each other, to be changed in many ways. */
export class Original {
  readonly #text: string;
  readonly #spans: readonly Span[];
  /** Where each interchange begins and the terminator of its IEA stands. */
  readonly #interchanges: readonly (readonly [number, number])[];

  constructor(bytes: Uint8Array) {
    this.#text = latin1(bytes);
    const spans: Span[] = [];
    const interchanges: [number, number][] = [];
    let [separator, terminator] = ['*', '~'];
    const pieces = readPieces(this.#text).filter(isSegment);
    for (const [n, piece] of pieces.entries()) {
      const start = offsetOf(piece);
      const next = pieces[n + 1];
      const end = next === undefined ? this.#text.length : offsetOf(next);
      if (piece.kind === 'header') {
        ({ separator, terminator } = piece.header);
        interchanges.push([start, this.#text.length]);
      } else if (piece.elements[0] === 'IEA') {
        const found = this.#text.indexOf(terminator, start);
        if (found >= 0) interchanges.at(-1)![1] = found;
      }
      const [tag] = piece.kind === 'header' ? ['ISA'] : piece.elements;
      spans.push({ tag: tag!, start, end, separator, terminator });
    }
    this.#spans = spans;
    this.#interchanges = interchanges;
  }

  /**
   * null where nothing can be changed: in a file without segments, and where whole interchanges would be taken away
   * or repeated, which nobody can see.
   */
  mutated(mutation: Mutation): Uint8Array | null {
    const text = this.#spans.length === 0 ? null : this.#change(mutation);
    return text === null ? null : bytesOf(text);
  }

  #change(mutation: Mutation): string | null {
    const text = this.#text;
    switch (mutation.is) {
      case 'flip': {
        const at = this.#at(mutation.at);
        const flipped = String.fromCharCode(text.charCodeAt(at) ^ (1 << mutation.bit));
        return text.slice(0, at) + flipped + text.slice(at + 1);
      }
      case 'replace':
      case 'insert': {
        const at = this.#at(mutation.at);
        return text.slice(0, at) + mutation.text + text.slice(mutation.is === 'insert' ? at : at + 1);
      }
      case 'cut':
      case 'double': {
        const at = this.#at(mutation.at);
        const end = typeof mutation.end === 'number' ? at + mutation.end : this.#at(mutation.end);
        const [from, to] = [Math.min(at, end), Math.min(Math.max(at, end), text.length)];
        if (this.#isOutside(from) && this.#isOutside(to)) return null;
        return (
          text.slice(0, mutation.is === 'cut' ? from : to) + text.slice(mutation.is === 'cut' ? to : from)
        );
      }
      case 'separator':
      case 'terminator': {
        const span = this.#span(mutation.segment);
        const end = mutation.rest ? text.length : span.end;
        const changed = text.slice(span.start, end).replaceAll(span[mutation.is], mutation.text);
        return text.slice(0, span.start) + changed + text.slice(end);
      }
      case 'id': {
        const { start, separator, terminator } = this.#span(mutation.segment);
        let end = start;
        while (end < text.length && text[end] !== separator && text[end] !== terminator) end++;
        return text.slice(0, start) + mutation.text + text.slice(end);
      }
      case 'swap': {
        const pair = [this.#span(mutation.segment), this.#span(mutation.other)];
        const [one, other] = pair.sort((a, b) => a.start - b.start);
        if (one === other) return text;
        return (
          text.slice(0, one!.start) +
          text.slice(other!.start, other!.end) +
          text.slice(one!.end, other!.start) +
          text.slice(one!.start, one!.end) +
          text.slice(other!.end)
        );
      }
      case 'delete': {
        const { start, end } = this.#span(mutation.segment);
        return text.slice(0, start) + text.slice(end);
      }
    }
  }

  #span({ of, n }: Pick): Span {
    const spans = of === 'all' ? this.#spans : this.#spans.filter(({ tag }) => telling.includes(tag));
    return spans[n % spans.length]!;
  }

  #at({ segment, byte }: Place): number {
    if (segment === null) return byte % this.#text.length;
    const { start, end } = this.#span(segment);
    return start + (byte % (end - start));
  }

  #isOutside(at: number): boolean {
    return this.#interchanges.every(([start, end]) => at <= start || at >= end);
  }
}

function isSegment(piece: Piece): piece is Exclude<Piece, { kind: 'outside' | 'cut' }> {
  return piece.kind !== 'outside' && piece.kind !== 'cut';
}

function offsetOf(piece: Exclude<Piece, { kind: 'outside' | 'cut' }>): number {
  return piece.kind === 'header' ? piece.header.offset : piece.offset;
}
