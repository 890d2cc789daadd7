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
  /** An invalid element, or two PRVs with different codes: then `faults` is empty. */
  | { readonly state: 'malformed'; readonly prv: Prv; readonly faults: readonly ElementFault[] }
  | { readonly state: 'valid'; readonly prv: Prv; readonly code: string };

/** An element of a PRV that is not as the guide wants it. */
export interface ElementFault {
  readonly element: 'PRV01' | 'PRV02' | 'PRV03';
  /** As written. */
  readonly found: string;
  /** null: any taxonomy code. */
  readonly expected: readonly string[] | null;
}

/** What the billing loop says about the taxonomy. */
export function judgeTaxonomy({ prv, misplacedPrv }: JudgedLoop, version: Guide['version']): Taxonomy {
  if (prv !== null) return judgePrv(prv, providersOf('billing', version), version);
  return misplacedPrv === null ? noPrv : { state: 'misplaced', prv: misplacedPrv };
}

const noPrv: Taxonomy = /* @__PURE__ */ Object.freeze({ state: 'missing', prv: null });

/** What a PRV in its place says. @param providers valid values of PRV01 */
export function judgePrv(prv: Prv, providers: readonly string[], version: Guide['version']): Taxonomy {
  if (prv.second !== null && prv.second.code !== prv.code) return { state: 'malformed', prv, faults: [] };
  if (!isTaxonomy(prv.code) && trimBlanks(prv.code) === '') return { state: 'missing', prv };
  const faults = elementFaults(prv, providers, version);
  return faults.length > 0 ? { state: 'malformed', prv, faults } : { state: 'valid', prv, code: prv.code };
}

/** The invalid elements of a PRV. @param providers valid values of PRV01 */
export function elementFaults(
  { provider, qualifier, code }: Prv,
  providers: readonly string[],
  version: Guide['version'],
): ElementFault[] {
  const faults: ElementFault[] = [];
  const valid = qualifierOf(version);
  if (!providers.includes(provider)) faults.push({ element: 'PRV01', found: provider, expected: providers });
  if (qualifier !== valid) faults.push({ element: 'PRV02', found: qualifier, expected: [valid] });
  if (!isTaxonomy(code)) faults.push({ element: 'PRV03', found: code, expected: null });
  return faults;
}

/** What is wrong with a malformed PRV, in words. */
export function faultsInWords({ prv, faults }: Extract<Taxonomy, { state: 'malformed' }>): string {
  if (prv.second !== null && faults.length === 0) return `${twoCodes(prv, prv.second)}, and one at most may`;
  return faults
    .map(({ element, found, expected }) => {
      const valid = expected?.join(' or ') ?? 'ten capital letters or digits';
      return `${element} is ${quoted(found)} and must be ${valid}`;
    })
    .join('; ');
}

export function isTaxonomy(code: string): boolean {
  if (code.length !== 10) return false;
  for (let i = 0; i < 10; i++) if (!isDigitOrCapital(code.charCodeAt(i))) return false;
  return true;
}

function isDigitOrCapital(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a);
}

/** Valid values of PRV01 (DOMAIN.md §3 and §4). */
export function providersOf(role: ProviderRole, version: Guide['version']): readonly string[] {
  return role === 'billing' && version === '4010' ? providers.billing4010 : providers[role];
}

/** Frozen, because cases hand them out. */
const providers = {
  billing: /* @__PURE__ */ Object.freeze(['BI']),
  billing4010: /* @__PURE__ */ Object.freeze(['BI', 'PT']),
  rendering: /* @__PURE__ */ Object.freeze(['PE']),
  attending: /* @__PURE__ */ Object.freeze(['AT']),
};

/** The valid PRV02 by version. */
export function qualifierOf(version: Guide['version']): string {
  return version === '4010' ? 'ZZ' : 'PXC';
}

/** `two PRV segments stand there, with "207Q00000X" and "261QF0400X"` */
export function twoCodes(prv: Prv, second: Prv): string {
  return `two PRV segments stand there, with ${quoted(prv.code)} and ${quoted(second.code)}`;
}

/** A value that is not as it should be. */
export function quoted(value: string): string {
  return value === '' ? 'empty' : `"${shown(value)}"`;
}

/** Only the beginning of a value that may be anything. */
export function shown(value: string): string {
  return value.slice(0, 20);
}
