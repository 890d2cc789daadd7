import { leadingZeroTwins } from '../registry/leading-zeros';
import type { PackedRegistry } from '../registry/packed';
import type { Enrollment } from '../registry/registry';
import { type KindText, type Remark, someOf } from './question';
import { plainType, severalSpellings, spellingsInWords } from './spelling';

const NPIS_SHOWN = 3;

const kinds = {
  'revalidation-column-doubtful': {
    severity: 'warning',
    title: 'See whether the registry has the day of the last revalidation',
    hint: 'Most revalidation days lie in the past. If the column says when a provider was last revalidated, and not when it is due, say so: --columns last_revalidation_date="Its Header" (for a compiled registry when you compile it). Then five years are added.',
  },
  'medicaid-id-zeros-file': {
    severity: 'warning',
    title: 'Write each Medicaid ID one way throughout the file',
    hint: 'Medicaid IDs of different NPIs differ by leading zeros alone: a spreadsheet may have dropped them. Look both up in the portal.',
  },
  'provider-type-spelling-file': {
    severity: 'warning',
    title: 'Write each provider type one way throughout the file',
    hint: 'Types that differ by zeros or blanks alone count as two. Write them as the portal does.',
  },
} satisfies Record<string, KindText>;

/** A remark on the file, with the NPI at which it came up. */
type FileRemark = Remark<keyof typeof kinds> & { readonly npi: string | null };

function* ask(registry: PackedRegistry, asOf: string): Generator<FileRemark> {
  yield* doubtfulRevalidation(registry, asOf);
  yield* twins(registry);
  yield* types(registry);
}

/** What is asked of the file, beyond its single NPIs. */
export const wholeFile = { kinds, ask };

function* allRows(registry: PackedRegistry): Generator<Enrollment> {
  for (const npi of registry.listNpis()) yield* registry.enrollments(npi);
}

function* doubtfulRevalidation(registry: PackedRegistry, asOf: string): Generator<FileRemark> {
  let dated = 0;
  let past = 0;
  for (const { revalidationDate, to } of allRows(registry)) {
    if (revalidationDate === null || (to !== null && to < asOf)) continue;
    dated += 1;
    if (revalidationDate < asOf) past += 1;
  }
  if (past * 2 <= dated) return;
  const message = `${past} of ${dated} rows with a revalidation day are past due.`;
  yield { kind: 'revalidation-column-doubtful', npi: null, medicaidIds: [], message };
}

/** Those within an NPI are said of the NPI. */
function* twins(registry: PackedRegistry): Generator<FileRemark> {
  let npi = '';
  function* medicaidIds() {
    for (const row of allRows(registry)) {
      npi = row.npi;
      yield row.medicaidId;
    }
  }
  const said = new Set<string>();
  for (const [one, other] of leadingZeroTwins(medicaidIds())) {
    const pair = `${one} ${other}`;
    if (said.has(pair) || registry.enrollments(npi).some((row) => row.medicaidId === one)) continue;
    said.add(pair);
    yield {
      kind: 'medicaid-id-zeros-file',
      npi,
      medicaidIds: [other, one],
      message: 'They differ by leading zeros alone; the second is that of another NPI.',
    };
  }
}

function* types(registry: PackedRegistry): Generator<FileRemark> {
  const firstNpis = new Map<string, string>();
  for (const { npi, providerType } of allRows(registry)) {
    if (!firstNpis.has(providerType)) firstNpis.set(providerType, npi);
  }
  for (const spellings of severalSpellings(firstNpis.keys(), plainType)) {
    const npis = someOf(
      [...new Set(spellings.map((spelling) => firstNpis.get(spelling)!))],
      NPIS_SHOWN,
      ' and ',
    );
    yield {
      kind: 'provider-type-spelling-file',
      npi: null,
      medicaidIds: [],
      message: `One provider type is written ${spellingsInWords(spellings)}, first for NPI ${npis}.`,
    };
  }
}
