import type { Prv } from '../claim/prv';
import { distinct } from '../registry/crosswalk';
import { type Advice, candidateOf, firstFew, prvSegment } from './advice';
import type { ClaimCase, ProviderCase } from './claim-case';
import { isTaxonomy } from './taxonomy';

/** `rendering provider (NPI 1558598797)` */
export function providerInWords({ role, info }: ProviderCase): string {
  return `${role} provider${info.npi ? ` (NPI ${info.npi})` : ''}`;
}

/** Which PRV to write for a rendering or attending provider: that of its enrollment, the choices, or what to find out. */
export function providerAdvice(given: ClaimCase, { role, loop, active }: ProviderCase): Advice {
  const place = `right after the NM1 of the ${role} provider in Loop ${loop}`;
  const codes = distinct(active.flatMap(({ taxonomies }) => taxonomies)).filter(isTaxonomy);
  const segments = codes.map((code) => prvSegment(given, role, code));
  const only = segments.length === 1 ? segments[0]! : null;
  const several = `Write the PRV of the specialty in which the ${role} provider served, ${place}`;
  return {
    hint: () =>
      codes.length === 0
        ? `Enter the taxonomy code of the ${role} provider, ${place}.`
        : only === null
          ? `${several}: ${firstFew(segments, ', ', String)}.`
          : `Write ${only} ${place}.`,
    written: () => ({
      expected: codes.length === 0 ? null : codes,
      segment: only,
      candidates: active.flatMap((row) =>
        row.taxonomies.filter(isTaxonomy).map((code) => candidateOf(code, row)),
      ),
    }),
  };
}

/** What to do about a PRV that is written wrongly. */
export function correctProviderPrv(given: ClaimCase, provider: ProviderCase, { code, second }: Prv): Advice {
  if (second !== null && second.code !== code)
    return {
      hint: () => 'Keep the PRV with the right code, and remove the other.',
      written: () => ({ ...providerAdvice(given, provider).written(), segment: null }),
    };
  if (!isTaxonomy(code)) return providerAdvice(given, provider);
  const segment = prvSegment(given, provider.role, code);
  return { hint: () => `Write ${segment}.`, written: () => ({ expected: [code], segment, candidates: [] }) };
}
