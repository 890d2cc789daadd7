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

/** Loaded when it is needed: that takes some milliseconds. */
let windows1252: { readonly decoder: TextDecoder; readonly others: string } | null = null;

/** A character for each byte, of the same number. There is no TextDecoder for that, and all other ways are much slower. */
export function latin1(bytes: Uint8Array): string {
  windows1252 ??= loadWindows1252();
  const { decoder, others } = windows1252;
  return decoder
    .decode(bytes)
    .replace(/[^\0-\xff]/g, (other) => String.fromCharCode(0x80 + others.indexOf(other)));
}

/** `others`: what it makes of the bytes from 0x80 to 0x9f. */
function loadWindows1252() {
  const decoder = new TextDecoder('windows-1252');
  return { decoder, others: decoder.decode(Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i)) };
}
