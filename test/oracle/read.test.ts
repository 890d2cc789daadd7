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
    ['another interchange first', file.replace('*837*', '*277*') + file],
  ])('%s', (name, text) => {
    const result = judge({ text });
    const found = result.findings.map(({ claimOffset: _, ...rest }) => rest);
    expect(found).toEqual(unwrapped.findings.map(({ claimOffset: _, ...rest }) => rest));
    expect(result.chargesAtRisk).toBe('150.25');
    expect(result.claims).toBe(2);
    expect(result.segments).toBe(name.startsWith('another') ? 68 : 34);
    const joined = text.slice(result.claimOffsets[0]).replace(/[\r\n]/g, '');
    expect(joined).toMatch(/^CLM.PCN1/);
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
    ['prose before', `Dear ISAAC, ISA*00* was lost\n${file}`, ['x12-unexpected-data   ']],
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
    ['segments without elements', file.replace('HI*BI', 'CLM~HL~HI*BI').replace('SE*30', 'SE*32'), []],
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
      'taxonomy-missing 000000905',
      'taxonomy-missing 000000906',
    ]);
  });
});
