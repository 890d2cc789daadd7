import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check, clean, findings, flagged, folder, records, run, warned } from './run';

describe.concurrent('config', () => {
  const text = JSON.stringify({
    registry: '../registry.csv',
    format: ['ndjson', 'csv:out.csv'],
    severity: { 'taxonomy-missing': 'warning', 'npi-unregistered': 'off' },
    'max-warnings': 5,
    payer: 'KYMEDICAID',
  });

  it('is found upward; its files are meant from its folder', async () => {
    const cwd = folder({ 'conf/prvcheck.config.json': `\uFEFF${text}`, 'conf/deep/er/a.837': flagged });
    const ran = await run(['check', 'a.837'], { cwd: join(cwd, 'conf/deep/er') });
    expect(findings(ran)).toHaveLength(2);
    expect(records(ran.out).at(-1)).toMatchObject({ findings: { error: 0, warning: 2 } });
    const path = join('..', '..', 'prvcheck.config.json');
    expect(ran).toMatchObject({ code: 0, err: expect.stringContaining(`note: settings from ${path}\n`) });
    expect(existsSync(join(cwd, 'conf/out.csv'))).toBe(true);
  });

  it('flags win, pairs by name', async () => {
    const cwd = folder({ 'conf/my.json': text, 'a.837': flagged, 'b.837': warned });
    const flags = ['--config', 'conf/my.json', '--severity', 'taxonomy-missing=error', '--format', 'ndjson'];
    const ran = await run(['check', 'a.837', 'b.837', ...flags], { cwd });
    expect(records(ran.out).at(-1)).toMatchObject({ findings: { error: 2, warning: 0 } });
    expect(ran.code).toBe(1);
    expect(existsSync(join(cwd, 'conf/out.csv'))).toBe(false);
  });

  it('a switch of the config can be taken back', async () => {
    const config = JSON.stringify({ registry: 'registry.csv', 'exit-zero': true, format: 'ndjson' });
    const cwd = folder({ 'prvcheck.config.json': config, 'a.837': flagged });
    expect((await run(['check', 'a.837'], { cwd })).code).toBe(0);
    expect((await run(['check', 'a.837', '--no-exit-zero'], { cwd })).code).toBe(1);
  });

  it.each([
    ['missing', undefined, 'cannot read c.json: it does not exist.'],
    ['not JSON', '{"registry":', 'c.json is not valid JSON'],
    ['no object', '[]', 'c.json must hold one JSON object'],
    ['an unknown key', '{"registy":"x"}', 'unknown setting "registy". Did you mean registry?'],
    ['a key in camel case', '{"maxWarnings":1}', 'unknown setting "maxWarnings". Did you mean max-warnings?'],
    ['a switch that is a text', '{"match":"yes"}', '"match" must be true or false.'],
    ['a text that is a list', '{"registry":["x"]}', '"registry" must be a text.'],
    ['pairs that are none', '{"severity":true}', '"severity" must be an object of texts'],
    [
      'an unknown level',
      '{"severity":{"npi-invalid":"wran"}}',
      'The severity of npi-invalid cannot be "wran".',
    ],
  ])('%s: tells so and exits 2', async (_, content, message) => {
    const cwd = folder({ 'a.837': clean, ...(content === undefined ? {} : { 'c.json': content }) });
    const ran = await run([...check, 'a.837', '--config', 'c.json'], { cwd });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(message);
  });
});
