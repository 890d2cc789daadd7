import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { globSync } from 'tinyglobby';
import { beforeAll, describe, expect, it } from 'vitest';
import schema from '../src/finding.schema.json';
import { checkBytes, type OwnRule, type Policy, type Registry, rules } from '../src/index';
import { loadRegistry } from '../src/node';
import { ndjsonReport } from '../src/report';
import { bytesOf, registryOf, simpleFile, twoEnrollments } from './build';
import { run } from './cli/run';
import { file, policy, registryRows } from './oracle/generate';
import { runs } from './runs';

const root = resolve(import.meta.dirname, '..');
const isValid = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

/** Every line of JSON about a file: its findings and summary as ndjson prints them, and the verdicts on its claims. */
function linesAbout(
  bytes: Uint8Array,
  registry: Registry,
  policy: Partial<Policy> = {},
  more: { readonly file?: string; readonly details?: boolean } = {},
) {
  const { findings, summary, verdicts } = checkBytes(bytes, { registry, policy, verdicts: true, ...more });
  const report = ndjsonReport();
  const printed = [...findings.map((finding) => report.finding(finding)), report.end(summary)].join('');
  return [...printed.trim().split('\n'), ...verdicts.map((verdict) => JSON.stringify(verdict))];
}

function kindOf(record: { type: string; loop?: string | null }): string {
  return record.type !== 'finding' ? record.type : `finding on ${record.loop ? 'a claim' : 'the envelope'}`;
}

/** Keys that are there only if the settings ask for them. */
const absent = ['details', 'provider', 'lastDay'];

/** Copies of a value, each wrong in one place. */
function* spoil(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries())
      for (const wrong of spoil(item)) yield value.map((other, index) => (index === at ? wrong : other));
    yield [...value, 7];
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      const { [key as keyof typeof value]: _, ...others } = value;
      for (const wrong of spoil(item)) yield { ...others, [key]: wrong };
      yield { ...others, [`${key}x`]: item };
      // Counts by rule are there or not.
      if (!rules.some(({ id }) => id === key) && !absent.includes(key)) yield others;
    }
  } else {
    // Where there is null, there can be text.
    yield typeof value === 'number' || typeof value === 'boolean' ? 'text' : 7;
    if (typeof value === 'number') yield* [-1, 0.5, null];
  }
  yield { unknown: 7 };
}

/** The lines that the schema refuses. */
function refused(lines: readonly string[]): string[] {
  return lines.filter((line) => !isValid(JSON.parse(line)));
}

const paths = globSync('fixtures/**/*.837', { cwd: root }).sort();
const said = new Set<string>();
let fixtures: string[] = [];

beforeAll(async () => {
  const registries = {
    demo: await loadRegistry(join(root, 'fixtures/demo/registry.csv')),
    rules: await loadRegistry(join(root, 'fixtures/rules/registry.csv')),
  };
  const policies: Partial<Policy>[] = [
    {},
    { require: 'always', match: true, taxonomyCodes: new Set(['207Q00000X']) },
    {
      roles: { rendering: 'always', attending: 'always' },
      key: ['zip4'],
      filingDays: 1,
      asOf: '2026-12-31',
      severity: { 'taxonomy-not-x': 'info' },
    },
    { payers: [{ id: 'KYMEDICAID', to: '2020-12-31' }], severity: { 'npi-invalid': 'info' } },
  ];
  fixtures = paths.flatMap((path) => {
    const registry = path.startsWith('fixtures/demo') ? registries.demo : registries.rules;
    const bytes = readFileSync(join(root, path));
    return policies.flatMap((policy) => linesAbout(bytes, registry, policy, { file: path }));
  });
  for (const line of fixtures) said.add(JSON.parse(line).rule ?? JSON.parse(line).type);
});

describe('finding.schema.json', () => {
  it('takes all that is said of the fixtures, by every rule', () => {
    expect(paths.length).toBeGreaterThan(150);
    expect(rules.map(({ id }) => id).filter((id) => !said.has(id))).toEqual([]);
    expect(said).toContain('claim');
    expect(said).toContain('summary');
    expect(refused(fixtures)).toEqual([]);
  });

  it('takes what the command prints', async () => {
    const args = [
      'check',
      'fixtures/rules',
      '--registry',
      'fixtures/rules/registry.csv',
      '--format',
      'ndjson',
    ];
    const { code, out } = await run([...args, '--quiet'], { cwd: root });
    expect(code).toBe(1);
    expect(refused(out.trim().split('\n'))).toEqual([]);
  });

  it('takes all that can be said of any file', () => {
    fc.assert(
      fc.property(file(), registryRows(), policy(), fc.boolean(), (bytes, rows, policy, details) => {
        const cells = rows.map(({ npi, medicaidId, providerType, taxonomies, from, to, zip }) => {
          const optional = { from: from ?? '', to: to ?? '', zip: zip ?? '' };
          return { npi, medicaidId, providerType, taxonomy: taxonomies.join('|'), ...optional };
        });
        expect(refused(linesAbout(bytes, registryOf(cells), policy, { details }))).toEqual([]);
      }),
      { numRuns: runs(300) },
    );
  });

  it('refuses a key that is renamed or left out, and a value of another type', () => {
    const kinds = new Map(fixtures.map((line) => [kindOf(JSON.parse(line)), JSON.parse(line)]));
    expect([...kinds.keys()].sort()).toEqual([
      'claim',
      'finding on a claim',
      'finding on the envelope',
      'summary',
    ]);
    for (const record of kinds.values()) {
      const spoiled = [...spoil(record)];
      expect(spoiled.length).toBeGreaterThan(30);
      expect(spoiled.filter((one) => isValid(one))).toEqual([]);
    }
  });

  it('takes findings of rules of the caller', () => {
    const own: OwnRule = {
      ...{
        id: 'own-rule',
        severity: 'error',
        title: 'Ours',
        why: '',
        fix: '',
        snip: 7,
        acknowledgement: null,
      },
      check: ({ loop: { position } }) => ({ message: 'So.', hint: '', loop: '2000A', position }),
    };
    const checked = checkBytes(bytesOf(simpleFile()), {
      registry: twoEnrollments,
      rules: [own],
      verdicts: true,
    });
    const { findings, verdicts, summary } = checked;
    expect(summary.rules).toHaveProperty('own-rule');
    expect(refused([...findings, ...verdicts, summary].map((one) => JSON.stringify(one)))).toEqual([]);
    expect(isValid({ ...findings[0], rule: 'mine' })).toBe(false);
  });

  it('lets be null what can be null, and be absent what can be absent', () => {
    const properties = Object.entries(schema.$defs).flatMap(([name, def]) => {
      if (!('properties' in def)) return [];
      return Object.entries<object>(def.properties).map(([key, property]) => ({
        place: `${name}.${key}`,
        isNullable: JSON.stringify(property).includes('"null"'),
        isOptional: !(def.required as readonly string[]).includes(key),
      }));
    });
    const optional = properties.filter(({ isOptional }) => isOptional).map(({ place }) => place);
    expect(optional).toEqual([
      'ClaimFinding.details',
      'ClaimFinding.provider',
      'ClaimInfo.lastDay',
      'EnvelopeFinding.details',
    ]);
    expect(
      properties.filter(({ isNullable }) => isNullable).map(({ place }) => place),
    ).toMatchInlineSnapshot(`
      [
        "ClaimFinding.interchange",
        "ClaimFinding.group",
        "ClaimFinding.transaction",
        "ClaimFinding.file",
        "FindingDetails.role",
        "FindingDetails.line",
        "FindingDetails.npi",
        "FindingDetails.element",
        "FindingDetails.found",
        "FindingDetails.expected",
        "FindingDetails.segment",
        "BillingInfo.npi",
        "BillingInfo.name",
        "BillingInfo.taxonomy",
        "BillingInfo.zip",
        "ProviderInfo.npi",
        "ProviderInfo.taxonomy",
        "ProviderInfo.line",
        "ClaimInfo.kind",
        "ClaimInfo.frequency",
        "ClaimInfo.serviceFrom",
        "ClaimInfo.serviceTo",
        "ClaimInfo.payerId",
        "ClaimInfo.payerName",
        "ClaimInfo.filing",
        "EnrollmentInfo.from",
        "EnrollmentInfo.to",
        "EnvelopeFinding.interchange",
        "EnvelopeFinding.group",
        "EnvelopeFinding.transaction",
        "EnvelopeFinding.file",
        "EnvelopeFinding.loop",
        "ClaimVerdict.interchange",
        "ClaimVerdict.group",
        "ClaimVerdict.transaction",
        "ClaimVerdict.file",
        "ClaimVerdict.kind",
        "ClaimVerdict.serviceFrom",
        "ClaimVerdict.serviceTo",
        "ClaimVerdict.payerId",
        "ClaimVerdict.npi",
        "ClaimVerdict.taxonomy",
        "ClaimVerdict.medicaidId",
        "Summary.outOfScopePayers",
        "PayerLeftOut.id",
        "PayerLeftOut.name",
      ]
    `);
    expect(schema.$defs.Summary.properties.rules).not.toHaveProperty('required');
  });

  it('is shipped as it is', () => {
    const shipped = readFileSync(join(root, 'dist/finding.schema.json'), 'utf8');
    expect(JSON.parse(shipped)).toEqual(schema);
  });
});
