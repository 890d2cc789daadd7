import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { globSync } from 'tinyglobby';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  checkBytes,
  createChecker,
  type Finding,
  type FindingDetails,
  type Policy,
  type Registry,
} from '../../src/index';
import { loadRegistry } from '../../src/node';
import { bytesOf, registryOf, simpleFile, twoEnrollments } from '../build';
import { file, policy, registryRows } from '../oracle/generate';
import { registryOf as oracleRegistry } from '../oracle/registry';
import { runs } from '../runs';

const root = resolve(import.meta.dirname, '../..');

/** The rules on values outside of PRV, with the element that they are about. */
const elements: Readonly<Record<string, string | null>> = {
  'npi-unregistered': 'NM109',
  'npi-invalid': 'NM109',
  'npi-misplaced': 'NM109',
  'npi-missing': 'NM109',
  'enrollment-inactive': 'NM109',
  'payer-inactive': 'NM109',
  'service-date-unreadable': 'DTP03',
  'zip-not-enrolled': 'N403',
  'revalidation-past-due': null,
  'license-expired': null,
  'filing-overdue': null,
};

/** What is wrong with the details of a finding, held against its texts and against the file. */
function faultsOf(finding: Finding, text: string): string[] {
  const { details, hint, message, rule } = finding;
  if (details === undefined) return [`${rule} has no details`];
  const { role, line, npi, element, found, expected, segment, candidates } = details;
  const faults: string[] = [];
  const expectThat = (isSo: boolean, what: string) => {
    if (!isSo) faults.push(`${rule}: ${what}: ${JSON.stringify(details)}`);
  };
  expectThat(found === null || text.includes(found), 'found is not in the file');
  expectThat(found !== '' && expected?.length !== 0, 'empty');
  if (finding.loop === null) {
    expectThat(role === null && line === null && npi === null && segment === null, 'a provider');
    if (rule === 'x12-count-mismatch') expectThat(message.includes(`there are ${expected}`), 'the count');
    return faults;
  }
  const { provider, billing } = finding;
  expectThat(role === (provider?.role ?? 'billing') && line === (provider?.line ?? null), 'the role');
  expectThat(npi === ((provider ?? billing).npi || null), 'the NPI');
  expectThat(segment === null || hint.includes(segment), 'the segment is not in the hint');
  const codes = new Set(candidates.map(({ taxonomy }) => taxonomy));
  if (hint.startsWith('Write the PRV of'))
    expectThat(segment === null && codes.size > 0 && expected !== null, 'choices');
  if (rule in elements) expectThat(element === elements[rule], 'the element');
  else expectThat(/^PRV0[123]$/.test(element ?? ''), 'the element');
  if (role === 'billing')
    for (const { taxonomy, medicaidId, providerType } of candidates) {
      const isListed = finding.enrollments.some(
        (row) =>
          row.medicaidId === medicaidId &&
          row.providerType === providerType &&
          (row.taxonomies.length === 0 || row.taxonomies.includes(taxonomy)),
      );
      expectThat(isListed, `${taxonomy} is not listed`);
    }
  return faults;
}

function detailsOf(
  segments: readonly string[],
  settings: Partial<Policy> = {},
  registry: Registry = twoEnrollments,
) {
  const { findings } = checkBytes(bytesOf(segments), { registry, policy: settings, details: true });
  return findings.map(({ details }) => details as FindingDetails);
}

describe('details of a finding', () => {
  let rules: Registry;

  beforeAll(async () => {
    rules = await loadRegistry(join(root, 'fixtures/rules/registry.csv'));
  });

  it('are absent unless they are asked for, and else nothing differs', () => {
    fc.assert(
      fc.property(file(), policy(), registryRows(), (bytes, settings, rows) => {
        const options = { registry: oracleRegistry(rows), policy: settings };
        const without = checkBytes(bytes, options);
        const { findings, ...others } = checkBytes(bytes, { ...options, details: true });
        const withoutDetails = findings.map(({ details: _, ...finding }) => finding);
        expect({ findings: withoutDetails, ...others }).toEqual(without);
        for (const finding of without.findings) expect(finding).not.toHaveProperty('details');
      }),
      { numRuns: runs(100) },
    );
  });

  it('agree with the texts and the file, whatever the file', () => {
    let compared = 0;
    const roles = fc.constantFrom<Policy['roles']>({}, { rendering: 'always', attending: 'if-sent' });
    fc.assert(
      fc.property(file(), policy(), registryRows(), roles, (bytes, settings, rows, asked) => {
        const options = { registry: oracleRegistry(rows), policy: { ...settings, roles: asked } };
        const text = Buffer.from(bytes)
          .toString('latin1')
          .replace(/[\r\n]/g, '');
        for (const finding of checkBytes(bytes, { ...options, details: true }).findings) {
          // Values are decoded, which is no matter here.
          if (/[^\0-\x7f]/.test(JSON.stringify(finding.details))) continue;
          expect(faultsOf(finding, text)).toEqual([]);
          compared++;
        }
      }),
      { numRuns: runs(150) },
    );
    expect(compared).toBeGreaterThan(200);
  });

  it('are there for every finding of the fixtures', () => {
    const said = new Set<string>();
    for (const path of globSync('fixtures/rules/**/*.837', { cwd: root })) {
      const bytes = readFileSync(join(root, path));
      const text = bytes.toString('latin1').replace(/[\r\n]/g, '');
      for (const finding of checkBytes(bytes, { registry: rules, details: true }).findings) {
        said.add(finding.rule);
        expect(faultsOf(finding, text), path).toEqual([]);
      }
    }
    expect(said.size).toBeGreaterThan(15);
  });

  it('name the one segment to write where it is certain', () => {
    const one = registryOf([{ medicaidId: '7100000001', providerType: '64', taxonomy: '207Q00000X' }]);
    expect(detailsOf(simpleFile(), { require: 'always' }, one)).toEqual([
      {
        ...{ role: 'billing', line: null, npi: '1234567893', element: 'PRV03', found: null },
        expected: ['207Q00000X'],
        segment: 'PRV*BI*PXC*207Q00000X~',
        candidates: [{ taxonomy: '207Q00000X', medicaidId: '7100000001', providerType: '64' }],
      },
    ]);
    expect(
      detailsOf(simpleFile({ prv: ['PRV*BI*ZZ*207Q00000X'] }), { require: 'always' }, one),
    ).toMatchObject([
      { element: 'PRV02', found: 'ZZ', expected: ['PXC'], segment: 'PRV*BI*PXC*207Q00000X~' },
    ]);
  });

  it('name the candidates where it is not', () => {
    expect(detailsOf(simpleFile())).toMatchObject([
      {
        ...{ element: 'PRV03', found: null, expected: ['207Q00000X', '363L00000X'], segment: null },
        candidates: [{ medicaidId: '7100000001' }, { medicaidId: '7100000002' }],
      },
    ]);
    const other = simpleFile({ prv: ['PRV*BI*ZZ*999Q00000X'] });
    expect(detailsOf(other)).toMatchObject([{ element: 'PRV02', segment: null, candidates: [{}, {}] }]);
  });

  it('belong to the caller', () => {
    const checker = createChecker({ registry: twoEnrollments });
    const [first, second] = [1, 2].map(() => checker.checkBytes(bytesOf(simpleFile()), { details: true }));
    (first!.findings[0]!.details!.candidates as object[]).length = 0;
    expect(second!.findings[0]!.details!.candidates).toHaveLength(2);
  });
});
