/** The characters that XML 1.0 can hold; no other can be written, not even as a reference. */
const notXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

export function xmlCharacters(text: string): string {
  return text.replace(notXml, '');
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text for an element, or for an attribute in double quotes. */
export function xmlText(text: string): string {
  return xmlCharacters(text).replace(/[&<>"]/g, (char) => references[char]!);
}
