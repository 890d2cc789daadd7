import type { Prv } from '../claim/prv';
import { distinct } from '../registry/crosswalk';
import { firstFew, prvSegment } from './advice';
import type { ClaimCase, ProviderCase } from './claim-case';
import { isTaxonomy } from './taxonomy';

/** `rendering provider (NPI 1558598797)` */
export function providerInWords({ role, info }: ProviderCase): string {
  return `${role} provider${info.npi ? ` (NPI ${info.npi})` : ''}`;
}

/** Which PRV to write for a rendering or attending provider: that of its enrollment, the choices, or what to find out. */
export function providerAdvice(given: ClaimCase, { role, loop, active }: ProviderCase): string {
  const place = `right after the NM1 of the ${role} provider in Loop ${loop}`;
  const codes = distinct(active.flatMap(({ taxonomies }) => taxonomies)).filter(isTaxonomy);
  if (codes.length === 0) return `Enter the taxonomy code of the ${role} provider, ${place}.`;
  const [only] = codes;
  if (codes.length === 1) return `Write ${prvSegment(given, role, only!)} ${place}.`;
  const listed = firstFew(codes, ', ', (code) => prvSegment(given, role, code));
  return `Write the PRV of the specialty in which the ${role} provider served, ${place}: ${listed}.`;
}

/** What to do about a PRV that is written wrongly. */
export function correctProviderPrv(given: ClaimCase, provider: ProviderCase, { code, second }: Prv): string {
  if (second !== null && second.code !== code)
    return 'Keep the PRV with the right code, and remove the other.';
  if (!isTaxonomy(code)) return providerAdvice(given, provider);
  return `Write ${prvSegment(given, provider.role, code)}.`;
}
