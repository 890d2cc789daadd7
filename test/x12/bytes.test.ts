import { describe, expect, it } from 'vitest';
import { bytesOf, findingsOf, rulesOf, simpleFile } from '../build';

const good = simpleFile({ prv: ['PRV*BI*PXC*207Q00000X'] });

describe('bytes as they come', () => {
  const flagged = simpleFile();
  const text = new TextDecoder().decode(bytesOf(flagged));
  const encode = (value: string) => new TextEncoder().encode(value);

  it.each([
    ['CRLF after the terminator', text.replaceAll('\n', '\r\n')],
    ['one line', text.replaceAll('\n', '')],
    ['spaces and tabs after the terminator', text.replaceAll('\n', ' \t\n ')],
    ['empty segments', text.replaceAll('\n', '~~\n~')],
    ['LF as terminator', text.replaceAll('~', '')],
    ['CRLF as terminator', text.replaceAll('~\n', '\r\n')],
    ['CR as terminator', text.replaceAll('~\n', '\r')],
    [
      'LF as terminator, CRLF in places',
      `${text.slice(0, 300)}${text.slice(300).replaceAll('~\n', '~\r\n')}`.replaceAll('~', ''),
    ],
    ['a BOM', `\ufeff${text}`],
    ['line breaks before the ISA', `\r\n\r\n${text}`],
    ['wrapped at 60 columns', text.replaceAll('\n', '').replace(/.{60}/g, '$&\n')],
    ['wrapped at 80 columns, CRLF', text.replaceAll('\n', '').replace(/.{80}/g, '$&\r\n')],
    [
      'wrapped at 35 columns, just before the terminator of the ISA',
      text.replaceAll('\n', '').replace(/.{35}/g, '$&\n'),
    ],
    [
      'wrapped at 105 columns, just before the terminator of the ISA',
      text.replaceAll('\n', '').replace(/.{105}/g, '$&\n'),
    ],
    ['other delimiters', text.replaceAll('*', '|').replaceAll('~', '!').replaceAll(':', '>')],
    [
      'control characters as delimiters',
      text.replaceAll('*', '\u001d').replaceAll('~', '\u001c').replaceAll(':', '\u001f'),
    ],
  ])('%s make no difference', (_, value) => {
    const found = findingsOf(encode(value));
    expect(found.map(({ rule }) => rule)).toEqual(['taxonomy-missing']);
    expect(found[0]).toMatchObject({
      billing: { npi: '1234567893', zip: '402021234' },
      claim: { id: 'PCN1', charge: '150.25', frequency: '1' },
    });
  });

  it.each([
    ['prose before', `Example 1, see ISA below\n${text}`, 0],
    ['0x1A after', `${text}\u001a`, text.length],
    ['NULs after', `${text}\u0000\u0000`, text.length],
    ['prose between, with decoys', `${text}ISAAC and ISA*A*B~ are none\n${text}`, text.length],
  ])('%s are told once, at their place', (_, value, offset) => {
    const found = findingsOf(encode(value)).filter(({ rule }) => rule !== 'taxonomy-missing');
    expect(found.map(({ rule, position }) => [rule, position.offset])).toEqual([
      ['x12-unexpected-data', offset],
    ]);
  });

  it.each([
    [103, 'SUBMITTER      ', 'SUBMITTER   '],
    [108, 'SUBMITTER      ', 'SUBMITTER        '],
    [
      74,
      /\*00\* {10}\*00\* {10}\*ZZ\*SUBMITTER {6}\*ZZ\*KYMEDICAID {5}/,
      '*00* *00* *ZZ*SUBMITTER*ZZ*KYMEDIC',
    ],
  ])('an ISA of %i characters is read, and told', (width, from, to) => {
    const found = findingsOf(encode(text.replace(from, to)));
    expect(found.map(({ rule }) => rule)).toEqual(['x12-isa-width', 'taxonomy-missing']);
    expect(found[0]!.message).toContain(`${width} characters`);
  });

  it('each interchange has its own delimiters', () => {
    const other = text.replaceAll('*', '|').replaceAll('~\n', "'").replaceAll('000000905', '000000906');
    const found = findingsOf(encode(text + other + text.replaceAll('~', '')));
    expect(found.map(({ interchange: number }) => number)).toEqual(['000000905', '000000906', '000000905']);
    expect(found[1]!.hint).toContain("PRV|BI|PXC|207Q00000X'");
  });

  it('"ISA" in data is data', () => {
    const file = flagged.map((segment) => segment.replace('DOE*JANE', 'ISA*ISAAC'));
    expect(rulesOf(file)).toEqual(['taxonomy-missing']);
    expect(rulesOf([...flagged.slice(0, -3), 'ISA*IS*NONE', ...flagged.slice(-3)])).toContain(
      'x12-unexpected-segment',
    );
  });

  it.each([
    ['UTF-8', encode(text.replace('RIVER CITY CLINIC', 'CLÍNICA NIÑO')), 'CLÍNICA NIÑO'],
    [
      'Latin-1',
      Uint8Array.from(text.replace('RIVER CITY CLINIC', 'CLÍNICA NIÑO'), (char) => char.charCodeAt(0)),
      'CLÍNICA NIÑO',
    ],
  ])('names in %s are shown right', (_, bytes, name) => {
    expect(findingsOf(bytes)[0]).toMatchObject({ billing: { name } });
  });

  it('wrapped at any width, the file reads the same', () => {
    const line = text.replaceAll('\n', '');
    for (let width = 2; width <= 400; width++) {
      const wrapped = line.replace(new RegExp(`.{${width}}`, 'g'), '$&\n');
      const found = findingsOf(encode(wrapped));
      expect(
        found.map(({ rule }) => rule),
        `width ${width}`,
      ).toEqual(['taxonomy-missing']);
      expect(found[0], `width ${width}`).toMatchObject({
        billing: { npi: '1234567893', zip: '402021234', name: 'RIVER CITY CLINIC' },
        claim: { id: 'PCN1', charge: '150.25', serviceFrom: '2026-01-02', payerId: 'KYMEDICAID' },
      });
    }
  });

  it.each(['\u0000CLM', '\fCLM', 'clm', 'CLM ', '\u001aCLM'])('%j hides no claim in silence', (id) => {
    const hidden = text.replace('CLM*', `${id}*`);
    // The service date after it has no claim to belong to.
    expect(rulesOf(encode(hidden))).toEqual(['x12-unexpected-segment', 'x12-unexpected-segment']);
  });

  it.each(['dtp', 'N4\u0000', 'Hl', '\u0000PRV'])(
    '%j hides nothing that a verdict rests on in silence',
    (id) => {
      const plain = id.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
      const hidden = [...good.slice(0, -3), `${id}*1`, `SE*${good.length - 3}*0001`, ...good.slice(-2)];
      const found = findingsOf(hidden);
      expect(found.map(({ rule }) => rule)).toEqual(['x12-unexpected-segment']);
      expect(found[0]!.message).toContain(plain);
    },
  );

  it('a set whose ST01 has a blank is read, and is an error', () => {
    expect(rulesOf(encode(text.replace('ST*837*', 'ST*837 *')))).toEqual([
      'x12-unexpected-segment',
      'taxonomy-missing',
    ]);
  });

  it.each([
    ['after the IEA', (value: string) => `${value}${value.slice(value.indexOf('GS*'))}`],
    ['under an ISA that cannot be read', (value: string) => `${value}${value.replace('*00501*', '*501*')}`],
    ['under an ISA with something glued to it', (value: string) => `${value}1${value}`],
  ])('claims outside any interchange are an error: %s', (_, broken) => {
    const clean = new TextDecoder().decode(bytesOf(good));
    const rules = rulesOf(encode(broken(clean)));
    expect(rules).toEqual(['x12-unexpected-data', 'x12-unexpected-segment']);
  });

  it('a file of nothing but bad ISA segments in a claim fills no memory', () => {
    const many = Array.from({ length: 20_000 }, () => 'ISA*x');
    const found = rulesOf([...flagged.slice(0, -3), ...many, ...flagged.slice(-3)]);
    expect(found.filter((rule) => rule === 'x12-unexpected-segment')).toHaveLength(many.length);
    expect(found).toContain('taxonomy-missing');
  });

  it('no value grows without limit', () => {
    const long = 'X'.repeat(40_000);
    const found = findingsOf(encode(text.replace('PCN1', long).replace('RIVER CITY CLINIC', long)));
    expect(JSON.stringify(found).length).toBeLessThan(3000);
  });

  it('a line break inside an element of a file that is not wrapped loses nothing', () => {
    const found = findingsOf(encode(text.replace('RIVER CITY', 'RIVER\nCITY')));
    expect(found).toMatchObject([{ rule: 'taxonomy-missing', billing: { npi: '1234567893' } }]);
  });
});
