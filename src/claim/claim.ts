import type { ClaimPurpose, Position } from '../finding';
import type { Day } from '../values/dates';
import { trimBlanks } from '../x12/bytes';
import type { Guide } from '../x12/guide';
import { KeptSegment, positionOf, type Segment } from '../x12/segment';
import type { SetContext } from '../x12/segment-listener';

/** A PRV segment of a billing loop, its elements as written. */
export interface Prv {
  readonly position: Position;
  /** PRV01, PRV02 and PRV03. */
  readonly provider: string;
  readonly qualifier: string;
  readonly code: string;
  /**
   * Another PRV on the same side of NM1*85, where the guide has one at most: the first with another code, else the
   * first with the same code.
   */
  readonly second: Prv | null;
}

/** A PRV with all of its text. */
export interface PrvSegment extends Prv {
  readonly text: string;
}

/**
 * What a verdict on loop 2000A (one HL*20 with its PRV and 2010AA) may rest on. The fast path remembers loops by just
 * these values, so that a rule must read nothing else of a loop; positions are for reporting alone.
 */
export interface JudgedLoop {
  readonly position: Position;
  /** The first PRV before NM1*85, where the guide wants it. */
  readonly prv: Prv | null;
  /** The first PRV after NM1*85. */
  readonly misplacedPrv: Prv | null;
  /** The NM1*85 segment; null where the loop has none. */
  readonly namePosition: Position | null;
  /** NM109 where NM108 is XX. */
  readonly npi: string | null;
  /** Ten-digit values in other elements of NM1*85; empty where NM109 is one. */
  readonly strayNumbers: readonly string[];
  /** N403 of 2010AA. */
  readonly zip: string | null;
}

/** Loop 2000A with what reports and repairs show of it. */
export interface BillingLoop extends JudgedLoop {
  readonly prv: PrvSegment | null;
  readonly misplacedPrv: PrvSegment | null;
  /** It has another NM1*85, which was not read. */
  readonly isNamedTwice: boolean;
  readonly hl: string;
  readonly name: string | null;
  /** All of the HL*20 segment. */
  readonly text: string;
}

/** PRV03, wherever in the loop it stands. */
export function taxonomyOf({ prv, misplacedPrv }: BillingLoop): string | null {
  return (prv ?? misplacedPrv)?.code || null;
}

/** Elements of `judged` that a verdict rests on, the first and the last. */
const JUDGED = [
  [1, 3],
  [8, 9],
  [3, 3],
] as const;

/** The PRVs on one side of NM1*85. */
class PrvSegments {
  readonly first = new KeptSegment();
  readonly second = new KeptSegment();
  private hasOtherCode = false;

  keep(segment: Segment): void {
    if (!this.first.isKept) return this.first.keep(segment);
    if (this.hasOtherCode) return;
    this.hasOtherCode = segment.text(3) !== this.first.text(3);
    if (this.hasOtherCode || !this.second.isKept) this.second.keep(segment);
  }

  drop(): void {
    this.first.drop();
    this.second.drop();
    this.hasOtherCode = false;
  }

  settle(): void {
    this.first.settle();
    this.second.settle();
  }

  get value(): PrvSegment | null {
    const first = prvOf(this.first, null);
    const second = first && prvOf(this.second, null);
    return first && second ? { ...first, second } : first;
  }
}

/** The segments that a billing loop is read from. Complete when its first subscriber level begins. */
export class LoopSegments {
  readonly hl = new KeptSegment();
  readonly prv = new PrvSegments();
  readonly misplacedPrv = new PrvSegments();
  readonly name = new KeptSegment();
  isNamedTwice = false;
  /** The first N4 of 2010AA that has an N403. */
  readonly city = new KeptSegment();
  private readonly judged = [this.prv.first, this.name, this.city] as const;
  private read: BillingLoop | null = null;

  /** Begins another loop. */
  begin(hl: Segment): void {
    this.hl.keep(hl);
    for (const segment of [this.prv, this.misplacedPrv, this.name, this.city]) segment.drop();
    this.isNamedTwice = false;
    this.read = null;
  }

  settle(): void {
    this.hl.settle();
    for (const segment of [this.prv, this.misplacedPrv, this.name, this.city]) segment.settle();
  }

  /**
   * Whether a verdict on the loop rests on `judged` alone: at most one PRV, none after NM1*85, and an NPI in its place.
   * Others are looked at each time.
   */
  get isPlain(): boolean {
    if (this.prv.second.isKept || this.misplacedPrv.first.isKept) return false;
    return isTenDigits(this.values.npi ?? '');
  }

  /**
   * Of a plain loop, copies all that a verdict rests on but the dates to target[at, at + most): PRV01 to PRV03, NM108, NM109 and N403,
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
    if (this.read !== null) return this.read;
    const npi = npiOf(this.name);
    this.read = {
      position: positionOf(this.hl),
      hl: this.hl.text(1),
      text: this.hl.whole,
      prv: this.prv.value,
      misplacedPrv: this.misplacedPrv.value,
      namePosition: this.name.isKept ? positionOf(this.name) : null,
      npi,
      strayNumbers: npi !== null && isTenDigits(npi) ? [] : strayNumbersOf(this.name, npi !== null),
      isNamedTwice: this.isNamedTwice,
      name: nameOf(this.name),
      zip: this.city.value(3),
    };
    return this.read;
  }
}

function prvOf(prv: KeptSegment, second: Prv | null): PrvSegment | null {
  if (!prv.isKept) return null;
  return {
    position: positionOf(prv),
    provider: prv.text(1),
    qualifier: prv.text(2),
    code: prv.text(3),
    second,
    text: prv.whole,
  };
}

function isTenDigits(text: string): boolean {
  return /^\d{10}$/.test(text);
}

/** NM1 has twelve elements in the guide; stars too many make more. */
const NAME_ELEMENTS = 32;

function strayNumbersOf(name: KeptSegment, isQualified: boolean): string[] {
  const numbers: string[] = [];
  for (let n = 2; n <= NAME_ELEMENTS; n++) {
    const value = n === 9 && isQualified ? '' : trimBlanks(name.text(n));
    if (isTenDigits(value)) numbers.push(value);
  }
  return numbers;
}

function npiOf(name: KeptSegment): string | null {
  return name.isKept && trimBlanks(name.text(8)).toUpperCase() === 'XX' ? trimBlanks(name.text(9)) : null;
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
    return trimBlanks(this.payer.value(9) ?? '') || null;
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

/** Days on which a claim was served. */
export interface ServiceSpan {
  /** Earliest and latest day, BHT04 where the claim has no service date; 0: unknown. */
  readonly from: Day;
  readonly to: Day;
  /** A service date cannot be read. */
  readonly isUnreadable: boolean;
}

const UNREADABLE: ServiceSpan = { from: 0, to: 0, isUnreadable: true };

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
  /** Earliest and latest service date that can be read. */
  from: Day = 0;
  to: Day = 0;
  /** The first service date that cannot be read. */
  readonly unreadableDate = new KeptSegment();

  get position(): Position {
    return positionOf(this.clm);
  }

  /** The days that decide which enrollments count. */
  get span(): ServiceSpan {
    if (this.unreadableDate.isKept) return UNREADABLE;
    const { date } = this.set;
    return { from: this.from || date, to: this.to || date, isUnreadable: false };
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
