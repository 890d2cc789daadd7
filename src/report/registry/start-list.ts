import type { RankedNumber } from '../../enrollment/answers/provider-numbers';
import type { BillingProvider } from '../../enrollment/start/billing-providers';
import type { Counts } from '../../enrollment/start/counts';
import type { ListedNpi } from '../../enrollment/start/listed-npis';
import type { columnsForPeople, Field } from '../../registry/columns';
import { candidateHeader } from '../../registry/nppes';
import { firstFew } from '../../rules/advice';
import { plainMoney } from '../../values/money';
import { countOf } from '../../values/numbers';
import type { ListColumn, ListToComplete } from '../list';
import { numbersAtPayer, numbersInWords, payerInWords } from './candidates';

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

/** Further columns of a list with numbers from answers of payers. */
const columnsOfAnswers: readonly ListColumn[] = [
  {
    name: numbersAtPayer,
    width: 30,
    help: 'An NPI with several numbers of one payer needs the taxonomy in its claims: fill in the taxonomies of its rows.',
  },
  {
    name: 'Payer',
    width: 40,
    help: 'Whose number of the provider stands in "Medicaid ID", as its remittances say. The number of a managed care organization may be its own.',
  },
  { name: 'Where', width: 24, help: 'The loops and segments in which the payer writes the number.' },
];

/**
 * A list with a row for each number that payers have of an NPI, and for each Medicaid ID that NPPES has; with a row to
 * complete where there is none.
 */
export function listToComplete(npis: readonly ListedNpi[], nppes: KnownToNppes = new Map()): ListToComplete {
  const hasAnswers = npis.some(({ numbers }) => numbers.size > 0);
  const all = hasAnswers ? [...columns, ...columnsOfAnswers] : columns;
  const rows = npis.flatMap((listed) => rowsOf(listed, nppes.get(listed.npi)));
  return { columns: all, rows: rows.map((row) => all.map(({ name }) => row[name] ?? '')) };
}

/** Cells by the names of their columns. */
type NamedCells = Readonly<Record<string, string>>;

function rowsOf(
  { npi, name, billing, numbers }: ListedNpi,
  known: readonly (readonly string[])[] = [],
): NamedCells[] {
  const inNppes = (cells: readonly string[] | undefined, field: Field | 'candidate') =>
    cells?.[candidateHeader.indexOf(field)] ?? '';
  // All that NPPES has of an NPI, but for the Medicaid ID, is the same in each of its rows.
  const [first] = known;
  const zips = billing?.zips.sorted ?? [];
  const shared: NamedCells = {
    NPI: npi,
    Taxonomy: inNppes(first, 'taxonomy'),
    Name: name || inNppes(first, 'name'),
    ZIP: zips.length === 0 ? inNppes(first, 'zip') : zipAmong(zips.map(([zip]) => zip)),
    ...(billing === null ? {} : seenOnClaims(billing)),
  };
  const toConfirm = [
    ...Array.from(numbers, ([number, found]) => ({ 'Medicaid ID': number, ...candidateOf(found) })),
    ...known
      .map((cells) => ({
        'Medicaid ID': inNppes(cells, 'medicaid_id'),
        candidate: inNppes(cells, 'candidate'),
      }))
      .filter(({ 'Medicaid ID': id }) => id !== '' && !numbers.has(id)),
  ];
  if (toConfirm.length === 0) return [{ ...shared, candidate: inNppes(first, 'candidate') || toComplete }];
  return toConfirm.map((cells) => ({ ...shared, ...cells }));
}

function seenOnClaims(provider: BillingProvider) {
  return {
    'Taxonomies seen': taxonomiesSeen(provider),
    'ZIPs seen': listed(provider.zips),
    Kinds: listed(provider.kinds),
    Payers: listed(provider.payers),
    Claims: String(provider.claims),
    Charges: plainMoney(provider.charges.total),
  } satisfies Record<(typeof columnsForPeople)[number], string>;
}

/** @param found the payers that have the number */
function candidateOf(found: readonly RankedNumber[]) {
  const names = new Set(found.map(({ payer }) => payerInWords(payer)));
  const payers = firstFew([...names], '; ', String);
  const places = new Set(found.flatMap(({ places }) => [...places]));
  return {
    candidate: `from a remittance or 277CA of ${payers}: confirm in the partner portal, then empty this cell`,
    [numbersAtPayer]: numbersInWords(Math.max(...found.map(({ numbersOfNpi }) => numbersOfNpi))),
    Payer: payers,
    Where: [...places].sort().join(', '),
  };
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
  'Rows with a Medicaid ID from a remittance or 277CA: it is the number that the payer has for the provider, which proves nothing. Compare it with the portal, fill in the provider type, then empty the cell in "candidate". Delete rows with a number that is no Medicaid ID. A row without claims stands there because a payer names its NPI, perhaps as a rendering provider: delete it if you do not bill under it.',
];
