import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { clean, flagged, folder, records, registryCsv, run, warned, x12 } from './run';
import { zip } from './zip';

const fix = ['fix', '--registry', 'registry.csv'];
const assign = ['--assign', '1234567893=207Q00000X'];
const fixed = flagged
  .replace('HL*1**20*1~\n', 'HL*1**20*1~\nPRV*BI*PXC*207Q00000X~\n')
  .replace(/SE\*(\d+)\*/, (_, count) => `SE*${Number(count) + 1}*`);
const read = (...path: string[]) => readFileSync(join(...path), 'utf8');

describe.concurrent('fix', () => {
  it('writes corrected copies, and a log of what was changed', async () => {
    const cwd = folder({
      'claims/a.837': flagged,
      'claims/sub dir/b.837': clean,
      'claims/notes.txt': 'hello',
    });
    const ran = await run([...fix, 'claims', '--out', 'out', ...assign], { cwd });
    expect(ran).toMatchObject({
      code: 0,
      out: '1 billing loop corrected: 2 claims, $300.50. 1 other file skipped.\n',
    });
    expect(ran.err).toBe(`note: 1 other file skipped: ${join('claims', 'notes.txt')}\nnote: wrote out\n`);
    expect(read(cwd, 'out/a.837')).toBe(fixed);
    expect(read(cwd, 'out/sub dir/b.837')).toBe(clean);
    expect(readdirSync(join(cwd, 'out')).sort()).toEqual(['a.837', 'changes.ndjson', 'sub dir']);
    const [edit, count, total] = records(read(cwd, 'out/changes.ndjson'));
    expect(edit).toMatchObject({
      type: 'edit',
      file: 'a.837',
      change: 'inserted',
      source: 'assigned',
      claims: 2,
    });
    expect(fixed.startsWith(edit.written.text, edit.written.offset)).toBe(true);
    expect(count).toMatchObject({ type: 'count', file: 'a.837' });
    expect(total).toEqual({
      type: 'repairs',
      schema: 1,
      files: 2,
      skipped: 1,
      corrected: { loops: 1, claims: 2, charges: '300.50' },
      left: { loops: 0, claims: 0, charges: '0.00' },
    });
    const again = await run([...fix, 'out', '--out', 'again'], { cwd });
    expect(again).toMatchObject({
      code: 0,
      out: 'No billing loop needs a correction. 1 other file skipped.\n',
    });
    expect(read(cwd, 'again/a.837')).toBe(fixed);
  });

  it.skipIf(process.platform === 'win32')('lets only their owner read the copies', async () => {
    const cwd = folder({ 'a.837': flagged, 'out/a.837': 'an older copy' });
    chmodSync(join(cwd, 'out/a.837'), 0o644);
    await run([...fix, 'a.837', '--out', 'out', ...assign], { cwd });
    expect(read(cwd, 'out/a.837')).toBe(fixed);
    for (const name of ['a.837', 'changes.ndjson'])
      expect(statSync(join(cwd, 'out', name)).mode & 0o777).toBe(0o600);
  });

  it('leaves what is not certain as it is, and says which codes it could be', async () => {
    const cwd = folder({ 'a.837': flagged });
    const { code, out, err } = await run([...fix, 'a.837', '--out', 'out'], { cwd });
    expect(code).toBe(1);
    expect(err).toBe(
      'note: still wrong: 2 errors; prvcheck check says which, and what to do\nnote: wrote out\n',
    );
    const text = out.replace(/\n# /g, ' ');
    expect(text).toContain('Left as it is: 2 Medicaid IDs are possible, and nothing tells which.');
    expect(text).toContain('PRV*BI*PXC*207Q00000X~ for Medicaid ID 7100000001');
    expect(text).toContain('--assign 1234567893=207Q00000X');
    expect(text).toContain(
      'No billing loop corrected; 1 billing loop left for you to decide: 2 claims, $300.50.',
    );
    expect(read(cwd, 'out/a.837')).toBe(flagged);
  });

  it('shows with --dry-run what it would do, and writes nothing', async () => {
    const cwd = folder({ 'a.837': flagged });
    const { code, out } = await run([...fix, 'a.837', '--dry-run', ...assign], { cwd });
    expect(code).toBe(0);
    expect(out).toContain('--- a.837\n+++ a.837, corrected\n@@ ISA 000000905, ST 0001, segment 2, byte ');
    expect(out).toContain(
      '\n HL*1**20*1\n+PRV*BI*PXC*207Q00000X\n@@ ISA 000000905, ST 0001, segment 18, byte ',
    );
    expect(out).toContain('\n-SE*18*0001\n+SE*19*0001\n');
    expect(out).toMatch(/1 billing loop to correct: 2 claims, \$300\.50\.\n$/);
    expect(readdirSync(cwd).sort()).toEqual(['a.837', 'registry.csv']);
  });

  it('writes one copy to stdout, and the log where it is told to', async () => {
    const cwd = folder({ 'a.837': flagged });
    const ran = await run([...fix, 'a.837', '--stdout', '--changes', 'log.ndjson', ...assign], { cwd });
    expect(ran).toMatchObject({ code: 0, out: fixed });
    expect(ran.err).toBe('note: 1 billing loop corrected: 2 claims, $300.50.\n');
    expect(records(read(cwd, 'log.ndjson')).map(({ type }) => type)).toEqual(['edit', 'count', 'repairs']);
  });

  it('takes codes from a CSV, by ZIP, payer and kind', async () => {
    const csv =
      'Billing NPI;Taxonomy Code;ZIP;Payer\n1234567893;207R00000X;40202;KYMEDICAID\n1234567893;207Q00000X;;\n';
    const cwd = folder({ 'a.837': flagged, 'codes.csv': csv });
    const ran = await run([...fix, 'a.837', '--stdout', '--assignments', 'codes.csv'], { cwd });
    expect(ran.out).toContain('PRV*BI*PXC*207R00000X~');
  });

  it('takes codes by file and billing loop, and a row that names the loop before all others', async () => {
    const csv = [
      'npi,taxonomy,file,billing_loop,kind,zip,payer',
      '1234567893,207Q00000X,,,professional,40202,KYMEDICAID',
      '1234567893,207R00000X,,ISA 000000905  GS 1 ST 0001 HL 1,,,',
      '1234567893,207Q00000X,deep/b.837,ISA 000000905 GS 1 ST 0001 HL 1,,,',
      '1234567893,207R00000X,other.837,,,,',
    ];
    const cwd = folder({
      'claims/a.837': flagged,
      'claims/deep/b.837': flagged,
      'codes.csv': `${csv.slice(0, 3).join('\n')}\n`,
      'more.csv': `${[csv[0], csv[1], csv[3], csv[4]].join('\n')}\n`,
    });
    await run([...fix, 'claims', '--out', 'one', '--assignments', 'codes.csv'], { cwd });
    expect(read(cwd, 'one/a.837')).toContain('PRV*BI*PXC*207R00000X~');
    expect(read(cwd, 'one/deep/b.837')).toContain('PRV*BI*PXC*207R00000X~');
    const ran = await run([...fix, 'claims', '--out', 'two', '--assignments', 'more.csv'], { cwd });
    expect(ran.err).toContain('note: more.csv assigns codes to other.837, which is not among the files\n');
    expect(read(cwd, 'two/a.837')).toContain('PRV*BI*PXC*207Q00000X~');
    expect(read(cwd, 'two/deep/b.837')).toContain('PRV*BI*PXC*207Q00000X~');
    const [edit] = records(read(cwd, 'two/changes.ndjson'));
    expect(edit).toMatchObject({
      billingLoop: 'ISA 000000905 GS 1 ST 0001 HL 1',
      kind: 'professional',
      payer: 'KYMEDICAID',
    });
  });

  it('knows a file by its name, or by any end of its path; not where that fits several', async () => {
    const codes = (file: string) => `npi,taxonomy,file\n1234567893,207R00000X,${file}\n`;
    const cwd = folder({
      'claims/week/a.837': flagged,
      'claims/b/a.837': flagged,
      'claims/a.837': flagged,
      'long.csv': codes('claims/week/a.837'),
      'name.csv': codes('a.837'),
    });
    const read = (out: string, name: string) => readFileSync(join(cwd, out, name), 'utf8');
    const fixed = ['PRV*BI*PXC*207R00000X~'];
    await run([...fix, 'claims', '--out', 'one', '--assignments', 'long.csv'], { cwd });
    for (const [name, prv] of [
      ['week/a.837', fixed],
      ['b/a.837', null],
      ['a.837', null],
    ] as const)
      expect(read('one', name).match(/PRV\*BI[^\n]*/g)).toEqual(prv);
    // The whole name of one goes before the end of others.
    await run([...fix, 'claims', '--out', 'two', '--assignments', 'name.csv'], { cwd });
    expect(read('two', 'a.837').match(/PRV\*BI[^\n]*/g)).toEqual(fixed);
    expect(read('two', 'b/a.837')).not.toContain('PRV*BI');
    const several = await run(
      [...fix, 'claims/week', 'claims/b', '--out', 'three', '--assignments', 'name.csv'],
      { cwd },
    );
    expect(several).toMatchObject({ code: 2, out: '' });
    expect(several.err).toContain('a.837 may be any of 2 files: b/a.837, week/a.837');
  });

  it('lists the changes for a spreadsheet, one row each, with their places in the copies', async () => {
    const named = flagged.replace(/(NM1\*85\*2\*)[^*]+/, '$1=HYPERLINK("x")');
    const cwd = folder({
      'in/a.837': named,
      'in/b.837': clean,
      'in/c.837.gz': gzipSync(flagged.repeat(2000)).subarray(0, 500),
    });
    await run([...fix, 'in', '--out', 'out', '--changes', 'log.csv', ...assign], { cwd });
    expect(readdirSync(join(cwd, 'out')).sort()).toEqual(['a.837', 'b.837']);
    const text = read(cwd, 'log.csv');
    expect(text.startsWith('\ufefffile,change,billing_npi,billing_name,')).toBe(true);
    const [head, edit, count, ...others] = text.slice(1).trimEnd().split('\r\n');
    expect(edit).toContain(`a.837,inserted,1234567893,"'=HYPERLINK(""x"")",000000905,1,0001,1,`);
    expect(edit).toContain(
      ',,PRV*BI*PXC*207Q00000X,assigned,You assigned the code to these claims. It leads to Medicaid ID 7100000001.,7100000001,2,300.50',
    );
    const offset = Number(edit!.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)[head!.split(',').indexOf('offset')]);
    expect(read(cwd, 'out/a.837').slice(offset)).toMatch(/^PRV\*BI\*PXC\*207Q00000X~/);
    expect(count).toMatch(/^a\.837,recounted,,,000000905,1,0001,,\d+,\d+,SE\*18\*0001,SE\*19\*0001,/);
    expect(others.at(-1)).toMatch(/^c\.837\.gz,failed,.*damaged/);
  });

  it('takes the enrollment whose provider type bills such claims', async () => {
    const cwd = folder({ 'a.837': flagged });
    const ran = await run([...fix, 'a.837', '--stdout', '--bills', 'professional=65'], { cwd });
    expect(ran.out).toContain('PRV*BI*PXC*207R00000X~');
  });

  it('writes packed files unpacked', async () => {
    const archive = zip([{ name: 'in/b.837', data: flagged }]);
    const cwd = folder({ 'claims/a.837.gz': gzipSync(flagged), 'claims/c.zip': archive });
    const ran = await run([...fix, 'claims', '--out', 'out', ...assign], { cwd });
    expect(ran).toMatchObject({ code: 0, out: '2 billing loops corrected: 4 claims, $601.00.\n' });
    expect(read(cwd, 'out/a.837')).toBe(fixed);
    expect(read(cwd, 'out/c.zip!/in/b.837')).toBe(fixed);
  });

  it('writes no copy of a file that cannot be read to its end, and goes on', async () => {
    const damaged = gzipSync(flagged.repeat(2000)).subarray(0, 500);
    const cwd = folder({ 'claims/a.837.gz': damaged, 'claims/b.837': flagged });
    const ran = await run([...fix, 'claims', '--out', 'out', ...assign], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(/a\.837\.gz.*No corrected copy of it was written\./);
    expect(readdirSync(join(cwd, 'out')).sort()).toEqual(['b.837', 'changes.ndjson']);
    const log = records(read(cwd, 'out/changes.ndjson'));
    expect(log.find(({ type }) => type === 'failed')).toMatchObject({ file: 'a.837.gz' });
    expect(log.at(-1)).toMatchObject({ files: 1, corrected: { loops: 1 } });
  });

  it('writes no copy of what is no claim file', async () => {
    const cwd = folder({ 'a.837': 'hello' });
    const ran = await run([...fix, 'a.837', '--out', 'out', ...assign], { cwd });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('a.837 holds no interchange (ISA)');
    const gone = await run([...fix, 'b.837', '--out', 'other', ...assign], { cwd });
    expect(gone).toMatchObject({
      code: 2,
      out: '',
      err: 'prvcheck: cannot read b.837: it does not exist.\n',
    });
    expect(readdirSync(join(cwd, 'out'))).toEqual(['changes.ndjson']);
    expect(existsSync(join(cwd, 'other'))).toBe(false);
  });

  it('never writes over what it reads', async () => {
    const cwd = folder({ 'a.837': flagged, 'claims/b.837': flagged });
    const here = await run([...fix, 'a.837', '--out', '.', ...assign], { cwd });
    expect(here).toMatchObject({ code: 2, out: '' });
    expect(here.err).toContain('this run reads it');
    const inside = await run([...fix, 'claims', '--out', 'claims/out', ...assign], { cwd });
    expect(inside.err).toContain('lies inside claims');
    expect(read(cwd, 'a.837')).toBe(flagged);
    expect(existsSync(join(cwd, 'claims/out'))).toBe(false);
  });

  it('counts the claims that are undecided', async () => {
    const cwd = folder({ 'in/a.837': warned, 'in/b.837': clean });
    const ran = await run([...fix, 'in', '--dry-run'], { cwd });
    expect(ran).toMatchObject({ code: 0, out: 'No billing loop needs a correction.\n' });
    expect(ran.err).toBe(
      'note: 1 claim undecided: the registry has no active enrollment of its billing NPI\n',
    );
  });

  it('keeps an error that is none of its own', async () => {
    const cut = flagged.replace(/IEA.*/s, '');
    const cwd = folder({ 'a.837': cut });
    const ran = await run([...fix, 'a.837', '--stdout', ...assign], { cwd });
    expect(ran.code).toBe(1);
    expect(ran.out).toBe(fixed.replace(/IEA.*/s, ''));
  });

  it.each([
    [['a.837'], 'Say where the corrected copies go'],
    [['a.837', '--out', 'registry.csv/out'], 'cannot write registry.csv/out'],
    [['a.837', '--out', 'out', '--dry-run'], 'only one of --out, --stdout and --dry-run'],
    [['-', '--stdout'], 'can be read once only'],
    [['a.837', 'b.837', '--stdout'], '--stdout is for one file'],
    [['--out', 'out'], 'Nothing to correct'],
    [['a.837', '--dry-run', '--assign', '1234567893=207q'], 'is no taxonomy code'],
    [['a.837', '--dry-run', '--assign', '1234567890=207Q00000X'], 'is no NPI'],
    [['a.837', '--dry-run', ...assign, '--assign', '1234567893=207R00000X'], 'two codes'],
    [['a.837', '--dry-run', '--bills', 'profesional=64'], 'Did you mean professional?'],
    [['a.837', '--dry-run', '--bills', 'dental=64,x'], '"x" is no provider type'],
    [['a.837', '--dry-run', '--assignments', 'registry.csv', '--assigment'], 'Did you mean --assign'],
    [['a.837', '--dry-run', '--assignments', 'bad.csv'], 'line 2: "12" is no NPI.'],
    [['a.837', '--dry-run', '--assignments', 'twice.csv'], 'lines 2 and 3 assign two codes'],
    [['a.837', '--dry-run', '--assignments', 'none.csv'], 'must name the columns npi and taxonomy'],
  ])('says what is wrong with %j', async (args, words) => {
    const cwd = folder({
      'a.837': flagged,
      'b.837': clean,
      'bad.csv': 'npi,taxonomy\n12,207Q00000X\n',
      'twice.csv': 'npi,taxonomy\n1234567893,207Q00000X\n1234567893,207R00000X\n',
      'none.csv': 'a,b\n1,2\n',
    });
    const ran = await run([...fix, ...args], { cwd });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(words);
    expect(ran.err).not.toContain('    at ');
  });

  it('assigns codes to every NPI that the registry lists, also one that fails its check digit', async () => {
    const odd = '1234567890';
    const cwd = folder({
      'a.837': x12(['PCN1'], { npi: odd }),
      'registry.csv': registryCsv.replaceAll('1234567893', odd),
      'codes.csv': `npi,taxonomy\n${odd},207Q00000X\n`,
    });
    for (const given of [
      ['--assign', `${odd}=207Q00000X`],
      ['--assignments', 'codes.csv'],
    ]) {
      const ran = await run([...fix, 'a.837', '--stdout', ...given], { cwd });
      expect(ran.code).toBe(0);
      expect(ran.out).toBe(x12(['PCN1'], { npi: odd, prv: '207Q00000X' }));
    }
    const other = await run([...fix, 'a.837', '--stdout', '--assign', '1234567891=207Q00000X'], { cwd });
    expect(other).toMatchObject({ code: 2, out: '' });
    expect(other.err).toContain('"1234567891" is no NPI.');
  });

  it('takes settings, but no output folder, from the config file', async () => {
    const config = { registry: 'registry.csv', out: 'findings', require: 'types' };
    const cwd = folder({ 'a.837': flagged, 'prvcheck.config.json': JSON.stringify(config) });
    const ran = await run(['fix', 'a.837', ...assign], { cwd });
    expect(ran.err).toContain('Say where the corrected copies go');
    const dry = await run(['fix', 'a.837', '--dry-run', ...assign], { cwd });
    expect(dry.out).toContain('1 billing loop to correct');
  });

  it('writes a copy under the longest name that a disk takes', async () => {
    const name = `${'n'.repeat(251)}.837`;
    const cwd = folder({ [`in/${name}`]: flagged });
    expect(await run([...fix, 'in', '--out', 'out', ...assign], { cwd })).toMatchObject({ code: 0 });
    expect(read(cwd, 'out', name)).toBe(fixed);
  });

  it.skipIf(process.platform === 'win32')('a copy that cannot be written fails its file alone', async () => {
    const name = `${'n'.repeat(251)}.837`;
    const cwd = folder({ 'in/a.837': flagged, [`in/${name}`]: flagged, 'in/z.837': clean });
    const out = `${`${'d'.repeat(200)}/`.repeat(19)}${'d'.repeat(140)}`; // together they are longer than a path may be
    const ran = await run([...fix, 'in', '--out', out, ...assign], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(`${name}: its name is too long. No corrected copy of it was written.`);
    expect(readdirSync(join(cwd, out)).sort()).toEqual(['a.837', 'changes.ndjson', 'z.837']);
    expect(records(read(cwd, out, 'changes.ndjson'))).toContainEqual(
      expect.objectContaining({ type: 'failed', file: name }),
    );
  });

  it('corrects a file whose loops are long, with what stands behind their last claim', async () => {
    const ids = Array.from({ length: 30_000 }, (_, n) => `PCN${n}`);
    const cwd = folder({ 'a.837': x12(ids) });
    const ran = await run([...fix, 'a.837', '--out', 'out', ...assign], { cwd });
    expect(ran.code).toBe(0);
    expect(read(cwd, 'out/a.837')).toBe(x12(ids, { prv: '207Q00000X' }));
  });
});
