import { fatesInOrder } from '../../report/decided';
import type { Digest, Place, Row } from '../../report/digest';
import { claimRule } from '../../rules/catalogue';
import { dates, fates, providerName } from './words';

export const columns = ['fate', 'claim', 'provider', 'reason', 'dates', 'payer', 'charge'] as const;
export type Column = (typeof columns)[number];

/** What to list, and in which order. */
export interface Choice {
  readonly search: string;
  readonly fate: string;
  readonly rule: string;
  readonly provider: string;
  readonly payer: string;
  readonly file: string;
  readonly sort: Column;
  readonly isDescending: boolean;
}

export const everything: Choice = {
  ...{ search: '', fate: '', rule: '', provider: '', payer: '', file: '' },
  ...{ sort: 'fate', isDescending: false },
};

/** The indices of the rows that match a choice, in its order. */
export function list(digest: Digest, choice: Choice): Uint32Array {
  const fits = test(digest, choice);
  const found: number[] = [];
  for (let i = 0; i < digest.rows.length; i++) if (fits(digest.rows[i]!)) found.push(i);
  const compare = comparison(digest, choice.sort);
  const sign = choice.isDescending ? -1 : 1;
  found.sort((a, b) => sign * compare(digest.rows[a]!, digest.rows[b]!) || a - b);
  return Uint32Array.from(found);
}

/** Tests what claims of one place share only once. */
function test(digest: Digest, choice: Choice): (row: Row) => boolean {
  const search = choice.search.trim().toLowerCase();
  const holds = (text: string | null) => text?.toLowerCase().includes(search) ?? false;
  const places = digest.places.map((place) => {
    const problem = digest.problems[place.problem]!;
    const provider = digest.providers[problem.provider]!;
    const isChosen =
      (choice.fate === '' || problem.fate === choice.fate) &&
      (choice.rule === '' || problem.rule === choice.rule) &&
      (choice.provider === '' || String(problem.provider) === choice.provider) &&
      (choice.file === '' || String(place.file) === choice.file);
    const isFound =
      holds(provider.name) ||
      holds(provider.npi) ||
      holds(claimRule(problem.rule).label) ||
      holds(fates[problem.fate]) ||
      holds(place.taxonomy) ||
      holds(digest.files[place.file]!.name);
    return { isChosen, isFound };
  });
  const payers = digest.payers.map(([id, name]) => holds(id) || holds(name));
  return ([place, id, charge, from, to, payer]) => {
    const { isChosen, isFound } = places[place]!;
    if (!isChosen || (choice.payer !== '' && String(payer) !== choice.payer)) return false;
    return (
      search === '' ||
      isFound ||
      payers[payer]! ||
      holds(id) ||
      holds(charge) ||
      holds(from) ||
      holds(to) ||
      holds(dates(from, to))
    );
  };
}

type Compare = (a: Row, b: Row) => number;

function comparison(digest: Digest, column: Column): Compare {
  const order = fatesInOrder(digest.summary);
  const problemOf = (row: Row) => digest.problems[placeOf(digest, row).problem]!;
  const byText =
    (text: (row: Row) => string | null): Compare =>
    (a, b) =>
      compareTexts(text(a), text(b));
  const orders: Record<Column, Compare> = {
    // Equal fates are sorted by charge, descending.
    fate: (a, b) => order.indexOf(problemOf(a).fate) - order.indexOf(problemOf(b).fate) || byCharge(b, a),
    claim: byText((row) => row[1]),
    provider: byText((row) => providerName(digest.providers[problemOf(row).provider]!)),
    reason: byText((row) => claimRule(problemOf(row).rule).label),
    dates: byText((row) => row[3]),
    payer: byText((row) => payerName(digest, row)),
    charge: byCharge,
  };
  return orders[column];
}

function byCharge(a: Row, b: Row): number {
  return (Number(a[2]) || 0) - (Number(b[2]) || 0);
}

/** Compares code units, which is fast and the same in every locale. */
function compareTexts(a: string | null, b: string | null): number {
  if (a === b) return 0;
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

export function placeOf(digest: Digest, [place]: Row): Place {
  return digest.places[place]!;
}

export function payerName(digest: Digest, row: Row): string {
  const [id, name] = digest.payers[row[5]]!;
  return name || id || 'unknown';
}
