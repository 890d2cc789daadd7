import type { Enrollment } from '../../registry/registry';
import { grouped, type KindText, someOf } from './question';

const IDS_SHOWN = 6;

/** The four things that partner portal support asks for (DOMAIN.md §2). */
export interface Contact {
  readonly medicaidIds: readonly string[];
  readonly name: string;
  /** In the form that may be shown. */
  readonly taxId: string;
}

export const contactKinds = {
  'before-you-call': {
    severity: 'info',
    title: 'Before you call',
    hint: 'KY Medicaid partner portal support asks for these four.',
  },
} satisfies Record<string, KindText>;

/** The rows of an NPI grouped by name and tax ID, if they have both; usually one group. */
export function contactsOf(rows: readonly Enrollment[], showTaxIds: boolean): readonly Contact[] {
  const known = rows.filter((row) => row.name !== null && row.taxId !== null);
  return [...grouped(known, (row) => `${row.taxId} ${row.name}`).values()].map((alike) => ({
    medicaidIds: [...new Set(alike.map((row) => row.medicaidId))],
    name: alike[0]!.name!,
    taxId: showTaxIds ? alike[0]!.taxId! : lastFour(alike[0]!.taxId!),
  }));
}

/** The part of a tax ID that is shown by default; nothing if it does not have nine digits. */
function lastFour(taxId: string): string {
  const digits = taxId.replace(/\D/g, '');
  return digits.length === 9 ? `ends in ${digits.slice(-4)}` : 'not nine digits';
}

export function contactInWords(npi: string, { medicaidIds, name, taxId }: Contact): string {
  return `KY Medicaid ID ${someOf(medicaidIds, IDS_SHOWN)}; name ${name}; NPI ${npi}; Tax ID ${taxId}.`;
}
