const encoder = new TextEncoder();

/**
 * One part of a path, with %XX for characters that a file system rejects, that would lead out of the folder, that are
 * invisible, or that would reverse the text direction, and for the first one of the name of a device.
 */
export function safePart(part: string): string {
  if (part === '' || part === '.' || part === '..') return part.replaceAll('.', '%2E') || '%';
  const plain = part
    .replace(/[%\\:*?"<>|\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, encoded)
    .replace(/[. ]$/, encoded);
  return isDevice(plain) ? plain.replace(/^./u, encoded) : plain;
}

/** Whether Windows takes the name of a file for a device, whatever its extension: what is written to it is lost. */
export function isDevice(name: string): boolean {
  return /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?:\.|$)/i.test(name);
}

function encoded(character: string): string {
  return [...encoder.encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
