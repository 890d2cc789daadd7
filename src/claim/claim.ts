import type { ClaimPurpose, Position } from '../finding';
import type { Day } from '../values/dates';
import { trimBlanks } from '../x12/bytes';
import type { Guide } from '../x12/guide';
import { KeptSegment, positionOf, type Segment } from '../x12/segment';
import type { SetContext } from '../x12/segment-listener';
import type { ProviderLoops } from './provider-loops';
import { isTenDigits, nameOf, npiOf, strayNumbersOf } from './provider-name';
import { type Prv, type PrvSegment, PrvSegments } from './prv';

/**
 * What a verdict on loop 2000A (one HL*20 with its PRV and 2010AA) may depend on. The fast path remembers loops by
 * these values alone, so a rule must read nothing else of a loop; positions are only for reporting.
 */
export interface JudgedLoop {
  readonly position: Position;
  /** The first PRV before NM1*85, where the guide requires it. */
  readonly prv: Prv | null;
  /** The first PRV after NM1*85. */
  readonly misplacedPrv: Prv | null;
  /** The NM1*85 segment; null if the loop has none. */
  readonly namePosition: Position | null;
  /** NM109 if NM108 is XX. */
  readonly npi: string | null;
  /** Ten-digit values in other elements of NM1*85; empty if NM109 is one. */
  readonly strayNumbers: readonly string[];
  /** N403 of 2010AA. */
  readonly zip: string | null;
}

/** Loop 2000A with what reports and repairs show of it. */
export interface BillingLoop extends JudgedLoop {
  readonly prv: PrvSegment | null;
  readonly misplacedPrv: PrvSegment | null;
  /** It has a second NM1*85, which was not read. */
  readonly isNamedTwice: boolean;
  readonly hl: string;
  readonly name: string | null;
  /** The text of the HL*20 segment. */
  readonly text: string;
}

/** PRV03, from anywhere in the loop. */
export function taxonomyOf({ prv, misplacedPrv }: BillingLoop): string | null {
  return (prv ?? misplacedPrv)?.code || null;
}

/** The elements of `judged` that a verdict depends on: first and last of each segment. */
const JUDGED: readonly (readonly [(loop: LoopSegments) => KeptSegment, first: number, last: number])[] = [
  [({ prv }) => prv.first, 1, 3],
  [({ name }) => name, 8, 9],
  [({ city }) => city, 3, 3],
];

/** The segments that a billing loop consists of. Complete when its first subscriber level begins. */
export class LoopSegments {
  readonly hl = new KeptSegment();
  readonly prv = new PrvSegments();
  readonly misplacedPrv = new PrvSegments();
  readonly name = new KeptSegment();
  isNamedTwice = false;
  /** The first N4 of 2010AA that has an N403. */
  readonly city = new KeptSegment();
  /** NM109 if NM108 is XX; undefined while it is not read. */
  private npi: string | null | undefined = undefined;
  private readJudged: JudgedLoop | null = null;
  private read: BillingLoop | null = null;

  /** Begins a new loop. */
  begin(hl: Segment): void {
    this.hl.keep(hl);
    this.prv.drop();
    this.misplacedPrv.drop();
    this.name.drop();
    this.city.drop();
    this.isNamedTwice = false;
    this.npi = undefined;
    this.readJudged = null;
    this.read = null;
  }

  settle(): void {
    this.hl.settle();
    this.prv.settle();
    this.misplacedPrv.settle();
    this.name.settle();
    this.city.settle();
  }

  /**
   * Whether a verdict on the loop depends on `judged` alone: at most one PRV, none after NM1*85, and an NPI in its
   * place. Other loops are judged each time.
   */
  get isPlain(): boolean {
    if (this.prv.hasSecond || this.misplacedPrv.first.isKept) return false;
    return isTenDigits(this.readNpi() ?? '');
  }

  /**
   * Copies what a verdict on a plain loop depends on, except dates, to target[at, at + most): PRV01 to PRV03, NM108,
   * NM109 and N403, a separator after each, and after each segment whether it is present. Returns the length of the
   * copy, or -1 if there is no room.
   */
  copyJudged(target: Uint8Array, at: number, most: number, separator: number): number {
    let length = 0;
    for (const [segmentOf, first, last] of JUDGED) {
      const segment = segmentOf(this);
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

  /** What a verdict may depend on; the same object until the next loop begins. */
  get judged(): JudgedLoop {
    if (this.readJudged !== null) return this.readJudged;
    const npi = this.readNpi();
    this.readJudged = {
      position: positionOf(this.hl),
      prv: this.prv.judged,
      misplacedPrv: this.misplacedPrv.judged,
      namePosition: this.name.isKept ? positionOf(this.name) : null,
      npi,
      strayNumbers: npi !== null && isTenDigits(npi) ? [] : strayNumbersOf(this.name, npi !== null),
      zip: this.city.value(3),
    };
    return this.readJudged;
  }

  /** All values; the same object until the next loop begins. */
  get values(): BillingLoop {
    if (this.read !== null) return this.read;
    const { judged } = this;
    // Written out: a spread takes ten times as long.
    this.read = {
      position: judged.position,
      prv: this.prv.withText(judged.prv),
      misplacedPrv: this.misplacedPrv.withText(judged.misplacedPrv),
      namePosition: judged.namePosition,
      npi: judged.npi,
      strayNumbers: judged.strayNumbers,
      zip: judged.zip,
      hl: this.hl.text(1),
      text: this.hl.whole,
      isNamedTwice: this.isNamedTwice,
      name: nameOf(this.name),
    };
    return this.read;
  }

  private readNpi(): string | null {
    if (this.npi === undefined) this.npi = npiOf(this.name);
    return this.npi;
  }
}

/** Loop 2000B as far as claims need it: SBR, and NM1*PR of 2010BB. */
export class Subscriber {
  readonly sbr = new KeptSegment();
  /** Not kept in a post-adjudicated guide, where 2010BB is the data receiver. */
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

/** The set that contains the claims. */
export interface ClaimSet extends SetContext {
  readonly guide: Guide;
  purpose: ClaimPurpose;
  /** BHT03. */
  reference: string;
  /** BHT04. */
  date: Day;
  /** NM109 of 1000B. */
  receiver: string | null;
}

/** The service dates of a claim. */
export interface ServiceSpan {
  /** Earliest and latest day, or BHT04 if the claim has no service date; 0: unknown. */
  readonly from: Day;
  readonly to: Day;
  /** The claim has an unreadable service date. */
  readonly isUnreadable: boolean;
}

/** CLM05-2 of a type of bill. */
const TYPE_OF_BILL = 'A';
const inpatientBills = /* @__PURE__ */ new Set(['11', '12', '18', '21', '22', '28', '41', '65', '66', '86']);

const UNREADABLE: ServiceSpan = { from: 0, to: 0, isUnreadable: true };

/**
 * One CLM with its loops. It is emitted when the next loop begins, so that its service dates are known. All claims of a
 * file share one object: it is valid until the call returns, and makes strings on access.
 */
export class Claim {
  readonly clm = new KeptSegment();
  set!: ClaimSet;
  /** null for a claim before any HL*20. */
  loop: BillingLoop | null = null;
  subscriber: Subscriber | null = null;
  /** Earliest and latest readable service date. */
  from: Day = 0;
  to: Day = 0;
  /** The first unreadable service date. */
  readonly unreadableDate = new KeptSegment();
  /** The first PRV*PE, of the rendering provider: 2310B, else 2420A. */
  readonly renderingPrv = new KeptSegment();
  /** Its other providers; null if nothing is asked of them. */
  providers: ProviderLoops | null = null;
  private readonly dates = { from: 0, to: 0, isUnreadable: false };

  get position(): Position {
    return positionOf(this.clm);
  }

  /** The days that decide which enrollments are active; the same object for the next claim. */
  get span(): ServiceSpan {
    if (this.unreadableDate.isKept) return UNREADABLE;
    const { dates, set } = this;
    dates.from = this.from || set.date;
    dates.to = this.to || set.date;
    return dates;
  }

  /** Whether its rendering provider has this taxonomy. */
  isRenderedUnder(code: string): boolean {
    return this.renderingPrv.isKept && this.renderingPrv.is(3, code);
  }

  get id(): string {
    return this.clm.text(1);
  }

  get charge(): string {
    return this.clm.text(2);
  }

  /** By its guide; of an unknown guide, by whether CLM05-2 says that CLM05-1 is a type of bill. */
  get isInstitutional(): boolean {
    const { kind } = this.set.guide;
    return kind === null ? this.facility[1] === TYPE_OF_BILL : kind === 'institutional';
  }

  /** Whether it is institutional with the type of bill of an inpatient (DOMAIN.md §4). */
  get isInpatient(): boolean {
    const [code, list] = this.facility;
    return this.isInstitutional && list === TYPE_OF_BILL && inpatientBills.has(code);
  }

  /** CLM05-1 and CLM05-2: a facility code, and of which code list. */
  get facility(): readonly [code: string, list: string] {
    const { component } = this.set.delimiters;
    return [this.clm.component(5, 1, component), this.clm.component(5, 2, component)];
  }

  /** CLM05-3. */
  get frequency(): string | null {
    return this.clm.component(5, 3, this.set.delimiters.component) || null;
  }
}
