import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBytes, defaultPolicy, type Finding, type Policy, type RuleId } from '../../src/index';
import { twoEnrollments } from '../build';
import { file, policy, registryRows } from '../oracle/generate';
import { judgeFile, type OracleFinding, type RegistryRow } from '../oracle/judge';
import { registryOf } from '../oracle/registry';
import { runs } from '../runs';

/** Everything that both say of a finding: what it says, how grave it is, where to look, and of which claim. */
function keyOf(
  finding: Pick<
    OracleFinding,
    'rule' | 'severity' | 'interchange' | 'group' | 'transaction' | 'offset' | 'isCopied'
  >,
  claim: string,
): string {
  const { rule, severity, interchange, group, transaction, offset, isCopied } = finding;
  return [
    interchange,
    group,
    transaction,
    claim,
    rule,
    severity,
    `@${offset}`,
    isCopied ? 'copied' : '',
  ].join(' ');
}

function keysOf(findings: readonly Finding[]): string[] {
  return findings
    .map((finding) => {
      const claim = 'claim' in finding ? `${finding.claim.id}@${finding.claim.position.offset}` : '-';
      const isCopied = finding.hint.includes('copies it into Loop 2000A');
      return keyOf(
        { ...finding, rule: finding.rule as RuleId, offset: finding.position.offset, isCopied },
        claim,
      );
    })
    .sort();
}

const counts = [
  ...['claims', 'flagged', 'undecided', 'outOfScope', 'outOfScopePayers', 'chargesAtRisk'],
  ...['transactions', 'interchanges', 'segments'],
] as const;

function countsOf(summary: object): object {
  return Object.fromEntries(counts.map((key) => [key, (summary as Record<string, unknown>)[key]]));
}

/** What is said without verdicts, where claims may be passed over, and what comes of each claim. */
function ours(bytes: Uint8Array, rows: readonly RegistryRow[], settings: Policy) {
  const options = { registry: registryOf(rows), policy: settings };
  const { findings, summary } = checkBytes(bytes, options);
  const withVerdicts = checkBytes(bytes, { ...options, verdicts: true });
  return {
    findings: keysOf(findings),
    sameWithVerdicts: keysOf(withVerdicts.findings),
    verdicts: withVerdicts.verdicts.map(({ id, offset, outcome }) => `${id}@${offset} ${outcome}`),
    ...countsOf(summary),
  };
}

function theirs(bytes: Uint8Array, rows: readonly RegistryRow[], settings: Policy) {
  const { findings, verdicts, ...summary } = judgeFile(bytes, [...rows], settings);
  const keys = findings.map((finding) =>
    keyOf(finding, finding.claimId === null ? '-' : `${finding.claimId}@${finding.claimOffset}`),
  );
  return {
    findings: keys.sort(),
    sameWithVerdicts: keys,
    verdicts: verdicts.map(({ id, offset, outcome }) => `${id}@${offset} ${outcome}`),
    ...countsOf(summary),
    outOfScopePayers: summary.outOfScopePayers,
    chargesAtRisk: summary.chargesAtRisk.replace(/(\.\d\d\d*?)0+$/, '$1'),
  };
}

describe('the independent judge', () => {
  it('and prvcheck say the same of any file, dirt and all', () => {
    let leftOut = 0;
    fc.assert(
      fc.property(file(), registryRows(), policy(), (bytes, rows, settings) => {
        const plain = { ...defaultPolicy, ...settings };
        const text = new TextDecoder('latin1').decode(bytes);
        const said = theirs(bytes, rows, plain);
        expect(ours(bytes, rows, plain), JSON.stringify(text)).toEqual(said);
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
