import { InputError } from './input-error';

/** Claims pack 10 to 30 times, and deflate 1032 times at best: what passes this was made to do harm. */
const maxRatio = 200;
/** A file of blanks or of one claim over and over packs better; up to here it does none. */
const harmless = 64 * 1024 * 1024;

/** Packed bytes unpack to more than is harmless. */
export class BombError extends InputError {}

/** How much may come out of packed bytes. Whoever passes it once has nothing left. */
export class Allowance {
  private unpacked = 0;
  private fault: BombError | null = null;

  /** @param packed how many packed bytes it comes from, so far */
  constructor(
    private readonly name: string,
    private readonly packed: () => number,
  ) {}

  /** @throws BombError, the same one every time */
  use(bytes: number): void {
    this.unpacked += bytes;
    if (this.unpacked > Math.max(harmless, maxRatio * this.packed())) {
      this.fault ??= new BombError(
        `${this.name} unpacks to more than ${maxRatio} times its size, as a zip bomb does and no claim file: it is not read further.`,
      );
    }
    if (this.fault !== null) throw this.fault;
  }
}

/** The chunks of a stream, as long as all allowances last. */
export async function* within(
  allowances: readonly Allowance[],
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (const allowance of allowances) allowance.use(0);
  for await (const chunk of chunks) {
    for (const allowance of allowances) allowance.use(chunk.length);
    yield chunk;
  }
}
