import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkBytes,
  defaultPolicy,
  type Finding,
  type Policy,
  type Registry,
  RegistryReader,
} from '../src/index';
import { file, policy, registryRows } from './oracle/generate';
import { judgeFile, type RegistryRow } from './oracle/judge';

function registryOf(rows: readonly RegistryRow[]): Registry {
  const reader = new RegistryReader();
  reader.header([
    ...['npi', 'medicaid_id', 'provider_type', 'taxonomy', 'effective_date', 'end_date', 'zip'],
    ...['revalidation_date', 'license_expiration'],
  ]);
  for (const [index, row] of rows.entries()) {
    const { npi, medicaidId, providerType, taxonomies, ...rest } = row;
    const { from, to, zip, revalidationDate, licenseExpiration } = rest;
    const optional = [from, to, zip, revalidationDate, licenseExpiration].map((cell) => cell ?? '');
    reader.row([npi, medicaidId, providerType, taxonomies.join('|'), ...optional], index + 2);
  }
  return reader.finish();
}

function key(
  finding: Pick<Finding, 'rule' | 'interchange' | 'group' | 'transaction' | 'severity'>,
  claim: string,
): string {
  const { rule, severity, interchange, group, transaction } = finding;
  return [interchange, group, transaction, claim, rule, severity].join(' ');
}

function ours(bytes: Uint8Array, rows: readonly RegistryRow[], settings: Policy) {
  const { findings, summary } = checkBytes(bytes, { registry: registryOf(rows), policy: settings });
  const { claims, flagged, outOfScope, chargesAtRisk, transactions, interchanges, segments } = summary;
  return {
    findings: findings
      .map((finding) =>
        key(finding, 'claim' in finding ? `${finding.claim.id}@${finding.claim.position.offset}` : '-'),
      )
      .sort(),
    ...{ claims, flagged, outOfScope, chargesAtRisk, transactions, interchanges, segments },
  };
}

function theirs(bytes: Uint8Array, rows: readonly RegistryRow[], settings: Policy) {
  const { findings, claimOffsets: _, ...counts } = judgeFile(bytes, [...rows], settings);
  const keys = findings.map((finding) =>
    key(finding, finding.claimId === null ? '-' : `${finding.claimId}@${finding.claimOffset}`),
  );
  return {
    findings: keys.sort(),
    ...counts,
    chargesAtRisk: counts.chargesAtRisk.replace(/(\.\d\d\d*?)0+$/, '$1'),
  };
}

describe('the independent judge', () => {
  it('and prvcheck say the same of any file, dirt and all', () => {
    fc.assert(
      fc.property(file(), registryRows(), policy(), (bytes, rows, settings) => {
        const plain = { ...defaultPolicy, ...settings };
        const text = new TextDecoder('latin1').decode(bytes);
        expect(ours(bytes, rows, plain), JSON.stringify(text)).toEqual(theirs(bytes, rows, plain));
      }),
      { numRuns: Number(process.env.PRVCHECK_RUNS ?? 500) },
    );
  }, 600_000);
});
