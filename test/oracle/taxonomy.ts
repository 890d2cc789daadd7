/** What a billing loop says of the taxonomy: the first PRV counts, and what else stands there speaks for or against it. */

import { trimmed } from './read';
import type { BillingLoop, Segment } from './set';

export type Taxonomy =
  | { readonly state: 'none' }
  | { readonly state: 'empty' | 'malformed' | 'misplaced'; readonly prv: Segment }
  | {
      readonly state: 'valid';
      readonly prv: Segment;
      readonly code: string;
      /** The second of several PRVs that all say the same. */
      readonly repeated: Segment | null;
    };

export function taxonomyOf(loop: BillingLoop, fourThousandTen: boolean): Taxonomy {
  const [prv, second] = loop.before;
  if (prv === undefined) {
    const misplaced = loop.after[0];
    return misplaced === undefined ? { state: 'none' } : { state: 'misplaced', prv: misplaced };
  }
  const code = codeOf(prv);
  if (loop.before.some((other) => codeOf(other) !== code)) return { state: 'malformed', prv };
  if (trimmed(code) === '') return { state: 'empty', prv };
  if (!isWellFormed(prv, fourThousandTen)) return { state: 'malformed', prv };
  return { state: 'valid', prv, code, repeated: second ?? null };
}

function codeOf(prv: Segment): string {
  return prv.elements[3] ?? '';
}

function isWellFormed(prv: Segment, fourThousandTen: boolean): boolean {
  const [, role = '', qualifier = ''] = prv.elements;
  const provider = role === 'BI' || (fourThousandTen && role === 'PT');
  return provider && qualifier === (fourThousandTen ? 'ZZ' : 'PXC') && /^[0-9A-Z]{10}$/.test(codeOf(prv));
}
