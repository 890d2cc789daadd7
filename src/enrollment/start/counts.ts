/** The most different values that are kept. */
const MOST_VALUES = 20;

/** How often each of a few values was seen. */
export class Counts {
  private readonly counts = new Map<string, number>();
  /** There were more values than are kept. */
  hasMore = false;

  add(value: string): void {
    const count = this.counts.get(value);
    if (count !== undefined) this.counts.set(value, count + 1);
    else if (this.counts.size < MOST_VALUES) this.counts.set(value, 1);
    else this.hasMore = true;
  }

  /** The values with their counts, most frequent first. */
  get sorted(): readonly (readonly [value: string, count: number])[] {
    return [...this.counts].sort(([, one], [, other]) => other - one);
  }
}
