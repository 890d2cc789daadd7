import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endsInIea } from '../../../src/batch/watch/ends-in-iea';
import { Arrivals, type Sighting } from '../../../src/batch/watch/ready';
import { interchange } from '../../build';

const settle = 10_000;
const file: Sighting = { name: 'a.837', identity: '7', size: 5, changed: 1000 };

/** Looks at the folder so many seconds in; answers with what may be taken. */
function watching(endsWell: (name: string) => boolean = () => true) {
  const arrivals = new Arrivals(settle);
  const asked: string[] = [];
  const look = async (seconds: number, ...sightings: Sighting[]) => {
    const { arrivals: ready, areMoreSettling } = await arrivals.look(
      sightings,
      seconds * 1000,
      seconds * 1000,
      async (name) => {
        asked.push(name);
        return endsWell(name);
      },
    );
    return [...ready.map(({ name }) => name), ...(areMoreSettling ? ['…'] : [])];
  };
  return { look, asked };
}

describe('a file is ready', () => {
  it('when size and time were still for the settling time, counted anew after each change', async () => {
    const { look } = watching();
    expect(await look(1, file)).toEqual(['…']);
    expect(await look(10.9, file)).toEqual(['…']);
    expect(await look(10.95, { ...file, size: 6 })).toEqual(['…']);
    expect(await look(20, { ...file, size: 6, changed: 1001 })).toEqual(['…']);
    expect(await look(29.9, { ...file, size: 6, changed: 1001 })).toEqual(['…']);
    expect(await look(30, { ...file, size: 6, changed: 1001 })).toEqual(['a.837']);
  });

  it('without its end only after 60 times as long; it is looked into once', async () => {
    const { look, asked } = watching(() => false);
    expect(await look(1, file)).toEqual(['…']);
    for (const seconds of [11, 100, 600.9]) expect(await look(seconds, file)).toEqual([]);
    expect(await look(601, file)).toEqual(['a.837']);
    expect(asked).toEqual(['a.837']);
  });

  it('at once by its marker, which is no file itself', async () => {
    const { look } = watching();
    const marker = { ...file, name: 'a.837.done', identity: '8' };
    expect(await look(1, marker)).toEqual([]);
    expect(await look(1, marker, file)).toEqual(['a.837']);
  });

  it('at once when the same file had a temporary name before, if it is not smaller', async () => {
    for (const name of ['a.837.part', 'x.tmp', '.a.837.Xyz1']) {
      const { look } = watching();
      expect(await look(1, { ...file, name })).toEqual([]);
      expect(await look(9999, { ...file, name })).toEqual([]);
      expect(await look(9999, file)).toEqual(['a.837']);
      expect(await look(9999, file)).toEqual(['a.837']);
    }
    for (const other of [{ identity: '8' }, { size: 4 }]) {
      const { look } = watching();
      await look(1, { ...file, name: 'a.837.part' });
      expect(await look(2, { ...file, ...other })).toEqual(['…']);
    }
  });

  it('the oldest first', async () => {
    const { look } = watching();
    const files = ['b', 'c', 'a'].map((name, n) => ({ ...file, name, changed: n === 2 ? 900 : 1000 }));
    await look(1, ...files);
    expect(await look(11, ...files)).toEqual(['a', 'b', 'c']);
  });
});

describe('the last segment', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const body = Array.from({ length: 40 }, (_, n) => `REF*G1*${n}`);
  const text = (terminator: string) =>
    interchange({ body })
      .map((segment) => segment + terminator)
      .join('');

  it.each(['~', '~\r\n', '\n', '\r\n', "'"])(
    'is the IEA of a whole file and of no beginning of it, ended by %j',
    (end) => {
      const whole = bytes(text(end));
      const iea = text(end).lastIndexOf('IEA');
      fc.assert(
        fc.property(
          fc.nat(whole.length),
          fc.integer({ min: 110, max: 400 }),
          fc.integer({ min: 30, max: 600 }),
          (to, head, tail) => {
            const part = whole.subarray(0, to);
            const isWhole = /IEA\*\d+\*\d+[^0-9]/.test(text(end).slice(iea, to));
            const told = endsInIea(part.subarray(0, head), part.subarray(Math.max(head, to - tail)));
            if (to >= text(end).length || to < iea) expect(told).toBe(isWhole);
            // A line break that ends segments may be missing at the end of a file.
            else if (!/^[\r\n]/.test(end)) expect(told).toBe(isWhole);
          },
        ),
      );
    },
  );

  it('may be followed by white space and Ctrl-Z, and stand after interchanges with other delimiters', () => {
    const none = new Uint8Array(0);
    expect(endsInIea(bytes(`${text('~')}\r\n  \x1a`), none)).toBe(true);
    const other = text('~').replaceAll('*', '|').replaceAll('~', '!');
    expect(endsInIea(bytes(text('~')), bytes(text('~').slice(-40) + other))).toBe(true);
    expect(endsInIea(bytes(text('~') + other.slice(0, -1)), none)).toBe(false);
    for (const nothing of ['', 'IEA*1*000000001~', 'hello', '\0\0\0'])
      expect(endsInIea(bytes(nothing), none)).toBe(false);
  });
});
