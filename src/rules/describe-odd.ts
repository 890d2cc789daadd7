/** Longer beginnings are cut: a segment without a separator is one long word. */
const LONGEST_SHOWN = 20;

/**
 * What is in place of a known segment id, as part of a sentence: `something stands before CLM ("17 CLM")`. Words and
 * numbers that may be private are masked.
 * @param head the text before the first element separator
 * @param separator the element separator
 * @param known the ids allowed there
 */
export function describeOdd(head: string, separator: string, known: readonly string[]): string {
  if (/^[A-Z][A-Z0-9]{1,2}$/.test(head)) {
    const [meant, ...others] = known.filter((id) => isMistyped(head, id));
    const hint = meant === undefined || others.length > 0 ? '' : ` (it may have been ${meant})`;
    return `"${head}" is not a segment of a claim file${hint}`;
  }
  const capital = head.toUpperCase();
  if (known.includes(capital)) return `"${head}" is not written as ${capital}`;
  const first = longest(known.filter((id) => head.startsWith(id)));
  const last = longest(known.filter((id) => head.endsWith(id)));
  const before = head.slice(0, -(last?.length ?? 0));
  if (
    last !== undefined &&
    (first === undefined || last.length > first.length || /[^A-Za-z0-9]$/.test(before))
  ) {
    return `something stands before ${last} ("${masked(before).slice(-LONGEST_SHOWN)}${last}")`;
  }
  if (first !== undefined) {
    const after = head.charAt(first.length);
    const shown = /[A-Za-z0-9]/.test(after)
      ? `("${first}${masked(head.slice(first.length)).slice(0, LONGEST_SHOWN)}")`
      : `but by "${after}"`;
    return `${first} is not followed by the element separator "${separator}" ${shown}`;
  }
  return head === ''
    ? 'it begins with a separator'
    : `it begins with "${masked(head).slice(0, LONGEST_SHOWN)}"`;
}

/** Replaces runs of three or more letters and digits with x and 9. */
function masked(text: string): string {
  return text.replace(/[\p{L}\p{N}]{3,}/gu, (run) => run.replace(/\p{L}/gu, 'x').replace(/\p{N}/gu, '9'));
}

function longest(ids: readonly string[]): string | undefined {
  return ids.reduce<string | undefined>(
    (best, id) => (best !== undefined && best.length >= id.length ? best : id),
    undefined,
  );
}

/** Whether the letters are the same in another order. */
function isMistyped(word: string, id: string): boolean {
  const inOrder = (text: string) => [...text].sort().join('');
  return inOrder(word) === inOrder(id);
}
