/**
 * Replaces the package string-width, which yargs uses to lay out its help and which takes a fifth of a small run to
 * prepare for emoji. Our help is ASCII, and a test ensures that.
 * @param {string} text
 */
// biome-ignore lint/style/noDefaultExport: as the package does
export default function asciiWidth(text) {
  return text.length;
}
