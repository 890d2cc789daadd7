import { readDay } from '../../registry/read-day';
import {
  type ClaimColumns,
  fateAt,
  hasFindings,
  type ListedFate,
  listedFates,
  placesAt,
} from '../../report/claim-rows';
import { fatesInOrder } from '../../report/decided';
import type { Digest } from '../../report/digest';
import { claimRule } from '../../rules/catalogue';
import { isoDay } from '../../values/dates';
import { problemNumbers } from './problems';
import { labels, nameOf } from './words';
import type { Work } from './work';

export const columns = [
  'fate',
  'claim',
  'provider',
  'reason',
  'dates',
  'lastDay',
  'payer',
  'charge',
] as const;
export type Column = (typeof columns)[number];

/** What to list, and in which order; '' lists all. Problem, provider, payer and file are numbers in the digest. */
export interface Choice {
  readonly search: string;
  readonly fate: string;
  readonly rule: string;
  readonly problem: string;
  readonly provider: string;
  readonly payer: string;
  readonly file: string;
  /** Only what is to be done yet, or only what is done. */
  readonly work: '' | 'left' | 'done';
  readonly sort: Column;
  readonly isDescending: boolean;
}

export const everything: Choice = {
  ...{ search: '', fate: '', rule: '', problem: '', provider: '', payer: '', file: '', work: '' },
  ...{ sort: 'fate', isDescending: false },
};

/** The numbers of the claims that match a choice, in its order. */
export function list(digest: Digest, choice: Choice, work: Work | null): Uint32Array {
  const { rows } = digest;
  const fits = test(digest, choice, work);
  const found = new Uint32Array(rows.count);
  let count = 0;
  for (let i = 0; i < rows.count; i++) if (fits(i)) found[count++] = i;
  return sorted(found.subarray(0, count), rankOf(digest, choice.sort), choice.isDescending);
}

/** Tests what many claims share only once. */
function test(digest: Digest, choice: Choice, work: Work | null): (at: number) => boolean {
  const { rows, problems, files } = digest;
  const search = choice.search.trim().toLowerCase();
  const holds = (text: string | null) => text?.toLowerCase().includes(search) ?? false;
  const isNamed = ([id, name]: readonly [string | null, string | null]) => holds(id) || holds(name);
  const ofFate = listedFates.map((fate) => holds(labels[fate]));
  const ofProvider = rows.providers.map(isNamed);
  const ofPayer = rows.payers.map(isNamed);
  const ofSpan = rows.spans.map(spanTest(search));
  const ofFile = files.map(({ name }) => holds(name));
  const ofProblem = problems.map(({ rule }) => holds(claimRule(rule).label));
  const ofPlace = digest.places.map(({ taxonomy }) => holds(taxonomy));
  const isFound = (at: number) =>
    holds(rows.ids[at]!) ||
    ofSpan[rows.dates[at]!]! ||
    ofProvider[rows.provider[at]!]! ||
    ofPayer[rows.payer[at]!]! ||
    ofFate[rows.fates[at]!]! ||
    ofFile[rows.file[at]!]! ||
    holds(rows.charges[at]!) ||
    problemNumbers(digest, at).some((problem) => ofProblem[problem]) ||
    placesAt(rows, at).some((place) => ofPlace[place]);
  const numbers = (['provider', 'payer', 'file'] as const).flatMap((name) =>
    choice[name] === '' ? [] : [[rows[name], Number(choice[name])] as const],
  );
  const ofChosen = problems.map(
    ({ rule }, number) =>
      (choice.rule === '' || rule === choice.rule) &&
      (choice.problem === '' || String(number) === choice.problem),
  );
  const hasReason = choice.rule !== '' || choice.problem !== '';
  return (at) =>
    (choice.fate === '' || fateAt(rows, at) === choice.fate) &&
    numbers.every(([column, number]) => column[at] === number) &&
    (choice.work === '' ||
      work === null ||
      (hasFindings(rows, at) && work.isDone(at) === (choice.work === 'done'))) &&
    (!hasReason || problemNumbers(digest, at).some((problem) => ofChosen[problem])) &&
    (search === '' || isFound(at));
}

type Span = ClaimColumns['spans'][number];

/** Finds dates as they are written in files, in lists and on forms; a whole date is found within a span too. */
function spanTest(search: string): (span: Span) => boolean {
  const day = readDay(search);
  const iso = day === null ? null : isoDay(day);
  return ([from, to, lastDay]) => {
    if (iso !== null && from !== null && to !== null && from <= iso && iso <= to) return true;
    return [from, to, lastDay].some(
      (date) => date !== null && forms(date).some((form) => form.includes(search)),
    );
  };
}

/** `2026-01-12`, `20260112`, `01/12/2026`, `1/12/2026`. */
function forms(iso: string): readonly string[] {
  const [year, month, day] = iso.split('-');
  return [iso, `${year}${month}${day}`, `${month}/${day}/${year}`, `${Number(month)}/${Number(day)}/${year}`];
}

/** A whole number below 2^31 for each claim: those with the lower number come first. */
type Rank = (at: number) => number;

const most = 2 ** 31 - 1;
/** More than the claims that are listed. */
const claimsAtMost = 2 ** 22;

/** Sorts as numbers, which is fast; equal ones stay in file order. */
function sorted(claims: Uint32Array, rank: Rank, isDescending: boolean): Uint32Array {
  const keys = Float64Array.from(
    claims,
    (at) => (isDescending ? most - rank(at) : rank(at)) * claimsAtMost + at,
  );
  return Uint32Array.from(keys.sort(), (key) => key % claimsAtMost);
}

function rankOf(digest: Digest, column: Column): Rank {
  const { rows } = digest;
  const byName = (names: ClaimColumns['payers'], column: ClaimColumns['payer']): Rank => {
    const ranks = ranksOf(names.map(nameOf));
    return (at) => ranks[column[at]!]!;
  };
  switch (column) {
    case 'claim': {
      const ranks = ranksOf(rows.ids);
      return (at) => ranks[at]!;
    }
    case 'provider':
      return byName(rows.providers, rows.provider);
    case 'payer':
      return byName(rows.payers, rows.payer);
    case 'dates': {
      const ranks = ranksOf(rows.spans.map(([from]) => from ?? ''));
      return (at) => ranks[rows.dates[at]!]!;
    }
    case 'lastDay': {
      // Unknown days come last.
      const ranks = ranksOf(rows.spans.map(([, , lastDay]) => lastDay ?? 'unknown'));
      return (at) => ranks[rows.dates[at]!]!;
    }
    case 'reason': {
      const ranks = ranksOf(digest.problems.map(({ rule }) => claimRule(rule).label));
      // Claims without findings come last.
      return (at) => Math.min(ranks.length, ...problemNumbers(digest, at).map((problem) => ranks[problem]!));
    }
    case 'charge':
      return (at) => cents(rows.charges[at]!);
    case 'fate': {
      const order = orderOf(digest);
      const ranks = listedFates.map((fate) => order.indexOf(fate));
      // Within those to be changed, the costliest come first; the others stay in file order.
      return (at) => {
        const fate = rows.fates[at]!;
        return (
          ranks[fate]! * mostCents + (hasFindings(rows, at) ? mostCents - 1 - cents(rows.charges[at]!) : 0)
        );
      };
    }
  }
}

/** As they are worth reading. */
export function orderOf({ summary }: Digest): readonly ListedFate[] {
  return [...fatesInOrder(summary), 'unplaced', 'clean', 'out-of-scope'];
}

const mostCents = 2 ** 27;

/** For sorting only: larger charges count as a million dollars. */
function cents(charge: string): number {
  const amount = Math.round(Number(charge) * 100);
  return amount > 0 ? Math.min(amount, mostCents - 1) : 0;
}

/** The rank of each text, by code units, which is fast and the same in every locale; equal texts have the same. */
function ranksOf(texts: readonly string[]): Uint32Array {
  const order = Uint32Array.from(texts.keys()).sort((a, b) =>
    texts[a]! < texts[b]! ? -1 : Number(texts[a]! > texts[b]!),
  );
  const ranks = new Uint32Array(texts.length);
  let rank = 0;
  for (const [i, at] of order.entries()) {
    if (i > 0 && texts[at] !== texts[order[i - 1]!]) rank++;
    ranks[at] = rank;
  }
  return ranks;
}
