import type { BillingProvider } from '../../enrollment/start/billing-providers';
import type { Counts } from '../../enrollment/start/counts';
import type { columnsForPeople, Field } from '../../registry/columns';
import { candidateHeader } from '../../registry/nppes';
import { plainMoney } from '../../values/money';
import { countOf } from '../../values/numbers';
import type { ListColumn, ListToComplete } from '../list';

/** What NPPES has of NPIs: rows of cells under `candidateHeader`. */
export type KnownToNppes = ReadonlyMap<string, readonly (readonly string[])[]>;

/** The mark of a row to complete. */
const toComplete = 'to complete';
const valuesShown = 5;

const columns: readonly ListColumn[] = [
  { name: 'NPI', width: 13, help: 'The NPI that your claims bill under (Loop 2010AA). Leave it as it is.' },
  {
    name: 'Medicaid ID',
    width: 15,
    help: 'The KY Medicaid ID of this NPI, as the portal shows it, with leading zeros. One ID in a row.',
  },
  {
    name: 'Provider type',
    width: 34,
    help: 'The type that this Medicaid ID is enrolled with. Choose it, or type its number. An ID has one type as a rule.',
  },
  {
    name: 'Taxonomy',
    width: 24,
    help: 'The codes that the portal shows for this Medicaid ID, with a space between them. Needed where an NPI has several rows: the codes tell them apart. Elsewhere it may stay empty.',
  },
  {
    name: 'Effective date',
    width: 14,
    help: 'The effective date of the Medicaid ID, as 7/1/2026. Empty: no beginning.',
  },
  { name: 'End date', width: 14, help: 'The end date of the Medicaid ID. Empty: it has not ended.' },
  { name: 'Name', width: 36, help: 'The name on your claims, for you to recognize.' },
  {
    name: 'ZIP',
    width: 12,
    help: 'The ZIP of the primary address in the portal. It is filled in where your claims have one ZIP alone: compare it. Where an NPI has several rows, give each the ZIP of the portal, or none of them any.',
  },
  {
    name: 'candidate',
    width: 14,
    help: 'Says that the row is not complete or not confirmed: a check refuses it. It empties itself once Medicaid ID and provider type are filled in. Where the Medicaid ID was there already, empty the cell yourself once the portal confirms the row.',
  },
  {
    name: 'Taxonomies seen',
    width: 44,
    help: 'The codes on your claims, right or wrong, and on how many. They prove no enrollment: copy codes from the portal alone.',
  },
  { name: 'ZIPs seen', width: 20, help: 'The ZIPs of the billing provider on your claims.' },
  { name: 'Kinds', width: 24, help: 'Professional, institutional or dental claims.' },
  {
    name: 'Payers',
    width: 40,
    help: 'Whom the claims are for. Delete the rows of NPIs that bill nothing to Kentucky Medicaid and its plans.',
  },
  { name: 'Claims', width: 10, help: 'How many claims.', isCount: true },
  { name: 'Charges', width: 16, help: 'What the claims charge, in dollars.', isNumber: true },
];

/** A list with a row to complete for each billing provider, or one for each Medicaid ID that NPPES has of it. */
export function listToComplete(
  providers: readonly BillingProvider[],
  nppes: KnownToNppes = new Map(),
): ListToComplete {
  return { columns, rows: providers.flatMap((provider) => rowsOf(provider, nppes.get(provider.npi))) };
}

function rowsOf(provider: BillingProvider, known: readonly (readonly string[])[] = [[]]): string[][] {
  const seen = {
    'Taxonomies seen': taxonomiesSeen(provider),
    'ZIPs seen': listed(provider.zips),
    Kinds: listed(provider.kinds),
    Payers: listed(provider.payers),
    Claims: String(provider.claims),
    Charges: plainMoney(provider.charges.total),
  } satisfies Record<(typeof columnsForPeople)[number], string>;
  const zips = provider.zips.sorted;
  return known.map((cells) => {
    const inNppes = (field: Field | 'candidate') => cells[candidateHeader.indexOf(field)] ?? '';
    const row: Readonly<Record<string, string>> = {
      NPI: provider.npi,
      'Medicaid ID': inNppes('medicaid_id'),
      Taxonomy: inNppes('taxonomy'),
      Name: provider.name ?? inNppes('name'),
      ZIP: zips.length === 0 ? inNppes('zip') : zipAmong(zips.map(([zip]) => zip)),
      candidate: inNppes('candidate') || toComplete,
      ...seen,
    };
    return columns.map(({ name }) => row[name] ?? '');
  });
}

/** The only ZIP, if a registry can have it. */
function zipAmong([zip = '', ...others]: readonly string[]): string {
  return others.length === 0 && /^\d{5}(\d{4})?$/.test(zip) ? zip : '';
}

/** `207Q00000X in Loop 2000A: 12 claims; no code: 3 claims` */
function taxonomiesSeen({ taxonomies, misplacedTaxonomies, withoutTaxonomy }: BillingProvider): string {
  return [
    listed(taxonomies, (code, claims) => `${code} in Loop 2000A: ${claims}`),
    listed(misplacedTaxonomies, (code, claims) => `${code} in the wrong place (Loop 2010AA): ${claims}`),
    withoutTaxonomy === 0 ? '' : `no code: ${countOf(withoutTaxonomy, 'claim')}`,
  ]
    .filter((part) => part !== '')
    .join('; ');
}

/** The most frequent values, and how many more there are. */
function listed(
  { sorted, hasMore }: Counts,
  describe: (value: string, claims: string) => string = (value) => value,
): string {
  const shown = sorted
    .slice(0, valuesShown)
    .map(([value, claims]) => describe(value, countOf(claims, 'claim')));
  const more = sorted.length - shown.length;
  if (more > 0) shown.push(`and ${hasMore ? 'more than ' : ''}${more} more`);
  return shown.join('; ');
}

/** What to do with the list, a paragraph each. */
export const startInstructions: readonly string[] = [
  'How to complete this list',
  '1. Sign in to the KY Medicaid partner portal. Open the screen that shows a Medicaid ID with its NPI, taxonomies, primary address, revalidation date, effective date and end date.',
  '2. On the sheet "Enrollments", fill in two columns of each row: Medicaid ID and Provider type. Add taxonomies and dates where you have them. Do not rename the columns.',
  '3. Write one row for each Medicaid ID and provider type. Where an NPI has several, copy its row and give each copy its own ID, type and taxonomies.',
  '4. Delete the rows of NPIs that are not enrolled in Kentucky Medicaid.',
  '5. Save the workbook and give it to prvcheck as your list: drop it on the page, or name it with --registry.',
  'You do not know a Medicaid ID: it is requested by letter from DMS, Division of Program Integrity. The support of the portal asks for Medicaid ID, name, NPI and tax ID.',
  'Rows with a Medicaid ID from NPPES: the provider reported it there, which proves nothing. Compare ID and taxonomies with the portal, then empty the cell in "candidate".',
];
