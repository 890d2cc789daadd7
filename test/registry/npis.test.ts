import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type PackedRegistry,
  RegistryError,
  RegistryReader,
  type RegistryReaderOptions,
  registryFromBytes,
} from '../../src/index';
import { isByTheBook, withCheckDigit } from '../npis';
import { runs } from '../runs';

const header = ['NPI', 'Medicaid ID', 'PT', 'Name'];

function read(
  rows: readonly (readonly string[])[],
  options: RegistryReaderOptions = {},
  head = header,
): PackedRegistry {
  const reader = new RegistryReader(options);
  reader.header(head);
  for (const [index, row] of rows.entries()) reader.row(row, index + 2);
  return reader.finish();
}

/** The message with which the rows are refused; null where they are not. */
function refusal(rows: readonly (readonly string[])[], options: RegistryReaderOptions = {}, head = header) {
  try {
    read(rows, options, head);
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(RegistryError);
    return (error as RegistryError).message;
  }
}

const rowsOf = (npis: readonly string[]) =>
  npis.map((npi, i) => [npi, String(7_100_000_000 + i), '64', 'CLINIC']);

describe('the NPIs of a registry', () => {
  const right = fc.integer({ min: 100_000_000, max: 299_999_999 }).map(withCheckDigit);
  const wrong = fc.tuple(right, fc.integer({ min: 1, max: 9 })).map(([npi, more]) => {
    return npi.slice(0, 9) + ((Number(npi[9]) + more) % 10);
  });
  const any = fc.stringMatching(/^[0-9]{10}$/);
  const some = fc.array(fc.oneof(right, wrong, any), { minLength: 1, maxLength: 8 });

  it('are refused where most of three or more fail their check digit, each counted once', () => {
    let refused = 0;
    fc.assert(
      fc.property(some, fc.nat({ max: 5 }), (npis, repeats) => {
        const given = [...npis, ...Array<string>(repeats).fill(npis[0]!)];
        const distinct = [...new Set(npis)];
        const failing = distinct.filter((npi) => !isByTheBook(npi));
        const isRefused = distinct.length >= 3 && failing.length > distinct.length / 2;
        if (isRefused) refused++;
        const message = refusal(rowsOf(given));
        if (isRefused) expect(message).toContain(`Most of the registry's ${distinct.length} NPIs fail`);
        else expect(message).toBeNull();

        const accepted = read(rowsOf(given), { acceptInvalidNpis: true });
        expect([...accepted.listNpis()]).toEqual([...distinct].sort());
        expect(accepted.warnings.filter((warning) => /check digit/.test(warning))).toHaveLength(
          isRefused ? 1 : 0,
        );
        // What was judged once is not judged again, in another thread or from a file.
        expect(registryFromBytes(accepted.bytes).warnings).toEqual(accepted.warnings);
      }),
      { numRuns: runs(500) },
    );
    expect(refused).toBeGreaterThan(50);
  });

  it('are judged without the rows that are left out', () => {
    const rows = rowsOf(['1234567893', '1558598797', '1234567890', '1234567891', '1234567892']);
    const bad = rows.map((row, i) => (i < 2 ? row : [row[0]!, 'PENDING', '64', '']));
    expect(read(bad, { skipBadRows: true }).rows).toBe(2);
    expect(refusal(rows, { skipBadRows: true })).toContain("Most of the registry's 5 NPIs fail");
  });

  it('are said to be mistyped where no other column holds NPIs', () => {
    const message = refusal(rowsOf(['1234567890', '1234567891', '1234567892']));
    expect(message).toBe(
      'Most of the registry\'s 3 NPIs fail their check digit: they are mistyped, or column "NPI" holds something else. Claims would find no enrollment under them.',
    );
  });
});

describe('columns that are swapped', () => {
  const npis = ['1234567893', '1558598797', '1000000004', '2000000002'];
  const ids = ['7100000411', '7100000429', '7100000437', '7100000502'];
  const swapped = npis.map((npi, i) => [ids[i]!, npi, '64', 'CLINIC']);

  it('are named', () => {
    expect(ids.filter(isByTheBook)).toHaveLength(0);
    expect(refusal(swapped)).toBe(
      'Most of the registry\'s 4 NPIs fail their check digit, and the columns seem swapped: column "Medicaid ID" holds NPIs, and column "NPI" does not.',
    );
  });

  it('are named also where the Medicaid IDs have other than ten digits, so that each row is bad', () => {
    const rows = swapped.map(([id, ...others]) => [`K${id}`, ...others]);
    const message = refusal(rows);
    expect(message).toContain(
      '4 rows (lines 2, 3, 4 …): its NPI "K7100000411", "K7100000429" or "K7100000437" is not ten digits',
    );
    expect(message).toContain('The columns seem swapped: column "Medicaid ID" holds NPIs');
    expect(
      refusal([...swapped.map(([id, npi, ...rest]) => [npi!, id!, ...rest]), ['x', '71', '64']]),
    ).not.toContain('swapped');
  });

  it('are named also where a spreadsheet put something around the numbers, and some are missing', () => {
    const rows = swapped.map(([id, npi, ...others], i) => [id!, i === 1 ? '71' : `="${npi}"`, ...others]);
    expect(refusal(rows)).toContain('column "Medicaid ID" holds NPIs');
  });

  it('are said to be so only of a column most of whose values are NPIs', () => {
    const half = swapped.map(([id, npi, ...others], i) => [id!, i < 2 ? npi! : '7100000009', ...others]);
    expect(refusal(half)).not.toContain('swapped');
    const elsewhere = swapped.map(([id, npi], i) => [id!, '71', '64', i === 0 ? '' : npi!]);
    expect(refusal(elsewhere, {}, ['NPI', 'Medicaid ID', 'PT', 'Group No'])).toContain(
      'column "Group No" holds NPIs',
    );
  });

  it('are read when the user names them', () => {
    const registry = read(swapped, { columns: { npi: 'Medicaid ID', medicaid_id: 'NPI' } });
    expect(npis.map((npi) => registry.enrollments(npi)[0]!.medicaidId)).toEqual(ids);
  });

  it('are used as they are when the user says so', () => {
    const registry = read(swapped, { acceptInvalidNpis: true });
    expect(registry.enrollments(ids[0]!)[0]!.medicaidId).toBe(npis[0]);
    expect(registry.warnings).toEqual([
      "Most of the registry's 4 NPIs fail their check digit, and are used as they are.",
    ]);
  });
});
