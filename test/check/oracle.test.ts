import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBytes, defaultPolicy } from '../../src/index';
import { twoEnrollments } from '../build';
import { saidBy, saidByJudge } from '../oracle/compare';
import { file, policy, registryRows } from '../oracle/generate';
import { judgeFile } from '../oracle/judge';
import { registryOf } from '../oracle/registry';
import { runs } from '../runs';

describe('the independent judge', () => {
  it('and prvcheck say the same of any file, dirt and all', () => {
    let leftOut = 0;
    fc.assert(
      fc.property(file(), registryRows(), policy(), (bytes, rows, settings) => {
        const plain = { ...defaultPolicy, ...settings };
        const text = new TextDecoder('latin1').decode(bytes);
        const said = saidByJudge(bytes, rows, plain);
        expect(saidBy(bytes, rows, plain), JSON.stringify(text)).toEqual(said);
        leftOut = Math.max(leftOut, said.outOfScopePayers.length);
      }),
      { numRuns: runs(300), endOnFailure: true },
    );
    expect(leftOut).toBeGreaterThan(1);
  });

  it('and prvcheck count the same claims that stand outside of any interchange', () => {
    let counted = 0;
    fc.assert(
      fc.property(file(), (bytes) => {
        const { findings } = checkBytes(bytes, { registry: twoEnrollments });
        for (const { rule, offset, claimsSeen } of judgeFile(bytes, [], defaultPolicy).findings) {
          if (claimsSeen === 0) continue;
          const ours = findings.find(
            (finding) => finding.rule === rule && finding.position.offset === offset,
          );
          expect(ours?.message).toMatch(new RegExp(`\\b${claimsSeen}\\b`));
          counted++;
        }
      }),
      { numRuns: runs(300) },
    );
    expect(counted).toBeGreaterThan(5);
  });
});

it('a registry of your own with the same rows gives the same findings', () => {
  fc.assert(
    fc.property(file(), registryRows(), policy(), (bytes, rows, settings) => {
      const registry = registryOf(rows);
      const own = { ...registry, enrollments: (npi: string) => registry.enrollments(npi) };
      const options = { policy: settings, verdicts: true, details: true };
      expect(checkBytes(bytes, { ...options, registry: own })).toEqual(
        checkBytes(bytes, { ...options, registry }),
      );
    }),
    { numRuns: runs(100), endOnFailure: true },
  );
});
