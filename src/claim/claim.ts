import type { Day } from '../dates';
import type { ClaimPurpose, Position } from '../finding';
import type { SetContext } from '../x12/envelope';
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

/** Loop 2000B, as far as claims need it. */
export interface Subscriber {
  payerId: string | null;
  payerName: string | null;
  /** SBR09. */
  filing: string | null;
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

/** One CLM with what it stands under. Told when the next loop begins, so that its service dates are known. */
export interface Claim {
  readonly position: Position;
  readonly set: ClaimSet;
  /** null for a claim before any HL*20. */
  readonly loop: BillingLoop | null;
  readonly subscriber: Subscriber | null;
  /** CLM01, CLM02 and CLM05-3. */
  readonly id: string;
  readonly charge: string;
  readonly frequency: string | null;
  /** Earliest and latest service date. */
  from: Day;
  to: Day;
}
