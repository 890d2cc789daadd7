import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AcknowledgeOptions, acknowledge, checkBytes, type Finding } from '../../src/index';
import {
  billing,
  bytesOf,
  claim,
  header,
  interchange,
  simpleFile,
  subscriber,
  twoEnrollments,
} from '../build';
import { file, policy } from '../oracle/generate';
import { runs } from '../runs';
import { answersAndLeftOut } from './answer';

const formats = ['277ca', '999', 'ta1'] as const;
const registry = twoEnrollments;

type Options = Partial<AcknowledgeOptions>;

async function acknowledged(source: Parameters<typeof acknowledge>[0], options: Options = {}) {
  const texts = new Map<string, string>(formats.map((format) => [format, '']));
  const run = acknowledge(source, { registry, formats, ...options });
  for await (const { format, text } of run) texts.set(format, texts.get(format) + text);
  const { summary, claimsLeftOut } = run;
  return { texts: [...texts.values()], summary, claimsLeftOut };
}

async function* chunksOf(bytes: Uint8Array, sizes: readonly number[]) {
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const size = sizes[n % sizes.length]!;
    yield bytes.slice(at, at + size);
    at += size;
  }
}

describe('acknowledge', () => {
  it('gives what acknowledgements are made of, whatever the file, and however it comes', async () => {
    let leftOut = 0;
    await fc.assert(
      fc.asyncProperty(
        file(),
        policy(),
        fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 5 }),
        async (bytes, settings, sizes) => {
          const { summary, ...answers } = await acknowledged(chunksOf(bytes, sizes), { policy: settings });
          expect(answers).toEqual(answersAndLeftOut([bytes], formats, { policy: settings }));
          expect(summary).toEqual(checkBytes(bytes, { registry, policy: settings }).summary);
          leftOut += answers.claimsLeftOut;
        },
      ),
      { numRuns: runs(100) },
    );
    expect(leftOut).toBeGreaterThan(0);
  });

  it('takes sender, receiver, date and number, and gives findings', async () => {
    const options = { sender: 'HUB1', receiver: 'CLINIC7', date: '2026-09-15', control: 12 } as const;
    const findings: Finding[] = [];
    const finding = (one: Finding) => void findings.push(one);
    const { texts } = await acknowledged(bytesOf(simpleFile()), { ...options, finding, file: 'a.837' });
    const asked = { options: { ...options, date: 20260915 } };
    expect(texts).toEqual(answersAndLeftOut([bytesOf(simpleFile())], formats, asked).texts);
    expect(findings).toMatchObject([{ rule: 'taxonomy-missing', file: 'a.837' }]);
  });

  it('emits a 277CA once its interchange is over, which may reject it, and no claim that it rejects', async () => {
    const whole = interchange({ body: [...header, ...billing(), ...subscriber(), ...claim({ id: 'PCN1' })] });
    const rejected = whole.map((segment) => segment.replace('IEA*1*000000905', 'IEA*1*000000999'));
    const { texts, claimsLeftOut } = await acknowledged(bytesOf([...rejected, ...whole]));
    expect(texts[0]!.match(/TRN\*2\*PCN1/g)).toHaveLength(1);
    expect(claimsLeftOut).toBe(1);
  });

  it('throws what the source throws, and the reason of the signal; closes the source when it is left', async () => {
    const failing = async function* () {
      yield bytesOf(simpleFile()).subarray(0, 200);
      throw new Error('the disk is gone');
    };
    await expect(acknowledged(failing())).rejects.toThrow('the disk is gone');
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(acknowledged(bytesOf(simpleFile()), { signal })).rejects.toThrow('enough');
    let isClosed = false;
    const endless = async function* () {
      try {
        for (;;) yield bytesOf(simpleFile());
      } finally {
        isClosed = true;
      }
    };
    for await (const _ of acknowledge(endless(), { registry, formats })) break;
    expect(isClosed).toBe(true);
  });

  it('refuses options that are none, and to be iterated twice', async () => {
    const refused = (options: object) => () =>
      acknowledge('', { registry, formats, ...options } as AcknowledgeOptions);
    expect(refused({ formats: ['835'] })).toThrow(
      'options.formats[0] is "835" and must be one of 277ca, 999, ta1',
    );
    expect(refused({ formats: undefined })).toThrow('options.formats is undefined and must be an array');
    expect(refused({ sender: 'A*B' })).toThrow(
      'options.sender is "A*B" and must be 2 to 15 letters or digits',
    );
    expect(refused({ date: '2026-02-30' })).toThrow('options.date is "2026-02-30" and must be a day');
    expect(refused({ control: 0 })).toThrow(
      'options.control is 0 and must be a number of one to nine digits',
    );
    expect(refused({ polcy: {} })).toThrow('did you mean policy?');
    const run = acknowledge('', { registry, formats });
    for await (const _ of run);
    expect(() => run[Symbol.asyncIterator]()).toThrow('call acknowledge again');
  });
});
