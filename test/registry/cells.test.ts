import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBytes, RegistryError, RegistryReader } from '../../src/index';
import { billing, bytesOf, claim, interchange, subscriber } from '../build';
import { runs } from '../runs';

const npi = '1234567893';
const header = ['npi', 'medicaid_id', 'provider_type'];

/** What comes of a row with these cells: its enrollment, or why it is bad. */
function readRow(medicaidId: string, providerType = '64'): { id: string; type: string } | { reason: string } {
  const reader = new RegistryReader();
  reader.header(header);
  reader.row([npi, medicaidId, providerType], 2);
  try {
    const [row] = reader.finish().enrollments(npi);
    return { id: row!.medicaidId, type: row!.providerType };
  } catch (error) {
    expect(error).toBeInstanceOf(RegistryError);
    const { problems } = error as RegistryError;
    expect(problems).toMatchObject([
      { line: 2, field: expect.stringMatching(/^(medicaid_id|provider_type)$/) },
    ]);
    return { reason: problems[0]!.reason };
  }
}

const typeOf = (cell: string) => readRow('7100000001', cell);

describe('a Medicaid ID', () => {
  it.each([
    '7100000001',
    '0071',
    '71-A',
    'K000000001',
    'ab12',
    '123456789012345678901',
    '="0071"',
    " '0071 ",
  ])('may be %s', (cell) => expect(readRow(cell)).toEqual({ id: cell.replace(/[="' ]/g, ''), type: '64' }));

  it.each([';', ',', ', ', ' ', '/', '|', '\n', '\r\n', '\t', ' & ', '+', '_', ' and ', '-', ' - ', 'and'])(
    'is one: two with %j between them are a bad row',
    (between) => {
      const reason = `it has several Medicaid IDs, "7100000001${between.replace(/\s+/, ' ')}7100000002"; write one Medicaid ID a row`;
      expect(readRow(`7100000001${between}7100000002`)).toEqual({ reason });
    },
  );

  it.each(['#N/A', '#REF!', '#VALUE!', 'N/A', 'NULL', 'null', 'None', 'PENDING', 'TBD', '-', '--', '?', '.'])(
    'is not %s',
    (cell) => expect(readRow(cell)).toEqual({ reason: `it has no Medicaid ID, only "${cell}"` }),
  );

  it.each(['0', '000', '0000000000', '0-0', '0/0', '0.0'])('is not zeros alone: %s', (cell) =>
    expect(readRow(cell)).toEqual({ reason: `it has no Medicaid ID, only "${cell}"` }),
  );

  it.each(['KY 7100000001', '7100000001 (old)', '7100000001*', '(7100000001)', '7100000001;'])(
    'has nothing beside it: %s',
    (cell) => expect(readRow(cell)).toMatchObject({ reason: expect.stringMatching(/one Medicaid ID a row/) }),
  );

  it('is shown on one line, and not all of it where it is long', () => {
    const { reason } = readRow(`71\n\x1b72${' 73'.repeat(100)}`) as { reason: string };
    expect(reason).toMatch(/^it has several Medicaid IDs, "71 72( 73){11} 7…"; write one Medicaid ID a row$/);
  });

  it('is what a reading of its characters, one by one, says', () => {
    const piece = fc.constantFrom(
      '7100000001',
      '0000000071',
      '0',
      '00',
      '-',
      'A',
      'k',
      '71',
      ';',
      ' ',
      ',',
      '.0',
    );
    const cells = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join('').trim());
    fc.assert(
      fc.property(
        cells.filter((cell) => cell !== ''),
        (cell) => {
          const id = /^\d*[1-9]\d*\.0+$/.test(cell) ? cell.slice(0, cell.indexOf('.')) : cell;
          const expected = isIdByItsCharacters(id) ? { id } : { reason: expect.any(String) };
          expect(readRow(cell)).toMatchObject(expected);
        },
      ),
      { numRuns: runs(1000) },
    );
  });
});

function isIdByItsCharacters(cell: string): boolean {
  let digits = 0;
  let others = 0;
  let run = 0;
  let longRuns = 0;
  for (const character of cell) {
    const isDigit = '0123456789'.includes(character);
    if (!isDigit && !'-ABCDEFGHIJKLMNOPQRSTUVWXYZ'.includes(character.toUpperCase())) return false;
    if (isDigit) digits++;
    if (character !== '0' && character !== '-') others++;
    run = isDigit ? run + 1 : 0;
    if (run === 10) longRuns++;
  }
  return digits > 0 && others > 0 && longRuns < 2;
}

describe('a provider type', () => {
  const labels = [
    '',
    'PT ',
    'pt',
    'P.T. ',
    'PT-',
    'PT: ',
    'Type ',
    'Provider Type ',
    'Prov. Type Code: ',
    '#',
  ];
  const names = [
    'Primary Care Center',
    'primary care center/FQHC',
    'dental, group',
    'PRTF II',
    'Marriage & Family Therapist',
    'École',
    'Physician (individual)',
  ];
  const behind = (name: string) => [
    '',
    ` - ${name}`,
    `-${name}`,
    ` – ${name}`,
    `: ${name}`,
    ` (${name})`,
    ` ${name}`,
  ];

  const number = fc.integer({ min: 1, max: 999 });
  const zeros = fc.constantFrom('', '0', '00');
  const decimals = fc.constantFrom('', '.0', '.00');
  const name = fc.constantFrom(...names);
  /** A number with what people put around it. */
  const spelled = (n: number) =>
    fc.oneof(
      fc
        .tuple(fc.constantFrom(...labels), zeros, decimals, name, fc.nat({ max: 6 }))
        .map(([label, zero, decimal, name, form]) => `${label}${zero}${n}${decimal}${behind(name)[form]}`),
      fc
        .tuple(name, fc.constantFrom(' - ', ': ', ' ('), fc.constantFrom('', 'PT '))
        .map(([name, between, label]) => {
          const close = between === ' (' ? ')' : '';
          return `${name}${between}${label}${String(n).padStart(2, '0')}${close}`;
        }),
    );
  const spelledNumber = number.chain((n) => spelled(n).map((cell) => ({ n, cell })));

  it.each([
    ['31', '31 - Primary Care Center'],
    ['31', 'PT 31'],
    ['31', '31 (FQHC)'],
    ['64', '64.0'],
    ['31', '031'],
    ['03', '3'],
    ['82', '82'],
    ['829', '829'],
    ['A1', 'a1'],
  ])('is %s where it is written %s', (type, cell) => expect(typeOf(cell)).toMatchObject({ type }));

  it('is its number, however it is written', () => {
    fc.assert(
      fc.property(spelledNumber, ({ n, cell }) => {
        expect(typeOf(cell)).toMatchObject({ type: n < 10 ? `0${n}` : `${n}` });
      }),
      { numRuns: runs(1000) },
    );
  });

  it.each(['64;31', '64/31', '64, 31', '64,31', '64|31', '64 31', '64\n31', '64 and 31', '64-31', '64 & 31'])(
    'is one: %j is a bad row',
    (cell) => {
      const reason = `its provider type "${cell.replace('\n', ' ')}" has several numbers; write one provider type a row`;
      expect(typeOf(cell)).toEqual({ reason });
    },
  );

  it('is one: two numbers are a bad row, whatever stands between and around them', () => {
    const between = fc.constantFrom(
      ';',
      '; ',
      ',',
      ', ',
      '/',
      ' / ',
      '|',
      ' ',
      '\n',
      ' and ',
      '-',
      ' - ',
      '&',
      '+',
      '.',
    );
    fc.assert(
      fc.property(spelledNumber, between, spelledNumber, (one, separator, other) => {
        expect(typeOf(one.cell + separator + other.cell)).toMatchObject({
          reason: expect.stringMatching(/one provider type a row/),
        });
      }),
      { numRuns: runs(1000) },
    );
  });

  it.each([
    ...['#N/A', 'NULL', 'N/A', 'TBD', '-', 'Physician', 'FQHC; RHC'],
    ...[
      '64; FQHC',
      '64/FQHC',
      '64, FQHC',
      '64 and FQHC',
      '64 & FQHC',
      '64 - Physician; FQHC',
      '64?',
      '64+',
      '-64',
    ],
    ...[
      '64.5',
      '0',
      '00',
      '6431',
      '7100000001',
      '1.00E+02',
      '64%',
      '64FQHC',
      'not 64',
      'Level 1',
      'Level - 1',
    ],
    ...['1-Mar', 'Mar-01', '31-Jan', '04 - PRTF Level 1', '３１', `64 ${'x'.repeat(200)}`],
  ])('is not guessed: %j is a bad row', (cell) => {
    expect(typeOf(cell)).toEqual({
      reason: expect.stringMatching(/^its provider type .* one provider type a row/),
    });
  });

  it('stays empty where the cell is', () => expect(typeOf(' ')).toMatchObject({ type: '' }));

  it('is never another number than the one that the cell holds', () => {
    const piece = fc.constantFrom(
      '3',
      '31',
      '0',
      '829',
      '.',
      '.0',
      'PT',
      ' ',
      '-',
      '(',
      ')',
      'FQHC',
      'A',
      '/',
      ',',
      'Ⅱ',
    );
    const cells = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('').trim());
    let read = 0;
    fc.assert(
      fc.property(cells, (cell) => {
        const found = typeOf(cell);
        if ('reason' in found) return;
        read++;
        const isCode = cell.length <= 3 && /[A-Z]/.test(cell) && found.type === cell;
        expect(isCode || cell === '' || Number(found.type) === onlyNumberIn(cell)).toBe(true);
      }),
      { numRuns: runs(3000) },
    );
    expect(read).toBeGreaterThan(300);
  });

  it('written two ways is not two: a claim needs a taxonomy only where the numbers differ', () => {
    const pair = fc.tuple(fc.constantFrom(3, 31, 82, 829), fc.constantFrom(3, 31, 82, 829));
    const cells = pair.chain(([n, m]) => fc.tuple(spelled(n), spelled(m)).map(([a, b]) => ({ n, m, a, b })));
    const file = bytesOf(interchange({ body: [...billing(), ...subscriber(), ...claim()] }));
    fc.assert(
      fc.property(cells, ({ n, m, a, b }) => {
        const reader = new RegistryReader();
        reader.header(header);
        reader.row([npi, '7100000001', a], 2);
        reader.row([npi, '7100000001', b], 3);
        const { summary } = checkBytes(file, { registry: reader.finish() });
        expect(summary.flagged).toBe(n === m ? 0 : 1);
      }),
    );
  });
});

/** The number of a text that has one, without zeros behind a point; else null. */
function onlyNumberIn(text: string): number | null {
  const numbers: string[] = [''];
  for (const character of text) {
    if (character >= '0' && character <= '9') numbers[numbers.length - 1] += character;
    else if (numbers.at(-1) !== '') numbers.push('');
  }
  const [first = '', second = '', third = ''] = numbers;
  const isDecimal = text.includes(`${first}.${second}`) && /^0+$/.test(second);
  return third === '' && (second === '' || isDecimal) ? Number(first) : null;
}
