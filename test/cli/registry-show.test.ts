import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveEnrollment } from '../../src/index';
import { loadRegistry } from '../../src/node';
import { folder, registryCsv, run } from './run';

const npi = '1234567893';
const show = ['registry', 'show', npi, '--registry', 'registry.csv'];
const spans = `npi,medicaid_id,provider_type,taxonomy,effective_date,end_date,name,zip,tax_id
1234567893,7100000001,64,207Q00000X,1/1/2020,,RIVER CITY CLINIC,40202,610000000
1234567893,7100000002,999,208D00000X,2026-07-01,20260930,\u001b[2J CLINIC,41001,610000000
`;

describe.concurrent('registry show', () => {
  it('tells the enrollments, the rule, and what to write', async () => {
    const ran = await run(show, { cwd: folder() });
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(/^NPI 1234567893\n=+\n/);
    const text = ran.out.replace(/\s+/g, ' ');
    expect(text).toContain('A claim needs the taxonomy: NPI 1234567893 is enrolled under 2 Medicaid IDs');
    expect(text).toContain('7100000001 open open 64 physician, individual: 207Q00000X');
    expect(text).toContain('207R00000X PRV*BI*PXC*207R00000X~ Medicaid ID 7100000002');
    expect(text).not.toContain('--on');
  });

  it.each([
    ['2026-06-30', false],
    ['7/1/2026', true],
    ['20260930', true],
    ['2026-10-01', false],
    ['2019-12-31', false],
  ])('--on %s judges as check does a claim of that day', async (day, required) => {
    const cwd = folder({ 'registry.csv': spans });
    const ran = await run([...show, '--on', day, '--format', 'json'], { cwd });
    expect(ran.code).toBe(0);
    const profile = JSON.parse(ran.out);
    expect(profile).toMatchObject({ type: 'enrollments', schema: 1, npi, required });
    expect(profile.state).toBe(day === '2019-12-31' ? 'inactive' : 'active');
    expect(profile.enrollments[1].active).toBe(required);
    expect(ran.out).not.toContain('610000000');
  });

  it('shows names made safe, and no tax ID', async () => {
    const ran = await run([...show, '--on', '2026-07-01'], { cwd: folder({ 'registry.csv': spans }) });
    expect(ran.out).toContain('NPI 1234567893: RIVER CITY CLINIC; <1B>[2J CLINIC\n');
    expect(ran.out).not.toMatch(/\u001b|610000000/);
  });

  it.each([
    ['207Q00000X', 0, 'resolved'],
    ['207q00000x', 0, 'resolved'],
    ['999Z00000X', 1, 'not-enrolled'],
  ])('--taxonomy %s: exit code %i', async (taxonomy, code, outcome) => {
    const cwd = folder({ 'registry.csv': spans });
    const ran = await run([...show, '--taxonomy', taxonomy, '--format', 'json'], { cwd });
    expect(ran.code).toBe(code);
    const { claim } = JSON.parse(ran.out);
    const registry = await loadRegistry(join(cwd, 'registry.csv'));
    const resolution = resolveEnrollment(registry, { npi, taxonomy: taxonomy.toUpperCase() });
    expect(claim.outcome).toBe(outcome);
    expect(resolution.outcome).toBe(outcome);
    if (resolution.outcome === 'resolved') expect(claim.medicaidIds).toEqual([resolution.medicaidId]);
  });

  it('--zip tells one code apart, and leaves it ambiguous where it does not', async () => {
    const csv = spans.replace('208D00000X', '207Q00000X');
    const cwd = folder({ 'registry.csv': csv });
    const claim = [...show, '--taxonomy', '207Q00000X'];
    const there = await run([...claim, '--zip', '41001-1234'], { cwd });
    expect(there.code).toBe(0);
    expect(there.out.replace(/\s+/g, ' ')).toContain('from ZIP 410011234: Medicaid ID 7100000002. Write PRV');
    const nowhere = await run([...claim, '--zip', '99999'], { cwd });
    expect(nowhere.code).toBe(1);
    expect(nowhere.out).toContain('ambiguous: Medicaid ID 7100000001 or 7100000002');
  });

  it('an NPI that is not registered: exit code 1, and the one that was meant', async () => {
    const args = ['registry', 'show', '1234567839', '--registry', 'registry.csv'];
    const ran = await run(args, { cwd: folder() });
    expect(ran).toMatchObject({ code: 1, err: '' });
    expect(ran.out).toContain('Its check digit fails');
    expect(ran.out).toContain('like it but for a digit: 1234567893.');
    expect(ran.out.replace(/\s+/g, ' ')).toContain('is not in the registry, so whether');
  });

  it('goes into a file, whole, and from a compiled registry', async () => {
    const cwd = folder();
    await run(['registry', 'compile', 'registry.csv', '-o', 'r.prvx'], { cwd });
    const args = [
      'registry',
      'show',
      npi,
      '--registry',
      'r.prvx',
      '--format',
      'json:npi.json',
      '--format',
      'text',
    ];
    const ran = await run(args, { cwd });
    expect(ran).toMatchObject({ code: 0, err: 'note: wrote npi.json\n' });
    expect(JSON.parse(readFileSync(join(cwd, 'npi.json'), 'utf8'))).toMatchObject({ npi, required: true });
    expect(ran.out).toBe((await run(show, { cwd })).out);
  });

  it.each([
    [['registry', 'show'], 'Name an NPI. For example:'],
    [['registry', 'show', npi], 'No provider registry given: add --registry FILE.'],
    [['registry', 'show', npi, '1558598797', '--registry', 'registry.csv'], 'One NPI at a time'],
    [['registry', 'show', '123456789', '--registry', 'registry.csv'], 'is no NPI: an NPI has ten digits.'],
    [['registry', 'show', '1234567 93', '--registry', 'registry.csv'], 'is no NPI: an NPI has ten digits.'],
    [['registry', 'show', '7100000001', '--registry', 'registry.csv'], 'Is it a Medicaid ID?'],
    [[...show, '--on', '2026-02-30'], '--on cannot be "2026-02-30": write a date'],
    [[...show, '--taxonomy', '207Q'], '--taxonomy cannot be "207Q"'],
    [[...show, '--zip', '4020'], '--zip cannot be "4020"'],
    [[...show, '--require', 'bth'], 'Did you mean both?'],
    [[...show, '--format', 'csv'], '--format cannot be "csv".'],
    [[...show, '--format', 'json:registry.csv'], 'will not write registry.csv: this run reads it.'],
    [[...show, '--format', 'json:none/x'], 'cannot write none/x: its folder does not exist.'],
    [['registry', 'show', npi, '--registry', 'none.csv'], 'cannot read none.csv: it does not exist.'],
    [['registry', 'show', npi, '--registry', 'bad.csv', '--format', 'json:x'], 'line 4: it has no NPI'],
  ])('%j is refused, and nothing is left behind', async (args, message) => {
    const cwd = folder({ 'bad.csv': `${registryCsv},7100000003,64,\n` });
    const ran = await run(args, { cwd });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(message);
    expect(ran.err).not.toContain('    at ');
    expect(readdirSync(cwd).sort()).toEqual(['bad.csv', 'registry.csv']);
  });

  it('--skip-bad-rows and --columns hold', async () => {
    const csv = `${registryCsv.replace('npi,', 'Our No.,')},7100000003,64,\n`;
    const args = [...show, '--columns', 'npi=Our No.', '--skip-bad-rows'];
    const ran = await run(args, { cwd: folder({ 'registry.csv': csv }) });
    expect(ran.code).toBe(0);
    expect(ran.err).toContain('note: registry.csv: 1 bad row left out\n');
    expect(await run([...args, '--quiet'], { cwd: folder({ 'registry.csv': csv }) })).toMatchObject({
      code: 0,
      err: '',
    });
  });
});
