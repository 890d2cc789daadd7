/** `1000000` → `1 000 000`. */
export const grouped = (value) => value.toLocaleString('en-US').replaceAll(',', ' ');

/** `1e9` → `1 GB`. */
export function sized(bytes) {
  if (bytes >= 1e9) return `${bytes / 1e9} GB`;
  return bytes >= 1e6 ? `${bytes / 1e6} MB` : `${bytes / 1e3} KB`;
}

/** Three digits that count, or all before the point. */
export const short = (value) => (value < 100 ? Number(value.toPrecision(3)).toString() : value.toFixed(0));
