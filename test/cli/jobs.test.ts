import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { billing, claim, header, subscriber } from '../build';
import { folder, registryCsv, run, start } from './run';

const MB = 1024 * 1024;
/** Several parts of a file, and enough that threads are worth their start. */
const size = 40 * MB;

const isa = (control: number) =>
  `ISA*00*          *00*          *ZZ*A              *ZZ*KYMEDICAID     *260701*1253*^*00501*${String(control).padStart(9, '0')}*0*T*:`;

/** One set of some hundred claims; every seventh of its billing loops lacks the taxonomy that its NPI needs. */
function set(control: number): string[] {
  const body = [...header];
  let hl = 0;
  for (let loop = 0; loop < 7; loop++) {
    const parent = `${++hl}`;
    body.push(...billing({ hl: parent, prv: loop === 3 ? [] : ['PRV*BI*PXC*207Q00000X'] }));
    for (let n = 0; n < 20; n++)
      body.push(...subscriber({ hl: `${++hl}`, parent }), ...claim({ id: `P${n}` }));
  }
  return [`ST*837*${control}*005010X222A1`, ...body, `SE*${body.length + 2}*${control}`];
}

const text = (segments: readonly string[]) => segments.map((segment) => `${segment}~\n`).join('');
const oneSet = text(set(1));
const sets = Math.ceil(size / oneSet.length);
const gs = (control: number) => `GS*HC*A*KYMEDICAID*20260701*1253*${control}*X*005010X222A1`;

const opened = text([isa(1), gs(1)]);
const closed = text([`GE*${sets}*1`, 'IEA*1*000000001']);
const oneGroup = opened + oneSet.repeat(sets) + closed;

/** Puts something at a byte of a text. */
const put = (whole: string, at: number, what: string) => whole.slice(0, at) + what + whole.slice(at);

const interchanges = () => {
  const one = (control: number) =>
    text([isa(control), gs(1)]) +
    oneSet.repeat(40) +
    text(['GE*40*1', `IEA*1*${String(control).padStart(9, '0')}`]);
  return Array.from({ length: Math.ceil(sets / 40) }, (_, n) => one(n + 1)).join('');
};

const files: readonly (readonly [string, () => string])[] = [
  ['one group of many sets', () => oneGroup],
  ['many interchanges', interchanges],
  ['a wrong count at the end', () => oneGroup.replace(`GE*${sets}*1`, `GE*${sets + 1}*1`)],
  ['a file that is cut off', () => oneGroup.slice(0, -200_000)],
  ['a set without its end', () => oneGroup.replace(/SE\*\d+\*1~\n(?=ST)/, '')],
  ['what looks like a set inside another', () => put(oneGroup, 8 * MB + 100, '~ST*837*9*005010X222A1~')],
  ['another interchange in the middle', () => put(oneGroup, 20 * MB, `~${text([isa(2), gs(2)])}`)],
  ['text after the end', () => `${oneGroup}and so on`],
  [
    'one set that is all of the file',
    () => opened + text(set(1).slice(0, -1)).repeat(sets) + text(['SE*1*1']) + closed,
  ],
];

describe('jobs', () => {
  it.each(files)('do not change a byte of the report: %s', async (_, make) => {
    const cwd = folder({ 'registry.csv': registryCsv });
    writeFileSync(join(cwd, 'large.837'), make(), 'latin1');
    writeFileSync(join(cwd, 'small.837'), opened + oneSet + text(['GE*1*1', 'IEA*1*000000001']), 'latin1');
    const check = [
      'check',
      'small.837',
      'large.837',
      '-',
      '--registry',
      'registry.csv',
      '--format',
      'ndjson',
    ];
    const setting = { cwd, input: opened + oneSet };
    const [one, three] = [
      await run([...check, '--jobs', '1'], setting),
      await run([...check, '--jobs', '3'], setting),
    ];
    expect(one.out.split('\n').length).toBeGreaterThan(100);
    expect(three).toEqual(one);
  });

  it('end when the reader of the report goes away', async () => {
    const cwd = folder({ 'registry.csv': registryCsv });
    writeFileSync(join(cwd, 'large.837'), oneGroup, 'latin1');
    const check = ['check', 'large.837', '--registry', 'registry.csv', '--format', 'ndjson', '--jobs', '2'];
    const child = start(check, { cwd });
    child.stdout?.once('data', () => child.stdout?.destroy());
    const [code] = await once(child, 'close');
    expect(code).toBe(2);
  });

  it('tells a number that is none', async () => {
    const ran = await run(['check', 'a.837', '--registry', 'r.csv', '--jobs', '0'], { cwd: folder() });
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('--jobs needs a whole number from 1 to 999, not "0".');
  });
});
