import { describe, expect, it } from 'vitest';
import { everyClaim } from '../../../src/claim/every-claim';
import { ProviderNumbers } from '../../../src/enrollment/answers/provider-numbers';
import { readNumbers } from '../../../src/enrollment/answers/read-answers';
import { BillingProviders } from '../../../src/enrollment/start/billing-providers';
import { listedNpis } from '../../../src/enrollment/start/listed-npis';
import { candidateHeader } from '../../../src/registry/nppes';
import { listAsCsv } from '../../../src/report/list';
import { listToComplete } from '../../../src/report/registry/start-list';
import { bytesOf, simpleFile } from '../../build';
import {
  acknowledgement,
  claim,
  interchangeOf,
  npi,
  otherNpi,
  PATIENT,
  type RemittanceParts,
  remittance,
} from '../answers/build';

const plan = ['N1*PR*MY PLAN*XV*PLAN1'];
const remittances = (...sets: readonly RemittanceParts[]) => interchangeOf(sets.map(remittance));
const payee = (number: string, id = npi) => [`N1*PE*RIVER CITY CLINIC*XX*${id}`, `REF*PQ*${number}`];
const acknowledgements = (...refs: readonly string[]) =>
  interchangeOf([acknowledgement([{ refs }])], { code: 'HN', version: '005010X214' }, '277');

/** The list that the claims of `npi`, and these answers, begin. */
function listOf(answers: readonly string[], { hasClaims = true, nppes = {} } = {}) {
  const billing = new BillingProviders();
  const numbers = new ProviderNumbers();
  if (hasClaims) {
    const claims = everyClaim({ claim: (claim) => billing.add(claim), fault: () => {} });
    claims.push(bytesOf(simpleFile()));
    claims.end();
  }
  for (const answer of answers) {
    const reader = readNumbers(numbers);
    reader.push(new TextEncoder().encode(answer));
    reader.end();
    expect(reader.fault).toBeNull();
  }
  return listToComplete(listedNpis(billing, numbers), new Map(Object.entries(nppes)));
}

/** Its rows as objects, by column. */
function rowsOf(...given: Parameters<typeof listOf>): Record<string, string>[] {
  const { columns, rows } = listOf(...given);
  return rows.map((row) => Object.fromEntries(row.map((cell, at) => [columns[at]!.name, cell])));
}

describe('a list begun from claims and answers of payers', () => {
  it('has a row for each number of an NPI in place of the blank one', () => {
    const rows = rowsOf([
      remittances({ payee: payee('7100000001') }, { payee: payee('7100000002') }),
      acknowledgements('REF*G2*7100000001'),
    ]);
    expect(rows).toEqual([
      expect.objectContaining({
        NPI: npi,
        'Medicaid ID': '7100000001',
        'Provider type': '',
        Name: 'RIVER CITY CLINIC',
        candidate:
          'from a remittance or 277CA of KENTUCKY MEDICAID: confirm in the partner portal, then empty this cell',
        Claims: '1',
        'Numbers at this payer': '2: claims need the taxonomy',
        Payer: 'KENTUCKY MEDICAID',
        Where: '1000B REF*PQ, 2200C REF*G2',
      }),
      expect.objectContaining({ NPI: npi, 'Medicaid ID': '7100000002', Where: '1000B REF*PQ' }),
    ]);
  });

  it('has one row for a number that several payers have', () => {
    const rows = rowsOf([
      remittances({ payee: payee('7100000001') }, { payer: plan, payee: payee('7100000001') }),
    ]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ Payer: 'KENTUCKY MEDICAID; MY PLAN', 'Numbers at this payer': '1' });
  });

  it('has NPIs that answers alone name below those of claims, and no row without an NPI', () => {
    const body = ['LX*1', ...claim('80', ['NM1*82*1*SMITH*ANN****MC*7100000009'])];
    const answers = [remittances({ payee: payee('7100000003', otherNpi), body })];
    expect(rowsOf(answers)).toMatchObject([
      { NPI: npi, 'Medicaid ID': '', candidate: 'to complete', Payer: '' },
      { NPI: otherNpi, 'Medicaid ID': '7100000003', Claims: '', Charges: '', Payers: '' },
    ]);
    expect(rowsOf(answers, { hasClaims: false }).map(({ NPI }) => NPI)).toEqual([otherNpi]);
  });

  it('has the columns of answers only with answers', () => {
    expect(listOf([]).columns.map(({ name }) => name)).not.toContain('Where');
  });

  it('adds what NPPES has: taxonomies to each row, and other Medicaid IDs in rows of their own', () => {
    const cells = (id: string) => {
      const values: Record<string, string> = { medicaid_id: id, taxonomy: '207Q00000X', candidate: 'NPPES' };
      return candidateHeader.map((name) => values[name] ?? '');
    };
    const rows = rowsOf([remittances({})], { nppes: { [npi]: ['7100000001', '7100000008'].map(cells) } });
    expect(rows).toMatchObject([
      { 'Medicaid ID': '7100000001', Taxonomy: '207Q00000X', Payer: 'KENTUCKY MEDICAID' },
      { 'Medicaid ID': '7100000008', Taxonomy: '207Q00000X', candidate: 'NPPES', Payer: '' },
    ]);
  });

  it('names no patient', () => {
    const body = ['LX*1', ...claim('80', [`NM1*82*1*SMITH*ANN****XX*${otherNpi}`, 'REF*1D*7100000004'])];
    const csv = listAsCsv(listOf([remittances({ body }), acknowledgements('REF*G2*7100000005')]));
    expect(csv).toContain('7100000004');
    expect(PATIENT.filter((value) => csv.includes(value))).toEqual([]);
  });
});
