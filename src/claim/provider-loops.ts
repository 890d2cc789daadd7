import type { Position, ProviderInfo } from '../finding';
import { KeptSegment, positionOf, type Segment } from '../x12/segment';
import { isTenDigits, npiOf, strayNumbersOf } from './provider-name';
import { type PrvSegment, PrvSegments } from './prv';
import type { SteadySpan } from './steady-span';

/** The other providers of a claim whose taxonomy a payer may ask for (DOMAIN.md §3). */
export type Role = ProviderInfo['role'];

/** NM101 of their loops. */
export const entities: Readonly<Record<Role, string>> = { rendering: '82', attending: '71' };

/** The loop of a rendering or attending provider in a claim. */
export interface ProviderLoop {
  readonly role: Role;
  readonly loop: '2310A' | '2310B' | '2420A';
  /** The NM1 segment. */
  readonly position: Position;
  /** NM109 if NM108 is XX; null: none. */
  readonly npi: string | null;
  /** Ten-digit values in other elements of the NM1; empty if NM109 is one. */
  readonly strayNumbers: readonly string[];
  /** The first PRV of the loop. */
  readonly prv: PrvSegment | null;
  /** LX01 of the service line; null at the claim. */
  readonly line: string | null;
}

/** Provider loops that are read in a claim; it has one and, by the guides, one for each of at most 999 lines. */
const MOST = 1000;

class KeptLoop {
  readonly name = new KeptSegment();
  readonly prvs = new PrvSegments();
  line: string | null = null;
  /** Days on which it has no fault; null: unknown. */
  span: SteadySpan | null = null;
}

/**
 * The provider loops of one role in a claim: 2310B and 2420A of the rendering provider (professional and dental claims),
 * 2310A of the attending one (institutional claims). Loops of other providers and of other payers (2310x, 2330x) and
 * what follows an SVD are not read.
 */
export class ProviderLoops {
  role: Role = 'rendering';
  /** Service lines, and those with a loop of their own. */
  lines = 0;
  linesWithLoop = 0;
  private readonly kept: KeptLoop[] = [];
  private count = 0;
  private place: 'claim' | 'line' | 'elsewhere' = 'claim';
  private readonly lx = new KeptSegment();
  private isLineCounted = false;
  private open: KeptLoop | null = null;

  /** Begins a new claim. */
  begin(role: Role): void {
    this.role = role;
    this.lines = 0;
    this.linesWithLoop = 0;
    this.count = 0;
    this.place = 'claim';
    this.open = null;
  }

  settle(): void {
    this.lx.settle();
    for (let n = 0; n < this.count; n++) {
      const { name, prvs } = this.kept[n]!;
      name.settle();
      prvs.settle();
    }
  }

  /** An LX: a service line begins. */
  openLine(lx: Segment): void {
    this.open = null;
    this.place = 'line';
    this.lx.keep(lx);
    this.lines++;
    this.isLineCounted = false;
  }

  /** An SBR: the loops of another payer begin. */
  openOtherPayer(): void {
    this.open = null;
    this.place = 'elsewhere';
  }

  /** An SVD: what another payer decided on a line begins. */
  openAdjudication(): void {
    this.open = null;
    if (this.place === 'line') this.place = 'elsewhere';
  }

  endLoop(): void {
    this.open = null;
  }

  /** An NM1. @returns false if there are more loops than a claim may have */
  openName(name: Segment): boolean {
    this.open = null;
    if (this.place === 'elsewhere' || (this.place === 'line' && this.role === 'attending')) return true;
    if (!name.is(1, entities[this.role])) return true;
    if (this.count === MOST) return false;
    const loop = this.kept[this.count] ?? new KeptLoop();
    this.kept[this.count++] = loop;
    loop.name.keep(name);
    loop.prvs.drop();
    loop.line = this.place === 'line' ? this.lx.text(1) : null;
    loop.span = null;
    this.open = loop;
    if (this.place === 'line' && !this.isLineCounted) {
      this.isLineCounted = true;
      this.linesWithLoop++;
    }
    return true;
  }

  provider(prv: Segment): void {
    this.open?.prvs.keep(prv);
  }

  /** Notes that the loop with this number has no fault on these days. */
  markSteady(n: number, span: SteadySpan): void {
    this.kept[n]!.span = span;
  }

  /** Calls `use` with the NM1 and the PRV of each loop without a fault. */
  forEachSteady(use: (name: Segment, prv: Segment, span: SteadySpan) => void): void {
    for (let n = 0; n < this.count; n++) {
      const { name, prvs, span } = this.kept[n]!;
      if (span !== null) use(name, prvs.first, span);
    }
  }

  /** The loops in file order. */
  list(): readonly ProviderLoop[] {
    const loops: ProviderLoop[] = [];
    for (let n = 0; n < this.count; n++) {
      const { name, prvs, line } = this.kept[n]!;
      const npi = npiOf(name);
      loops.push({
        role: this.role,
        loop: this.role === 'attending' ? '2310A' : line === null ? '2310B' : '2420A',
        position: positionOf(name),
        npi,
        strayNumbers: npi !== null && isTenDigits(npi) ? [] : strayNumbersOf(name, npi !== null),
        prv: prvs.value,
        line,
      });
    }
    return loops;
  }
}
