import { dayOf, isDay } from './dates';
import { invalid } from './errors';
import { nearest } from './nearest';

/** Returns what is wrong with the value called `name`, one sentence per problem without a full stop; empty if valid. */
export type Check = (value: unknown, name: string) => readonly string[];

/** The check for each key of an object. */
export type Shape<T> = { readonly [Key in keyof T]-?: Check };

/** @throws TypeError if the check fails; the message lists every problem */
export function demand(check: Check, value: unknown, name: string): void {
  const problems = check(value, name);
  if (problems.length > 0) throw invalid(problems.join('; '));
}

const none: readonly string[] = /* @__PURE__ */ Object.freeze([]);

export function must(be: string, test: (value: unknown) => boolean): Check {
  return (value, name) => (test(value) ? none : [`${name} is ${inWords(value)} and must be ${be}`]);
}

export const text = /* @__PURE__ */ must('a string', isText);
export const filledText = /* @__PURE__ */ must(
  'a string that is not blank',
  (value) => isText(value) && value.trim() !== '',
);
export const flag = /* @__PURE__ */ must('true or false', (value) => typeof value === 'boolean');
export const callback = /* @__PURE__ */ must('a function', (value) => typeof value === 'function');
export const aSignal = /* @__PURE__ */ must(
  'an AbortSignal',
  (value) => typeof (value as AbortSignal | null)?.throwIfAborted === 'function',
);
export const list = /* @__PURE__ */ must('an array', Array.isArray);
export const day = /* @__PURE__ */ must(
  'a day, YYYY-MM-DD',
  (value) => isText(value) && /^\d{4}-\d\d-\d\d$/.test(value) && isDay(dayOf(value)),
);

export function oneOf(choices: readonly string[]): Check {
  return must(`one of ${choices.join(', ')}`, (value) => choices.some((choice) => choice === value));
}

/** undefined counts as omitted: not every compiler distinguishes them. */
export function optional(check: Check): Check {
  return (value, name) => (value === undefined ? none : check(value, name));
}

export function orNull(check: Check): Check {
  return (value, name) =>
    value === null ? none : check(value, name).map((problem) => `${problem}, or null`);
}

export function listOf(check: Check): Check {
  return (value, name) =>
    Array.isArray(value) ? value.flatMap((item, at) => check(item, `${name}[${at}]`)) : list(value, name);
}

const object = /* @__PURE__ */ must('an object', isObject);

/** An object with these keys and no others. */
export function objectOf(
  shape: Readonly<Record<string, Check>>,
  nameOf = (key: string, name: string) => `${name}.${key}`,
): Check {
  const keys = Object.keys(shape);
  return (value, name) => {
    if (!isObject(value)) return object(value, name);
    // No arrays without a problem: this runs at each call.
    let problems = none;
    for (const key in value) {
      if (keys.includes(key) || !Object.hasOwn(value, key)) continue;
      problems = [...problems, `${name} has an unknown key ${JSON.stringify(key)}${instead(key, keys)}`];
    }
    for (const key of keys) {
      const check = shape[key]!;
      // The name is put together only for a problem.
      if (check(value[key], key).length > 0)
        problems = [...problems, ...check(value[key], nameOf(key, name))];
    }
    return problems;
  };
}

/** An object with any keys. */
export function mapOf(check: Check): Check {
  return (value, name) =>
    isObject(value)
      ? Object.entries(value).flatMap(([key, item]) => check(item, `${name}.${key}`))
      : object(value, name);
}

function instead(word: string, words: readonly string[]): string {
  const near = nearest(word, words);
  return near === undefined ? `, not one of ${words.join(', ')}` : `: did you mean ${near}?`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return Object.prototype.toString.call(value) === '[object Object]';
}

const SHOWN = 40;

/** A short description of a value. */
export function inWords(value: unknown): string {
  if (typeof value === 'string')
    return JSON.stringify(value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value);
  if (typeof value === 'bigint') return `${value}n`;
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return String(value);
  const tag = tagOf(value);
  if (tag === 'Promise') return 'a Promise (await it first)';
  if (tag === 'Date' && Number.isNaN(Number(value))) return 'an invalid Date';
  const noun = ['Object', 'Array', 'Function'].includes(tag) ? tag.toLowerCase() : tag;
  return `${/^[AEIO]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Includes bytes of another realm, such as test runners and frames have. */
export function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array || tagOf(value) === 'Uint8Array';
}

/** The type of an object, even of another realm. */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}
