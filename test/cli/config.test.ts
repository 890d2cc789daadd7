import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

  it('is a plain file of 1 MB at most', async () => {
    const blanks = (size: number) => JSON.stringify({ registry: 'registry.csv' }).padEnd(size);
    const cwd = folder({ 'large.json': blanks(2 ** 20), 'larger.json': blanks(2 ** 20 + 1), 'a.837': clean });
    const told = async (config: string) => await run(['check', 'a.837', '--config', config], { cwd });
    expect((await told('large.json')).code).toBe(0);
    expect(await told('larger.json')).toMatchObject({
      code: 2,
      err: expect.stringContaining('cannot use larger.json: it is larger than 1 MB.'),
    });
    if (process.platform === 'win32') return;
    expect(await told('/dev/zero')).toMatchObject({
      code: 2,
      err: expect.stringContaining('cannot use /dev/zero: it is a pipe or a device.'),
    });
  });

  it('flags win, pairs by name', async () => {
    const cwd = folder({ 'conf/my.json': text, 'a.837': flagged, 'b.837': warned });
    const flags = ['--config', 'conf/my.json', '--severity', 'taxonomy-missing=error', '--format', 'ndjson'];
    const ran = await run(['check', 'a.837', 'b.837', ...flags], { cwd });
    expect(records(ran.out).at(-1)).toMatchObject({ findings: { error: 2, warning: 0 } });
    expect(ran.code).toBe(1);
    expect(existsSync(join(cwd, 'conf/out.csv'))).toBe(false);
  });

  it('says what fails the run, undecided claims among it', async () => {
    const config = (failOn: string) =>
      JSON.stringify({ registry: 'registry.csv', format: 'ndjson', 'fail-on': failOn });
    const cwd = folder({ 'u.json': config('undecided'), 'w.json': config('info'), 'a.837': warned });
    const code = async (...flags: string[]) => (await run(['check', 'a.837', ...flags], { cwd })).code;
    expect(await code('--config', 'u.json')).toBe(1);
    expect(await code('--config', 'u.json', '--fail-on', 'error')).toBe(0);
    expect(await code('--config', 'w.json', '--severity', 'npi-unregistered=off')).toBe(0);
  });

  it('a switch of the config can be taken back', async () => {
    const config = JSON.stringify({ registry: 'registry.csv', 'exit-zero': true, format: 'ndjson' });
    const cwd = folder({ 'prvcheck.config.json': config, 'a.837': flagged });
    expect((await run(['check', 'a.837'], { cwd })).code).toBe(0);
    expect((await run(['check', 'a.837', '--no-exit-zero'], { cwd })).code).toBe(1);
  });

  it('lists payers with what is particular about them; --payer picks some of them', async () => {
    const settings = {
      comment: 'for people',
      registry: 'registry.csv',
      format: 'ndjson',
      payers: [
        { id: 'kymedicaid', name: 'The State', to: '2025-12-31', comment: 'for people' },
        { id: 'OTHER', require: 'always' },
      ],
    };
    const cwd = folder({
      'prvcheck.config.json': JSON.stringify(settings),
      'a.837': flagged,
      'b.837': warned,
    });
    const all = await run(['check', 'a.837', 'b.837'], { cwd });
    expect(all.code).toBe(1);
    expect(findings(all)).toEqual([
      'a.837 taxonomy-missing PCN1',
      'a.837 payer-inactive PCN1',
      'a.837 taxonomy-missing PCN2',
      'a.837 payer-inactive PCN2',
      'b.837 npi-unregistered PCN4',
      'b.837 payer-inactive PCN4',
    ]);
    expect(all.out).toContain('The State (kymedicaid) served Kentucky Medicaid until 2025-12-31');
    const other = await run(['check', 'a.837', '--payer', 'other'], { cwd });
    expect(records(other.out).at(-1)).toMatchObject({ claims: 2, outOfScope: 2 });
    expect(other.err).toContain('every claim is out of scope: no claim goes to payer OTHER');
    const unlisted = await run(['check', 'a.837', '--payer', 'KYMEDICAID', '--payer', 'X'], { cwd });
    expect(records(unlisted.out).at(-1)).toMatchObject({ outOfScope: 0, rules: { 'payer-inactive': 2 } });
  });

  it('shows payers that ended to people too', async () => {
    const payers = [{ id: 'KYMEDICAID', to: '2025-12-31', successor: 'The New Plan' }];
    const config = JSON.stringify({ registry: 'registry.csv', payers });
    const cwd = folder({ 'prvcheck.config.json': config, 'a.837': clean });
    const ran = await run(['check', 'a.837', '--format', 'text', '--format', 'csv:a.csv'], { cwd });
    expect(ran.code).toBe(0);
    expect(ran.out.replaceAll(/\s+/g, ' ')).toContain('Its successor is The New Plan.');
    expect(readFileSync(join(cwd, 'a.csv'), 'utf8')).toContain(',2010BB,');
  });

  it.each([
    ['patients', 'DOE,JANE,1931-02-17,0012345678\n'],
    ['claims', 'ISA*00*          *00*  ~NM1*IL*1*DOE*JANE****MI*0012345678~'],
    ['JSON of patients', '[{"name":"DOE","born":"1931-02-17"}'],
    ['an object of patients', '{"DOE, JANE":"1931-02-17"}'],
    ['a text', '"DOE, JANE 0012345678'],
  ])('of which nothing is shown where it is another file: %s', async (_, content) => {
    const npis = `npi\n${content.replace(/^\W*/, '')}`;
    const cwd = folder({ 'c.json': content, 'r.csv': content, 'n.csv': npis, 'a.837': clean });
    const given = [
      ['check', 'a.837', '--config', 'c.json', '--registry', 'registry.csv'],
      ['check', 'a.837', '--registry', 'r.csv'],
      ['check', 'a.837', '--registry', 'n.csv'],
      ['registry', 'import', 'registry.csv', '--npis', 'r.csv'],
      ['registry', 'import', 'registry.csv', '--npis', 'n.csv'],
    ];
    for (const args of given) {
      const ran = await run(args, { cwd });
      expect(ran).toMatchObject({ code: 2, out: '' });
      expect(ran.err).not.toMatch(/DOE|JANE|1931|12345678/);
    }
  });

  it.each([
    ['missing', undefined, 'cannot read c.json: it does not exist.'],
    ['not JSON', '{"registry":', 'c.json is not valid JSON: see line 1.'],
    ['a comma too many', '{\n"registry": "x",\n}\n', 'c.json is not valid JSON: see line 3.'],
    ['not closed', '{\n"registry": "x",\n"match": true', 'c.json is not valid JSON: see line 3.'],
    ['an unlike key', '{"DOE JANE 1931":1}', 'unknown setting "xxx xxxx 9999" (13 characters).'],
    ['a backslash', '{\n"registry": "C:\\Claims\\r.csv" }', 'line 2. In JSON a backslash is written twice'],
    [
      'a backslash that is more',
      '{ "registry": "C:\\new.csv" }',
      '"registry" holds a control character. In JSON a',
    ],
    [
      'a backslash in a list',
      '{ "format": ["csv:C:\\r.csv"] }',
      '"format" holds a control character. In JSON a',
    ],
    ['no object', '[]', 'c.json must hold one JSON object'],
    ['an unknown key', '{"registy":"x"}', 'unknown setting "registy". Did you mean registry?'],
    ['a key in camel case', '{"maxWarnings":1}', 'unknown setting "maxWarnings". Did you mean max-warnings?'],
    ['a switch that is a text', '{"match":"yes"}', '"match" must be true or false.'],
    ['a text that is a list', '{"registry":["x"]}', '"registry" must be a text.'],
    ['payers that are no list', '{"payers":{"id":"A"}}', '"payers" must be a list'],
    ['a payer that is a text', '{"payers":["A"]}', 'c.json: payer 1 is "A" and must be an object.'],
    [
      'a payer without id',
      '{"payers":[{"id":"A"},{"name":"B"}]}',
      'c.json: payer 2 has no id: give it an "id", or several "ids"',
    ],
    [
      'an unknown key of a payer',
      '{"payers":[{"id":"A","nme":"B"}]}',
      'payer A has an unknown key "nme": did you mean name?',
    ],
    [
      'a switch of a payer',
      '{"payers":[{"id":"A","match":"yes"}]}',
      'match of payer A is "yes" and must be true or false.',
    ],
    ['a number as a payer id', '{"payers":[{"id":14163}]}', 'id of payer 1 is 14163 and must be a string'],
    [
      'a day of a payer',
      '{"payers":[{"id":"A","to":"12/31/2019"}]}',
      'c.json: to of payer A is "12/31/2019"',
    ],
    ['a payer twice', '{"payers":[{"id":"A"},{"id":"a"}]}', 'c.json: payer a is listed twice.'],
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

describe('the example of payers', () => {
  it('is a config that works, every ID that is none marked', async () => {
    const example = readFileSync(
      join(import.meta.dirname, '../../fixtures/payers/prvcheck.config.json'),
      'utf8',
    );
    const cwd = folder({ 'prvcheck.config.json': example, 'a.837': flagged });
    const ran = await run([...check, 'a.837'], { cwd });
    expect(ran.code).toBe(1);
    expect(findings(ran)).toHaveLength(2);
    expect(JSON.parse(example).comment).toContain('An example to edit');
  });
});

describe('the examples of policies', () => {
  const examples = join(import.meta.dirname, '../../fixtures/policies');
  it.each(['kentucky-dms', 'minnesota', 'north-carolina', 'strict-mco', 'texas'])(
    '%s is a config that works, and says where it is from',
    async (name) => {
      const text = readFileSync(join(examples, `${name}.json`), 'utf8');
      const { comment, payers } = JSON.parse(text);
      expect(comment).toMatch(/^An example to edit, .* Source: /);
      // A claim to the first of its payers, without any taxonomy.
      const id = payers[0].id ?? payers[0].ids[0];
      const cwd = folder({
        'policy.json': text,
        'a.837': flagged.replaceAll('PI*KYMEDICAID', `PI*${id}`),
        'b.837': flagged.replaceAll('PI*KYMEDICAID', 'PI*ANOTHER'),
      });
      const ran = await run([...check, 'a.837', 'b.837', '--config', 'policy.json'], { cwd });
      expect(ran.code).toBe(1);
      expect(findings(ran)).toContain('a.837 taxonomy-missing PCN1');
      expect(findings(ran).filter((found) => found.startsWith('b.837'))).toEqual([]);
    },
  );

  it('are all tested', () => {
    expect(readdirSync(examples)).toHaveLength(5);
  });
});
