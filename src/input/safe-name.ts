const encoder = new TextEncoder();

/**
 * One part of a path, with %XX for characters that a file system rejects, that would lead out of the folder, that are
 * invisible, or that would reverse the text direction.
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
