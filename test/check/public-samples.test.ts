import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkBytes } from '../../src/index';
import { registryOf } from '../build';

/** Public files that are not ours to ship: checked where they lie beside the repo. */
const samples = resolve(import.meta.dirname, '../../../shared/samples');
const index = join(samples, 'INDEX.md');

interface Sample {
  readonly path: string;
  readonly interchanges: number;
  readonly loops: number;
  readonly claims: number;
}

function listed(): Sample[] {
  let folder = '';
  return readFileSync(index, 'utf8')
    .split('\n')
    .flatMap((line) => {
      folder = /^## (\S+)/.exec(line)?.[1]?.replace('/', '__') ?? folder;
      const cells = line.split(' | ');
      const counts = /^(\d+)\/\d+\/(\d+)\/(\d+)$/.exec(cells[3] ?? '');
      if (counts === null) return [];
      const [interchanges, loops, claims] = counts.slice(1).map(Number) as [number, number, number];
      return [{ path: join(samples, folder, cells[0]!.slice(2)), interchanges, loops, claims }];
    });
}

describe.runIf(existsSync(index))('public 837 files', () => {
  const registry = registryOf([{ npi: '1999999992', medicaidId: '7100000001' }]);

  it('hold the interchanges, billing loops and claims that their index counts', () => {
    const all = listed();
    expect(all.length).toBeGreaterThan(300);
    const differing = all.flatMap(({ path, ...counted }) => {
      // No NPI is registered and all need a taxonomy, so that every billing loop with a claim is spoken of.
      const { findings, summary } = checkBytes(readFileSync(path), {
        registry,
        policy: { require: 'always' },
      });
      // A loop without NM1*85 is reported as such, at its HL.
      const offsets = findings.flatMap((finding) =>
        'billing' in finding
          ? [finding.billing.position.offset]
          : finding.message.includes('names no billing provider')
            ? [finding.position.offset]
            : [],
      );
      const loops = counted.claims === 0 ? counted.loops : new Set(offsets).size;
      const ours = { interchanges: summary.interchanges, loops, claims: summary.claims };
      return JSON.stringify(ours) === JSON.stringify(counted) ? [] : [{ path, counted, ours }];
    });
    expect(differing).toEqual([]);
  });
});
