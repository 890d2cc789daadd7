import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Assignment,
  type Change,
  type ClaimKind,
  type Policy,
  type Registry,
  type RepairOptions,
  repair,
} from '../src/index';
import {
  billing,
  bytesOf,
  claim,
  header,
  interchange,
  npi,
  type RegistryRow,
  registryOf,
  subscriber,
  twoEnrollments,
} from './build';

async function changesOf(
  segments: readonly string[],
  options: Omit<RepairOptions, 'change'>,
): Promise<{ readonly changes: readonly Change[]; readonly lines: readonly string[] }> {
  const changes: Change[] = [];
  const bytes = bytesOf(segments);
  let text = '';
  for await (const part of repair(() => bytes, { ...options, change: (change) => void changes.push(change) }))
    text += Buffer.from(part).toString();
  return { changes, lines: text.split('~\n').slice(0, -1) };
}

// ---- a slow reading of the rule, over files that are simple

interface Loop {
  readonly npi: string;
  readonly zip: string;
  readonly prv: 'none' | 'empty' | 'misplaced' | 'ZZ' | 'unsound' | 'right';
  readonly dates: readonly string[];
}

const npis = [npi, '1558598797', '1000000004'];
const loops = fc.array(
  fc.record<Loop>({
    npi: fc.constantFrom(...npis),
    zip: fc.constantFrom('402021234', '40202', '41011'),
    prv: fc.constantFrom('none', 'none', 'none', 'none', 'empty', 'misplaced', 'ZZ', 'unsound', 'right'),
    dates: fc.array(fc.constantFrom('20250115', '20250615', '20260102', '20250601-20260201', ''), {
      minLength: 1,
      maxLength: 5,
    }),
  }),
  { minLength: 1, maxLength: 4 },
);
const days = ['2025-01-01', '2025-06-10', '2025-12-31', '2026-07-01'];
const rows = fc.array(
  fc.record<RegistryRow>({
    npi: fc.constantFrom(...npis),
    medicaidId: fc.constantFrom('7100000001', '7100000002', '7100000003'),
    providerType: fc.constantFrom('64', '78', ''),
    taxonomy: fc.constantFrom('', '207Q00000X', '363L00000X', '261QR1300X', '207Q00000X;363L00000X'),
    from: fc.constantFrom('', '', '2025-01-01', '2025-06-10'),
    to: fc.constantFrom('', '', '2025-12-31', '2026-07-01'),
    zip: fc.constantFrom('', '', '40202', '41011'),
  }),
  { minLength: 1, maxLength: 8 },
);
const requires = fc.constantFrom<Policy['require']>('either', 'either', 'both', 'ids', 'types', 'always');
const given = fc.array(
  fc.record<Assignment>({
    npi: fc.constantFrom(...npis),
    taxonomy: fc.constantFrom('207Q00000X', '261QR1300X'),
    zip: fc.option(fc.constantFrom('40202', '41011'), { nil: null }),
    payer: fc.constant(null),
    kind: fc.option(fc.constantFrom<ClaimKind>('professional', 'dental'), { nil: null }),
  }),
  { maxLength: 3 },
);
const bills = fc.constantFrom<Partial<Record<ClaimKind, string[]>>>(
  {},
  {},
  { professional: ['64'] },
  { professional: ['78'] },
  { dental: ['64'] },
);

function prvOf({ prv }: Loop): { before: string[]; after: string[] } {
  const before = {
    none: [],
    empty: ['PRV*BI*PXC'],
    misplaced: [],
    ZZ: ['PRV*BI*ZZ*363L00000X'],
    unsound: ['PRV*BI*PXC*363l00000x'],
    right: ['PRV*BI*PXC*363L00000X'],
  }[prv];
  return { before, after: prv === 'misplaced' ? ['PRV*BI*PXC*363L00000X'] : [] };
}

function fileOf(all: readonly Loop[]): string[] {
  const body = all.flatMap((loop, n) => {
    const hl = String(2 * n + 1);
    const { before, after } = prvOf(loop);
    return [
      ...billing({ hl, id: loop.npi, zip: loop.zip, prv: before, after }),
      ...subscriber({ hl: String(2 * n + 2), parent: hl }),
      ...loop.dates.flatMap((date, m) => claim({ id: `PCN${n}${m}`, date })),
    ];
  });
  return interchange({ body: [...header, ...body] });
}

const iso = (day: string) => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;

type Span = readonly [string, string];

/** BHT04 stands in for the dates of a claim that has none. */
function spanOf(date: string): Span {
  const [from = '', to = from] = (date === '' ? '20260701' : date).split('-');
  return [iso(from), iso(to)];
}

const isActive = ({ from, to }: RegistryRow, [first, last]: Span) =>
  (!from || from <= last) && (!to || to >= first);

const unique = (values: readonly string[]) => [...new Set(values)];

const codesOf = ({ taxonomy }: RegistryRow) => (taxonomy ? taxonomy.split(';') : []);

function atZip(candidates: readonly RegistryRow[], zip: string): readonly RegistryRow[] {
  const there = candidates.filter((row) => row.zip && zip.startsWith(row.zip));
  return there.length > 0 ? there : candidates;
}

function isRequired(active: readonly RegistryRow[], require: Policy['require']): boolean {
  const ids = unique(active.map(({ medicaidId }) => medicaidId)).length > 1;
  const types = unique(active.map(({ providerType = '' }) => providerType).filter(Boolean)).length > 1;
  return { always: true, ids, types, both: ids && types, either: ids || types }[require];
}

/** 'nothing': the loop is not at fault; 'left': nobody can say. */
function expected(
  loop: Loop,
  registry: readonly RegistryRow[],
  require: Policy['require'],
  assigned: readonly Assignment[],
  types: readonly string[] | undefined,
): string {
  const own = registry.filter((row) => row.npi === loop.npi);
  const spans = loop.dates.map(spanOf);
  const active = spans.map((span) => own.filter((row) => isActive(row, span)));
  if (loop.prv === 'right') return 'nothing';
  if (loop.prv === 'misplaced' || loop.prv === 'ZZ') return 'file 363L00000X';
  const isAtFault = loop.prv === 'unsound' || active.some((rows) => isRequired(rows, require));
  if (!isAtFault) return 'nothing';

  const fitting = assigned.filter(
    ({ npi, zip, kind }) =>
      npi === loop.npi &&
      (zip === null || loop.zip.startsWith(zip)) &&
      (kind === null || kind === 'professional'),
  );
  if (fitting.length > 0) {
    const conditions = ({ zip, kind }: Assignment) => (zip === null ? 0 : 1) + (kind === null ? 0 : 1);
    const most = Math.max(...fitting.map(conditions));
    const codes = unique(fitting.filter((one) => conditions(one) === most).map(({ taxonomy }) => taxonomy));
    return codes.length === 1 ? `assigned ${codes[0]}` : 'left';
  }

  const billable = (row: RegistryRow) => !types || !row.providerType || types.includes(row.providerType);
  const possible = own.filter((row) =>
    active.every((rows) => atZip(rows, loop.zip).includes(row) && billable(row)),
  );
  const ids = unique(possible.map(({ medicaidId }) => medicaidId));
  const kinds = unique(possible.map(({ providerType = '' }) => providerType));
  const codes = unique(possible.flatMap(codesOf));
  if (ids.length !== 1 || kinds.length !== 1 || codes.length !== 1) return 'left';
  const [code] = codes;
  const leads = active.every((rows) => {
    const carrying = rows.filter((row) => codesOf(row).length === 0 || codesOf(row).includes(code!));
    return unique(atZip(carrying, loop.zip).map(({ medicaidId }) => medicaidId)).join() === ids[0];
  });
  return leads ? `registry ${code}` : 'left';
}

describe('the code that is written', () => {
  it('is the one that a slow reading of the rule finds, and none where that finds none', async () => {
    const seen: Record<string, number> = {};
    await fc.assert(
      fc.asyncProperty(
        loops,
        rows,
        requires,
        given,
        bills,
        async (all, registry, require, assigned, mapped) => {
          const distinctRows = registry.filter(
            (row, n) => registry.findIndex((other) => JSON.stringify(other) === JSON.stringify(row)) === n,
          );
          const { changes } = await changesOf(fileOf(all), {
            registry: registryOf(distinctRows),
            policy: { require },
            assignments: assigned,
            bills: mapped,
          });
          const told = changes.flatMap((change) => {
            if (change.type === 'count') return [];
            return [
              `${change.hl} ${change.type === 'left' ? 'left' : `${change.source} ${change.taxonomy}`}`,
            ];
          });
          const wanted = all.map((loop, n) => {
            const what = expected(loop, distinctRows, require, assigned, mapped.professional);
            seen[what.split(' ')[0]!] = (seen[what.split(' ')[0]!] ?? 0) + 1;
            return `${2 * n + 1} ${what}`;
          });
          expect(told).toEqual(wanted.filter((line) => !line.endsWith('nothing')));
        },
      ),
      { numRuns: Number(process.env.PRVCHECK_RUNS ?? 1500) },
    );
    expect(Object.keys(seen).sort()).toEqual(['assigned', 'file', 'left', 'nothing', 'registry']);
    expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(50);
  }, 600_000);
});
