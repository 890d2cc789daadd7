// Controls, bidirectional and other invisible characters, line separators, lone surrogates.
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
/** Saves the search for unsafe characters, which takes longer. */
const isPlain = /^[ -~]*$/;

/** Makes data safe to show: characters that would control a terminal, break a line or be invisible become `<1B>`. */
export function visible(text: string): string {
  if (isPlain.test(text)) return text;
  return text.replace(unsafe, (char) => {
    const code = char.codePointAt(0) ?? 0;
    return `<${code.toString(16).toUpperCase().padStart(2, '0')}>`;
  });
}

/** A message of one or several lines. Each line is made safe, so that a name in it cannot begin another line. */
export function messageOf(lines: string | readonly string[]): string {
  return typeof lines === 'string' ? visible(lines) : lines.map(visible).join('\n');
}

/** How many characters of a text its shape shows. */
const SHAPE_SHOWN = 20;

/** The shape of a text that may be private, for messages: `"xxx, 999-99…" (40 characters)`. */
export function shapeOf(text: string): string {
  const shown = text.slice(0, SHAPE_SHOWN).replace(/\p{L}/gu, 'x').replace(/\p{N}/gu, '9');
  const cut = text.length > SHAPE_SHOWN ? '…' : '';
  return `"${visible(shown)}${cut}" (${text.length} character${text.length === 1 ? '' : 's'})`;
}
