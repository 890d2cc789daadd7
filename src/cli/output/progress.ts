import type { Summary } from '../../finding';
import type { Input } from '../../input/input';
import { countOf } from '../../values/numbers';

/** The progress line of a check: current file, share done, speed and number of claims. */
export function checkProgress(inputs: readonly Input[]): (index: number, soFar: Summary) => string {
  const start = process.uptime(); // loading `performance` would be slower
  const sizes = inputs.map((input) => input.size);
  const whole = sizes.every((size) => size !== null) ? sizes.reduce((sum, size) => sum + size, 0) : null;
  return (index, { bytes, claims }) => {
    const seconds = Math.max(process.uptime() - start, 0.001);
    const parts = [`file ${index + 1} of ${inputs.length}`];
    if (whole) parts.push(`${Math.min(100, Math.floor((100 * bytes) / whole))}%`);
    parts.push(`${Math.round(bytes / 1e6 / seconds)} MB/s`, countOf(claims, 'claim'));
    return parts.join(', ');
  };
}
