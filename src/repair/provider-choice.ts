import type { PrvSegment } from '../claim/prv';
import { distinct } from '../registry/crosswalk';
import type { ClaimCase, ProviderCase } from '../rules/claim-case';
import { isTaxonomy } from '../rules/taxonomy';
import { guidesDiffer } from '../x12/guide';
import type { SetContext } from '../x12/segment-listener';
import { type Decided, guidesDifferInWords, isPlain, prvNotPlain, type Undecided } from './choice';

/**
 * Chooses the code of a rendering or attending provider of one claim: that of its PRV if an enrollment carries it, else
 * the only one that its enrollments have. Otherwise none: nothing is guessed.
 * @param prv its PRV in the file
 */
export function decideProvider(
  { policy, delimiters }: ClaimCase,
  { npi, active }: ProviderCase,
  prv: PrvSegment | null,
  { guides }: SetContext,
): Decided | Undecided {
  const undecided = (why: string): Undecided => ({ code: null, why, choices: active.map(choiceOf) });
  if (guidesDiffer(...guides)) return undecided(guidesDifferInWords);
  if (prv !== null && prv.second !== null)
    return undecided(prv.second.code === prv.code ? twice : differentCodes);
  if (prv !== null && !isPlain(prv.text, delimiters.element)) return undecided(prvNotPlain);
  if (!npi) return undecided('The provider has no NPI in NM109 with XX in NM108.');
  if (active.length === 0)
    return undecided('The registry has no enrollment of this NPI that is active on the service dates.');
  const code = prv !== null && isTaxonomy(prv.code) ? prv.code : null;
  const codes = distinct(active.flatMap(({ taxonomies }) => taxonomies));
  if (code !== null && !codes.includes(code))
    return undecided(`No active enrollment of this NPI lists ${code}.`);
  if (code === null && active.some(({ taxonomies }) => taxonomies.length === 0))
    return undecided('An enrollment of this NPI is listed without a taxonomy code.');
  if (code === null && codes.length > 1)
    return undecided(
      `The enrollments of this NPI have ${codes.length} taxonomy codes, and nothing tells which.`,
    );
  const [certain = ''] = code === null ? codes : [code];
  if (!isTaxonomy(certain)) return undecided(`${certain} in the registry is no taxonomy code.`);
  if (policy.severity['taxonomy-not-x'] === 'error' && !certain.endsWith('X'))
    return undecided(`With ${certain}, which does not end in X, the claim would still bounce.`);
  const ids = distinct(active.filter(({ taxonomies }) => taxonomies.includes(certain)).map(idOf));
  return {
    code: certain,
    source: code === null ? 'registry' : 'file',
    medicaidId: ids.length === 1 ? ids[0]! : null,
    why:
      code === null
        ? 'The enrollments of this NPI that are active on the service dates have this code alone.'
        : 'The code stood in this PRV already, and an enrollment of the NPI lists it.',
  };
}

const twice = 'The loop holds its PRV segment twice; remove one of the two.';
const differentCodes =
  'The loop holds PRV segments with different codes; nobody but you knows which one is right.';

/** For a claim without the provider that the payer requires. */
export const noProvider: Undecided = {
  code: null,
  why: 'The claim names no such provider, or not for each of its service lines.',
  choices: [],
};

function choiceOf({ taxonomies, medicaidId, providerType }: ProviderCase['active'][number]) {
  return { taxonomies, medicaidId, providerType };
}

function idOf({ medicaidId }: { readonly medicaidId: string }): string {
  return medicaidId;
}
