import { createHash } from 'node:crypto';
import { emptySummary } from '../check/summary';
import type { Policy } from '../rules/policy';

/**
 * A key of everything that the row and the findings of a file depend on besides its bytes. They are valid as long as
 * the key is the same.
 * @param registry the packed bytes
 * @param hiding how claim IDs are hidden
 */
export function settingsKey(
  version: string,
  registry: Uint8Array,
  policy: Policy,
  hiding: string | null,
): string {
  const { taxonomyCodes, ...settings } = policy;
  const counted = Object.keys(emptySummary);
  const codes = taxonomyCodes === null ? null : [...taxonomyCodes].sort();
  return createHash('sha256')
    .update(registry)
    .update(JSON.stringify([version, counted, settings, codes, hiding]))
    .digest('hex');
}
