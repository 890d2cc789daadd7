import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkBytes } from '../../src/index';
import { twoEnrollments } from '../build';
import { answersAndLeftOut } from './answer';
import {
  envelopeFaults,
  interchangesOf,
  setsOf,
  structureFaults277,
  structureFaults999,
  totalFaults,
} from './structure';
import { faultsOf } from './whole';

/** Public files that are not ours to ship: read where they lie beside the repo. */
const samples = resolve(import.meta.dirname, '../../../shared/samples');

function sampleFiles(): string[] {
  return readdirSync(samples, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => statSync(join(samples, file)).isFile() && file !== 'INDEX.md')
    .sort();
}

function textOf(file: string): string {
  return readFileSync(join(samples, file), 'latin1');
}

/** Acknowledgements that their own projects call good; an @ marks an early draft. */
function good(folder: RegExp): string[] {
  return sampleFiles().filter(
    (file) => folder.test(file) && /\/pass\/|-good|\.999\./.test(file) && !file.includes('@'),
  );
}

/** Faults of their own that the samples' index lists. */
const known = ['SE01 is 39 and must be 40', 'SE02 is 00002 and must be 0002', 'SE01 is 53 and must be 54'];

describe.runIf(existsSync(samples))('the structure that answers are held against', () => {
  it('is that of the public 277CAs', () => {
    const files = good(/X214-HN277/);
    expect(files.length).toBeGreaterThan(8);
    const faults = files.flatMap((file) =>
      interchangesOf(textOf(file)).flatMap((one) => [
        ...envelopeFaults(one),
        ...setsOf(one).flatMap(structureFaults277),
      ]),
    );
    expect(faults).toEqual(known);
  });

  it('so are the totals of those that go down to each claim', () => {
    const files = good(/X214-HN277\/.*[13][-.](edi|good)/);
    expect(files).toHaveLength(5);
    const sets = files.flatMap((file) => interchangesOf(textOf(file)).flatMap(setsOf));
    // Their providers have no totals of their own, which are situational.
    expect(sets.flatMap(totalFaults).filter((fault) => fault.includes('level 21'))).toEqual([]);
  });

  it('is that of the public 999s', () => {
    const files = good(/X231.*FA999|5010\.999/);
    expect(files.length).toBeGreaterThan(4);
    const faults = files.flatMap((file) =>
      interchangesOf(textOf(file)).flatMap((one) => [
        ...envelopeFaults(one),
        ...setsOf(one).flatMap(structureFaults999),
      ]),
    );
    expect([...new Set(faults)]).toEqual(['the ISA is 78 characters long']);
  });
});

describe.runIf(existsSync(samples))('public claim files', () => {
  it('are answered in full', () => {
    let claims = 0;
    for (const file of sampleFiles()) {
      const bytes = readFileSync(join(samples, file));
      for (const policy of [{}, { require: 'always' }] as const) {
        const answered = answersAndLeftOut([bytes], ['277ca', '999', 'ta1'], { policy });
        expect(faultsOf(answered, bytes, policy), file).toEqual([]);
      }
      claims += checkBytes(bytes, { registry: twoEnrollments }).summary.claims;
    }
    expect(claims).toBeGreaterThan(200);
  });
});
