import { sep } from 'node:path';

export type NamePattern = (name: string) => boolean;

/** A part of a pattern: any characters, or one that matches. */
type Token = '*' | ((char: string) => boolean);

const isWindows = sep === '\\';
/** Limit on the patterns that one with braces may expand to. */
const MOST_ALTERNATIVES = 1000;

/** A matcher for names: `*`, `?`, `[a-z]`, `[!a-z]`, and `\` before one of them, except on Windows. */
export function namePattern(pattern: string): NamePattern {
  const tokens = tokensOf(folded(pattern));
  const takesDots = pattern.startsWith('.');
  return (name) => (takesDots || !name.startsWith('.')) && matches(tokens, [...folded(name)]);
}

/** Folds case, except where file names are case-sensitive. */
function folded(text: string): string {
  return isWindows ? text.toLowerCase() : text;
}

/** Backtracks to the last `*` only: what earlier ones matched need not change. */
function matches(tokens: readonly Token[], chars: readonly string[]): boolean {
  let token = 0;
  let star = -1;
  let taken = 0;
  for (let at = 0; at < chars.length; ) {
    const wanted = tokens[token];
    if (wanted === '*') {
      star = token++;
      taken = at;
    } else if (wanted?.(chars[at]!)) {
      token++;
      at++;
    } else if (star !== -1) {
      token = star + 1;
      at = ++taken;
    } else return false;
  }
  return tokens.slice(token).every((rest) => rest === '*');
}

function tokensOf(pattern: string): Token[] {
  const chars = [...pattern];
  const tokens: Token[] = [];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at]!;
    const end = char === '[' ? chars.indexOf(']', /[!^]/.test(chars[at + 1] ?? '') ? at + 3 : at + 2) : -1;
    if (end !== -1) {
      tokens.push(classOf(chars.slice(at + 1, end)));
      at = end;
    } else if (char === '*') {
      if (tokens.at(-1) !== '*') tokens.push('*');
    } else if (char === '?') tokens.push(() => true);
    else {
      const escaped = char === '\\' && !isWindows && at + 1 < chars.length ? chars[++at]! : char;
      tokens.push((other) => other === escaped);
    }
  }
  return tokens;
}

/** The class between brackets. */
function classOf(chars: readonly string[]): (char: string) => boolean {
  const isNegated = chars[0] === '!' || chars[0] === '^';
  const members = isNegated ? chars.slice(1) : chars;
  const ranges: (readonly [string, string])[] = [];
  for (let at = 0; at < members.length; at++) {
    const first = members[at]!;
    const isRange = members[at + 1] === '-' && at + 2 < members.length;
    ranges.push([first, isRange ? members[at + 2]! : first]);
    if (isRange) at += 2;
  }
  return (char) => ranges.some(([from, to]) => char >= from && char <= to) !== isNegated;
}

/** Expands braces: `a{b,c}` to `ab` and `ac`. Null if there are too many. */
export function withoutBraces(pattern: string): readonly string[] | null {
  const done = new Set<string>();
  const open = [pattern];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const brace = innermost(next);
    if (brace === null) done.add(next);
    else open.push(...brace.choices.map((choice) => brace.before + choice + brace.after));
    if (done.size + open.length > MOST_ALTERNATIVES) return null;
  }
  return [...done];
}

function innermost(pattern: string): { before: string; choices: string[]; after: string } | null {
  for (const { index, 0: whole, 1: inside = '' } of pattern.matchAll(/\{([^{}]*)\}/g)) {
    if (!inside.includes(',')) continue;
    const after = pattern.slice(index + whole.length);
    return { before: pattern.slice(0, index), choices: inside.split(','), after };
  }
  return null;
}
