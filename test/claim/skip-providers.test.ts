import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CheckBytesOptions, checkBytes, defaultPolicy } from '../../src/index';
import { billing, bytesOf, header, interchange } from '../build';
import { saidBy, saidByJudge } from '../oracle/compare';
import { row } from '../oracle/example';
import { registryOf } from '../oracle/registry';
import { loadPlain } from '../plain';
import { runs } from '../runs';

const { plain } = await loadPlain();

const single = '1003000126';
const rendering = '1558598797';
const unregistered = '2000000002';
const rows = [
  row('7100000001', '64', { taxonomies: ['207Q00000X'], zip: '402021234' }),
  row('7100000002', '78', { taxonomies: ['363L00000X'], zip: '402025678' }),
  row('7100000003', '65', { npi: single, taxonomies: ['208D00000X'] }),
  row('7100000004', '64', { npi: rendering, taxonomies: ['207Q00000X'], to: '2026-06-30' }),
  row('7100000005', '64', { npi: rendering, taxonomies: ['363L00000X'], from: '2026-03-01' }),
];
const registry = registryOf(rows);

const often = <T>(usual: readonly T[], rare: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { arbitrary: fc.constantFrom(...usual), weight: 12 },
    { arbitrary: fc.constantFrom(...rare), weight: 1 },
  );

const days = often(
  ['20260102', '20260401', '20260401-20260402', ''],
  ['20260228', '20260701', '20250101', 'X'],
);

/** The loops of one claim that follow CLM, or a line's LX. */
const loops = often<readonly string[]>(
  [
    [],
    [`NM1*{e}*1*ROE*ANN****XX*${rendering}`, 'PRV*{r}*{q}*207Q00000X'],
    [`NM1*{e}*1*ROE*ANN****XX*${rendering}`, 'PRV*{r}*{q}*363L00000X', 'REF*0B*1'],
    [`NM1*{e}*1*ROE*ANN****XX*${unregistered}`, 'PRV*{r}*{q}*207Q00000X'],
    ['NM1*DN*1*MOE*CAL****XX*1000000004', 'PRV*RF*{q}*207Q00000X'],
  ],
  [
    [`NM1*{e}*1*ROE*ANN****XX*${rendering}`],
    [`NM1*{e}*1*ROE*ANN****XX*${single}`, 'PRV*{r}*{q}*208D00000X'],
    [`NM1*{e}*1*ROE*ANN****XX*${single}`],
    ['NM1*{e}*1*ROE*ANN'],
    ['NM1*{e}*1*ROE*ANN', 'PRV*{r}*{q}*207Q00000X'],
    [`NM1*{e}*1*ROE****${rendering}`],
    [`NM1*{e}*1*ROE*ANN****XX*${rendering}`, 'PRV*{r}*{q}*207Q00000N'],
    [`NM1*{e}*1*ROE*ANN****XX*${rendering}`, 'PRV*{r}*{q}*207Q00000X', 'PRV*{r}*{q}*207Q00000X'],
    [`NM1*{e}*1*ROE*ANN****XX*${rendering}`, 'PRV*BI*{q}*207Q00000X'],
    [`NM1*{e}*1*ROE*ANN****XX*${rendering}`, 'PRV*{r}*{q}*207Q0\n0000X'],
    [`NM1*{e}*1*ROE*ANN****XX*${rendering}`, 'PRV*{r}*{q}*'],
    [`NM1*{e}*1*ROE*ANN****XX*${rendering}`, 'NM1', 'PRV*{r}*{q}*207Q00000X'],
    [`NM1*{e}*1*ROE*ANN****XX*${rendering}`, 'NM1*8\n2*1', 'PRV*{r}*{q}*1'],
    ['SBR*S*18*******CI', `NM1*{e}*1*A*B****XX*${rendering}`, 'PRV*{r}*{q}*1'],
    ['SVD*1*2', `NM1*{e}*1*A*B****XX*${rendering}`],
    [`NM1*{e}*1*ROE*ANN****XX*${rendering}`, 'PRV*AT*{q}*207Q00000X'],
    [`NM1*{e}*1*ROE*ANN****XX*${rendering}`, 'PRV*PE*{q}*207Q00000X'],
    [`NM1*{e}*1*ROE*ANN****XX*${rendering}`, 'PRV*{r}*ZZ*207Q00000X'],
    [`NM1*{e}*1*ROE*ANN****XX*${rendering}`, 'PRV*{r}*PXC*207Q00000X'],
    ['LX', 'SVD', 'SBR', 'PRV'],
  ],
);

const payer = often(
  ['NM1*PR*2*KY*****PI*KYMEDICAID', 'NM1*PR*2*MCO*****PI*128KY'],
  [
    'NM1*PR*2*KY*****PI*kymedicaid ',
    'NM1*PR*2*NONE*****PI*OTHER',
    'NM1*PR*2*KY',
    '',
    'NM1*P\nR*2*KY*****PI*OTHER',
  ],
);

const body = fc
  .array(
    fc.record({
      id: fc.constantFrom(single, single, '1234567893', unregistered),
      prv: fc.constantFrom('', '', 'PRV*BI*{q}*207Q00000X'),
      zip: fc.constantFrom('402021234', '402021234', '40202', '402029999'),
      levels: fc.array(
        fc.record({
          payer,
          hasPatient: fc.boolean(),
          claims: fc.array(
            fc.record({
              bill: often(['11:A:1', '13:A:1', '11:B:1'], ['11', '', '11:A', '1:A:1', '21:A:7', '86:A:8']),
              date: days,
              atClaim: loops,
              lines: fc.array(loops, { maxLength: 3 }),
            }),
            { minLength: 1, maxLength: 2 },
          ),
        }),
        { minLength: 1, maxLength: 25 },
      ),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((loops) => {
    const body = header.slice(0, 1);
    let hl = 0;
    for (const { id, prv, zip, levels } of loops) {
      const parent = ++hl;
      body.push(...billing({ hl: `${parent}`, id, prv: prv === '' ? [] : [prv], zip }));
      for (const { payer, hasPatient, claims } of levels) {
        const own = ++hl;
        body.push(`HL*${own}*${parent}*22*0`, 'SBR*P*18*******MC', 'NM1*IL*1*DOE*JANE****MI*1');
        if (payer !== '') body.push(payer);
        if (hasPatient) body.push(`HL*${++hl}*${own}*23*0`, 'PAT*19', 'NM1*QC*1*DOE*JIM');
        for (const [n, { bill, date, atClaim, lines }] of claims.entries()) {
          const dtp = date === '' ? [] : [`DTP*{d}*${date.includes('-') ? 'RD8' : 'D8'}*${date}`];
          body.push(`CLM*P${own}-${n}*10***${bill}*Y*A*Y*Y`, ...dtp, ...atClaim);
          for (const [i, line] of lines.entries())
            body.push(`LX*${i + 1}`, 'SV1*HC:99213*1', ...dtp, ...line);
        }
      }
    }
    return body;
  });

const roles = fc.record(
  {
    rendering: fc.constantFrom('off', 'always', 'if-sent', 'if-other'),
    attending: fc.constantFrom('off', 'always', 'if-sent', 'if-other', 'inpatient'),
  },
  { requiredKeys: [] },
);

const terms = fc.record(
  {
    require: fc.constantFrom('either', 'always'),
    match: fc.boolean(),
    roles,
    key: fc.constantFrom([], ['zip4']),
    filingDays: fc.constantFrom(null, 30, 365),
  },
  { requiredKeys: [] },
);

const policies = fc
  .record({
    own: terms,
    asOf: fc.constantFrom(null, '2026-05-01', '2027-01-02', '2028-01-01'),
    notX: fc.constantFrom('off', 'off', 'info'),
    payers: fc.constantFrom<readonly (readonly string[])[]>(
      [],
      [],
      [['KYMEDICAID']],
      [['KYMEDICAID', '128KY']],
      [['KYMEDICAID'], ['128KY']],
      [['X'], ['128KY', 'KYMEDICAID']],
    ),
    terms: fc.array(terms, { minLength: 2, maxLength: 2 }),
    to: fc.constantFrom(undefined, '2026-02-01'),
  })
  .map(({ own, asOf, notX, payers, terms, to }) => ({
    ...own,
    asOf,
    severity: { 'taxonomy-not-x': notX },
    payers: payers.map((ids, n) => ({ ids, ...terms[n], ...(to !== undefined && { to }) })),
  })) as fc.Arbitrary<NonNullable<CheckBytesOptions['policy']>>;

/** Role, PRV01, PRV02 and service date by guide. */
const guides = [
  ['005010X222A1', '82', 'PE', 'PXC', '472'],
  ['005010X223A2', '71', 'AT', 'PXC', '434'],
  ['005010X224A2', '82', 'PE', 'PXC', '472'],
  ['004010X098A1', '82', 'PE', 'ZZ', '472'],
  ['005010X298', '82', 'PE', 'PXC', '472'],
  ['005010X999', '82', 'PE', 'PXC', '472'],
] as const;

type Guide = (typeof guides)[number];

/** @param other the guide whose PRV01 and PRV02 are written */
function written(segments: readonly string[], [version, e, , , d]: Guide, other: Guide): string[] {
  const [, , r, q] = other;
  const values: Record<string, string> = { e, r, q, d };
  const body = segments.map((segment) => segment.replace(/\{(\w)\}/g, (_, name: string) => values[name]!));
  return interchange({ body, version });
}

const guide = fc.constantFrom(...guides);
const files = fc
  .tuple(
    fc.array(fc.tuple(body, guide, fc.option(guide, { freq: 2 })), { minLength: 1, maxLength: 3 }),
    fc.constantFrom('', '\n'),
  )
  .map(([interchanges, line]) => {
    const segments = interchanges.flatMap(([body, guide, other]) => written(body, guide, other ?? guide));
    return bytesOf(segments, '~', line);
  });

describe('claims with other providers and payers', () => {
  it('are the same in the fast way and the plain way', () => {
    fc.assert(
      fc.property(files, policies, (bytes, policy) => {
        const given = { registry, policy };
        expect(checkBytes(bytes, given)).toEqual(plain.checkBytes(bytes, given));
      }),
      { numRuns: runs(600) },
    );
  });

  it('are judged as by the independent judge', () => {
    fc.assert(
      fc.property(files, policies, (bytes, policy) => {
        const settings = { ...defaultPolicy, ...policy };
        expect(saidBy(bytes, rows, settings)).toEqual(saidByJudge(bytes, rows, settings));
      }),
      { numRuns: runs(100) },
    );
  });
});
