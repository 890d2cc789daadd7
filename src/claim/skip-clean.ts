import type { Day } from '../values/dates';
import { type Machine, machine } from '../wasm/machine';
import { RECORD, VectorScanner } from '../x12/scanner';
import type { ClaimSet, LoopSegments } from './claim';
import { passedIds } from './segment-ids';

/** Service dates, from `since` on and before `until`, on which all claims of a billing loop have the same result. */
export interface SteadySpan {
  readonly since: Day;
  readonly until: Day;
}

/**
 * The vector loops: they find segments, and skip claims that can produce no finding. A provider bills in many billing
 * loops; those with equal values have the same result, so results are cached by these values.
 */
export class CleanLoopSkipper {
  readonly scanner: VectorScanner;
  /** Of the last skim: the number of CLM segments, of those in the given loop, and of all segments. */
  claims = 0;
  ownClaims = 0;
  segments = 0;
  private readonly billingHl: number;
  private readonly key: number;
  private readonly keyBytes: number;

  constructor(
    private readonly machine: Machine,
    passedIds: readonly string[],
  ) {
    this.scanner = new VectorScanner(machine, passedIds);
    this.billingHl = machine.BILLING_HL.value;
    this.key = machine.KEY.value;
    this.keyBytes = machine.KEY_BYTES.value;
  }

  /** Clears the cache if the standards changed. Call before `find`, `remember` or `skim`. */
  judgeBy(standards: object): void {
    if (judgedBy !== standards) this.machine.forget();
    judgedBy = standards;
  }

  /** The days on which a plain loop is known to be steady, if they include the day of the set; else null. */
  find(loop: LoopSegments, set: ClaimSet): SteadySpan | null {
    const { machine } = this;
    const length = this.writeKey(loop, set);
    if (length === -1 || machine.find(length) === 0) return null;
    const span = { since: machine.since.value, until: machine.until.value };
    return set.date >= span.since && set.date < span.until ? span : null;
  }

  remember(loop: LoopSegments, set: ClaimSet, { since, until }: SteadySpan): void {
    const length = this.writeKey(loop, set);
    if (length !== -1) this.machine.remember(length, since, until);
  }

  /**
   * Skips subscriber levels of a steady loop from record `first` on, and steady loops after it. Returns the record to
   * continue from: `first` if nothing can be skipped.
   */
  skim(first: number, records: number, loop: LoopSegments, set: ClaimSet, span: SteadySpan): number {
    const { machine, scanner } = this;
    machine.bytes.fill(0, this.billingHl, this.billingHl + LONGEST);
    const length = loop.hl.copyElement(1, machine.bytes, this.billingHl, LONGEST);
    if (length < 1) return first;
    const next = machine.skim(
      first,
      records,
      scanner.base,
      set.delimiters.element,
      length,
      span.since,
      span.until,
      set.date,
      versionOf(set),
    );
    if (next === first) return first;
    this.claims = machine.claims.value;
    this.ownClaims = machine.ownClaims.value;
    this.segments = this.indexOf(next) - this.indexOf(first) - machine.empties.value;
    return next;
  }

  /** No element contains the separator, so different keys cannot become equal. */
  private writeKey(loop: LoopSegments, set: ClaimSet): number {
    const { bytes } = this.machine;
    const separator = set.delimiters.element;
    const length = loop.copyJudged(bytes, this.key, this.keyBytes - 8, separator);
    if (length === -1) return -1;
    bytes[this.key + length] = separator;
    bytes[this.key + length + 1] = versionOf(set);
    return length + 2;
  }

  private indexOf(record: number): number {
    const { records, first } = this.scanner;
    return records[first + RECORD * record + 2]!;
  }
}

/** Longer HL01 are not compared. */
const LONGEST = 8;

function versionOf({ guide }: ClaimSet): number {
  return guide.version === '4010' ? 4 : 5;
}

/** Identity of the standards that the machine's remembered loops were judged by. */
let judgedBy: object | null = null;

const made = /* @__PURE__ */ new Map<boolean, CleanLoopSkipper>();

/** One of each kind for all checks of a thread; null if WebAssembly SIMD is unavailable. */
export function cleanLoopSkipper(readsProviders: boolean): CleanLoopSkipper | null {
  const own = machine();
  if (own === null) return null;
  const skipper = made.get(readsProviders) ?? new CleanLoopSkipper(own, passedIds(readsProviders));
  made.set(readsProviders, skipper);
  return skipper;
}
