import type { JudgedLoop } from '../claim/claim';
import type { Prv } from '../claim/prv';
import type { ProviderRole } from '../finding';
import { trimBlanks } from '../x12/bytes';
import type { Guide } from '../x12/guide';

/** What the loop of a provider says about the taxonomy. At most one of missing, misplaced and malformed applies. */
export type Taxonomy =
  /** No PRV at all, or one whose PRV03 is empty. */
  | { readonly state: 'missing'; readonly prv: Prv | null }
  /** A PRV after NM1*85 and no PRV before it. */
  | { readonly state: 'misplaced'; readonly prv: Prv }
  | { readonly state: 'malformed'; readonly prv: Prv; readonly faults: readonly string[] }
  | { readonly state: 'valid'; readonly prv: Prv; readonly code: string };

/** What the billing loop says about the taxonomy. */
export function judgeTaxonomy({ prv, misplacedPrv }: JudgedLoop, version: Guide['version']): Taxonomy {
  if (prv !== null) return judgePrv(prv, providersOf('billing', version), version);
  return misplacedPrv === null ? { state: 'missing', prv: null } : { state: 'misplaced', prv: misplacedPrv };
}

/** What a PRV in its place says. @param providers valid values of PRV01 */
export function judgePrv(prv: Prv, providers: readonly string[], version: Guide['version']): Taxonomy {
  if (prv.second !== null && prv.second.code !== prv.code)
    return { state: 'malformed', prv, faults: [`${twoCodes(prv, prv.second)}, and one at most may`] };
  if (trimBlanks(prv.code) === '') return { state: 'missing', prv };
  const faults = prvFaults(prv, providers, qualifierOf(version));
  return faults.length > 0 ? { state: 'malformed', prv, faults } : { state: 'valid', prv, code: prv.code };
}

/** What is wrong with a PRV that has a code, in words. */
function prvFaults(prv: Prv, providers: readonly string[], qualifier: string): string[] {
  const faults: string[] = [];
  if (!providers.includes(prv.provider))
    faults.push(`PRV01 is ${quoted(prv.provider)} and must be ${providers.join(' or ')}`);
  if (prv.qualifier !== qualifier) faults.push(`PRV02 is ${quoted(prv.qualifier)} and must be ${qualifier}`);
  if (!isTaxonomy(prv.code))
    faults.push(`PRV03 is ${quoted(prv.code)} and must be ten capital letters or digits`);
  return faults;
}

export function isTaxonomy(code: string): boolean {
  return /^[0-9A-Z]{10}$/.test(code);
}

/** Valid values of PRV01 (DOMAIN.md §3 and §4). */
export function providersOf(role: ProviderRole, version: Guide['version']): readonly string[] {
  if (role === 'billing') return version === '4010' ? ['BI', 'PT'] : ['BI'];
  return role === 'rendering' ? ['PE'] : ['AT'];
}

/** The valid PRV02 by version. */
export function qualifierOf(version: Guide['version']): string {
  return version === '4010' ? 'ZZ' : 'PXC';
}

/** `two PRV segments stand there, with "207Q00000X" and "261QF0400X"` */
export function twoCodes(prv: Prv, second: Prv): string {
  return `two PRV segments stand there, with ${quoted(prv.code)} and ${quoted(second.code)}`;
}

/** A value that is not as it should be; only its beginning. */
export function quoted(value: string): string {
  return value === '' ? 'empty' : `"${value.slice(0, 20)}"`;
}
