import type { Finding, Summary } from '../finding';

/**
 * One line of JSON, schema 1. Some characters that JSON allows raw steer a terminal or break lines: they are
 * escaped, which leaves the value as it is.
 */
export function jsonLine(record: Finding | Summary): string {
  return JSON.stringify(record).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
