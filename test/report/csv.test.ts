import fc from 'fast-check';
import { parseString } from 'fast-csv';
import { describe, expect, test } from 'vitest';
import { claim, missing, nastyFindings, truncated } from './findings';
import { report } from './write';

const parseCsv = (csv: string) =>
  new Promise<Record<string, string>[]>((resolve, reject) => {
    const rows: Record<string, string>[] = [];
    parseString<Record<string, string>, Record<string, string>>(csv, {
      headers: true,
      strictColumnHandling: true,
    })
      .on('error', reject)
      .on('data-invalid', reject)
      .on('data', (row) => rows.push(row))
      .on('end', () => resolve(rows));
  });

describe('csv', () => {
  test('one flat row a finding', async () => {
    const csv = report('csv', [{ findings: [missing, truncated] }]);
    expect(csv.startsWith('\ufeffseverity,rule,message,')).toBe(true);
    expect(csv.split('\r\n')).toHaveLength(4);
    const [first, second] = await parseCsv(csv);
    expect(first).toMatchObject({
      severity: 'error',
      offset: '612',
      billing_taxonomy: '',
      charge: '150.25',
      service_from: '2026-01-02',
      reasons: 'multiple-medicaid-ids; multiple-provider-types',
      medicaid_ids: '7100000001; 7100000002',
      provider_types: '64 physician, individual; ZZ',
      enrolled_taxonomies: '207Q00000X; 208D00000X',
      inactive_medicaid_ids: '7100000003',
    });
    expect(second).toMatchObject({
      rule: 'x12-truncated',
      segment: '30',
      loop: '',
      claim_id: '',
      medicaid_ids: '',
    });
  });

  test.each([
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-1+1', "'-1+1"],
    [' =1', "' =1"],
    ['\uff1d1', "'\uff1d1"],
    ['-5.00', '-5.00'],
    ['+5', '+5'],
    ['\t=1', '<09>=1'],
    ['a\r\nb', 'a<0D><0A>b'],
    ['\u001b[31m', '<1B>[31m'],
  ])('%j is safe in a spreadsheet', async (id, safe) => {
    const [row] = await parseCsv(report('csv', [{ findings: [{ ...missing, claim: { ...claim, id } }] }]));
    expect(row?.claim_id).toBe(safe);
  });

  test('a cell with a semicolon is quoted: some spreadsheets split there', () => {
    const csv = report('csv', [{ findings: [{ ...missing, claim: { ...claim, id: 'A;B' } }] }]);
    expect(csv).toContain(',"A;B",');
    expect(csv).toContain(',"7100000001; 7100000002",');
  });

  test('any data parses back to its row, and no cell is a formula', async () => {
    await fc.assert(
      fc.asyncProperty(nastyFindings, async (findings) => {
        const rows = await parseCsv(report('csv', [{ findings }]));
        expect(rows).toHaveLength(findings.length);
        for (const [i, row] of rows.entries()) {
          for (const cell of Object.values(row)) {
            expect(cell).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/u);
            if (/^[=+\-@]/.test(cell)) expect(cell).toMatch(/^[+-]\d+(\.\d+)?$/);
          }
          const message = findings[i]!.message;
          if (!/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u.test(message))
            expect([message, `'${message}`]).toContain(row.message);
        }
      }),
    );
  });
});
