import { makeStandards, type Standards } from '../../check/file-checker';
import { loadRegistry } from '../../node/load-registry';
import { loadTaxonomyCodes } from '../../node/taxonomy-codes';
import type { PackedRegistry } from '../../registry/packed/packed';
import type { Talk } from '../output/talk';
import { readRegistry } from './read-registry';
import type { CheckSettings } from './settings';

/** Reads what claims are checked against. */
export async function readStandards(
  settings: CheckSettings,
  talk: Talk,
): Promise<{ readonly standards: Standards; readonly registry: PackedRegistry }> {
  const { nucc } = settings;
  const taxonomyCodes = nucc === null ? null : await loadTaxonomyCodes(nucc);
  const registry = await readRegistry(loadRegistry, settings.registry, settings, talk);
  return { standards: makeStandards(registry, { ...settings.policy, taxonomyCodes }), registry };
}
