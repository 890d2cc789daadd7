/** `1,234`, regardless of the machine's locale. */
export function thousands(whole: number | bigint): string {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 claim`, `1,234 claims`. */
export function countOf(count: number, noun: string): string {
  return `${thousands(count)} ${noun}${count === 1 ? '' : 's'}`;
}
