import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { folder, run } from './run';
import { zip } from './zip';

const fixtures = resolve(import.meta.dirname, '../../fixtures');
const expected: Record<string, string> = JSON.parse(
  readFileSync(join(fixtures, 'answers/classes.json'), 'utf8'),
);
const PATIENTS = ['SPRAT', 'HUMPTY', 'MUFFET', '0099000', 'STORYBOOK'];

/** The demo in a folder of its own. */
function demo(): string {
  const cwd = folder({});
  cpSync(join(fixtures, 'demo'), join(cwd, 'sent'), { recursive: true });
  cpSync(join(fixtures, 'answers'), join(cwd, 'received'), { recursive: true });
  return cwd;
}

const compare = [
  ...['compare', '--claims', 'sent', '--answers', 'received'],
  ...['--show-claim-ids', '--quiet'],
];
const withList = [...compare, '--registry', 'sent/registry.csv'];

describe.concurrent('compare', () => {
  it('says of each claim of the demo what came back', async () => {
    const { code, out, err } = await run([...withList, '--format', 'ndjson'], { cwd: demo() });
    expect({ code, err }).toEqual({ code: 1, err: '' });
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const totals = lines.pop();
    expect(Object.fromEntries(lines.map((row) => [row.id, row.class]))).toEqual(expected);
    expect(totals).toMatchObject({
      type: 'comparison-totals',
      claims: 29,
      answers: { '277CA': 29, '835': 14, '999': 4 },
    });
    for (const each of [...new Set(Object.values(expected))])
      expect(totals.classes[each].claims).toBe(Object.values(expected).filter((one) => one === each).length);
  });

  it('tells people what was missed, and what would have caught it', async () => {
    const { code, out } = await run(withList, { cwd: demo() });
    expect(code).toBe(1);
    const text = out.replace(/\s+/g, ' ');
    expect(text).toContain('Missed 3 $952.00');
    expect(text).toContain('"payers": [{ "id": "KYMEDICAID", "match": true }]');
    expect(text).toContain('add one with the number 7100001134');
    expect(text).toContain('WCPT-551');
    expect(text).toContain('2026-02 10 3 2 $57,319.65');
    for (const value of PATIENTS) expect(out).not.toContain(value);
  });

  it('is the same rows in each format, in files and from packed answers', async () => {
    const cwd = demo();
    const formats = ['json:a.json', 'csv:a.csv', 'html:a.html', 'brief'].flatMap((format) => [
      '--format',
      format,
    ]);
    const { out } = await run([...withList, ...formats, '--exit-zero'], { cwd });
    expect(out.split('\n')).toHaveLength(3);
    expect(out).toContain('13 claims of 29 for a taxonomy: 10 foreseen ($57,319.65), 3 missed ($952.00).');
    const read = (name: string) => readFileSync(join(cwd, name), 'utf8');
    const { rows, totals } = JSON.parse(read('a.json'));
    expect(rows).toHaveLength(29);
    expect(read('a.csv').trim().split('\r\n')).toHaveLength(30);
    expect(read('a.csv')).toContain('missed,WCPT-551,312.75,1002225138');
    expect(read('a.html')).toContain('<td>WCPT-551</td>');
    for (const name of ['a.json', 'a.csv', 'a.html'])
      for (const value of PATIENTS) expect(read(name)).not.toContain(value);

    const answers = ['statuses.277', 'remittances.835'].map((name) => ({
      name,
      data: readFileSync(join(fixtures, 'answers', name)),
    }));
    writeFileSync(join(cwd, 'all.zip'), zip(answers));
    writeFileSync(
      join(cwd, 'ack.gz'),
      gzipSync(readFileSync(join(fixtures, 'answers/acknowledgements.999'))),
    );
    const packed = ['compare', '--claims', 'sent', '--answers', 'ack.gz', '--answers', 'all.zip'];
    const again = await run([...packed, '--quiet', '--registry', 'sent/registry.csv', '--format', 'json'], {
      cwd,
    });
    const repacked = JSON.parse(again.out);
    expect(repacked.totals).toEqual(totals);
  });

  it('one folder may hold both; a claim that was never missed gives exit code 0', async () => {
    const cwd = demo();
    cpSync(join(cwd, 'received/acknowledgements.999'), join(cwd, 'sent/acknowledgements.999'));
    const { code, out, err } = await run(
      [
        'compare',
        '--claims',
        'sent',
        '--answers',
        'sent',
        '--registry',
        'sent/registry.csv',
        '--format',
        'brief',
      ],
      { cwd },
    );
    expect(code).toBe(0);
    expect(err).not.toContain('prvcheck:');
    expect(out).toContain('0 claims of 29');
  });

  it('the answers that a check writes are foreseen, each of them', async () => {
    const cwd = demo();
    const answer = ['--format', '277ca:own.277', '--ack-date', '2026-02-18'];
    await run(['check', 'sent', '--registry', 'sent/registry.csv', ...answer], { cwd });
    const own = ['--answers', 'own.277'];
    const list = ['--registry', 'sent/registry.csv', '--format', 'json', '--quiet'];
    const { code, out } = await run(['compare', '--claims', 'sent', ...own, ...list], { cwd });
    expect(code).toBe(0);
    const { classes, matches } = JSON.parse(out).totals;
    // A 999 would reject the two sets with a misplaced or malformed PRV, so their claims are not in it.
    const counts = ['foreseen', 'agreed-clean', 'unanswered'].map((each) => classes[each].claims);
    expect(counts).toEqual([2, 8, 19]);
    expect([matches['no-claim'], matches['other-claim']]).toEqual([0, 0]);
  });

  it('without a list only what is wrong in the claims is known', async () => {
    const cwd = demo();
    const { code, out } = await run([...compare, '--format', 'json'], { cwd });
    expect(code).toBe(1);
    const { classes } = JSON.parse(out).totals;
    expect([classes.foreseen.claims, classes['agreed-clean'].claims]).toEqual([0, 0]);
    const always = JSON.parse(
      (await run([...compare, '--require', 'always', '--format', 'json'], { cwd })).out,
    );
    expect(always.totals.classes.foreseen.claims).toBe(11);
    expect((await run(compare, { cwd })).out).toContain('Without a list of enrollments');
  });

  it('hides the numbers of patients and claims unless it is told to show them', async () => {
    const usual = withList.filter((arg) => arg !== '--show-claim-ids');
    const { out } = await run([...usual, '--format', 'ndjson'], { cwd: demo() });
    for (const id of [...Object.keys(expected), '22604']) expect(out).not.toContain(id);
    expect(out).toContain('"id":"#1"');
  });

  it('takes settings from a config file, but for its outputs', async () => {
    const cwd = demo();
    const payers = [{ id: 'KYMEDICAID', match: true }];
    const config = { registry: 'sent/registry.csv', payers, format: ['sarif:x.sarif'], out: 'out' };
    writeFileSync(join(cwd, 'prvcheck.config.json'), JSON.stringify(config));
    const { out } = await run([...compare, '--format', 'json'], { cwd });
    const { classes } = JSON.parse(out).totals;
    expect([classes.missed.claims, classes.foreseen.claims]).toEqual([1, 12]);
    expect(existsSync(join(cwd, 'out'))).toBe(false);
  });

  it('a file of answers that is cut off: the report is written, and the exit code 2', async () => {
    const cwd = demo();
    const path = join(cwd, 'received/remittances.835');
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, -300));
    const { code, out, err } = await run(withList, { cwd });
    expect(code).toBe(2);
    expect(err).toContain('received/remittances.835: The file ends inside an interchange');
    expect(out).toContain('What the payer answered');
  });

  it.each([
    [['compare'], 'Name the claims and the answers.'],
    [['compare', '--claims', 'sent'], 'Name the claims and the answers.'],
    [[...compare, 'more.837'], 'Say whether more.837 holds claims or answers'],
    [
      ['compare', '--claims', 'sent', '--answers', 'sent/dental.837'],
      'has no answers to claims, but transaction sets 837',
    ],
    [['compare', '--claims', 'received/remittances.835', '--answers', 'received'], 'no claims were read'],
    [[...withList, '--format', 'sarif'], '--format cannot be "sarif"'],
    [[...withList, '--format', 'csv:received/remittances.835'], 'this run reads it'],
    [['compare', '--claims', 'none', '--answers', 'received'], 'cannot read none'],
  ])('%j is refused', async (args, message) => {
    const { code, err } = await run(args, { cwd: demo() });
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).not.toContain('    at ');
  });
});

it('explains the code of a rejection', async () => {
  const { code, out } = await run(['explain', '277CA:A6:145:85'], { cwd: demo() });
  expect(code).toBe(0);
  expect(out.replace(/\s+/g, ' ')).toContain('Billing provider taxonomy: CMS-1500 box 33b with qualifier ZZ');
});
