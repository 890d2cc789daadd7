import { describe, expect, it } from 'vitest';
import { type Change, checkBytes, type Policy, type Registry, repair } from '../../src/index';
import { changesCsv } from '../../src/report/changes-csv';
import { changesNdjson, RepairTally, repairDiff, repairsInWords } from '../../src/report/repair';
import { billing, bytesOf, header, interchange, type RegistryRow, registryOf, subscriber } from '../build';

const own = '1558598797';
const other = '1000000004';
const roles = { rendering: 'if-sent', attending: 'if-sent' } as const;
const one: RegistryRow = { npi: own, medicaidId: '7100000009', providerType: '64', taxonomy: '207Q00000X' };
const clinic: RegistryRow = { medicaidId: '7100000001', providerType: '31', taxonomy: '261QF0400X' };

function rendering(...after: readonly string[]): string[] {
  return [`NM1*82*1*ROE*ANN****XX*${own}`, ...after];
}

function fileOf(
  claims: readonly (readonly string[])[],
  { version = '005010X222A1', prv = [] as string[] } = {},
) {
  const body = claims.flatMap((own, n) => [
    `CLM*PCN${n + 1}*100***11:B:1*Y*A*Y*Y`,
    'DTP*472*D8*20260102',
    ...own,
  ]);
  return interchange({ version, body: [...header, ...billing({ prv }), ...subscriber(), ...body] });
}

async function repaired(
  segments: readonly string[],
  rows: readonly RegistryRow[] = [clinic, one],
  more: Partial<Policy> = {},
) {
  const registry: Registry = registryOf(rows);
  const policy = { roles, ...more };
  const changes: Change[] = [];
  let text = '';
  const run = repair(() => bytesOf(segments), {
    registry,
    policy,
    change: (change) => void changes.push(change),
  });
  for await (const bytes of run) text += Buffer.from(bytes).toString('latin1');
  const { findings } = checkBytes(text, { registry, policy });
  return { changes, text, left: findings.map(({ rule }) => rule), result: run.result };
}

/** The segments that a repair adds, and those that it takes away. */
function differences(before: readonly string[], text: string) {
  const after = text.split('~').map((segment) => segment.trim());
  const from = before.map((segment) => segment.trim());
  return {
    added: after.filter((segment) => segment !== '' && !from.includes(segment)),
    removed: from.filter((segment) => !after.includes(segment)),
  };
}

describe('fix writes the PRV of a rendering or attending provider', () => {
  it('right after its NM1, and counts it in SE01', async () => {
    const segments = fileOf([rendering('REF*G2*1')]);
    const { text, left, changes, result } = await repaired(segments);
    const after = text.split('~').map((segment) => segment.trim());
    expect(after[after.indexOf(rendering()[0]!) + 1]).toBe('PRV*PE*PXC*207Q00000X');
    const [, , , ...body] = segments;
    expect(differences(segments, text)).toEqual({
      added: ['PRV*PE*PXC*207Q00000X', `SE*${body.length}*0001`],
      removed: [`SE*${body.length - 1}*0001`],
    });
    expect(left).toEqual([]);
    expect(result).toMatchObject({ mended: 1, left: 0 });
    expect(changes).toMatchObject([
      {
        type: 'provider-edit',
        change: 'inserted',
        source: 'registry',
        taxonomy: '207Q00000X',
        medicaidId: '7100000009',
        claim: 'PCN1',
        provider: { role: 'rendering', npi: own, line: null },
        removed: null,
        written: { text: 'PRV*PE*PXC*207Q00000X', offset: text.indexOf('PRV*PE') },
      },
      { type: 'count' },
    ]);
  });

  it('of each claim and service line, with the billing loop, in the file’s order and numbers', async () => {
    const lines = [1, 2].flatMap((n) => [`LX*${n}`, 'SV1*HC:99213*1', ...rendering()]);
    const segments = fileOf([lines, rendering('PRV*PE*ZZ*207Q00000X')]);
    const { text, left, changes } = await repaired(segments, [clinic, one], { require: 'always' });
    expect(left).toEqual([]);
    expect(changes.map(({ type }) => type)).toEqual([
      'edit',
      ...['provider-edit', 'provider-edit', 'provider-edit'],
      'count',
    ]);
    const edits = changes.filter((change) => change.type === 'provider-edit');
    expect(edits.map(({ claim, provider }) => `${claim} ${provider.line}`)).toEqual([
      'PCN1 1',
      'PCN1 2',
      'PCN2 null',
    ]);
    const after = text.split('~').map((segment) => segment.trim());
    const st = after.findIndex((segment) => segment.startsWith('ST*'));
    for (const { written } of edits) {
      expect(after[st + written.segment - 1]).toBe('PRV*PE*PXC*207Q00000X');
      expect(text.slice(written.offset)).toMatch(/^PRV\*PE\*PXC\*207Q00000X~/);
    }
  });

  it('at once where the billing loop is right, in 4010 with ZZ, of an attending provider with AT', async () => {
    const right = ['PRV*BI*PXC*261QF0400X'];
    const claims = Array.from({ length: 300 }, () => rendering());
    const many = await repaired(fileOf(claims, { prv: right }));
    expect(many.text.match(/PRV\*PE\*PXC\*207Q00000X/g)).toHaveLength(300);
    expect(many.left).toEqual([]);
    const old = await repaired(fileOf([rendering('PRV*PE*ZZ*')], { version: '004010X098A1' }));
    expect(old.changes).toMatchObject([{ change: 'rewritten', removed: { text: 'PRV*PE*ZZ*' } }]);
    expect(old.text).toContain('PRV*PE*ZZ*207Q00000X~');
    const attending = [`NM1*71*1*POE*BEA****XX*${own}`];
    const { text, left } = await repaired(fileOf([attending], { version: '005010X223A2' }));
    expect(text).toContain('PRV*AT*PXC*207Q00000X~');
    expect(left).toEqual([]);
  });

  it('with the code that stands in it, if an enrollment lists that', async () => {
    const two = [clinic, one, { ...one, medicaidId: '7100000010', taxonomy: '363L00000X' }];
    const written = async (prv: string, rows: readonly RegistryRow[] = two) => {
      const { text, changes } = await repaired(fileOf([rendering(prv)]), rows);
      return changes[0]?.type === 'provider-edit' ? /PRV\*PE[^~]*/.exec(text)![0] : changes;
    };
    expect(await written('PRV*BI*PXC*363L00000X')).toBe('PRV*PE*PXC*363L00000X');
    expect(await written('PRV*PE*PXC*207q', [clinic, one])).toBe('PRV*PE*PXC*207Q00000X');
    expect(await written('PRV*PE*PXC*207q')).toMatchObject([{ type: 'provider-left' }]);
    expect(await written('PRV*BI*PXC*999Q00000X', [clinic, one])).toMatchObject([
      { why: 'No active enrollment of this NPI lists 999Q00000X.' },
    ]);
  });

  it.each<[string, readonly RegistryRow[], readonly string[], RegExp, Partial<Policy>?]>([
    ['two codes', [one, { ...one, taxonomy: '363L00000X' }], rendering(), /2 taxonomy codes/],
    [
      'a row without a code',
      [one, { ...one, medicaidId: '72', taxonomy: '' }],
      rendering(),
      /without a taxonomy/,
    ],
    ['no row on the day', [{ ...one, to: '2025-12-31' }], rendering(), /active on the service dates/],
    ['an NPI that is not listed', [clinic], rendering(), /active on the service dates/],
    ['two PRVs', [one], rendering('PRV*PE*PXC*207Q00000X', 'PRV*PE*PXC*363L00000X'), /different codes/],
    ['a PRV twice', [one], rendering('PRV*PE*PXC*207Q00000X', 'PRV*PE*PXC*207Q00000X'), /twice/],
    ['more in the PRV', [one], rendering('PRV*PE*ZZ*207Q00000X*KY'), /more than a PRV should/],
    ['no provider', [one], ['LX*1'], /names no such provider/, { roles: { rendering: 'always' } }],
    ['no NPI', [one], ['NM1*82*1*ROE*ANN'], /no NPI/, { roles: { rendering: 'always' } }],
    [
      'a code that would be an error',
      [{ ...one, taxonomy: '207Q00000N' }],
      rendering(),
      /does not end in X/,
      { severity: { 'taxonomy-not-x': 'error' } },
    ],
  ])('and leaves it, and says why, with %s', async (_, rows, claim, why, more = {}) => {
    const segments = fileOf([claim]);
    const { text, changes } = await repaired(segments, [clinic, ...rows], more);
    expect(text).toBe(Buffer.from(bytesOf(segments)).toString('latin1'));
    expect(changes).toMatchObject([
      { type: 'provider-left', why: expect.stringMatching(why), claim: 'PCN1' },
    ]);
  });

  it('never that of another role, another payer, or a provider that nothing is asked of', async () => {
    const strays = ['NM1*DN*1*MOE*CAL****XX*1558598797', 'SBR*S*18*******CI', ...rendering()];
    for (const [claim, more] of [
      [strays, {}],
      [rendering(), { roles: {} }],
      [rendering('PRV*PE*PXC*1'), { severity: { 'rendering-taxonomy-malformed': 'off' } }],
    ] as const)
      expect((await repaired(fileOf([claim]), [clinic, one], more)).changes).toEqual([]);
  });

  it('and tells it: in words, as lines and as rows', async () => {
    const segments = fileOf([rendering(), [`NM1*82*1*ROE*ANN****XX*${other}`]]);
    const { changes } = await repaired(segments);
    const tally = new RepairTally();
    const diff = repairDiff();
    for (const change of changes) tally.add(change);
    expect(changes.map((change) => diff(change)).join('')).toMatchInlineSnapshot(`
      "--- (unnamed input)
      +++ (unnamed input), corrected
      @@ ISA 000000905, ST 0001, segment 14, byte 539 @@
      # Claim PCN1, $100.00, NPI 1558598797: The taxonomy of the rendering provider is required and
      # missing.
      # The enrollments of this NPI that are active on the service dates have this code alone. To be
      # inserted after its NM1.
      +PRV*PE*PXC*207Q00000X
      @@ ISA 000000905, ST 0001, segment 17, byte 626 @@
      # Claim PCN2, $100.00, NPI 1000000004: The taxonomy of the rendering provider is required and
      # missing.
      # Left as it is: The registry has no enrollment of this NPI that is active on the service dates.
      # Enter the taxonomy code of the rendering provider, right after the NM1 of the rendering provider
      # in Loop 2310B.
      @@ ISA 000000905, ST 0001, segment 18, byte 661 @@
      -SE*18*0001
      +SE*19*0001
      "
    `);
    expect(repairsInWords(tally.totals, 'corrected')).toMatchInlineSnapshot(
      `"No billing loop needs a correction. Rendering and attending providers: 1 corrected, 1 left for you to decide."`,
    );
    expect(tally.totals).toMatchObject({ corrected: { loops: 0 }, providers: { corrected: 1, left: 1 } });
    const csv = changes.map((change) => changesCsv().line(change)).join('');
    expect(csv).toMatchInlineSnapshot(`
      ",inserted,1234567893,,000000905,1,0001,,15,574,,PRV*PE*PXC*207Q00000X,registry,The enrollments of this NPI that are active on the service dates have this code alone.,7100000009,,,rendering,1558598797,PCN1,
      ,recounted,,,000000905,1,0001,,19,684,SE*18*0001,SE*19*0001,,Segments were added to the set.,,,,,,,
      "
    `);
    const lines = changes.map((change) => JSON.parse(changesNdjson().line(change)));
    expect(lines).toEqual(JSON.parse(JSON.stringify(changes)));
  });
});
