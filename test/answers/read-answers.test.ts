import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answer, readAnswers } from '../../src/index';
import { worldOf } from '../compare/worlds';
import { runs } from '../runs';
import { answerFile, answersIn, setOf } from './read';

async function all(source: Parameters<typeof readAnswers>[0], file?: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  for await (const answer of readAnswers(source, file === undefined ? {} : { file })) answers.push(answer);
  return answers;
}

const ack = answerFile('005010X231A1', [setOf('999', ['AK1*HC*1', 'AK2*837*0001', 'IK5*A', 'AK9*A*1*1*1'])]);

describe('readAnswers', () => {
  it('reads bytes, text and streams, and names the file', async () => {
    const expected = answersIn(ack);
    expect(expected).toHaveLength(2);
    expect(await all(ack, 'a')).toEqual(expected);
    expect(await all(new Blob([ack]), 'a')).toEqual(expected);
    expect((await all(new TextEncoder().encode(ack)))[0]!.file).toBeNull();
  });

  it('says what it could not read, and throws for a source only', async () => {
    expect(await all('Dear biller')).toMatchObject([{ type: 'unread', offset: 0 }]);
    expect(await all(ack.slice(0, -40))).toContainEqual(
      expect.objectContaining({ type: 'unread', message: expect.stringContaining('cut off') }),
    );
    expect(await all(ack.replaceAll('ST*999', 'ST*834').replaceAll('SE*6', 'SE*6'))).toMatchObject([
      { type: 'unread', message: 'The file has no answers to claims, but transaction sets 834.' },
    ]);
    const pending = answerFile('005010X228', [setOf('277', ['BHT*0085*08*1*20260304*0930*TH'])]);
    expect(await all(pending)).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining('A 277 of another kind (005010X228)') }),
    );
    expect(() => readAnswers(7 as never)).toThrow(TypeError);
    expect(() => readAnswers('', { name: 'x' } as never)).toThrow(TypeError);
  });

  it('says the same however the file is split', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.nat(4000), { maxLength: 20 }), (seed, cuts) => {
        for (const { bytes } of worldOf(seed).answers) {
          const file = new TextDecoder().decode(bytes);
          expect(answersIn(file, cuts)).toEqual(answersIn(file));
        }
      }),
      { numRuns: runs(60) },
    );
    const { answers } = worldOf(7);
    for (const { bytes } of answers) {
      const file = new TextDecoder().decode(bytes);
      expect(
        answersIn(
          file,
          [...file].map((_, at) => at),
        ),
      ).toEqual(answersIn(file));
    }
  });

  it('lets no value of a patient through, whatever is damaged', () => {
    const private_ = ['QUIBBLEWORTH', 'THEODOSIAN', 'MEMBER4711X', '19500407'];
    fc.assert(
      fc.property(
        fc.integer(),
        fc.nat(4000),
        fc.nat(8),
        fc.constantFrom('', '*', '~', '\n', ':'),
        (seed, at, length, put) => {
          for (const { bytes } of worldOf(seed).answers.slice(0, 2)) {
            const file = new TextDecoder().decode(bytes);
            const place = at % file.length;
            const shown = JSON.stringify(answersIn(file.slice(0, place) + put + file.slice(place + length)));
            for (const value of private_) expect(shown).not.toContain(value);
          }
        },
      ),
      { numRuns: runs(500) },
    );
  });
});
