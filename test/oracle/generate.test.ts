import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import type { RuleId } from '../../src/finding';
import { defaultPolicy } from '../../src/rules/policy';
import { assemble } from './assemble';
import { cleanModel } from './dirt';
import { cleanFile, file, PLANTED, policy, registryRows, ruleIds } from './generate';
import { judgeFile, type OracleFinding } from './judge';
import type { FileModel, Interchange } from './model';
import { latin1 } from './read';

vi.setConfig({ testTimeout: 60_000 });

const isEnvelope = ({ rule }: OracleFinding) => rule.startsWith('x12-');

it('writes clean files in which the judge finds nothing but claims', () => {
  fc.assert(
    fc.property(cleanModel, (model) => {
      const result = judgeFile(assemble(model), [], defaultPolicy);
      const sets = model.interchanges.flatMap(({ groups }) => groups.flatMap((group) => group.sets));
      const claimSets = sets.filter((set) => set.is === 'claims');
      const subscribers = claimSets.flatMap((set) => set.loops.flatMap((loop) => loop.subscribers));
      const claims = subscribers.flatMap(({ claims, patients }) => [
        ...claims,
        ...patients.flatMap((one) => one.claims),
      ]);
      expect(result.findings.filter(isEnvelope)).toEqual([]);
      expect(result.interchanges).toBe(model.interchanges.length);
      expect(result.transactions).toBe(claimSets.length);
      expect(result.claims).toBe(claims.length);
    }),
    { numRuns: 50 },
  );
});

/** The same claims, cut into lines, with prose between the interchanges and a byte order mark before them. */
function disguised(model: FileModel): FileModel {
  const wrapped = (interchange: Interchange): Interchange => ({
    ...interchange,
    delimiters: { ...interchange.delimiters, terminator: '~' },
    dirt: {
      ...interchange.dirt,
      lineEnds: [''],
      empties: 3,
      wrap: { columns: 60, newline: '\r\n', from: 59 },
    },
  });
  const between = ['\xef\xbb\xbf', ...model.interchanges.map(() => 'ISAAC*00*\n\0')];
  return { ...model, between, interchanges: model.interchanges.map(wrapped) };
}

it('changes no verdict by what happens to the bytes between and inside segments', () => {
  fc.assert(
    fc.property(cleanModel, registryRows(), policy(), (model, rows, settings) => {
      const [plain, dirty] = [model, disguised(model)].map((one) => judgeFile(assemble(one), rows, settings));
      const verdicts = dirty!.findings.filter((finding) => finding.rule !== 'x12-unexpected-data');
      const bare = (finding: OracleFinding) => ({ ...finding, claimOffset: null });
      expect(verdicts.map(bare)).toEqual(plain!.findings.map(bare));
      for (const key of ['claims', 'flagged', 'outOfScope', 'chargesAtRisk', 'segments'] as const) {
        expect(dirty![key]).toBe(plain![key]);
      }
    }),
    { numRuns: 50 },
  );
});

it('reaches every rule and plants every private value', () => {
  const rules = new Set<RuleId>();
  let text = '';
  const runs = fc.sample(fc.tuple(file(), registryRows(), policy()), { numRuns: 400, seed: 837 });
  for (const [bytes, rows, settings] of runs) {
    for (const { rule } of judgeFile(bytes, rows, settings).findings) rules.add(rule);
    text += latin1(bytes);
  }
  expect([...rules].sort()).toEqual([...ruleIds].sort());
  expect(PLANTED.filter((value) => !value.includes('-') && !text.includes(value))).toEqual([]);
});

it('cuts files anywhere and the judge survives', () => {
  fc.assert(
    fc.property(cleanFile(), fc.nat(), (bytes, at) => {
      const cut = bytes.subarray(0, at % bytes.length);
      const { claimOffsets } = judgeFile(cut, [], defaultPolicy);
      expect(claimOffsets.every((offset) => offset < cut.length)).toBe(true);
      expect(judgeFile(bytes, [], defaultPolicy).claimOffsets.slice(0, claimOffsets.length)).toEqual(
        claimOffsets,
      );
    }),
    { numRuns: 50 },
  );
});
