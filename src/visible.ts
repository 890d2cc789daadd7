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
