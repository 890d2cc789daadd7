import { InputError } from './input-error';

/** Claims compress 10 to 30 times, deflate at most 1032 times: a higher ratio than this is malicious. */
const maxRatio = 200;
/** A file of blanks or of one repeated claim compresses better; up to this size it is harmless. */
const harmless = 64 * 1024 * 1024;

/** Packed bytes unpack to more than is harmless. */
export class BombError extends InputError {}

/** A limit on unpacked bytes. Once exceeded it stays exceeded. */
export class Allowance {
  private unpacked = 0;
  private fault: BombError | null = null;

  /**
   * @param packed returns the number of packed bytes so far
   * @param noun what the file should be
   */
  constructor(
    private readonly name: string,
    private readonly packed: () => number,
    private readonly noun = 'claim file',
  ) {}

  /** @throws BombError if the limit is exceeded; the same error every time */
  use(bytes: number): void {
    this.unpacked += bytes;
    if (this.unpacked > Math.max(harmless, maxRatio * this.packed())) {
      this.fault ??= new BombError(
        `${this.name} unpacks to more than ${maxRatio} times its size, as a zip bomb does and no ${this.noun}: it is not read further.`,
      );
    }
    if (this.fault !== null) throw this.fault;
  }
}

/** The chunks of a stream, until one of the allowances is exceeded. */
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
