const UNITS = { '': 1, B: 1, KB: 1e3, MB: 1e6, GB: 1e9 };

/**
 * `64MB` → 64 000 000; units are decimal.
 * @param {string} flag
 * @param {string} text
 */
export function parseSize(flag, text) {
  const match = /^(\d+(?:\.\d+)?)\s*([KMG]?B)?$/i.exec(text);
  const unit = UNITS[(match?.[2] ?? '').toUpperCase()];
  if (match === null || !(Number(match[1]) > 0))
    throw new Error(`${flag} must be a size such as 64MB or 1GB, not ${text}.`);
  return Math.round(Number(match[1]) * unit);
}
