import { CR, decode, isAlphanumeric, isDigit, isNewline, isWhiteSpace, LF, SPACE } from './bytes';

/** The bytes that part segments, elements and components of one interchange. */
export interface Delimiters {
  readonly element: number;
  readonly component: number;
  readonly terminator: number;
}

/** What an interchange header says, read by walking its 16 separators. */
export interface InterchangeHeader {
  readonly delimiters: Delimiters;
  /** Characters from I to the terminator, dropped line breaks not counted; 106 by the standard. */
  readonly width: number;
  /** Bytes from I to the terminator, as they stand in the file. */
  readonly length: number;
  /** ISA01 to ISA15 as written, a character for each byte. */
  readonly elements: readonly string[];
  /** ISA08 and ISA13, without padding. */
  readonly receiver: string;
  readonly controlNumber: string;
}

/** No ISA is longer than this, however it is padded or wrapped. */
export const MAX_HEADER = 400;

/** The longest that each of ISA01 to ISA15 is tolerated; headers in the wild are a few bytes off. */
const LONGEST = [0, 4, 20, 4, 20, 4, 20, 4, 20, 8, 8, 1, 5, 12, 1, 1] as const;

/**
 * Reads an ISA that begins at bytes[start]. 'partial' means that it may be one, once more bytes are there;
 * 'no' that it is none: "ISAAC" and prose fail here.
 */
export function readHeader(
  bytes: Uint8Array,
  start: number,
  end: number,
  atEndOfFile = false,
): InterchangeHeader | 'partial' | 'no' {
  let at = start;
  let dropped = 0;
  /** The next byte that is not a line break, or -1 at the end. */
  const next = (): number => {
    while (at < end && isNewline(bytes[at])) {
      at++;
      dropped++;
    }
    return at < end ? bytes[at++]! : -1;
  };

  for (const letter of [0x49, 0x53, 0x41]) {
    const byte = next();
    if (byte === -1) return 'partial';
    if (byte !== letter) return 'no';
  }
  const element = next();
  if (element === -1) return 'partial';
  if (isAlphanumeric(element) || isWhiteSpace(element) || element === 0) return 'no';

  const texts: string[] = [];
  for (let n = 1; n <= 15; n++) {
    let text = '';
    for (let byte = next(); byte !== element; byte = next()) {
      if (byte === -1) return 'partial';
      if (text.length === LONGEST[n] || (n === 12 && !isDigit(byte))) return 'no';
      text += String.fromCharCode(byte);
    }
    if (n === 12 ? text.length !== 5 : n === 11 && text.length === 0) return 'no';
    texts.push(text);
  }
  const component = next();
  if (component === -1) return 'partial';
  if (component === element || isAlphanumeric(component)) return 'no';

  const terminatorAt = findTerminator(bytes, at, end, dropped > 0, atEndOfFile);
  if (terminatorAt === 'partial') return 'partial';
  const terminator = bytes[terminatorAt]!;
  const notOne = isAlphanumeric(terminator) || terminator === SPACE || terminator === element;
  if (notOne || terminator === component) return 'no';
  dropped += terminatorAt - at;
  const length = terminatorAt + 1 - start;
  return {
    delimiters: { element, component, terminator },
    width: length - dropped,
    length,
    elements: texts,
    receiver: latin1(texts[7]!),
    controlNumber: latin1(texts[12]!),
  };
}

/**
 * A line break after ISA16 is the terminator, unless the header is already known to be wrapped or a delimiter
 * follows it at once: then the line was wrapped just there.
 */
function findTerminator(
  bytes: Uint8Array,
  from: number,
  end: number,
  wrapped: boolean,
  atEndOfFile: boolean,
): number | 'partial' {
  if (from >= end) return 'partial';
  if (!isNewline(bytes[from])) return from;
  let after = from;
  if (wrapped) {
    while (after < end && isNewline(bytes[after])) after++;
    return after < end ? after : 'partial';
  }
  after += bytes[from] === CR && bytes[from + 1] === LF ? 2 : 1;
  const byte = bytes[after];
  if (byte === undefined || after >= end) return atEndOfFile ? from : 'partial';
  const couldDelimit = byte > 0x1b && byte < 0x7f && byte !== SPACE && !isAlphanumeric(byte);
  return couldDelimit ? after : from;
}

function latin1(text: string): string {
  if (!/[\x80-\xff]/.test(text)) return text.trim();
  const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
  return decode(bytes, 0, bytes.length).trim();
}
