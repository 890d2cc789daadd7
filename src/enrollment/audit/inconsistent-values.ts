import { hasCheckDigit } from '../../values/npi';
import type { KindText, Remark, Subject } from './question';

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
} satisfies Record<string, KindText>;

function* ask({ npi, rows }: Subject): Generator<Remark<keyof typeof kinds>> {
  const ids = () => [...new Set(rows.map((row) => row.medicaidId))];
  if (!hasCheckDigit(npi)) {
    yield { kind: 'npi-check-digit', medicaidIds: ids(), message: 'The NPI fails its check digit.' };
  }
  if (rows.length < 2) return;
  for (const spellings of severalSpellings(ids())) {
    yield {
      kind: 'medicaid-id-zeros-npi',
      medicaidIds: spellings,
      message: 'They differ by leading zeros alone.',
    };
  }
}

export const spelling = { kinds, ask };

/** Groups of spellings of one ID that differ only by what a spreadsheet does to numbers. */
function severalSpellings(ids: readonly string[]): string[][] {
  const spellings = new Map<string, string[]>();
  for (const id of ids) {
    const number = id.replace(/^0+/, '');
    const same = spellings.get(number);
    if (same === undefined) spellings.set(number, [id]);
    else same.push(id);
  }
  return [...spellings.values()].filter((same) => same.length > 1);
}
