import { dayOf, isDay } from './dates';
import { invalid } from './errors';
import { nearest } from './nearest';

/** What is wrong with a value that goes by this name: a sentence each, without its full stop; none: nothing is. */
export type Check = (value: unknown, name: string) => readonly string[];

/** How each key of an object is checked. */
export type Shape<T> = { readonly [Key in keyof T]-?: Check };

/** @throws TypeError that says all that is wrong */
export function demand(check: Check, value: unknown, name: string): void {
  const problems = check(value, name);
  if (problems.length > 0) throw invalid(problems.join('; '));
}

export function must(be: string, test: (value: unknown) => boolean): Check {
  return (value, name) => (test(value) ? [] : [`${name} is ${inWords(value)} and must be ${be}`]);
}

export const text = /* @__PURE__ */ must('a string', isText);
export const filledText = /* @__PURE__ */ must(
  'a string that is not blank',
  (value) => isText(value) && value.trim() !== '',
);
export const flag = /* @__PURE__ */ must('true or false', (value) => typeof value === 'boolean');
export const callback = /* @__PURE__ */ must('a function', (value) => typeof value === 'function');
export const list = /* @__PURE__ */ must('an array', Array.isArray);
export const day = /* @__PURE__ */ must(
  'a day, YYYY-MM-DD',
  (value) => isText(value) && /^\d{4}-\d\d-\d\d$/.test(value) && isDay(dayOf(value)),
);

export function oneOf(choices: readonly string[]): Check {
  return must(`one of ${choices.join(', ')}`, (value) => choices.some((choice) => choice === value));
}

/** undefined is as good as left out, for not every compiler tells them apart. */
export function optional(check: Check): Check {
  return (value, name) => (value === undefined ? [] : check(value, name));
}

export function orNull(check: Check): Check {
  return (value, name) => (value === null ? [] : check(value, name).map((problem) => `${problem}, or null`));
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
    const unknown = Object.keys(value).filter((key) => !keys.includes(key));
    return [
      ...unknown.map((key) => `${name} has an unknown key ${JSON.stringify(key)}${instead(key, keys)}`),
      ...keys.flatMap((key) => shape[key]!(value[key], nameOf(key, name))),
    ];
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
  return tagOf(value) === 'Object';
}

const SHOWN = 40;

/** What a value is, in few words. */
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

/** Also bytes of another realm, as test runners and frames have them. */
export function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array || tagOf(value) === 'Uint8Array';
}

/** The kind of an object, also of one of another realm. */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}
