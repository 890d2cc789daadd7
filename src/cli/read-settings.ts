import { readConfig } from './config';
import type { FlagName, RawSettings } from './flags';
import { type CheckSettings, toSettings } from './settings';

/** What the flags and the config file say together. */
export interface ReadSettings {
  readonly settings: CheckSettings;
  /** The config file; null: there is none. */
  readonly config: string | null;
  /** To be told: a config file was found that nobody named. */
  readonly note: string | null;
}

/** @throws UsageError */
export async function readSettings(paths: readonly string[], fromFlags: RawSettings): Promise<ReadSettings> {
  const named = fromFlags.config;
  const config = await readConfig(typeof named === 'string' ? named : null);
  return {
    settings: toSettings(paths, mergeSettings(config.settings, fromFlags), config.payers),
    config: config.path,
    note: named === undefined && config.path !== null ? `settings from ${config.path}` : null,
  };
}

/** Flags win over the config file; NAME=VALUE pairs win name by name. */
export function mergeSettings(config: RawSettings, fromFlags: RawSettings): RawSettings {
  const merged: RawSettings = { ...config, ...fromFlags };
  for (const name of ['columns', 'severity'] satisfies FlagName[]) {
    const both = [config[name], fromFlags[name]].filter(Array.isArray);
    if (both.length > 0) merged[name] = both.flat();
  }
  return merged;
}
