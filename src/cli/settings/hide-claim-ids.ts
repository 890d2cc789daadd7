import type { HideClaimIds } from '../../batch/check-file';
import type { Finding } from '../../finding';
import { InputError } from '../../node/input-error';
import type { CheckSettings } from './settings';
import { readSmallFile } from './small-file';

/** What replaces patient control numbers: nothing (null), numbers in file order, or hashes with a key. */
export type Hiding = null | 'numbers' | { readonly key: Uint8Array };

/** Short keys can be guessed, which reveals the control numbers. */
const SHORTEST_KEY = 16;

/** @throws InputError if the key cannot be read or is too short */
export async function readHiding({
  hideClaimIds,
  hideKey,
}: Pick<CheckSettings, 'hideClaimIds' | 'hideKey'>): Promise<Hiding> {
  if (!hideClaimIds) return null;
  if (hideKey === null) return 'numbers';
  const bytes = await readSmallFile(hideKey);
  let { length } = bytes;
  // An editor or a shell may end the line with CR, LF or both.
  while (length > 0 && (bytes[length - 1] === 0x0a || bytes[length - 1] === 0x0d)) length--;
  if (length < SHORTEST_KEY)
    throw new InputError(
      `cannot use ${hideKey}: a key has at least ${SHORTEST_KEY} bytes. To make one: openssl rand -hex 32`,
    );
  return { key: bytes.subarray(0, length) };
}

/** A text that identifies the setting, for comparing runs, and does not reveal the key. */
export async function hidingMark(hiding: Hiding): Promise<string | null> {
  if (hiding === null || hiding === 'numbers') return hiding;
  const { createHash } = await import('node:crypto');
  return createHash('sha256').update(hiding.key).digest('hex');
}

export async function claimIdHider(hiding: Hiding): Promise<HideClaimIds | null> {
  if (hiding === null) return null;
  if (hiding === 'numbers') return () => inPlaceOfIds(claimNumbers());
  const { createHmac } = await import('node:crypto');
  const hashed = (id: string) => createHmac('sha256', hiding.key).update(id).digest('hex').slice(0, 16);
  return () => inPlaceOfIds(({ id }) => hashed(id));
}

type Claim = Extract<Finding, { claim: unknown }>['claim'];

function inPlaceOfIds(codeOf: (claim: Claim) => number | string): (finding: Finding) => Finding {
  return (finding) => {
    if (finding.loop === null) return finding;
    return { ...finding, claim: { ...finding.claim, id: `#${codeOf(finding.claim)}` } };
  };
}

/** Numbers the claims of one file that have findings. */
function claimNumbers(): (claim: Claim) => number {
  let count = 0;
  let last = -1;
  return ({ position }) => {
    if (position.offset !== last) count++;
    last = position.offset;
    return count;
  };
}
