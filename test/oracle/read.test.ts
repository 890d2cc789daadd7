import { describe, expect, it } from 'vitest';
import { file, judge } from './example';

/** What is said of the envelope: rule, ISA13, GS06, ST02. */
function saidOfEnvelope(text: string): string[] {
  return judge({ text })
    .findings.filter((finding) => finding.claimId === null)
    .map((finding) => [finding.rule, finding.interchange, finding.group, finding.transaction].join(' '));
}

describe('bytes', () => {
  const wrapAt = (columns: number) => file.replace(new RegExp(`.{${columns}}`, 'g'), '$&\r\n');
  const unwrapped = judge();
  it.each([
    ['a line for each segment', file.replaceAll('~', '~\r\n')],
    ['newline as terminator', file.replaceAll('~', '\n')],
    ['CR LF as terminator', file.replaceAll('~', '\r\n')],
    ['no line end at the end', file.replaceAll('~', '\n').trimEnd()],
    ['spaces, tabs and empty segments', file.replaceAll('~', '~ \t~~\n')],
    ['lines of 60 columns', wrapAt(60)],
    ['lines of 80 columns', wrapAt(80)],
    ['lines of 7 columns', wrapAt(7)],
    ['a byte order mark', `\xef\xbb\xbf${file}`],
    ['other delimiters', file.replaceAll('*', '|').replaceAll(':', '>').replaceAll('~', "'")],
    ['a line break in a name', file.replace('RIVER CITY', 'RIVER\nISAAC')],
    [
      'another interchange first',
      file.replace('GS*HC', 'GS*HN').replace('*837*', '*277*').replaceAll('005010X222A1', '005010X214') +
        file,
    ],
  ])('%s', (name, text) => {
    const result = judge({ text });
    const placeless = ({ findings }: typeof result) =>
      findings.map(({ claimOffset: _, offset: __, ...rest }) => rest);
    expect(placeless(result)).toEqual(placeless(unwrapped));
    expect(result.chargesAtRisk).toBe('150.25');
    expect(result.claims).toBe(2);
    expect(result.segments).toBe(name.startsWith('another') ? 68 : 34);
    const joined = (offset: number) => text.slice(offset).replace(/[\r\n]/g, '');
    expect(joined(result.verdicts[0]!.offset)).toMatch(/^CLM.PCN1/);
    expect(joined(result.findings[0]!.offset)).toMatch(/^HL.1..20/);
  });

  it('reads values as UTF-8 where they are, else as Latin-1', () => {
    const ids = (text: string) => judge({ text }).findings.map((finding) => finding.claimId);
    expect(ids(file.replace('PCN1', 'PCN\xc3\x89'))).toEqual(['PCNÉ']);
    expect(ids(file.replace('PCN1', 'PCN\xc9'))).toEqual(['PCNÉ']);
  });
});

describe('envelope', () => {
  const whole = '000000905 7 0021';
  const unexpected = `x12-unexpected-segment ${whole}`;
  it.each([
    ['a clean file', file, []],
    ['an empty file', '', ['x12-not-an-interchange   ']],
    ['prose', 'ISAAC\nISA*00*\nNM1*IL*1*ISAAC', ['x12-not-an-interchange   ']],
    ['prose before', `Dear ISAAC, ISA was lost\n${file}`, ['x12-unexpected-data   ']],
    [
      'an ISA before',
      `Dear ISAAC, ISA*00* was lost\n${file}`,
      ['x12-unexpected-data   ', 'x12-unexpected-segment   '],
    ],
    ['NULs after', `${file}\0\0`, ['x12-unexpected-data   ']],
    ['no IEA', file.replace('IEA*1*000000905~', ''), ['x12-truncated 000000905  ']],
    ['half an IEA', file.slice(0, -3), ['x12-truncated 000000905  ']],
    ['half a claim', file.slice(0, file.indexOf('PCN2')), [`x12-truncated ${whole}`]],
    ['wrong SE01', file.replace('SE*30', 'SE*31'), [`x12-count-mismatch ${whole}`]],
    ['wrong SE02', file.replace('30*0021', '30*0022'), [`x12-control-mismatch ${whole}`]],
    ['wrong GE01', file.replace('GE*1', 'GE*'), ['x12-count-mismatch 000000905 7 ']],
    ['wrong GE02', file.replace('GE*1*7', 'GE*1*8'), ['x12-control-mismatch 000000905 7 ']],
    ['wrong IEA01', file.replace('IEA*1', 'IEA*2'), ['x12-count-mismatch 000000905  ']],
    ['wrong IEA02', file.replace('IEA*1*0', 'IEA*1*9'), ['x12-control-mismatch 000000905  ']],
    ['no SE', file.replace('SE*30*0021~', ''), [unexpected]],
    ['no GE', file.replace('GE*1*7~', ''), ['x12-unexpected-segment 000000905 7 ']],
    [
      'a claim right under its billing provider',
      file.replace('HL*2*1*22*0~', '').replace('SE*30', 'SE*29'),
      [unexpected],
    ],
    ['an HL of an unknown level', file.replace('HL*4*3*22', 'HL*4*3*99'), [unexpected]],
    ['an HL 23 under no subscriber', file.replace('HL*4*3*22', 'HL*4*3*23'), [unexpected]],
    [
      'a CLM before any HL',
      file.replace('HL*1**20*1~', 'CLM*X*1~').replace('HL*2*1', 'HL*2*3'),
      [unexpected, unexpected, unexpected],
    ],
    ['an HL 22 without parent', file.replace('HL*4*3', 'HL*4*'), [unexpected]],
    ['an HL 22 with an unknown parent', file.replace('HL*4*3', 'HL*4*9'), [unexpected]],
    ['an ISA of 104', file.replace('SENDER         ', 'SENDER       '), ['x12-isa-width 000000905  ']],
    [
      'a very long segment',
      file.replace('HI*BI', `NTE*ADD*${'X'.repeat(70000)}~HI*BI`).replace('SE*30', 'SE*31'),
      [`x12-segment-too-long ${whole}`],
    ],
  ])('%s', (_, text, expected) => {
    expect(saidOfEnvelope(text)).toEqual(expected);
  });

  it('goes on with an interchange that starts inside another', () => {
    const inner = file.replaceAll('000000905', '000000906');
    const at = file.indexOf('LX*1');
    const result = judge({ text: file.slice(0, at) + inner + file.slice(at) });
    expect(result.interchanges).toBe(2);
    expect(result.claims).toBe(3);
    expect(result.findings.map(({ rule, interchange }) => `${rule} ${interchange}`)).toEqual([
      'x12-unexpected-segment 000000905',
      'x12-unexpected-data null',
      'x12-unexpected-segment null',
      'taxonomy-missing 000000905',
      'taxonomy-missing 000000906',
    ]);
  });

  it.each([
    ['in the segment that has no end', file.slice(0, file.indexOf('PCN2')), file.indexOf('CLM*PCN2')],
    ['where the next would begin', file.slice(0, file.indexOf('CLM*PCN2')), file.indexOf('CLM*PCN2')],
    [
      'and not before blanks',
      `${file.slice(0, file.indexOf('CLM*PCN2'))} \r\n`,
      file.indexOf('CLM*PCN2') + 3,
    ],
    ['in a header', `${file} ISA*00*  `, file.length + 1],
  ])('is cut %s', (_, text, offset) => {
    const [cut] = judge({ text }).findings.filter(({ rule }) => rule === 'x12-truncated');
    expect(cut!.offset).toBe(offset);
  });

  it.each([
    ['\0', 0],
    [' \n\xef\xbb\xbf \0\0', 6],
    [' \xef\xbb ', 1],
    ['x \0', 0],
  ])('finds the first byte that is out of place: %j', (gap, at) => {
    for (const [text, start] of [
      [gap + file, 0],
      [file + gap, file.length],
      [file + gap + file, file.length],
    ] as const) {
      const [found, ...more] = judge({ text }).findings.filter(({ rule }) => rule === 'x12-unexpected-data');
      expect(found!.offset).toBe(start + at);
      expect(more).toEqual([]);
    }
  });
});
