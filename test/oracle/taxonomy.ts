/** What a loop says of the taxonomy: the first PRV counts, and what else stands there speaks for or against it. */

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

/** Of the billing provider. */
export function taxonomyOf(loop: BillingLoop, fourThousandTen: boolean): Taxonomy {
  const [misplaced] = loop.after;
  if (loop.before.length === 0 && misplaced !== undefined) return { state: 'misplaced', prv: misplaced };
  return taxonomyIn(loop.before, fourThousandTen ? ['BI', 'PT'] : ['BI'], fourThousandTen);
}

/** Of PRVs that all stand where they should, and whose PRV01 should be one of these. */
export function taxonomyIn(
  prvs: readonly Segment[],
  providers: readonly string[],
  fourThousandTen: boolean,
): Exclude<Taxonomy, { state: 'misplaced' }> {
  const [prv, second] = prvs;
  if (prv === undefined) return { state: 'none' };
  const code = codeOf(prv);
  if (prvs.some((other) => codeOf(other) !== code)) return { state: 'malformed', prv };
  if (trimmed(code) === '') return { state: 'empty', prv };
  const [, provider = '', qualifier = ''] = prv.elements;
  const isRight = providers.includes(provider) && qualifier === (fourThousandTen ? 'ZZ' : 'PXC');
  if (!isRight || !/^[0-9A-Z]{10}$/.test(code)) return { state: 'malformed', prv };
  return { state: 'valid', prv, code, repeated: second ?? null };
}

function codeOf(prv: Segment): string {
  return prv.elements[3] ?? '';
}
