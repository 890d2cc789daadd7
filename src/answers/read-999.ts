import { packIds, positionOf, type Segment } from '../x12/segment';
import type { AnswerKind, AnswerOutcome, ScopeAnswer, SegmentComplaint } from './answer';
import { baseOf, type EmitAnswer } from './answer-base';
import { nobody } from './provider';
import type { SetEvents, SetHead } from './set-reader';

const ids = /* @__PURE__ */ packIds('AK1', 'AK2', 'AK3', 'AK5', 'AK9', 'IK3', 'IK5');

const MOST_SEGMENTS = 1000;

/** IK501 and AK501, AK901 and TA104: rejected for one reason or another. */
const outcomes: Readonly<Record<string, AnswerOutcome>> = { A: 'accepted', E: 'accepted', P: 'partly' };

type Scope = Pick<ScopeAnswer, 'scope' | 'answered' | 'guide' | 'outcome' | 'codes' | 'segments'>;

interface OpenSet {
  readonly position: ReturnType<typeof positionOf>;
  readonly control: string;
  readonly guide: string;
  readonly segments: SegmentComplaint[];
}

/** Reads answers to groups and sets: 999 and 997. Values that they copy from claims (IK4, AK4, CTX) are never read. */
export class GroupReader implements SetEvents {
  private kind: AnswerKind = '999';
  private head!: SetHead;
  private group = '';
  private guide = '';
  private set: OpenSet | null = null;

  constructor(
    private readonly file: string | null,
    private readonly emit: EmitAnswer,
  ) {}

  open(head: SetHead): boolean {
    if (head.type !== '999' && head.type !== '997') return false;
    this.kind = head.type;
    this.head = head;
    this.group = '';
    this.guide = '';
    this.set = null;
    return true;
  }

  segment(segment: Segment): void {
    switch (segment.id) {
      case ids.AK1:
        this.group = segment.text(2).trim();
        this.guide = segment.text(3).trim();
        return;
      case ids.AK2:
        this.set = {
          position: positionOf(segment),
          control: segment.text(2).trim(),
          guide: segment.text(3).trim() || this.guide,
          segments: [],
        };
        return;
      case ids.AK3:
      case ids.IK3:
        if (this.set !== null && this.set.segments.length < MOST_SEGMENTS)
          this.set.segments.push(complaintIn(segment));
        return;
      case ids.AK5:
      case ids.IK5:
        return this.endSet(segment);
      case ids.AK9:
        return this.endGroup(segment);
    }
  }

  /** A set without AK5 or IK5 is one whose answer is not known. */
  close(): void {
    if (this.set !== null) this.endSet(null);
  }

  private endSet(ak5: Segment | null): void {
    if (this.set === null) return;
    const { position, control, guide, segments } = this.set;
    this.set = null;
    const answered = { interchange: null, group: this.group, transaction: control };
    const outcome = ak5 === null ? 'unknown' : outcomeIn(ak5, 1);
    this.scope(position, {
      scope: 'set',
      answered,
      guide,
      outcome,
      codes: ak5 === null ? [] : codesIn(ak5, [1, 2, 3, 4, 5, 6]),
      segments,
    });
  }

  private endGroup(ak9: Segment): void {
    this.close();
    const answered = { interchange: null, group: this.group, transaction: null };
    this.scope(positionOf(ak9), {
      scope: 'group',
      answered,
      guide: this.guide,
      outcome: outcomeIn(ak9, 1),
      codes: codesIn(ak9, [1, 5, 6, 7, 8, 9]),
      segments: [],
    });
  }

  private scope(position: OpenSet['position'], scope: Scope): void {
    this.emit(scopeAnswer(this.kind, this.file, this.head, position, scope));
  }
}

/** Reads a TA1, the answer to an interchange. */
export function readTa1(ta1: Segment, head: SetHead, file: string | null): ScopeAnswer {
  return scopeAnswer('TA1', file, head, positionOf(ta1), {
    scope: 'interchange',
    answered: { interchange: ta1.text(1).trim(), group: null, transaction: null },
    guide: '',
    outcome: outcomeIn(ta1, 4),
    codes: codesIn(ta1, [4, 5]),
    segments: [],
  });
}

function scopeAnswer(
  kind: AnswerKind,
  file: string | null,
  head: SetHead,
  position: OpenSet['position'],
  scope: Scope,
): ScopeAnswer {
  return {
    type: 'scope-answer',
    ...baseOf(kind, file, head, position, 0),
    ...scope,
    reference: '',
    statuses: [],
    payer: { id: '', name: '' },
    billing: nobody,
    taxonomy: [],
  };
}

function outcomeIn(segment: Segment, n: number): AnswerOutcome {
  const code = segment.text(n).trim();
  if (code === '') return 'unknown';
  return Object.hasOwn(outcomes, code) ? outcomes[code]! : 'rejected';
}

function codesIn(segment: Segment, elements: readonly number[]): string[] {
  return elements.map((n) => segment.text(n).trim()).filter((code) => /^[0-9A-Z]{1,3}$/.test(code));
}

function complaintIn(segment: Segment): SegmentComplaint {
  const [id, position] = [segment.text(1).trim(), segment.text(2).trim()];
  return {
    segment: /^[0-9A-Z]{2,3}$/.test(id) ? id : '',
    position: /^\d{1,9}$/.test(position) ? Number(position) : 0,
  };
}
