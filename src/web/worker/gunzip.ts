import { Inflate } from 'pako';
import type { Allowance } from '../../input/allowance';
import type { ByteSource } from '../../input/byte-source';
import { cutOff, damaged, senseless, wrongChecksum } from '../../input/damaged';

const chunkSize = 256 * 1024;
const pieceSize = 64 * 1024;
const syncFlush = 2;

/** Private fields of pako: the bytes it has not read yet, and the output before a fault. */
interface Inside {
  readonly started: boolean;
  readonly strm: { input: Uint8Array; next_in: number; output: Uint8Array; next_out: number };
}

/**
 * The content of a gzip file: all its members, joined. Zeros after the last one are padding.
 * @throws InputError if it is damaged, after the chunks before the damage
 */
export async function* gunzip(
  packed: ByteSource,
  name: string,
  allowances: readonly Allowance[],
): AsyncGenerator<Uint8Array, void, undefined> {
  const made: Uint8Array[] = [];
  const member = () => {
    const inflate = new Inflate({ chunkSize });
    inflate.onData = (chunk) => {
      for (const allowance of allowances) allowance.use(chunk.length);
      made.push(chunk as Uint8Array);
    };
    return inflate;
  };
  let inflate: Inflate | null = member();
  for await (const piece of pieces(packed.rest())) {
    let rest: Uint8Array = piece;
    while (rest.length > 0) {
      if (inflate === null) {
        if (rest.some((byte) => byte !== 0)) throw damaged(name, 'after its end other bytes follow');
        break;
      }
      inflate.push(rest);
      const { strm } = inflate as unknown as Inside;
      if (inflate.err !== 0) made.push(strm.output.subarray(0, strm.next_out));
      yield* made.splice(0);
      if (inflate.err !== 0)
        throw damaged(name, /incorrect (data|length)/.test(inflate.msg) ? wrongChecksum : senseless);
      rest = inflate.ended ? strm.input.subarray(strm.next_in) : new Uint8Array(0);
      if (inflate.ended) inflate = rest.length > 0 ? null : member();
    }
  }
  if (inflate === null) return;
  // No further member started: this is a clean end.
  if (!(inflate as unknown as Inside).started) return;
  inflate.push(new Uint8Array(0), syncFlush);
  yield* made.splice(0);
  throw damaged(name, cutOff);
}

/** Splits chunks into small pieces, so that each unpacks to little. */
async function* pieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += pieceSize) yield chunk.subarray(at, at + pieceSize);
  }
}
