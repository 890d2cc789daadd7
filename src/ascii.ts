/**
 * Text of bytes[start, end) where all of them are ASCII; null where one is not. Short texts come out several times
 * sooner than from a TextDecoder.
 */
export function asciiText(bytes: Uint8Array, start: number, end: number): string | null {
  for (let i = start; i < end; i++) if (bytes[i]! >= 0x80) return null;
  // Eight at a time: a string that grows by single characters is slow to make.
  let text = '';
  let at = start;
  for (; at + 8 <= end; at += 8) {
    text += String.fromCharCode(
      bytes[at]!,
      bytes[at + 1]!,
      bytes[at + 2]!,
      bytes[at + 3]!,
      bytes[at + 4]!,
      bytes[at + 5]!,
      bytes[at + 6]!,
      bytes[at + 7]!,
    );
  }
  for (; at < end; at++) text += String.fromCharCode(bytes[at]!);
  return text;
}

/** More arguments than this are too many for a call. */
const BYTES_A_CALL = 8192;

/** A character for each byte, of the same number. A TextDecoder gives others for 0x80 to 0x9f. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += BYTES_A_CALL)
    text += String.fromCharCode(...bytes.subarray(at, at + BYTES_A_CALL));
  return text;
}
