import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Assignment,
  type Change,
  type ClaimKind,
  type Policy,
  type RepairOptions,
  repair,
} from '../../src/index';
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
} from '../build';
import { runs } from '../runs';

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
  /** Whether each claim has a subscriber level of its own: such levels can be passed over where they are clean. */
  readonly levels: boolean;
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
    levels: fc.boolean(),
  }),
  { minLength: 1, maxLength: 7 },
);
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
const nameOf = (hl: number) => `ISA 000000905 GS 1 ST 0001 HL ${hl}`;
const given = fc.array(
  fc.record<Assignment>({
    npi: fc.constantFrom(...npis),
    taxonomy: fc.constantFrom('207Q00000X', '261QR1300X'),
    zip: fc.option(fc.constantFrom('40202', '41011'), { nil: null }),
    payer: fc.constant(null),
    kind: fc.option(fc.constantFrom<ClaimKind>('professional', 'dental'), { nil: null }),
    file: fc.option(fc.constantFrom('a.837', 'b.837'), { nil: null, freq: 2 }),
    billingLoop: fc.option(fc.constantFrom(nameOf(0), nameOf(10), nameOf(20)), { nil: null, freq: 2 }),
  }),
  { maxLength: 4 },
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
    const hl = String(10 * n);
    const { before, after } = prvOf(loop);
    return [
      ...billing({ hl, id: loop.npi, zip: loop.zip, prv: before, after }),
      ...loop.dates.flatMap((date, m) => [
        // A subscriber level of its own, or the one before.
        ...(m === 0 || loop.levels ? subscriber({ hl: String(10 * n + m + 1), parent: hl }) : []),
        ...claim({ id: `PCN${n}${m}`, date }),
      ]),
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
  name: string,
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
    ({ npi, zip, kind, file, billingLoop }) =>
      npi === loop.npi &&
      (zip === null || loop.zip.startsWith(zip)) &&
      (kind === null || kind === 'professional') &&
      (file === null || file === 'a.837') &&
      (billingLoop === null || billingLoop === name),
  );
  if (fitting.length > 0) {
    const conditions = ({ zip, kind, file, billingLoop }: Assignment) =>
      [zip, kind, file].filter((one) => one !== null).length + (billingLoop === null ? 0 : 10);
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
            file: 'a.837',
          });
          const told = changes.flatMap((change) => {
            if (change.type !== 'edit' && change.type !== 'left') return [];
            return [
              `${change.hl} ${change.type === 'left' ? 'left' : `${change.source} ${change.taxonomy}`}`,
            ];
          });
          const wanted = all.map((loop, n) => {
            const what = expected(loop, nameOf(10 * n), distinctRows, require, assigned, mapped.professional);
            seen[what.split(' ')[0]!] = (seen[what.split(' ')[0]!] ?? 0) + 1;
            return `${10 * n} ${what}`;
          });
          expect(told).toEqual(wanted.filter((line) => !line.endsWith('nothing')));
        },
      ),
      { numRuns: runs(600) },
    );
    expect(Object.keys(seen).sort()).toEqual(['assigned', 'file', 'left', 'nothing', 'registry']);
    expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(10);
  });
});

// ---- cases to read

const any = { kind: null, zip: null, payer: null, file: null, billingLoop: null };

const one = registryOf([
  { medicaidId: '7100000001', providerType: '64', taxonomy: '207Q00000X', zip: '40202' },
  { medicaidId: '7100000002', providerType: '78', taxonomy: '363L00000X', zip: '41011' },
]);
const simple = (loop: Parameters<typeof billing>[0] = {}, ...dates: string[]) =>
  interchange({
    body: [
      ...header,
      ...billing(loop),
      ...subscriber(),
      ...(dates.length === 0 ? ['20260102'] : dates).flatMap((date) => claim({ date })),
    ],
  });

async function whyLeft(segments: readonly string[], options: Omit<RepairOptions, 'change'>): Promise<string> {
  const { changes, lines } = await changesOf(segments, options);
  expect(lines).toEqual(segments);
  const [left, more] = changes;
  expect(more).toBeUndefined();
  return left?.type === 'left' ? left.why : `${left?.type}`;
}

describe('a billing loop', () => {
  it('gets its PRV right after the HL, and SE01 counts it', async () => {
    const segments = simple();
    const { changes, lines } = await changesOf(segments, { registry: one, file: 'a.837' });
    const hl = segments.findIndex((segment) => segment.startsWith('HL*1*'));
    const se = segments.findIndex((segment) => segment.startsWith('SE*'));
    expect(lines[hl + 1]).toBe('PRV*BI*PXC*207Q00000X');
    expect(lines[se + 1]).toBe(`SE*${se}*0001`);
    expect(lines.filter((_, n) => n !== hl + 1 && n !== se + 1)).toEqual(segments.filter((_, n) => n !== se));
    expect(changes).toMatchObject([
      {
        type: 'edit',
        change: 'inserted',
        source: 'registry',
        taxonomy: '207Q00000X',
        medicaidId: '7100000001',
        file: 'a.837',
        npi,
        claims: 1,
        charges: '150.25',
        billing: { segment: hl - 1, text: 'HL*1**20*1' },
        removed: null,
        written: { segment: hl, text: 'PRV*BI*PXC*207Q00000X' },
      },
      { type: 'count', removed: { text: `SE*${se - 1}*0001` }, written: { text: `SE*${se}*0001` } },
    ]);
  });

  it.each([
    ['~', ''],
    ['~', '\r\n'],
    ['\n', ''],
    ['\r', '\n'],
    ['|', ' \n'],
  ])('ends its PRV as the segment before: %j and %j', async (terminator, newline) => {
    const bytes = bytesOf(simple(), terminator, newline);
    let text = '';
    for await (const part of repair(() => bytes, { registry: one })) text += Buffer.from(part).toString();
    const end = terminator + newline;
    expect(text).toContain(`${end}HL*1**20*1${end}PRV*BI*PXC*207Q00000X${end}NM1*85*`);
    expect(text.replace(`PRV*BI*PXC*207Q00000X${end}`, '').length).toBe(bytes.length);
  });

  it('of version 4010 gets ZZ, and keeps a PT', async () => {
    const version = '004010X098A1';
    const loop = (prv: string[]) => [...header, ...billing({ prv }), ...subscriber(), ...claim()];
    const put = await changesOf(interchange({ version, body: loop([]) }), { registry: one });
    expect(put.lines).toContain('PRV*BI*ZZ*207Q00000X');
    const kept = await changesOf(interchange({ version, body: loop(['PRV*PT*PXC*207Q00000X']) }), {
      registry: one,
    });
    expect(kept.lines).toContain('PRV*PT*ZZ*207Q00000X');
  });

  it('keeps a wrong SE01 as wrong as it was', async () => {
    const segments = simple().map((segment) => (segment.startsWith('SE*') ? 'SE*0041*0001' : segment));
    expect((await changesOf(segments, { registry: one })).lines).toContain('SE*0042*0001');
    const none = simple().map((segment) => (segment.startsWith('SE*') ? 'SE*many*0001' : segment));
    expect((await changesOf(none, { registry: one })).lines).toContain('SE*many*0001');
  });

  it('gets its misplaced PRV in its place, qualifiers put right', async () => {
    const segments = simple({ after: ['PRV*PE*ZZ*207Q00000X'] });
    const { lines, changes } = await changesOf(segments, { registry: one });
    expect(lines.filter((line) => line.startsWith('PRV'))).toEqual(['PRV*BI*PXC*207Q00000X']);
    expect(lines[lines.indexOf('PRV*BI*PXC*207Q00000X') - 1]).toBe('HL*1**20*1');
    expect(lines.length).toBe(segments.length);
    expect(changes).toMatchObject([
      { change: 'moved', source: 'file', removed: { text: 'PRV*PE*ZZ*207Q00000X' } },
    ]);
  });

  it('is left where its claims need different codes', async () => {
    const registry = registryOf([
      { medicaidId: '7100000001', taxonomy: '207Q00000X', to: '2025-12-31' },
      { medicaidId: '7100000002', taxonomy: '363L00000X', from: '2026-01-01' },
    ]);
    const segments = simple({}, '20251201', '20260201');
    expect(await whyLeft(segments, { registry, policy: { require: 'always' } })).toMatch(
      /need different taxonomy codes\. That takes a second billing provider level/,
    );
  });

  it('is left where several enrollments, no code or several codes are possible', async () => {
    const zipless = { zip: '40601' };
    expect(await whyLeft(simple(zipless), { registry: one })).toBe(
      '2 Medicaid IDs are possible, and nothing tells which.',
    );
    const always = { require: 'always' } as const;
    const none = registryOf([{ medicaidId: '7100000001' }]);
    expect(await whyLeft(simple(), { registry: none, policy: always })).toBe(
      'The registry lists no taxonomy code for Medicaid ID 7100000001.',
    );
    const two = registryOf([{ medicaidId: '7100000001', taxonomy: '207Q00000X;363L00000X' }]);
    expect(await whyLeft(simple(), { registry: two, policy: always })).toBe(
      'Medicaid ID 7100000001 has 2 taxonomy codes, and nothing tells which.',
    );
    const shared = registryOf([
      { medicaidId: '7100000001', providerType: '64', taxonomy: '207Q00000X' },
      { medicaidId: '7100000002', providerType: '78', taxonomy: '207Q00000X' },
    ]);
    expect(await whyLeft(simple(), { registry: shared, bills: { professional: ['64'] } })).toBe(
      '207Q00000X does not lead to Medicaid ID 7100000001 alone.',
    );
  });

  it('is left where its PRV holds more than a PRV should, whatever one would choose', async () => {
    const segments = simple({ after: ['PRV*BI*PXC*207Q00000X**SPECIALTY'] });
    expect(await whyLeft(segments, { registry: one })).toMatch(
      /^Its PRV segment holds more than a PRV should/,
    );
    const assignments = [{ ...any, npi, taxonomy: '207Q00000X' }];
    const { changes } = await changesOf(segments, { registry: one, assignments });
    expect(changes).toMatchObject([{ type: 'left', choices: [] }]);
  });

  it('is left where what is assigned would not help, or contradicts itself', async () => {
    const given = { ...any, npi };
    const other = { ...given, taxonomy: '261QR1300X' };
    expect(await whyLeft(simple(), { registry: one, policy: { match: true }, assignments: [other] })).toBe(
      'With 261QR1300X, which you assigned, the claims would still bounce.',
    );
    const two = [other, { ...given, taxonomy: '207Q00000X' }];
    expect(await whyLeft(simple(), { registry: one, assignments: two })).toBe(
      'What you assigned to these claims contradicts itself.',
    );
  });

  it('takes an assigned code by payer, where its claims go to one', async () => {
    const body = (second: string) => [
      ...header,
      ...billing({ zip: '40601' }),
      ...subscriber(),
      ...claim({ id: 'PCN1' }),
      ...subscriber({ hl: '3', payer: second }),
      ...claim({ id: 'PCN2' }),
    ];
    const byPayer = [
      { ...any, npi, taxonomy: '207Q00000X', payer: 'KYMEDICAID' },
      { ...any, npi, taxonomy: '363L00000X', payer: '128ky' },
    ];
    const options = { registry: one, assignments: byPayer };
    const same = await changesOf(interchange({ body: body('KYMEDICAID') }), options);
    expect(same.lines).toContain('PRV*BI*PXC*207Q00000X');
    expect(await whyLeft(interchange({ body: body('128KY') }), options)).toMatch(
      /^The claims of this billing loop need/,
    );
    expect(await whyLeft(interchange({ body: body('OTHER') }), options)).toMatch(
      /^You assigned 207Q00000X to some/,
    );
  });

  it('tells of the claims that are out of scope and carry the code too', async () => {
    const body = [
      ...header,
      ...billing(),
      ...subscriber(),
      ...claim({ id: 'PCN1' }),
      ...subscriber({ hl: '3', payer: 'OTHER' }),
      ...claim({ id: 'PCN2' }),
    ];
    const policy = { payers: [{ id: 'KYMEDICAID' }] };
    const { changes } = await changesOf(interchange({ body }), { registry: one, policy });
    expect(changes[0]).toMatchObject({ type: 'edit', claims: 1, outOfScope: 1 });
  });
});

describe('a repair', () => {
  it('fails where the file changes between its two readings', async () => {
    const readings = [bytesOf(simple()), bytesOf([...simple(), 'TRAILING'])];
    const run = repair(() => readings.shift()!, { registry: one });
    const drain = async () => {
      for await (const _ of run);
    };
    await expect(drain()).rejects.toMatchObject({
      name: 'RepairError',
      message: /changed while it was read/,
    });
  });
});
