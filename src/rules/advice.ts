import type { Prv } from '../claim/prv';
import type { Candidate, FindingDetails, ProviderRole } from '../finding';
import { distinct } from '../registry/crosswalk';
import { providerTypeName } from '../registry/provider-types';
import type { JudgedEnrollment } from '../registry/registry';
import { resolveCodes } from '../registry/resolve-codes';
import type { Case } from './case';
import { isTaxonomy, providersOf, qualifierOf } from './taxonomy';

/** Choices or Medicaid IDs that a hint lists; the finding's enrollments have all. */
const SHOWN = 6;

/** What to write, in words and as data. */
export interface Advice {
  hint(): string;
  written(): Written;
}

/** The codes that could be written, and the one segment to write if that is certain. */
export type Written = Pick<FindingDetails, 'expected' | 'segment' | 'candidates'>;

/** A code that leaves exactly one Medicaid ID for the loop. */
interface Choice {
  readonly code: string;
  readonly medicaidId: string;
  readonly enrollment: JudgedEnrollment;
}

/** The PRV segment that carries a code, in the file's own delimiters. */
export function prvSegment(
  { version, delimiters }: Pick<Case, 'version' | 'delimiters'>,
  role: ProviderRole,
  code: string,
): string {
  const between = String.fromCharCode(delimiters.element);
  const end = delimiters.terminator > 0x20 ? String.fromCharCode(delimiters.terminator) : '';
  const [provider] = providersOf(role, version);
  return `PRV${between}${provider}${between}${qualifierOf(version)}${between}${code}${end}`;
}

/**
 * Under `match`, which is exact: the codes of these enrollments that share the classification of the code (the first four
 * characters), as the payer may have its parent or a specialization; '' without any.
 */
export function sameClassification(
  { policy }: Pick<Case, 'policy'>,
  code: string,
  rows: readonly JudgedEnrollment[],
): string {
  if (!policy.match) return '';
  const classification = code.slice(0, 4);
  const codes = distinct(rows.flatMap(({ taxonomies }) => taxonomies));
  const related = codes.filter((other) => other.startsWith(classification));
  if (related.length === 0) return '';
  return ` The list has ${firstFew(related, ', ', String)} of the same classification (${classification}).`;
}

/** Where the guide requires the PRV. */
export function placeOfPrv(given: Case): string {
  const separator = String.fromCharCode(given.delimiters.element);
  return `right after the HL segment of the billing provider, before CUR and NM1${separator}85`;
}

/** What to do about a PRV that cannot stay as it is. @param act what is done with it if its code can be used */
export function correctPrv(given: Case, { code }: Prv, hasRival: boolean, act: string): Advice {
  const uncertain = () => ({ ...prvAdvice(given).written(), segment: null });
  if (hasRival)
    return {
      hint: () => 'Keep the PRV of the enrollment that is billed, and remove the other.',
      written: uncertain,
    };
  const advice = prvAdvice(given);
  if (!isTaxonomy(code)) return advice;
  const segment = prvSegment(given, 'billing', code);
  if (given.resolve(code).outcome !== 'not-enrolled')
    return {
      hint: () => `${act} ${segment}`,
      written: () => ({ expected: [code], segment, candidates: [] }),
    };
  const doubt = `But no active enrollment of the NPI carries ${code}.`;
  return { hint: () => `${act} ${segment} ${doubt} ${advice.hint()}`, written: uncertain };
}

/** Which PRV to write: the one that fits, the choices, or whom to ask. */
export function prvAdvice(given: Case): Advice {
  return {
    hint() {
      const { choices, unreached, only } = optionsOf(given);
      return only === null ? choicesInWords(given, choices, unreached) : onlyInWords(given, only);
    },
    written() {
      const { choices, only } = optionsOf(given);
      return {
        expected: choices.length === 0 ? null : choices.map(({ code }) => code),
        segment: only && prvSegment(given, 'billing', only.code),
        candidates: choices.map(({ code, enrollment }) => candidateOf(code, enrollment)),
      };
    },
  };
}

/** The codes to choose from; `only` is the one that fits, if there is no other. */
function optionsOf(given: Case) {
  const choices = choicesOf(given);
  const unreached = unreachedBy(choices, given.active);
  return { choices, unreached, only: choices.length === 1 && unreached.length === 0 ? choices[0]! : null };
}

/** The Medicaid IDs that no code points to alone. */
function unreachedBy(choices: readonly Choice[], active: readonly JudgedEnrollment[]): readonly string[] {
  const known = new Set<string>();
  for (const { medicaidId } of choices) known.add(medicaidId);
  const unreached: string[] = [];
  for (const { medicaidId } of active) {
    if (known.has(medicaidId)) continue;
    known.add(medicaidId);
    unreached.push(medicaidId);
  }
  return unreached;
}

export function candidateOf(taxonomy: string, { medicaidId, providerType }: JudgedEnrollment): Candidate {
  return { taxonomy, medicaidId, providerType };
}

function onlyInWords(given: Case, { code, enrollment }: Choice): string {
  return `Write ${prvSegment(given, 'billing', code)} ${placeOfPrv(given)}, for ${described(given, enrollment)}.`;
}

function choicesInWords(given: Case, choices: readonly Choice[], unreached: readonly string[]): string {
  if (choices.length === 0) return `${noChoice(given)} ${askPortal}`;
  const listed = choices
    .slice(0, SHOWN)
    .map(
      (choice) => `${prvSegment(given, 'billing', choice.code)} for ${described(given, choice.enrollment)}`,
    );
  if (choices.length > SHOWN) listed.push(`or one of ${choices.length - SHOWN} more`);
  const rest =
    unreached.length === 0
      ? ''
      : ` No code points to ${firstFew(unreached, ', ', String)} alone. ${askPortal}`;
  return `Write the PRV of the enrollment that is billed, ${placeOfPrv(given)}: ${listed.join('; ')}.${rest}`;
}

/** The first few items, and how many more there are. */
export function firstFew<T>(
  items: readonly T[],
  separator: string,
  inWords: (item: T) => string,
  most = SHOWN,
): string {
  const more = items.length - most;
  return items.slice(0, most).map(inWords).join(separator) + (more > 0 ? ` and ${more} more` : '');
}

function choicesOf(given: Case): Choice[] {
  const choices: Choice[] = [];
  const { from, to, loop } = given;
  resolveCodes(given.active, { from, to, zip: loop.zip }, 2).forEach(
    ({ outcome, medicaidIds, first }, code) => {
      if (outcome !== 'resolved' || !isTaxonomy(code)) return;
      choices.push({ code, medicaidId: medicaidIds[0]!, enrollment: first! });
    },
  );
  return choices;
}

function noChoice(given: Case): string {
  if (given.active.length === 0)
    return `Write the taxonomy code that the NPI is enrolled with ${placeOfPrv(given)}.`;
  if (given.active.every((enrollment) => enrollment.taxonomies.length === 0)) {
    return 'The registry lists no taxonomy code for this NPI.';
  }
  return 'No taxonomy code in the registry points to one Medicaid ID alone for this NPI.';
}

/** DOMAIN.md §2: what a call to the portal's support requires. */
export const askPortal =
  'Ask KY Medicaid partner portal support; have the Medicaid ID, name, NPI and Tax ID at hand.';

/** A Medicaid ID with the name of its provider type, and its ZIP if the NPI has several. */
export function described(given: Case, { medicaidId, providerType, zip }: JudgedEnrollment): string {
  const name = providerTypeName(providerType);
  const type = providerType === '' ? '' : `, type ${providerType}`;
  const isAlone = given.active.every((enrollment) => enrollment.zip === zip);
  const place = zip === null || isAlone ? '' : `, ZIP ${zip}`;
  return `Medicaid ID ${medicaidId}${type}${name === null ? '' : ` ${name}`}${place}`;
}
