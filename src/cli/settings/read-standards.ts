import { makeStandards, type Standards } from '../../check/standards';
import { loadRegistry } from '../../node/load-registry';
import { loadTaxonomyCodes } from '../../node/taxonomy-codes';
import type { PackedRegistry } from '../../registry/packed/packed';
import type { Log } from '../output/log';
import { readRegistry } from './read-registry';
import type { CheckSettings } from './settings';

/** Reads what claims are checked against. */
export async function readStandards(
  settings: CheckSettings,
  log: Log,
): Promise<{ readonly standards: Standards; readonly registry: PackedRegistry }> {
  const { nucc } = settings;
  const taxonomyCodes = nucc === null ? null : await loadTaxonomyCodes(nucc);
  const registry = await readRegistry(loadRegistry, settings.registry, settings, log);
  return {
    standards: makeStandards(registry, { ...settings.policy, taxonomyCodes }, { details: settings.details }),
    registry,
  };
}
