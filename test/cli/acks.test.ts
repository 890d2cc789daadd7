import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check, clean, findings, flagged, folder, registryCsv, run, start, x12 } from './run';

const bare = ['check', '--registry', 'registry.csv'];
const readable = process.platform !== 'win32';

function mode(path: string): number {
  return statSync(path).mode & 0o777;
}

describe.concurrent('acknowledgements', () => {
  it('are written beside reports in one run, the same bytes each time', async () => {
    const cwd = folder({ 'a.837': flagged, 'b.837': clean });
    const formats = ['--format', '277ca:out.277', '--format', '999:out.999', '--format', 'ta1:out.ta1'];
    const ran = await run([...check, 'a.837', 'b.837', ...formats], { cwd });
    expect(ran.code).toBe(1);
    expect(findings(ran)).toHaveLength(2);
    expect(ran.err).toBe('note: wrote out.277\nnote: wrote out.999\nnote: wrote out.ta1\n');
    const read = () => ['277', '999', 'ta1'].map((name) => readFileSync(join(cwd, `out.${name}`), 'latin1'));
    const [claims, groups, interchanges] = read();
    expect(claims!.match(/TRN\*2\*PCN\d/g)).toEqual(['TRN*2*PCN1', 'TRN*2*PCN2', 'TRN*2*PCN3']);
    expect(claims!.match(/STC\*A\d:\d+:85/g)).toEqual(['STC*A6:145:85', 'STC*A6:145:85']);
    expect(claims).toContain('NM1*QC*1*DOE*JANE****MI*0012345678~');
    expect(groups!.match(/AK9[^~]*/g)).toEqual(['AK9*A*1*1*1', 'AK9*A*1*1*1']);
    expect(interchanges!.match(/TA1[^~]*/g)).toHaveLength(2);
    expect(groups! + interchanges).not.toMatch(/DOE|JANE|0012345678/);
    const before = read();
    await run([...check, 'a.837', 'b.837', ...formats, '--jobs', '2'], { cwd });
    expect(read()).toEqual(before);
  });

  it.skipIf(!readable)(
    'that name patients are for their owner alone, whatever stood in their place',
    async () => {
      const cwd = folder({ 'a.837': flagged });
      writeFileSync(join(cwd, 'wide.277'), 'old', { mode: 0o666 });
      chmodSync(join(cwd, 'wide.277'), 0o666);
      symlinkSync('wide.277', join(cwd, 'link.277'));
      await run([...bare, 'a.837', '--format', '277ca:link.277', '--format', '999:out.999'], { cwd });
      expect(readFileSync(join(cwd, 'wide.277'), 'latin1')).toContain('NM1*QC*1*DOE*JANE');
      expect(mode(join(cwd, 'wide.277'))).toBe(0o600);
      await run([...bare, 'a.837', '--format', '277ca:new.277'], { cwd });
      expect(mode(join(cwd, 'new.277'))).toBe(0o600);
      expect(mode(join(cwd, 'out.999'))).toBe(0o600);
      expect(readdirSync(cwd).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    },
  );

  it.each([
    [
      ['--format', '277ca'],
      'A 277CA names patients, so it goes to a file that only you can read: --format 277ca:FILE',
    ],
    [['--format', '999', '--format', 'ta1'], 'Only one --format can go to the screen.'],
    [['--format', '277'], '--format cannot be "277".'],
    [['--ack-date', '2026-01-01'], '--ack-date needs an acknowledgement: --format 277ca:FILE, 999 or ta1.'],
    [
      ['--format', '999', '--ack-date', '2026-02-30'],
      '--ack-date cannot be "2026-02-30": write a date as 2026-01-31',
    ],
    [['--format', '999', '--ack-sender', 'A'], '--ack-sender needs 2 to 15 letters or digits, not "A".'],
    [
      ['--format', '999', '--ack-receiver', 'AB~CD'],
      '--ack-receiver needs 2 to 15 letters or digits, not "AB~CD".',
    ],
    [
      ['--format', '999', '--ack-control', '0'],
      '--ack-control needs a number of one to nine digits, not "0".',
    ],
    [['--format', '999', '--out', 'results'], '--out writes its own files: leave out --format, or --out.'],
  ])('refuses %s', async (args, words) => {
    const cwd = folder({ 'a.837': flagged });
    const ran = await run([...bare, 'a.837', ...args], { cwd });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(words);
  });

  it.skipIf(!readable)('that name patients go to no device and to no pipe', async () => {
    const cwd = folder({ 'a.837': flagged });
    const ran = await run([...bare, 'a.837', '--format', '277ca:/dev/null'], { cwd });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toBe(
      'prvcheck: will not write /dev/null: what is private goes to a plain file, which nobody else can read.\n',
    );
  });

  it('take sender, receiver, date and control number from flags', async () => {
    const cwd = folder({ 'a.837': flagged });
    const flags = [
      '--ack-sender',
      'HUB 1',
      '--ack-receiver',
      'CLINIC',
      '--ack-date',
      '9/15/2026',
      '--ack-control',
      '42',
    ];
    const { out } = await run([...bare, 'a.837', '--format', '999', ...flags], { cwd });
    expect(out).toMatch(
      /^ISA\*00\* {10}\*00\* {10}\*ZZ\*HUB 1 {10}\*ZZ\*CLINIC {9}\*260915\*1253\*\^\*00501\*000000042\*/,
    );
    expect(out).toContain('GS*FA*HUB 1*CLINIC*20260915*1253*1*X*005010X231A1~');
  });

  it('come from the config file too', async () => {
    const config = JSON.stringify({ registry: 'registry.csv', format: ['277ca:out.277'], 'ack-control': 7 });
    const cwd = folder({
      'a.837': flagged,
      'conf/prvcheck.config.json': config,
      'conf/registry.csv': registryCsv,
    });
    const ran = await run(['check', 'a.837', '--config', 'conf/prvcheck.config.json'], { cwd });
    expect(ran.code).toBe(1);
    expect(readFileSync(join(cwd, 'conf/out.277'), 'latin1')).toContain('IEA*1*000000007~');
  });

  it('end quietly where nobody reads on, and the file beside is whole', async () => {
    const cwd = folder({ 'a.837': flagged });
    const others = ['--format', '277ca:out.277', '--format', 'ta1:out.ta1'];
    const child = start([...bare, 'a.837', '--format', '999', ...others], { cwd });
    let err = '';
    child.stderr?.on('data', (text) => {
      err += text;
    });
    child.stdout?.destroy();
    const [code] = await once(child, 'close');
    expect({ code, err }).toEqual({ code: 2, err: '' });
    expect(readFileSync(join(cwd, 'out.277'), 'latin1')).toMatch(/IEA\*1\*000000905~\n$/);
  });

  it('leave nothing behind where the place cannot be written, and where a file cannot be read', async () => {
    const cwd = folder({ 'a.837': flagged });
    const nowhere = await run([...bare, 'a.837', '--format', '277ca:none/out.277'], { cwd });
    expect(nowhere).toMatchObject({ code: 2, out: '' });
    expect(nowhere.err).toContain('cannot write none/out.277: its folder does not exist.');
    const unread = await run([...bare, 'no.837', '--format', '277ca:out.277'], { cwd });
    expect(unread.code).toBe(2);
    expect(existsSync(join(cwd, 'out.277'))).toBe(false);
  });

  it('leave a file that is cut off to the 999 and the TA1, and say how many claims that are', async () => {
    const cwd = folder({ 'a.837': flagged.slice(0, flagged.indexOf('CLM*PCN2') + 12), 'b.837': clean });
    const others = ['--format', '277ca:out.277', '--format', 'ta1:out.ta1'];
    const ran = await run([...bare, 'a.837', 'b.837', '--format', '999', ...others], { cwd });
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('IK5*R*2~\nAK9*R*1*1*0*3~');
    expect(readFileSync(join(cwd, 'out.277'), 'latin1').match(/TRN\*2\*PCN\d/g)).toEqual(['TRN*2*PCN3']);
    expect(ran.err).toBe(
      'note: wrote out.277\nnote: wrote out.ta1\nnote: not in the 277CA: 1 claim, whose set, group or interchange the 999 or TA1 rejects\n',
    );
  });

  it.each([
    [['277ca:out.277'], '--format 999:FILE --format ta1:FILE'],
    [['277ca:out.277', '999:out.999'], '--format ta1:FILE'],
    [['277ca:out.277', 'ta1:out.ta1'], '--format 999:FILE'],
  ])(
    'warn where only %j is asked for, and of claims that nothing answers however quiet',
    async (formats, missing) => {
      const wrong = clean.replace('IEA*1*000000905', 'IEA*1*000000102');
      const cwd = folder({ 'good.837': clean, 'wrong.837': wrong });
      const asked = formats.flatMap((format) => ['--format', format]);
      const wrote = formats.map((format) => `note: wrote ${format.split(':')[1]}\n`).join('');
      const words = 'whose set, group or interchange is rejected as a whole';
      const note = `note: a 277CA leaves out claims ${words}; to answer every claim, add ${missing}\n`;
      expect((await run([...bare, 'good.837', ...asked], { cwd })).err).toBe(note + wrote);
      const problem = `prvcheck: not in the 277CA: 1 claim, ${words}. To answer every claim, add ${missing}.\n`;
      const ran = await run([...bare, 'wrong.837', ...asked, '--quiet'], { cwd });
      expect(ran).toMatchObject({ code: 1, err: problem });
      expect(readFileSync(join(cwd, 'out.277'), 'latin1')).toBe('');
    },
  );

  it('take back what is written already, of interchanges larger than what is held', async () => {
    const set = (id: string) => clean.split('\n').slice(2, -3).join('\n').replace('PCN3', id);
    const file = (control: string, count: number, ge02: string, iea02: string) => {
      const [isa, gs] = clean.split('\n') as [string, string];
      const sets = Array.from({ length: count }, (_, n) => set(`C${control}N${n}`));
      const lines = [
        isa.replace('000000905', control),
        gs,
        ...sets,
        `GE*${count}*${ge02}~`,
        `IEA*1*${iea02}~`,
      ];
      return `${lines.join('\n')}\n`;
    };
    const many = 3000;
    const good = [file('000000002', 5, '1', '000000002'), file('000000005', many, '1', '000000005')];
    const cwd = folder({
      'good.837': good.join(''),
      'all.837': [
        file('000000001', many, '1', '000000009'),
        good[0],
        file('000000003', many, '2', '000000003'),
        file('000000004', 2, '1', '000000009'),
        // One set, whose answer is written in one piece.
        x12(
          Array.from({ length: 10_000 }, (_, n) => `LARGE${n}`),
          { prv: '207Q00000X' },
        ).replace('GE*1*1', 'GE*1*9'),
        good[1],
        file('000000006', many, '1', '000000009'),
      ].join(''),
    });
    const asked = (name: string) =>
      ['277ca', '999', 'ta1'].flatMap((one) => ['--format', `${one}:${name}.${one}`]);
    await run([...bare, 'good.837', ...asked('good')], { cwd });
    const ran = await run([...bare, 'all.837', ...asked('all')], { cwd });
    expect(ran.err).toContain('not in the 277CA: 19,002 claims, whose set');
    const [expected, answer] = ['good', 'all'].map((name) =>
      readFileSync(join(cwd, `${name}.277ca`), 'latin1'),
    );
    expect(expected!.length).toBeGreaterThan(1_500_000);
    expect(answer === expected).toBe(true);
  });
});
