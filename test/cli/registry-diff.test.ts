import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkBytes } from '../../src/index';
import { loadRegistry } from '../../src/node';
import { billing, claim, header, interchange, subscriber } from '../build';
import { withCheckDigit } from '../npis';
import { folder, registryCsv, run } from './run';

const columns = 'npi,medicaid_id,provider_type,taxonomy,effective_date,end_date,name,tax_id';
const old = `${columns}
1000000004,7100000010,64,207Q00000X,,,ASHBY,610000000
1234567893,7100000001,64,207Q00000X,2020-01-01,,RIVER CITY CLINIC,610000000
1234567893,7100000002,65,207R00000X,2020-01-01,,RIVER CITY CLINIC,610000000
1558598797,7100000030,31,261QF0400X,,,CEDAR,610000000
1558598797,7100000031,03,251S00000X,,,CEDAR,610000000
2000000002,7100000040,12,314000000X,,,"=HYPERLINK(""x"")",610000000
`;
const now = `${columns}
1000000004,7100000010,64,207Q00000X,,,ASHBY,610000000
1000000004,7100000011,78,363L00000X,6/15/2026,,ASHBY,610000000
1234567893,7100000001,64,207Q00000X,2020-01-01,,RIVER CITY CLINIC,610000000
1234567893,7100000002,65,207R00000X,2020-01-01,2026-06-30,RIVER CITY CLINIC,610000000
1558598797,7100000030,31,261QF0400X,,,CEDAR,610000000
1558598797,7100000031,03,251S00000X,,2026-12-31,CEDAR,610000000
`;
const diffOf = (old: string, now: string, on = '2026-07-01') => ['registry', 'diff', old, now, '--on', on];
const diff = diffOf('old.csv', 'new.csv');
const both = () => folder({ 'old.csv': old, 'new.csv': now });

describe.concurrent('registry diff', () => {
  it('tells staff whose claims change, since when, and what to write', async () => {
    const ran = await run(diff, { cwd: both() });
    expect(ran).toMatchObject({ code: 1, err: '' });
    const text = ran.out.replace(/\s+/g, ' ');
    expect(text).toContain('old.csv -> new.csv');
    expect(text).toContain('For claims served on 2026-07-01');
    expect(text).toContain('Claims of NPI 1000000004 served from 2026-06-15 on need PRV.');
    expect(text).toContain('PRV*BI*PXC*363L00000X~ for Medicaid ID 7100000011');
    expect(text).toContain('Claims of NPI 1234567893 served from 2026-07-01 on do not need PRV.');
    expect(text).toContain('Ahead from 2027-01-01: not required');
    expect(text).toContain('NPI 2000000002 (=HYPERLINK("x"))');
    expect(text).toContain('gone from the registry');
    expect(ran.out).not.toContain('610000000');
  });

  it('the same in JSON, one NPI a line', async () => {
    const { out } = await run([...diff, '--format', 'json'], { cwd: both() });
    const document = JSON.parse(out);
    expect(document).toMatchObject({
      type: 'registry-diff',
      schema: 1,
      old: 'old.csv',
      new: 'new.csv',
      on: '2026-07-01',
      until: '2027-07-01',
      require: 'either',
      counts: {
        oldNpis: 4,
        newNpis: 3,
        changed: 4,
        nowRequired: 1,
        noLongerRequired: 1,
        noLongerEnrolled: 1,
        upcoming: 1,
      },
    });
    const verdicts = document.npis.map(({ npi, verdict }: { npi: string; verdict: string }) => [
      npi,
      verdict,
    ]);
    expect(verdicts).toEqual([
      ['1000000004', 'now-required'],
      ['1234567893', 'no-longer-required'],
      ['1558598797', null],
      ['2000000002', 'no-longer-enrolled'],
    ]);
    expect(out.split('\n')).toHaveLength(1 + 4 + 3);
    expect(out).not.toContain('610000000');
  });

  it('the same in CSV, one change a row, safe in a spreadsheet', async () => {
    const cwd = both();
    const ran = await run([...diff, '--format', 'csv:d.csv', '--format', 'text'], { cwd });
    expect(ran).toMatchObject({ code: 1, err: 'note: wrote d.csv\n' });
    const lines = readFileSync(join(cwd, 'd.csv'), 'utf8').split('\r\n');
    expect(lines[0]).toBe(
      '\ufeffnpi,name,date,change,medicaid_id,provider_type,taxonomy,before,after,what_to_do',
    );
    expect(lines).toContain(
      '1000000004,ASHBY,2026-07-01,taxonomy-added,7100000011,,363L00000X,,since 2026-06-15,',
    );
    expect(lines).toContainEqual(expect.stringMatching(/^1558598797,CEDAR,2027-01-01,upcoming,/));
    expect(lines).toContainEqual(expect.stringMatching(/^2000000002,"'=HYPERLINK/));
  });

  it('is the same from compiled registries', async () => {
    const cwd = both();
    await run(['registry', 'compile', 'new.csv', '-o', 'new.prvx'], { cwd });
    const compiled = await run([...diffOf('old.csv', 'new.prvx'), '--format', 'json'], { cwd });
    const { out } = await run([...diff, '--format', 'json'], { cwd });
    expect(compiled.code).toBe(1);
    expect(compiled.out.replace('new.prvx', 'new.csv')).toBe(out);
  });

  it('nothing changes from a registry to itself, whatever is ahead: exit code 0', async () => {
    const ran = await run(diffOf('new.csv', 'new.csv'), { cwd: both() });
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('Nothing changes between them.');
    expect(ran.out).toContain('Ahead    from 2027-01-01');
  });

  it('without --on it is of today, and says so', async () => {
    const day = (time: Date) =>
      [time.getFullYear(), time.getMonth() + 1, time.getDate()]
        .map((part) => String(part).padStart(2, '0'))
        .join('-');
    const before = day(new Date());
    const { out } = await run([...diff.slice(0, 4), '--format', 'json'], { cwd: both() });
    expect([before, day(new Date())]).toContain(JSON.parse(out).on);
  });

  it('says of every NPI what check says under each registry', async () => {
    const cwd = both();
    const npis = ['1000000004', '1234567893', '1558598797', '2000000002'];
    const loops = npis.flatMap((id) => [...billing({ id }), ...subscriber(), ...claim({ date: '20260701' })]);
    const x12 = interchange({ body: [...header, ...loops] }).join('~\n');
    const missing = async (file: string) => {
      const registry = await loadRegistry(join(cwd, file));
      const { findings } = checkBytes(new TextEncoder().encode(`${x12}~`), { registry });
      return findings.flatMap((finding) =>
        finding.rule === 'taxonomy-missing' && finding.loop !== null ? finding.billing.npi : [],
      );
    };
    const { out } = await run([...diff, '--format', 'json'], { cwd });
    const required = (side: 'before' | 'after') =>
      JSON.parse(out).npis.flatMap((each: Record<string, { required: boolean }> & { npi: string }) =>
        each[side]!.required ? each.npi : [],
      );
    expect(required('before')).toEqual(await missing('old.csv'));
    expect(required('after')).toEqual(await missing('new.csv'));
  });

  it('text shows some of many, and says how many more', async () => {
    const row = (i: number) => `${withCheckDigit(100_000_000 + i)},71${i},64,207Q00000X,,,,\n`;
    const many = Array.from({ length: 3000 }, (_, i) => row(i)).join('');
    const cwd = folder({ 'old.csv': old, 'new.csv': `${columns}\n${many}` });
    const text = await run(diff, { cwd });
    expect(text.out.split('\n').length).toBeLessThan(300);
    expect(text.out).toContain('and 2,980 more NPIs; use --format csv or json for all of them');
    const { out } = await run([...diff, '--format', 'json'], { cwd });
    expect(JSON.parse(out).npis).toHaveLength(3003);
  });

  it.each([
    [['registry', 'diff'], 'Name two registries. For example:'],
    [['registry', 'diff', 'old.csv'], 'Name two registries.'],
    [[...diff, 'more.csv'], 'Two registries at a time, and not more.csv too.'],
    [[...diff, '--registry', 'old.csv'], 'Unknown option --registry.'],
    [diffOf('old.csv', 'new.csv', 'June'), '--on cannot be "June": write a date'],
    [[...diff, '--require', 'bth'], 'Did you mean both?'],
    [[...diff, '--format', 'ndjson'], '--format cannot be "ndjson". Did you mean json?'],
    [[...diff, '--format', 'csv:old.csv'], 'will not write old.csv: this run reads it.'],
    [[...diff, '--format', 'csv:./new.csv'], 'will not write ./new.csv: this run reads it.'],
    [diffOf('old.csv', 'none.csv'), 'cannot read none.csv: it does not exist.'],
    [diffOf('bad.csv', 'new.csv'), 'cannot use bad.csv: The registry has 1 bad row'],
    [[...diffOf('old.csv', 'bad.csv'), '--format', 'csv:x'], 'line 4: it has no NPI'],
  ])('%j is refused, and nothing is left behind', async (args, message) => {
    const cwd = folder({ 'old.csv': old, 'new.csv': now, 'bad.csv': `${registryCsv},7100000003,64,\n` });
    const ran = await run(args, { cwd });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(message);
    expect(ran.err).not.toContain('    at ');
    expect(readdirSync(cwd).sort()).toEqual(['bad.csv', 'new.csv', 'old.csv', 'registry.csv']);
    expect(readFileSync(join(cwd, 'old.csv'), 'utf8')).toBe(old);
  });
});
