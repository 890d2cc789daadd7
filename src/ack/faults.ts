import type { EnvelopeFinding, EnvelopeRuleId, Finding, Severity } from '../finding';

type Level = 'set' | 'group' | 'interchange';

/**
 * The faults of one level of an envelope: their codes and severity. Meanings as in pyx12's x12file.py and error_999.py.
 */
export class LevelFaults {
  readonly codes = new Set<string>();
  /** `info` is only a note, not a fault. */
  worst: 'error' | 'warning' | null = null;

  add(severity: Severity, code: string | null): void {
    if (severity === 'info') return;
    if (severity === 'error' || this.worst === null) this.worst = severity;
    if (code !== null) this.codes.add(code);
  }
}

/** IK502, AK905 and TA105. The group has no code for a segment between its sets. */
const codes: Readonly<
  Record<'count' | 'control' | 'trailer' | 'content', Readonly<Record<Level, string | null>>>
> = {
  count: { set: '4', group: '5', interchange: '021' },
  control: { set: '3', group: '4', interchange: '001' },
  trailer: { set: '2', group: '3', interchange: '023' },
  content: { set: '5', group: null, interchange: '024' },
};

/** IK502 for a fault of the ST itself: a set with this ID or version is not supported. */
const NOT_SUPPORTED = '1';

/** TA105 for a header that can be read but has the wrong length. */
const HEADER_CODE = '022';

/** Assigns envelope findings to the levels that are open. */
export class EnvelopeFaults {
  interchange = new LevelFaults();
  group: LevelFaults | null = null;
  set: LevelFaults | null = null;
  /** The last finding on nesting: either a level ends next without its trailer, or a segment is in an invalid place. */
  private nesting: EnvelopeFinding | null = null;
  private hasEndedLevel = false;

  find(finding: Finding): void {
    this.settle();
    const kind = kinds[finding.rule as EnvelopeRuleId];
    if (kind === undefined) return;
    if (kind === 'nesting') this.nesting = finding as EnvelopeFinding;
    else if (kind === 'header') this.interchange.add(finding.severity, HEADER_CODE);
    else this.add(kind, finding);
  }

  openInterchange(): void {
    this.settle();
    this.interchange = new LevelFaults();
    this.group = null;
    this.set = null;
  }

  openGroup(): LevelFaults {
    this.settle();
    this.group = new LevelFaults();
    return this.group;
  }

  openSet(): LevelFaults {
    this.settle();
    this.set = new LevelFaults();
    return this.set;
  }

  /**
   * Call before the level is acknowledged.
   * @returns its faults
   */
  close(level: Level, hasTrailer: boolean): LevelFaults | null {
    const faults = this[level];
    if (hasTrailer) this.settle();
    else if (this.nesting !== null) {
      faults?.add(this.nesting.severity, codes.trailer[level]);
      this.hasEndedLevel = true;
    }
    if (level !== 'interchange') this[level] = null;
    return faults;
  }

  private settle(): void {
    if (this.nesting !== null && !this.hasEndedLevel) this.add('content', this.nesting);
    this.nesting = null;
    this.hasEndedLevel = false;
  }

  /** Any fault in the open set counts against the set, by its position; an error rejects it. */
  private add(kind: 'count' | 'control' | 'content', finding: Finding): void {
    const { severity, group, transaction, position } = finding;
    const level =
      transaction !== null && this.set ? 'set' : group !== null && this.group ? 'group' : 'interchange';
    const isOfSt = level === 'set' && position.segment === 1;
    this[level]!.add(severity, isOfSt ? NOT_SUPPORTED : codes[kind][level]);
  }
}

const kinds: Readonly<
  Partial<Record<EnvelopeRuleId, 'count' | 'control' | 'content' | 'nesting' | 'header'>>
> = {
  'x12-count-mismatch': 'count',
  'x12-control-mismatch': 'control',
  'x12-segment-too-long': 'content',
  'x12-unexpected-segment': 'nesting',
  'x12-truncated': 'nesting',
  'x12-isa-width': 'header',
};
