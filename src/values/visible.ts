// Controls, bidirectional and other invisible characters, line separators, halves of surrogate pairs.
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** Data made safe to show: what would steer a terminal, break a line or not be seen is spelled out, as `<1B>`. */
export function visible(text: string): string {
  return text.replace(unsafe, (char) => {
    const code = char.codePointAt(0) ?? 0;
    return `<${code.toString(16).toUpperCase().padStart(2, '0')}>`;
  });
}

/** A message of one line, or of several. What is within a line is made safe: a name cannot begin another. */
export function messageOf(lines: string | readonly string[]): string {
  return typeof lines === 'string' ? visible(lines) : lines.map(visible).join('\n');
}

/** Characters of a text that its shape shows. */
const SHAPE_SHOWN = 20;

/** All that is told of a text that may be private: `"xxx, 999-99…" (40 characters)`. */
export function shapeOf(text: string): string {
  const shown = text.slice(0, SHAPE_SHOWN).replace(/\p{L}/gu, 'x').replace(/\p{N}/gu, '9');
  const cut = text.length > SHAPE_SHOWN ? '…' : '';
  return `"${visible(shown)}${cut}" (${text.length} character${text.length === 1 ? '' : 's'})`;
}
