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
    [
      'with two Medicaid IDs in a row',
      `${registryCsv}1234567893,7100000003;7100000004,64,\n`,
      'line 4: it has several Medicaid IDs, "7100000003;7100000004"; write one Medicaid ID a row',
    ],
    [
      'with two provider types in a row',
      `${registryCsv}1234567893,7100000003,"64, 31",\n`,
      'line 4: its provider type "64, 31" has several numbers; write one provider type a row',
    ],
    [
      'with a placeholder for a Medicaid ID',
      `${registryCsv}1234567893,#N/A,64,\n`,
      'line 4: it has no Medicaid ID, only "#N/A"',
    ],
    ['with broken quotes', `${registryCsv}"1,2`, 'line 4: it opens a quotation mark that is never closed'],
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
    expect(ran.err).toContain('note: registry.csv: 7 rows (lines 4, 5, 6 …): it has no NPI\n');
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

describe.concurrent('a registry whose NPIs fail their check digit', () => {
  const swapped = `NPI,Medicaid ID,PT
7100000411,1234567893,64
7100000429,1234567893,65
7100000437,1558598797,64
`;
  const cwd = () => folder({ 'in/a.837': flagged, 'registry.csv': swapped });
  const accept = '--accept-invalid-npis';

  it('is refused, and what to type is said', async () => {
    const ran = await run([...check, 'in'], { cwd: cwd() });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toBe(
      `prvcheck: cannot use registry.csv: Most of the registry's 3 NPIs fail their check digit, and the columns seem swapped: column "Medicaid ID" holds NPIs, and column "NPI" does not.
To name a column: --columns npi="Medicaid ID" --columns medicaid_id="NPI"
To use the NPIs as they are: --accept-invalid-npis
`,
    );
    const columns = ['--columns', 'npi=Medicaid ID', '--columns', 'medicaid_id=NPI'];
    expect(await run([...check, 'in', ...columns], { cwd: cwd() })).toMatchObject({ code: 1, err: '' });
  });

  it('names no columns where none is better', async () => {
    const csv = 'npi,medicaid_id,pt\n1234567890,71,64\n1234567891,72,64\n1234567892,73,64\n';
    const { code, err } = await run([...check, 'in'], {
      cwd: folder({ 'in/a.837': clean, 'registry.csv': csv }),
    });
    expect(code).toBe(2);
    expect(err).toContain('they are mistyped, or column "npi" holds something else');
    expect(err).not.toContain('--columns');
    expect(err).toContain('To use the NPIs as they are: --accept-invalid-npis');
  });

  it.each([
    ['check', ['check', 'in', '--registry', 'registry.csv']],
    ['fix', ['fix', 'in', '--dry-run', '--registry', 'registry.csv']],
    ['watch', ['watch', 'in', '--out', 'out', '--once', '--registry', 'registry.csv']],
    ['audit', ['registry', 'audit', 'registry.csv']],
    ['show', ['registry', 'show', '1234567893', '--registry', 'registry.csv']],
    ['diff', ['registry', 'diff', 'registry.csv', 'registry.csv']],
    ['compile', ['registry', 'compile', 'registry.csv', '-o', 'r.prvx']],
  ])('%s refuses it, and takes it with the flag', async (_, args) => {
    const refused = await run(args, { cwd: cwd() });
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('the columns seem swapped');
    const taken = await run([...args, accept], { cwd: cwd() });
    expect(taken.code).toBeLessThan(2);
    expect(taken.err).toContain(
      "note: registry.csv: Most of the registry's 3 NPIs fail their check digit, and are used as they are.\n",
    );
  });

  it('queue submit refuses it before anything is put into the queue', async () => {
    const args = ['queue', 'submit', 'in', '--registry', 'registry.csv', '--out', 'out'];
    const ran = await run([...args, '--redis', 'redis://127.0.0.1:9'], { cwd: cwd() });
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('the columns seem swapped');
  });

  it('is taken where the config file says so', async () => {
    const config = { registry: 'registry.csv', 'accept-invalid-npis': true };
    const cwd = folder({
      'a.837': clean,
      'registry.csv': swapped,
      'prvcheck.config.json': JSON.stringify(config),
    });
    expect((await run(['check', 'a.837'], { cwd })).code).toBe(0);
    const taken = await run(['check', 'a.837', '--no-accept-invalid-npis'], { cwd });
    expect(taken.code).toBe(2);
  });

  it('needs no flag once it is compiled with it, and may have it', async () => {
    const place = cwd();
    await run(['registry', 'compile', 'registry.csv', '-o', 'r.prvx', accept], { cwd: place });
    for (const flags of [[], [accept]]) {
      const ran = await run(['check', 'in', '--registry', 'r.prvx', ...flags], { cwd: place });
      expect(ran.code).toBe(0);
      expect(ran.err).toContain('note: r.prvx: Most of the registry');
    }
  });
});
