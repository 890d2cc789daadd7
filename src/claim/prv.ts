import type { Position } from '../finding';
import { KeptSegment, positionOf, type Segment } from '../x12/segment';

/** A PRV segment, with its elements as written. */
export interface Prv {
  readonly position: Position;
  /** PRV01, PRV02 and PRV03. */
  readonly provider: string;
  readonly qualifier: string;
  readonly code: string;
  /**
   * Another PRV on the same side of NM1*85, or in the loop of the same provider, where the guide allows one: the first
   * with another code, else the first with the same code.
   */
  readonly second: Prv | null;
}

/** A PRV with its text. */
export interface PrvSegment extends Prv {
  readonly text: string;
}

/** The PRVs on one side of NM1*85, or in the loop of another provider. */
export class PrvSegments {
  readonly first = new KeptSegment();
  /** null before there was one. */
  private second: KeptSegment | null = null;
  private hasOtherCode = false;

  keep(segment: Segment): void {
    if (!this.first.isKept) return this.first.keep(segment);
    if (this.hasOtherCode) return;
    this.hasOtherCode = segment.text(3) !== this.first.text(3);
    if (!this.hasOtherCode && this.hasSecond) return;
    this.second ??= new KeptSegment();
    this.second.keep(segment);
  }

  drop(): void {
    this.first.drop();
    this.second?.drop();
    this.hasOtherCode = false;
  }

  settle(): void {
    this.first.settle();
    this.second?.settle();
  }

  get hasSecond(): boolean {
    return this.second?.isKept ?? false;
  }

  /** What a verdict may depend on. */
  get judged(): Prv | null {
    const first = prvOf(this.first);
    const second = first && this.second && prvOf(this.second);
    return first && second ? { ...first, second } : first;
  }

  get value(): PrvSegment | null {
    return this.withText(this.judged);
  }

  /** @param judged their value without the text */
  withText(judged: Prv | null): PrvSegment | null {
    if (judged === null) return null;
    const { position, provider, qualifier, code, second } = judged;
    return { position, provider, qualifier, code, second, text: this.first.whole };
  }
}

function prvOf(prv: KeptSegment): Prv | null {
  if (!prv.isKept) return null;
  return {
    position: positionOf(prv),
    provider: prv.text(1),
    qualifier: prv.text(2),
    code: prv.text(3),
    second: null,
  };
}
