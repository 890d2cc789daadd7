import type { Day } from '../dates';
import type { ClaimPurpose, Position } from '../finding';
import type { SetContext } from '../x12/envelope';
import { KeptSegment, positionOf, type Segment } from '../x12/segment';
import type { Guide } from './guide';

/** A PRV segment of a billing loop, its elements as written. */
export interface Prv {
  readonly position: Position;
  /** PRV01, PRV02 and PRV03. */
  readonly provider: string;
  readonly qualifier: string;
  readonly code: string;
  /** All of the segment. */
  readonly text: string;
}

/** Loop 2000A: one HL*20 with its PRV and 2010AA. */
export interface BillingLoop {
  readonly position: Position;
  readonly hl: string;
  /** All of the HL*20 segment. */
  readonly text: string;
  /** The PRV before NM1*85, where the guide wants it. */
  readonly prv: Prv | null;
  /** The first PRV after NM1*85. */
  readonly misplacedPrv: Prv | null;
  /** The NM1*85 segment. */
  readonly namePosition: Position | null;
  /** NM109 where NM108 is XX. */
  readonly npi: string | null;
  readonly name: string | null;
  /** N403 of 2010AA. */
  readonly zip: string | null;
}

/** PRV03, wherever in the loop it stands. */
export function taxonomyOf({ prv, misplacedPrv }: BillingLoop): string | null {
  return (prv ?? misplacedPrv)?.code || null;
}

/** Elements of `judged` that a verdict rests on, the first and the last. */
const JUDGED = [
  [1, 3],
  [1, 3],
  [8, 9],
  [3, 3],
] as const;

/** The segments that a billing loop is read from. Complete when its first subscriber level begins. */
export class LoopSegments {
  readonly hl = new KeptSegment();
  readonly prv = new KeptSegment();
  readonly misplacedPrv = new KeptSegment();
  readonly name = new KeptSegment();
  /** The first N4 of 2010AA that has an N403. */
  readonly city = new KeptSegment();
  private readonly judged = [this.prv, this.misplacedPrv, this.name, this.city] as const;
  private read: BillingLoop | null = null;

  /** Begins another loop. */
  begin(hl: Segment): void {
    this.hl.keep(hl);
    for (const segment of this.judged) segment.drop();
    this.read = null;
  }

  settle(): void {
    this.hl.settle();
    for (const segment of this.judged) segment.settle();
  }

  /**
   * Copies all that a verdict rests on but the dates to target[at, at + most): PRV01 to PRV03, NM108, NM109 and N403,
   * a separator after each, and after each segment whether there is one. Answers with how many bytes that took, or -1
   * where there is no room.
   */
  copyJudged(target: Uint8Array, at: number, most: number, separator: number): number {
    let length = 0;
    for (let n = 0; n < this.judged.length; n++) {
      const segment = this.judged[n]!;
      const [first, last] = JUDGED[n]!;
      for (let element = first; element <= last; element++) {
        const copied = segment.copyElement(element, target, at + length, most - length - 2);
        if (copied === -1) return -1;
        length += copied;
        target[at + length++] = separator;
      }
      target[at + length++] = segment.isKept ? 1 : 0;
    }
    return length;
  }

  /** What they say; the same object until the next loop begins. */
  get values(): BillingLoop {
    this.read ??= {
      position: positionOf(this.hl),
      hl: this.hl.text(1),
      text: this.hl.whole,
      prv: prvOf(this.prv),
      misplacedPrv: prvOf(this.misplacedPrv),
      namePosition: this.name.isKept ? positionOf(this.name) : null,
      npi: npiOf(this.name),
      name: nameOf(this.name),
      zip: this.city.value(3),
    };
    return this.read;
  }
}

function prvOf(prv: KeptSegment): Prv | null {
  if (!prv.isKept) return null;
  return {
    position: positionOf(prv),
    provider: prv.text(1),
    qualifier: prv.text(2),
    code: prv.text(3),
    text: prv.whole,
  };
}

function npiOf(name: KeptSegment): string | null {
  return name.value(8)?.trim().toUpperCase() === 'XX' ? name.text(9).trim() : null;
}

function nameOf(name: KeptSegment): string | null {
  if (!name.isKept) return null;
  const last = name.text(3);
  const given = name.text(4);
  return (given === '' ? last : `${last}, ${given}`) || null;
}

/** Loop 2000B, as far as claims need it: SBR, and NM1*PR of 2010BB. */
export class Subscriber {
  readonly sbr = new KeptSegment();
  /** Never kept in a post-adjudicated guide, where 2010BB is the data receiver. */
  readonly payer = new KeptSegment();
  readonly hl = new KeptSegment();

  get payerId(): string | null {
    return this.payer.value(9)?.trim() || null;
  }

  get payerPosition(): Position {
    return positionOf(this.payer);
  }

  get payerName(): string | null {
    return this.payer.value(3);
  }

  /** SBR09. */
  get filing(): string | null {
    return this.sbr.value(9);
  }
}

/** The set that claims stand in. */
export interface ClaimSet extends SetContext {
  readonly guide: Guide;
  purpose: ClaimPurpose;
  /** BHT04. */
  date: Day;
  /** NM109 of 1000B. */
  receiver: string | null;
}

/**
 * One CLM with what it stands under. Told when the next loop begins, so that its service dates are known. There is
 * one for all claims of a file: it is valid until the call returns, and values become text when they are asked for.
 */
export class Claim {
  readonly clm = new KeptSegment();
  set!: ClaimSet;
  /** null for a claim before any HL*20. */
  loop: BillingLoop | null = null;
  subscriber: Subscriber | null = null;
  /** Earliest and latest service date. */
  from: Day = 0;
  to: Day = 0;

  get position(): Position {
    return positionOf(this.clm);
  }

  get id(): string {
    return this.clm.text(1);
  }

  get charge(): string {
    return this.clm.text(2);
  }

  /** CLM05-3. */
  get frequency(): string | null {
    return this.clm.component(5, 3, this.set.delimiters.component) || null;
  }
}
