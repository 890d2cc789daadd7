import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clean, flagged, folder, run, warned } from './run';
import { zip } from './zip';

const check = ['check', '--registry', 'registry.csv', '--format', 'sarif', '--format', 'junit:junit.xml'];

describe.concurrent('reports for pipelines', () => {
  it('speak of every file, and are the same bytes each time', async () => {
    const archive = zip([{ name: 'week 1/c.837', data: flagged }]);
    const cwd = folder({
      'a b.837': flagged,
      'clean.837': clean,
      'warned.837': warned,
      'march.zip': archive,
    });
    const paths = ['./a b.837', 'clean.837', 'warned.837', 'march.zip'];
    const { code, out, err } = await run([...check, ...paths], { cwd });
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('wrote junit.xml') });
    const { results } = JSON.parse(out).runs[0];
    expect(
      results.map((result: { ruleId: string; locations: [Place] }) => [
        result.ruleId,
        result.locations[0].physicalLocation.artifactLocation.uri,
      ]),
    ).toEqual([
      ['taxonomy-missing', 'a%20b.837'],
      ['taxonomy-missing', 'a%20b.837'],
      ['npi-unregistered', 'warned.837'],
      ['taxonomy-missing', 'march.zip!/week%201/c.837'],
      ['taxonomy-missing', 'march.zip!/week%201/c.837'],
    ]);
    const xml = readFileSync(join(cwd, 'junit.xml'), 'utf8');
    expect(xml.match(/<testsuite .*/g)).toEqual([
      '<testsuite name="./a b.837" tests="2" failures="1" errors="0" skipped="0">',
      '<testsuite name="clean.837" tests="1" failures="0" errors="0" skipped="0">',
      '<testsuite name="warned.837" tests="2" failures="0" errors="0" skipped="2">',
      '<testsuite name="march.zip!/week 1/c.837" tests="2" failures="1" errors="0" skipped="0">',
    ]);
    expect(out + xml).not.toContain(cwd);
    expect((await run([...check, ...paths], { cwd })).out).toBe(out);
    expect(readFileSync(join(cwd, 'junit.xml'), 'utf8')).toBe(xml);
  });

  it('show no claim ID where --hide-claim-ids says so', async () => {
    const cwd = folder({ 'a.837': flagged });
    const { out } = await run([...check, 'a.837', '--hide-claim-ids'], { cwd });
    const shown = out + readFileSync(join(cwd, 'junit.xml'), 'utf8');
    expect(shown).not.toContain('PCN1');
    expect(shown.match(/#[12]\b/g)?.length).toBeGreaterThan(4);
  });

  it('are whole where a file cannot be read, and the exit code says so', async () => {
    const cwd = folder({ 'a.837': flagged });
    const { code, out, err } = await run([...check, 'a.837', 'none.837'], { cwd });
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('none.837') });
    expect(JSON.parse(out).runs[0].results).toHaveLength(2);
    expect(readFileSync(join(cwd, 'junit.xml'), 'utf8')).toMatch(/<\/testsuites>\n$/);
  });

  it('are found by their names', async () => {
    const { code, err } = await run(['check', 'a.837', '--registry', 'r.csv', '--format', 'sarf'], {
      cwd: folder(),
    });
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('Did you mean sarif?') });
  });
});

interface Place {
  readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
}
