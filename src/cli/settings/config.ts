import { statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { InputError } from '../../node/input-error';
import type { Payer } from '../../rules/policy';
import { shapeOf } from '../../values/visible';
import { didYouMean } from '../usage-error';
import { type FlagName, flagNames, kindOf, type RawFlags, type RawSettings, type RawValue } from './flags';
import { readPayers } from './payers';
import { readSmallFile } from './small-file';

const configName = 'prvcheck.config.json';

export interface Config {
  /** The path of the file, for messages; null without a config file. */
  readonly path: string | null;
  readonly settings: RawSettings;
  /** Not in the settings, because no flag covers them. */
  readonly payers: readonly Payer[];
  /** The URL of a Redis server, for the queue. */
  readonly redis: string | null;
}

export const noConfig: Config = { path: null, settings: {}, payers: [], redis: null };

/** Flags win over the config file; NAME=VALUE pairs are merged by name. */
export function mergeSettings(config: RawSettings, fromFlags: RawFlags): RawFlags {
  const merged: Partial<Record<string, RawValue>> = { ...config, ...fromFlags };
  for (const name of ['columns', 'severity'] satisfies FlagName[]) {
    const both = [config[name], fromFlags[name]].filter(Array.isArray);
    if (both.length > 0) merged[name] = both.flat();
  }
  return merged;
}

/** Reads the named config file, or else the nearest prvcheck.config.json from the working directory upward. */
export async function readConfig(named: string | null): Promise<Config> {
  const path = named ?? findConfig();
  if (path === null) return noConfig;
  const text = (await readSmallFile(path)).toString('utf8');
  const { payers, redis = null, comment: _, ...settings } = parse(path, text);
  if (redis !== null && typeof redis !== 'string') throw new InputError(`${path}: "redis" must be a text.`);
  return {
    path,
    settings: settingsOf(path, settings),
    payers: payers === undefined ? [] : readPayers(path, payers),
    redis,
  };
}

function findConfig(): string | null {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    const path = join(folder, configName);
    if (exists(path)) return relative(process.cwd(), path);
    if (folder === dirname(folder)) return null;
  }
}

/** One that exists but cannot be read counts, so that it is an error later and not skipped. */
function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}

function settingsOf(path: string, json: object): RawSettings {
  const settings: RawSettings = {};
  for (const [key, value] of Object.entries(json)) {
    const name = configKeys.find((known) => known === key);
    if (name === undefined) {
      const near = didYouMean(key.slice(0, LONGEST_KEY).replace(/([a-z])([A-Z])/g, '$1-$2'), allKeys);
      // If this is a wrong file, the key may be confidential.
      const shown = near === '' ? shapeOf(key) : `"${key}"`;
      throw new InputError(`${path}: unknown setting ${shown}.${near} Settings: ${allKeys.join(', ')}.`);
    }
    settings[name] = besideConfig(path, name, settingValue(path, name, value));
  }
  return settings;
}

const configKeys = flagNames.filter((name) => name !== 'config');
/** A longer key is not a mistyped setting. */
const LONGEST_KEY = 30;
/** `comment` is for people and ignored. */
const allKeys = [...configKeys, 'payers', 'redis', 'comment'];

function parse(path: string, text: string): Readonly<Record<string, unknown>> {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    const line = faultLine(text);
    const hint = /\\(?!["\\/bfnrt]|u[0-9a-f]{4})/i.test(text.split('\n')[line - 1]!)
      ? ` ${backslashHint}`
      : '';
    throw new InputError(
      `${path} is not valid JSON: see line ${line}.${hint} It begins with ${shapeOf(text)}.`,
    );
  }
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return { ...json };
  throw new InputError(`${path} must hold one JSON object, for example { "registry": "registry.csv" }.`);
}

/**
 * The first line up to which the text is not a prefix of valid JSON, or its last line. The parser's own error may quote
 * confidential text.
 */
function faultLine(text: string): number {
  const lines = text.split('\n');
  let [low, high] = [1, lines.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (mayGoOn(lines.slice(0, middle).join('\n'))) low = middle + 1;
    else high = middle;
  }
  return low;
}

function mayGoOn(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const { message } = error as Error;
    return /end of JSON/.test(message) || Number(/at position (\d+)/.exec(message)?.[1]) === text.length;
  }
}

/** "C:\new" has a line feed, and "C:\Claims" is no JSON. */
const backslashHint = 'In JSON a backslash is written twice, "C:\\\\Claims"; "C:/Claims" does, too.';

/** The value in the form that the command line would give it. */
function settingValue(path: string, name: FlagName, value: unknown): string | boolean | readonly string[] {
  const texts = typeof value === 'object' && value !== null ? Object.values(value) : [value];
  if (texts.some((text) => typeof text === 'string' && /[\b\f\n\r\t]/.test(text)))
    throw new InputError(`${path}: "${name}" holds a control character. ${backslashHint}`);
  const kind = kindOf(name);
  if (kind === 'switch' && typeof value === 'boolean') return value;
  if (kind === 'word' && isWord(value)) return String(value);
  if (kind === 'words' || kind === 'pairs') {
    if (isWord(value)) return [String(value)];
    if (Array.isArray(value) && value.every(isWord)) return value.map(String);
  }
  if (kind === 'pairs' && typeof value === 'object' && value !== null && Object.values(value).every(isWord)) {
    return Object.entries(value).map(([key, word]) => `${key}=${word}`);
  }
  throw new InputError(`${path}: "${name}" must be ${shapes[kind]}.`);
}

const shapes = {
  switch: 'true or false',
  word: 'a text',
  words: 'a text or a list of texts',
  pairs: 'an object of texts, for example { "name": "value" }',
};

function isWord(value: unknown): value is string | number {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}

const fileFlags: readonly FlagName[] = ['registry', 'nucc', 'hide-key', 'out', 'metrics'];

/** Resolves file names in a config file relative to its folder. */
function besideConfig(
  config: string,
  name: FlagName,
  value: string | boolean | readonly string[],
): string | boolean | readonly string[] {
  if (fileFlags.includes(name) && typeof value === 'string') return beside(config, value);
  if (name !== 'format' || !Array.isArray(value)) return value;
  return (value as readonly string[]).map((request) =>
    request.replace(/:(.+)$/s, (_, path: string) => `:${beside(config, path)}`),
  );
}

function beside(config: string, path: string): string {
  if (isAbsolute(path)) return path;
  return relative(process.cwd(), resolve(dirname(config), path)) || path;
}
