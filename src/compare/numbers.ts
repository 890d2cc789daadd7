/** Entries of a block. */
const BLOCK = 65_536;

type Block = Uint8Array | Int32Array | Uint32Array | Float64Array;

/** A growing list of numbers in blocks of a typed array: one number takes its width and no more, and none is copied. */
export class Numbers {
  length = 0;
  private readonly blocks: Block[] = [];

  constructor(private readonly type: new (length: number) => Block) {}

  push(value: number): void {
    const at = this.length++;
    if (at % BLOCK === 0) this.blocks.push(new this.type(BLOCK));
    this.blocks[this.blocks.length - 1]![at % BLOCK] = value;
  }

  at(index: number): number {
    return this.blocks[Math.floor(index / BLOCK)]![index % BLOCK]!;
  }

  set(index: number, value: number): void {
    this.blocks[Math.floor(index / BLOCK)]![index % BLOCK] = value;
  }
}

/** Different values by a key, each with a number. */
export class Distinct<T> {
  readonly values: T[] = [];
  private readonly numbers = new Map<string, number>();

  number(key: string, make: () => T): number {
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.values.push(make()) - 1;
    this.numbers.set(key, number);
    return number;
  }
}
