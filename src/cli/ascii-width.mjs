/**
 * In place of the package string-width, which yargs lays out its help with and which takes a fifth of a small
 * run to get ready for emoji. Our help is ASCII, and a test keeps it so.
 * @param {string} text
 */
// biome-ignore lint/style/noDefaultExport: as the package does
export default function asciiWidth(text) {
  return text.length;
}
