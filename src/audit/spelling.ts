import { hasCheckDigit } from '../npi';
import { type KindText, type Remark, type Subject, someOf } from './question';

const kinds = {
  'npi-check-digit': {
    severity: 'error',
    title: 'Correct NPIs that cannot be right',
    hint: 'The last digit of an NPI is a check digit over the others, and here it does not fit: a digit is mistyped. Claims carry the right NPI and find no enrollment under this one.',
  },
  'medicaid-id-zeros-npi': {
    severity: 'error',
    title: 'Write each Medicaid ID one way: zeros were lost',
    hint: 'Medicaid IDs of one NPI differ by leading zeros alone: a spreadsheet dropped them, and one enrollment counts as two. Format the column as text, and write the ID as the portal does.',
  },
  'provider-type-spelling-npi': {
    severity: 'error',
    title: 'Write each provider type one way',
    hint: 'One NPI has a provider type that is written two ways: it counts as two types, and claims seem to need a taxonomy. Write the type as the portal does.',
  },
} satisfies Record<string, KindText>;

function* ask({ npi, rows }: Subject): Generator<Remark<keyof typeof kinds>> {
  const ids = () => [...new Set(rows.map((row) => row.medicaidId))];
  if (!hasCheckDigit(npi)) {
    yield { kind: 'npi-check-digit', medicaidIds: ids(), message: 'The NPI fails its check digit.' };
  }
  if (rows.length < 2) return;
  for (const spellings of severalSpellings(ids(), plainId)) {
    yield {
      kind: 'medicaid-id-zeros-npi',
      medicaidIds: spellings,
      message: 'They differ by leading zeros alone.',
    };
  }
  const types = rows.map((row) => row.providerType);
  for (const spellings of severalSpellings(types, plainType)) {
    yield {
      kind: 'provider-type-spelling-npi',
      medicaidIds: [
        ...new Set(rows.filter((row) => spellings.includes(row.providerType)).map((row) => row.medicaidId)),
      ],
      message: `The provider type is written ${spellingsInWords(spellings)}.`,
    };
  }
}

export const spelling = { kinds, ask };

/** A Medicaid ID as it is where a spreadsheet took it for a number. */
function plainId(id: string): string {
  return id.replace(/^0+/, '');
}

/** A provider type without what people write or leave out around its digits. */
export function plainType(type: string): string {
  return type.replace(/\s+/g, '').replace(/^0+/, '');
}

/** Values that are one and the same but written in two or more ways, each way once. */
export function severalSpellings(values: Iterable<string>, plain: (value: string) => string): string[][] {
  const spellings = new Map<string, Set<string>>();
  for (const value of values) {
    if (value === '') continue;
    const key = plain(value);
    const known = spellings.get(key);
    if (known === undefined) spellings.set(key, new Set([value]));
    else known.add(value);
  }
  return [...spellings.values()].filter((set) => set.size > 1).map((set) => [...set]);
}

export function spellingsInWords(spellings: readonly string[]): string {
  return someOf(
    spellings.map((spelling) => `"${spelling}"`),
    6,
    ' and ',
  );
}
