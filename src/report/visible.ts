// Controls, bidirectional and other invisible format characters, line separators, halves of surrogate pairs.
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Data made safe to show: what would steer a terminal or break a line is spelled out, as `<1B>`. */
export function visible(text: string): string {
  return text.replace(unsafe, (char) => {
    const code = char.codePointAt(0) ?? 0;
    return `<${code.toString(16).toUpperCase().padStart(2, '0')}>`;
  });
}
