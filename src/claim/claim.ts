import type { Day } from '../dates';
import type { ClaimPurpose, Position } from '../finding';
import type { SetContext } from '../x12/envelope';
import { KeptSegment } from '../x12/segment';
import type { Guide } from './guide';

/** A PRV segment of a billing loop, its elements as written. */
export interface Prv {
  readonly position: Position;
  /** PRV01, PRV02 and PRV03. */
  readonly provider: string;
  readonly qualifier: string;
  readonly code: string;
}

/** Loop 2000A: one HL*20 with its PRV and 2010AA. Complete when its first claim is told. */
export interface BillingLoop {
  readonly position: Position;
  readonly hl: string;
  /** The PRV before NM1*85, where the guide wants it. */
  prv: Prv | null;
  /** The first PRV after NM1*85. */
  misplacedPrv: Prv | null;
  /** The NM1*85 segment. */
  namePosition: Position | null;
  /** NM109 where NM108 is XX. */
  npi: string | null;
  name: string | null;
  /** N403 of 2010AA. */
  zip: string | null;
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
    return { offset: this.clm.offset, segment: this.clm.ordinal };
  }

  get id(): string {
    return this.clm.text(1);
  }

  get charge(): string {
    return this.clm.text(2);
  }

  /** CLM05-3. */
  get frequency(): string | null {
    const component = String.fromCharCode(this.set.delimiters.component);
    return this.clm.text(5).split(component)[2] || null;
  }
}
