/** The rows of the registry, and which of them a claim may be paid under. */

import type { Require } from '../../src/rules/policy';
import type { Days } from './days';

/** One row of the registry, already normalised. */
export interface RegistryRow {
  readonly npi: string;
  readonly medicaidId: string;
  readonly providerType: string;
  readonly taxonomies: readonly string[];
  readonly from: string | null;
  readonly to: string | null;
  readonly zip: string | null;
  readonly revalidationDate: string | null;
  readonly licenseExpiration: string | null;
}

/** The rows whose span overlaps the claim's service dates; all of them where nothing dates the claim. */
export function activeRows(rows: readonly RegistryRow[], days: Days | null): readonly RegistryRow[] {
  if (days === null) return rows;
  const { first, last } = days;
  return rows.filter((row) => (row.from ?? first) <= last && (row.to ?? last) >= first);
}

/** The rows that carry the code: a row without taxonomies carries any. */
export function carrying(rows: readonly RegistryRow[], code: string): readonly RegistryRow[] {
  return rows.filter(({ taxonomies }) => taxonomies.length === 0 || taxonomies.includes(code));
}

export function listTaxonomies(rows: readonly RegistryRow[]): boolean {
  return rows.some(({ taxonomies }) => taxonomies.length > 0);
}

/** The rows of the billing ZIP code; all of them where it is the code of none. */
export function nearest(rows: readonly RegistryRow[], zip: string | null): readonly RegistryRow[] {
  const near = rows.filter((row) => sameZip(row.zip ?? '', zip ?? ''));
  return near.length > 0 ? near : rows;
}

/** Equal as far as both go, and at least over five digits. */
function sameZip(a: string, b: string): boolean {
  const [one, other] = [a, b].map(digits);
  const length = Math.min(one!.length, other!.length);
  return length >= 5 && one!.slice(0, length) === other!.slice(0, length);
}

/** Whether both have nine digits, and not the same. */
export function contradicts({ zip }: RegistryRow, claimed: string | null): boolean {
  const [one, other] = [zip, claimed].map((code) => digits(code ?? ''));
  return one!.length >= 9 && other!.length >= 9 && one!.slice(0, 9) !== other!.slice(0, 9);
}

function digits(zip: string): string {
  return zip.replace(/\D/g, '');
}

/** Whether some Medicaid ID has dates and the last day of service comes after every one of them. */
export function isPast(
  rows: readonly RegistryRow[],
  column: 'revalidationDate' | 'licenseExpiration',
  days: Days | null,
): boolean {
  if (days === null) return false;
  return rows.some(({ medicaidId }) => {
    const own = rows.filter((row) => row.medicaidId === medicaidId);
    const dates = own.flatMap((row) => row[column] ?? []);
    return dates.length > 0 && dates.every((date) => date < days.last);
  });
}

export function isRequired(active: readonly RegistryRow[], require: Require): boolean {
  const ids = distinct(active.map((row) => row.medicaidId)) > 1;
  const types = distinct(active.map((row) => row.providerType)) > 1;
  switch (require) {
    case 'always':
      return true;
    case 'ids':
      return ids;
    case 'types':
      return types;
    case 'both':
      return ids && types;
    case 'either':
      return ids || types;
  }
}

export function distinct(values: readonly string[]): number {
  return new Set(values).size;
}
