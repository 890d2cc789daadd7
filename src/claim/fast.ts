import type { Day } from '../dates';
import { type Machine, machine } from '../wasm/machine';
import { RECORD, VectorScanner } from '../x12/scanner';
import type { Segment } from '../x12/segment';

/** Days of service, from `since` on and before `until`, on which all claims of a billing loop fare alike. */
export interface SteadySpan {
  readonly since: Day;
  readonly until: Day;
}

/** The vector loops: segments found, and subscriber levels passed over in whose claims there is nothing to find. */
export class FastReading {
  readonly scanner: VectorScanner;
  /** Of the last skim: CLM segments, and segments in all. */
  claims = 0;
  segments = 0;

  constructor(
    private readonly machine: Machine,
    ids: Iterable<string>,
  ) {
    this.scanner = new VectorScanner(machine, ids);
  }

  /**
   * Passes over subscriber levels from record `first` on. Answers with the record to go on with: `first` itself where
   * nothing can be passed over.
   * @param hl the HL of the billing loop
   */
  skim(first: number, records: number, separator: number, hl: Segment, span: SteadySpan): number {
    const { machine, scanner } = this;
    const at = machine.BILLING_HL.value;
    machine.bytes.fill(0, at, at + LONGEST);
    const length = hl.copyElement(1, machine.bytes, at, LONGEST);
    if (length < 1) return first;
    const next = machine.skim(first, records, scanner.base, separator, length, span.since, span.until);
    if (next === first) return first;
    this.claims = machine.claims.value;
    this.segments = this.indexOf(next) - this.indexOf(first) - machine.empties.value;
    return next;
  }

  private indexOf(record: number): number {
    const { records, first } = this.scanner;
    return records[first + RECORD * record + 2]!;
  }
}

/** Longer HL01 are not compared. */
const LONGEST = 8;

let made: FastReading | null | undefined;

/**
 * One for all checks of a thread: between two calls it holds nothing. null where vectors cannot be used.
 * @param ids what is read; always the same
 */
export function fastReading(ids: Iterable<string>): FastReading | null {
  if (made === undefined) {
    const own = machine();
    made = own && new FastReading(own, ids);
  }
  return made;
}
