/** What prvcheck and the judge say of a file, in one form: each finding with its rule, severity, place and claim. */

import { checkBytes, type Finding, type Policy, type RuleId } from '../../src/index';
import type { RegistryRow } from './enrollments';
import { judgeFile, type OracleFinding } from './judge';
import { registryOf } from './registry';

type Key = Omit<OracleFinding, 'claimId' | 'claimOffset' | 'claimsSeen'>;

function keyOf(key: Key, claim: string): string {
  const { rule, severity, interchange, group, transaction, offset, isCopied, loop, provider, lastDay } = key;
  const { role, npi, taxonomy, line } = provider ?? {};
  return [
    ...[interchange, group, transaction, claim, rule, severity, `@${offset}`, isCopied ? 'copied' : ''],
    ...[statesLoop(rule) ? loop : '', JSON.stringify([role, npi, taxonomy, line]), lastDay ?? ''],
  ].join(' ');
}

/** Whether the judge says in which loop to look. */
function statesLoop(rule: string): boolean {
  return /^(rendering|attending|filing|zip)-|^taxonomy-not-x$/.test(rule);
}

function keysOf(findings: readonly Finding[]): string[] {
  return findings
    .map((finding) => {
      const claim = 'claim' in finding ? `${finding.claim.id}@${finding.claim.position.offset}` : '-';
      const isCopied = finding.hint.includes('copies it into Loop 2000A');
      const provider = ('provider' in finding && finding.provider) || null;
      const lastDay = ('claim' in finding && finding.claim.lastDay) || null;
      const rule = finding.rule as RuleId;
      const offset = finding.position.offset;
      return keyOf({ ...finding, rule, offset, isCopied, provider, lastDay }, claim);
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
export function saidBy(bytes: Uint8Array, rows: readonly RegistryRow[], settings: Policy) {
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

export function saidByJudge(bytes: Uint8Array, rows: readonly RegistryRow[], settings: Policy) {
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
