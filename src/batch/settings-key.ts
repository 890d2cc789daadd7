import { createHash } from 'node:crypto';
import type { Policy } from '../rules/policy';

/**
 * One text for all that the findings of a file depend on beside its bytes: a row holds for as long as it stays.
 * @param registry the packed bytes
 */
export function settingsKey(
  version: string,
  registry: Uint8Array,
  policy: Policy,
  hideClaimIds: boolean,
): string {
  const { taxonomyCodes, ...settings } = policy;
  const codes = taxonomyCodes === null ? null : [...taxonomyCodes].sort();
  return createHash('sha256')
    .update(registry)
    .update(JSON.stringify([version, settings, codes, hideClaimIds]))
    .digest('hex');
}
