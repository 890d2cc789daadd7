const encoder = new TextEncoder();

/**
 * One part of a path, with what a file system could not take, or would take for a way out of its folder, as %XX; so is
 * what would not be seen, or would turn the rest around.
 */
export function safePart(part: string): string {
  if (part === '' || part === '.' || part === '..') return part.replaceAll('.', '%2E') || '%';
  return part
    .replace(/[%\\:*?"<>|\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, encoded)
    .replace(/[. ]$/, encoded);
}

function encoded(character: string): string {
  return [...encoder.encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
