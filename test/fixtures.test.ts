import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import { checkBytes, type Finding, type Policy, rules } from '../src/index';
import { loadRegistry } from '../src/node';

/** What an expected.json says of one finding: rule, severity, claim, and any other fact that matters there. */
type Expected = Partial<Facts> & Pick<Facts, 'rule' | 'severity' | 'claim'>;
type Facts = ReturnType<typeof facts>;

/** One expected.json: the findings of each file beside it, by the file's name without `.837`. */
interface Folder {
  readonly path: string;
  readonly policy: Partial<Policy>;
  readonly files: Readonly<Record<string, readonly Expected[]>>;
}

const root = new URL('../fixtures/', import.meta.url);
const folders = list('**/expected.json').map((path) => readFolder(path.replace('expected.json', '')));
const registries = {
  demo: await loadRegistry(fileName('demo/registry.csv')),
  rules: await loadRegistry(fileName('rules/registry.csv')),
};

describe.each(folders)('fixtures/$path', ({ path, policy, files }) => {
  const registry = path.startsWith('demo/') ? registries.demo : registries.rules;

  test('states the findings of every file', () => {
    const present = list(`${path}*.837`).map((file) => file.slice(path.length, -'.837'.length));
    expect(Object.keys(files).sort()).toEqual(present.sort());
  });

  test.each(Object.entries(files))('%s', (name, expected) => {
    const bytes = readFileSync(fileName(`${path}${name}.837`));
    const found = checkBytes(bytes, { registry, policy }).findings.map(facts).sort(byClaim);
    const wanted = [...expected].sort(byClaim);
    const stated = found.map((finding, i) => only(finding, wanted[i]));
    expect(stated).toEqual(wanted);
  });
});

test.each(rules.map((rule) => rule.id))('%s has a bad and a good fixture', (id) => {
  const folder = folders.find(({ path }) => path === `rules/${id}/`);
  expect(folder?.files.bad?.map((finding) => finding.rule)).toContain(id);
  expect(folder?.files.good).toEqual([]);
});

function list(pattern: string): string[] {
  return globSync(pattern, { cwd: root }).sort();
}

function fileName(path: string): string {
  return fileURLToPath(new URL(path, root));
}

function readFolder(path: string): Folder {
  const { policy, ...files } = JSON.parse(readFileSync(fileName(`${path}expected.json`), 'utf8'));
  const codes = policy?.taxonomyCodes;
  return { path, policy: { ...policy, ...(codes && { taxonomyCodes: new Set(codes) }) }, files };
}

function facts(finding: Finding) {
  const { rule, severity } = finding;
  if (finding.loop === null) return { rule, severity, claim: null };
  const { billing, claim, reasons, loop, provider = null } = finding;
  const { npi, taxonomy } = billing;
  const { id, charge, kind, purpose, payerId, payerName, filing, serviceFrom, serviceTo } = claim;
  const shown = { charge, kind, purpose, payerId, payerName, filing, serviceFrom, serviceTo };
  const { lastDay = null } = claim;
  return { rule, severity, claim: id, npi, taxonomy, reasons, loop, provider, lastDay, ...shown };
}

function byClaim(a: Pick<Facts, 'rule' | 'claim'>, b: Pick<Facts, 'rule' | 'claim'>): number {
  const keyA = `${a.claim} ${a.rule}`;
  const keyB = `${b.claim} ${b.rule}`;
  return keyA < keyB ? -1 : keyA > keyB ? 1 : 0;
}

/** The facts that the expectation names; rule, severity and claim where nothing more was expected. */
function only(found: Facts, expected: Expected | undefined): Partial<Facts> {
  const names = Object.keys(expected ?? { rule: 0, severity: 0, claim: 0 });
  return Object.fromEntries(Object.entries(found).filter(([name]) => names.includes(name)));
}
