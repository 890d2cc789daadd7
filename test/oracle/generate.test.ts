import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import type { RuleId } from '../../src/finding';
import { defaultPolicy } from '../../src/rules/policy';
import { runs } from '../runs';
import { assemble } from './assemble';
import { cleanModel } from './dirt';
import { cleanFile, file, PLANTED, policy, registryRows, ruleIds } from './generate';
import { judgeFile, type OracleFinding, type OutcomeName } from './judge';
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
    { numRuns: runs(50) },
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
      const bare = (finding: OracleFinding) => ({ ...finding, offset: null, claimOffset: null });
      expect(verdicts.map(bare)).toEqual(plain!.findings.map(bare));
      for (const key of [
        'claims',
        'flagged',
        'undecided',
        'outOfScope',
        'chargesAtRisk',
        'segments',
      ] as const) {
        expect(dirty![key]).toBe(plain![key]);
      }
    }),
    { numRuns: runs(50) },
  );
});

/** What the bytes of some file must show of each kind of dirt; `/` stands for whatever ends a segment. */
const kinds = Object.entries({
  'a tag in lower case': '/(clm|hl|nm1|prv|dtp|n3|n4|ref|lx|hi|sbr|bht|se|gs)[*|+]',
  'a tag without separator': '/(CLMPCN|HL\\d|NM1\\d\\d|PRVBI|DTP4|REFG2|SBRP|BHT0)',
  'a line number': '/17 [A-Z]',
  'a page header': '/PAGE 2 OF 9',
  'a private value in the place of a tag': '/QUIBBLEWORTH[*|+]',
  'a private value before a tag': '/(MBRZ90551147|ZANDERFELT, WILHELMOT 19280704   )[A-Z]',
  'a private value behind a tag without separator': '/(DMGD8|N3\\d|NTEADD|PERIC)',
  'another tag': '/(DPT|PVT|CLAIM|CLMS|REX|SV9|N9|HIX)[*|+]',
  'another separator for a segment': '/(NM1[;,\\t ]\\d\\d|DTP[;,\\t ]4|PRV[;,\\t ]BI|HL[;,\\t ]\\d)',
  'another separator for a claim': '/CLM[;,\\t ]PCN[^/]*/(CL1|HI|DTP|REF|NTE|LX|SBR|NM1)[;,\\t ]',
  'another separator for a set': '/ST[;,\\t ]837',
  'another separator for a group': '/GS[;,\\t ]HC',
  'no data': '/(CLM|HL|PRV|NM1|SE)[*|+]{0,2}/',
  'an ST01 of another set': '/ST[*|+](837P|873|837 | 837|)[*|+]000',
  'an NPI in NM108': '/NM1[*|+]85([*|+][^*|+/]*){6}[*|+]1\\d{9}/',
  'two NM1*85': '/NM1[*|+]85[^/]*/N3[^/]*/N4[^/]*/NM1[*|+]85',
  'a billing loop without one': '/HL[*|+]\\d+[*|+]{2}20[*|+]1/(PRV[^/]*/)?N3',
  'one under HL 22': '/NM1[*|+]IL[^/]*/N3[^/]*/N4[^/]*/DMG[^/]*/PER[^/]*/NM1[*|+]85',
  'two PRVs before it': '/PRV[^/]*/PRV[^/]*/NM1[*|+]85',
  'two PRVs after it': '/NM1[*|+]85[^/]*/(N[34][^/]*/)*PRV([^/]*/[^PH])*[^/]*/PRV',
  'a date that is none': '/DTP[*|+]472[*|+](D6|DT|RDT|d8)',
  'a date of nothing': '/DTP[*|+]+D8',
  'ISB or ISE': '/IS[BE][*|+]1/',
  'a provider after an SVD': '/SVD[^/]*/NM1[*|+](82|71)',
  'a provider of another payer':
    '/SBR[^/]*/OI[^/]*/NM1[^/]*/NM1[^/]*/DTP[^/]*/(NM1[*|+]85[^/]*/N4[^/]*/PRV[^/]*/)?NM1[*|+](82|71)',
  'a PRV after a REF': '/NM1[*|+](82|71)[^/]*/REF[^/]*/PRV',
  'a line without a number': '/LX[*|+]?/',
  'a stray NPI of a provider': '/NM1[*|+](82|71)[*|+]1\\d{9}[*|+]',
  'a claim outside': '/CLM\\*GHOST',
}).map(([kind, pattern]) => {
  const inside = pattern.replaceAll('[^/]', "[^~'\\x1c\\r\\n]").replaceAll('+/]', "+~'\\x1c\\r\\n]");
  return [kind, new RegExp(inside.replaceAll('/', "[~'\\x1c\\r\\n][~'\\x1c \\t\\r\\n]*"))] as const;
});

const outcomes: readonly OutcomeName[] = [
  'clean',
  'warned',
  'undecided',
  'flagged',
  'out-of-scope',
  'unplaced',
];

it('reaches every rule, every outcome and every kind of dirt, and plants every private value', () => {
  const rules = new Set<RuleId>();
  const files = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<OutcomeName, number>;
  const unseen = new Map(kinds);
  let text = '';
  const samples = fc.sample(fc.tuple(file(), registryRows(), policy()), { numRuns: 600, seed: 837 });
  for (const [bytes, rows, settings] of samples) {
    const { findings, verdicts } = judgeFile(bytes, rows, settings);
    for (const { rule } of findings) rules.add(rule);
    for (const outcome of new Set(verdicts.map((verdict) => verdict.outcome))) files[outcome]++;
    const own = latin1(bytes);
    for (const [kind, pattern] of unseen) if (pattern.test(own)) unseen.delete(kind);
    text += own;
  }
  expect([...rules].sort()).toEqual([...ruleIds].sort());
  expect([...unseen.keys()]).toEqual([]);
  expect(PLANTED.filter((value) => !value.includes('-') && !text.includes(value))).toEqual([]);
  // Shares of files with at least one such claim: about 28, 60, 62, 65, 22 and 4 in a hundred.
  for (const [outcome, least] of [
    ['clean', 80],
    ['warned', 200],
    ['undecided', 200],
    ['flagged', 200],
    ['out-of-scope', 50],
    ['unplaced', 8],
  ] as const)
    expect(files[outcome], `files with a claim that is ${outcome}`).toBeGreaterThan(least);
});

it('cuts files anywhere and the judge survives', () => {
  fc.assert(
    fc.property(cleanFile(), fc.nat(), (bytes, at) => {
      const cut = bytes.subarray(0, at % bytes.length);
      const claimsOf = (file: Uint8Array) =>
        judgeFile(file, [], defaultPolicy).verdicts.map(({ offset }) => offset);
      const left = claimsOf(cut);
      expect(left.every((offset) => offset < cut.length)).toBe(true);
      expect(claimsOf(bytes).slice(0, left.length)).toEqual(left);
    }),
    { numRuns: runs(50) },
  );
});
