import { latin1 } from '../values/ascii';
import { InputError } from './input-error';
import { utf16Of, whyNotCsv, whyNotText } from './not-csv';

const maxLineLength = 1_000_000;
/** Bytes decoded at once, to keep each turn short. */
const pieceSize = 64 * 1024;

/** The lines of a text file in batches, with any line end; a byte order mark is dropped. */
export async function* csvLines(
  chunks: AsyncIterable<Uint8Array>,
  path: string,
): AsyncGenerator<readonly string[], void, undefined> {
  let rest = '';
  let atStart = true;
  let utf16: TextDecoder | null = null;
  let decode = (line: string) => decodeLine(line);
  for await (const chunk of inPieces(chunks)) {
    if (atStart) {
      const encoding = utf16Of(chunk);
      if (encoding !== null) {
        utf16 = new TextDecoder(encoding);
        decode = (line) => line;
      }
    }
    const reason = utf16 !== null ? null : ((atStart ? whyNotCsv(chunk) : null) ?? whyNotText(chunk));
    if (reason !== null) throw new InputError(`cannot use ${path}: ${reason}`);
    let text = rest + (utf16?.decode(chunk, { stream: true }) ?? latin1(chunk));
    if (atStart && text.startsWith('\xef\xbb\xbf')) text = text.slice(3);
    atStart = false;
    const lines = text.split(/\r\n|\n|\r(?!$)/); // a CR at the very end may have its LF in the next chunk
    rest = lines.pop() ?? '';
    if (rest.length > maxLineLength) {
      throw new InputError(
        `cannot use ${path}: it has a line of more than a million characters, so it is no CSV.`,
      );
    }
    yield lines.map(decode);
  }
  if (rest !== '') yield [decode(rest.replace(/\r$/, ''))];
}

async function* inPieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += pieceSize) yield chunk.subarray(at, at + pieceSize);
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const windows1252 = new TextDecoder('windows-1252');

/** Decodes bytes as UTF-8 if they are valid UTF-8, else as Windows-1252, which spreadsheets on Windows write. */
export function decodeLine(latin1: string): string {
  if (!/[\x80-\xff]/.test(latin1)) return latin1;
  const bytes = Uint8Array.from(latin1, (char) => char.charCodeAt(0));
  try {
    return utf8.decode(bytes);
  } catch {
    return windows1252.decode(bytes);
  }
}
