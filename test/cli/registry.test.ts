import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { check, clean, flagged, folder, registryCsv, run } from './run';

describe.concurrent('registry', () => {
  it('is required, and explained', async () => {
    const ran = await run(['check', 'a.837'], { cwd: folder({ 'a.837': clean }) });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('No provider registry given: add --registry FILE.');
    expect(ran.err).toContain('one row for each NPI');
  });

  it.each([
    ['missing', undefined, 'cannot read r.csv: it does not exist.'],
    ['empty', '', 'cannot use r.csv: it is empty.'],
    ['a PDF', '%PDF-1.7', 'cannot use r.csv: it is a PDF.'],
    ['the claim file', flagged, 'cannot use r.csv: it is an X12 file. Were two file names swapped?'],
    ['without a column', 'NPI,Medicaid Nr,Type\n', 'has no column for medicaid_id'],
    ['with a bad row', `${registryCsv},7100000003,64,\n`, 'line 4: it has no NPI'],
    ['with broken quotes', `${registryCsv}"1,2`, 'line 4 opens a quotation mark that is never closed'],
  ])('%s: tells so and exits 2', async (_, content, message) => {
    const cwd = folder({ 'a.837': clean, ...(content === undefined ? {} : { 'r.csv': content }) });
    const ran = await run(['check', 'a.837', '--registry', 'r.csv', '--format', 'csv:out.csv'], { cwd });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(message);
    expect(ran.err).not.toContain('    at ');
    expect(readdirSync(cwd).filter((name) => name.startsWith('out'))).toEqual([]);
  });

  it.each([
    [
      'an absent column',
      'NPI,Medicaid Nr,provider_type\n',
      'To name a column: --columns medicaid_id="Medicaid Nr"',
    ],
    ['absent ones', 'Our NPIs,x,PT\n', '--columns npi="Our NPIs" --columns medicaid_id="Your Column Name"'],
    ['two columns', 'Billing NPI,Group NPI,medicaid_id,pt\n', '--columns npi="Billing NPI"'],
    [
      'a doubtful column',
      'Group NPI,medicaid_id,pt,Our NPI\nA,71,64,1234567893\n',
      '--columns npi="Our NPI"',
    ],
    ['a bad row', `${registryCsv},7100000003,64,\n`, 'To skip bad rows: --skip-bad-rows'],
  ])('says which flag helps with %s', async (_, csv, flags) => {
    const cwd = folder({ 'a.837': clean, 'registry.csv': csv });
    const ran = await run([...check, 'a.837'], { cwd });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(flags);
  });

  it('notes duplicate rows and warnings', async () => {
    const lines = registryCsv.split('\n');
    const csv = [...lines.slice(0, 3), lines[1], '1234567893,0007100000001,64,207Q00000X', ''].join('\n');
    const ran = await run([...check, 'a.837'], { cwd: folder({ 'a.837': clean, 'registry.csv': csv }) });
    expect(ran.err).toContain('note: registry.csv: 1 repeated row counted once\n');
    expect(ran.err).toContain('differ by leading zeros alone');
  });

  it('--skip-bad-rows goes on and counts them', async () => {
    const bad = Array.from({ length: 7 }, () => ',71,64,\n').join('');
    const cwd = folder({ 'a.837': clean, 'registry.csv': registryCsv + bad });
    const ran = await run([...check, 'a.837', '--skip-bad-rows'], { cwd });
    expect(ran.code).toBe(0);
    expect(ran.err).toContain('note: registry.csv: 7 bad rows left out\n');
    expect(ran.err).toContain('note: registry.csv: line 4: it has no NPI\n');
    expect(ran.err).toContain('note: registry.csv: and 2 more like these\n');
  });

  it('notes reach the terminal spelled out', async () => {
    const csv = registryCsv.replace('207Q00000X', '\x1b[2J');
    const ran = await run([...check, 'a.837'], { cwd: folder({ 'a.837': clean, 'registry.csv': csv }) });
    expect(ran.err).toContain('taxonomy "<1B>[2J" is not ten');
    expect(ran.err).not.toContain('\x1b');
  });

  it('--columns names the columns', async () => {
    const csv = registryCsv.replace('npi,medicaid_id', 'Our Billing No.,State Nr');
    const cwd = folder({ 'a.837': flagged, 'registry.csv': csv });
    const columns = ['--columns', 'npi=Our Billing No.', '--columns', 'medicaid_id=State Nr'];
    expect((await run([...check, 'a.837', ...columns], { cwd })).code).toBe(1);
    expect((await run([...check, 'a.837'], { cwd })).code).toBe(2);
  });
});
