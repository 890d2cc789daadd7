import { describe, expect, it } from 'vitest';
import { everyClaim } from '../../../src/claim/every-claim';
import { ProviderNumbers } from '../../../src/enrollment/answers/provider-numbers';
import { BillingProviders } from '../../../src/enrollment/start/billing-providers';
import { listedNpis } from '../../../src/enrollment/start/listed-npis';
import { candidateHeader } from '../../../src/registry/nppes';
import { listToComplete } from '../../../src/report/registry/start-list';
import { billing, bytesOf, claim, header, interchange, subscriber } from '../../build';
import { withCheckDigit } from '../../npis';

interface Loop {
  readonly npi?: string;
  readonly prv?: string;
  readonly misplaced?: string;
  readonly zip?: string;
  readonly name?: string;
  readonly payer?: string;
  readonly charges?: readonly string[];
}

function fileOf(loops: readonly Loop[], version = '005010X222A1'): Uint8Array {
  const body = loops.flatMap((loop, at) => [
    ...billing({
      hl: String(2 * at + 1),
      ...(loop.npi === undefined ? {} : { id: loop.npi }),
      ...(loop.name === undefined ? {} : { name: loop.name }),
      ...(loop.zip === undefined ? {} : { zip: loop.zip }),
      prv: loop.prv === undefined ? [] : [`PRV*BI*PXC*${loop.prv}`],
      after: loop.misplaced === undefined ? [] : [`PRV*BI*PXC*${loop.misplaced}`],
    }),
    ...subscriber({ hl: String(2 * at + 2), parent: String(2 * at + 1), payer: loop.payer ?? 'KYMEDICAID' }),
    ...(loop.charges ?? ['100']).flatMap((charge) => claim({ charge })),
  ]);
  return bytesOf(interchange({ version, body: [...header, ...body] }));
}

function gathered(files: readonly Uint8Array[], most?: number): BillingProviders {
  const found = new BillingProviders(most);
  for (const file of files) {
    const reading = everyClaim({ claim: (claim) => found.add(claim), fault: () => {} });
    reading.push(file);
    reading.end();
  }
  return found;
}

/** The rows of the list as objects, by column. */
function rowsOf(found: BillingProviders, nppes = {}): Record<string, string>[] {
  const { columns, rows } = listToComplete(
    listedNpis(found, new ProviderNumbers()),
    new Map(Object.entries(nppes)),
  );
  return rows.map((row) => Object.fromEntries(row.map((cell, at) => [columns[at]!.name, cell])));
}

const known = '1234567893';
const other = '1558598797';
const npis = Array.from({ length: 30 }, (_, i) => withCheckDigit(150_000_000 + i));

describe('the billing providers of claims', () => {
  it('each have a row, with what claims of all files say of them, by charges', () => {
    const found = gathered([
      fileOf([
        { npi: known, charges: ['10.50', '5'], prv: '207Q00000X' },
        { npi: other, charges: ['1000'], misplaced: '363L00000X', name: 'OTHER', payer: '' },
      ]),
      fileOf([{ npi: known, charges: ['-3', 'x'] }], '005010X224A2'),
    ]);
    expect(rowsOf(found)).toEqual([
      {
        NPI: other,
        'Medicaid ID': '',
        'Provider type': '',
        Taxonomy: '',
        'Effective date': '',
        'End date': '',
        Name: 'OTHER',
        ZIP: '402021234',
        candidate: 'to complete',
        'Taxonomies seen': '363L00000X in the wrong place (Loop 2010AA): 1 claim',
        'ZIPs seen': '402021234',
        Kinds: 'professional',
        Payers: '',
        Claims: '1',
        Charges: '1000.00',
      },
      expect.objectContaining({
        NPI: known,
        Name: 'RIVER CITY CLINIC',
        'Taxonomies seen': '207Q00000X in Loop 2000A: 2 claims; no code: 2 claims',
        Kinds: 'professional; dental',
        Payers: 'KENTUCKY MEDICAID (KYMEDICAID)',
        Claims: '4',
        Charges: '12.50',
      }),
    ]);
  });

  it('have a ZIP only if claims have one alone that a registry can have', () => {
    const zips = (...zips: string[]) =>
      rowsOf(gathered([fileOf(zips.map((zip) => ({ zip })))])).map(({ ZIP }) => ZIP);
    expect(zips('40202-1234', '402021234')).toEqual(['402021234']);
    expect(zips('40202', '402021234')).toEqual(['']);
    expect(zips('K1A0B1')).toEqual(['']);
  });

  it('leave out claims without a valid NPI, and count them', () => {
    const found = gathered([fileOf([{ npi: '1234567890' }, { npi: '' }, { npi: 'DOE' }, { npi: known }])]);
    expect(rowsOf(found).map(({ NPI }) => NPI)).toEqual([known]);
    expect(found.claimsWithoutNpi).toBe(3);
  });

  it('are kept up to a limit, and so are the values of each', () => {
    const many = gathered([fileOf(npis.map((npi) => ({ npi })))], 10);
    expect([many.size, many.claimsLeftOut]).toEqual([10, 20]);
    const loops = npis.map((_, i) => ({ zip: String(40_000 + i), payer: i < 8 ? `P${i}` : 'P0' }));
    const [row] = rowsOf(gathered([fileOf(loops)]));
    expect(row!['ZIPs seen']).toBe('40000; 40001; 40002; 40003; 40004; and more than 15 more');
    expect(row!.Payers).toMatch(/^KENTUCKY MEDICAID \(P0\); .*; and 3 more$/);
  });

  it('take what NPPES has: a row for each Medicaid ID, a name and a ZIP where claims have none', () => {
    const mark = 'self-reported';
    const cells = (id: string) => {
      const values: Record<string, string> = {
        npi: known,
        medicaid_id: id,
        taxonomy: '207Q00000X;363L00000X',
        name: 'NPPES CLINIC',
        zip: '40601',
        candidate: mark,
      };
      return candidateHeader.map((name) => values[name] ?? '');
    };
    const of = (name: string, zip: string) =>
      rowsOf(gathered([fileOf([{ npi: known, name, zip }])]), { [known]: [cells('71'), cells('72')] });
    expect(of('', '')).toMatchObject([
      { 'Medicaid ID': '71', Name: 'NPPES CLINIC', ZIP: '40601', Taxonomy: '207Q00000X;363L00000X' },
      { 'Medicaid ID': '72', 'Provider type': '', candidate: mark, Claims: '1' },
    ]);
    expect(of('MY CLINIC', '40202')[0]).toMatchObject({ Name: 'MY CLINIC', ZIP: '40202' });
  });
});
