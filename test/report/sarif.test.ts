import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { version } from '../../package.json';
import { check, checkBytes, type Finding, rules } from '../../src/index';
import { loadRegistry } from '../../src/node';
import { fileUri } from '../../src/report/file-uri';
import { registryOf, twoEnrollments } from '../build';
import { file, PLANTED, policy } from '../oracle/generate';
import { runs } from '../runs';
import { claim, missing, nastyFindings, truncated } from './findings';
import { report } from './write';

interface Place {
  physicalLocation: { artifactLocation: { uri: string; uriBaseId?: string }; region: { byteOffset: number } };
  logicalLocations?: { kind: string; name: string; fullyQualifiedName: string }[];
}

interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: [Place];
  relatedLocations?: [Place];
  partialFingerprints: Record<string, string>;
}

// The public schema is of draft 4; but for the names of itself, later drafts read it the same.
const { $schema, id, ...ofSarif } = schema;
const ajv = addFormats.default(new Ajv({ strict: false, unicodeRegExp: false }));
const isValid = ajv.compile(ofSarif);
const isUri = ajv.compile({ type: 'string', format: 'uri-reference' });

const sarif = (findings: readonly Finding[], name: string | null = 'a.837') =>
  report('sarif', [{ name, findings }]);

/** The run of a report that keeps to the schema. */
function runOf(text: string) {
  const log = JSON.parse(text);
  isValid(log);
  expect(isValid.errors).toBeNull();
  return log.runs[0];
}

const resultsOf = (findings: readonly Finding[]): Result[] => runOf(sarif(findings)).results;

describe('sarif', () => {
  it('counts claims, undecided ones too, in the properties of its run', () => {
    const total = {
      claims: 9,
      flagged: 1,
      undecided: 3,
      outOfScope: 2,
      outOfScopePayers: [{ id: 'A', name: null, claims: 2 }],
    };
    const run = runOf(report('sarif', [{ findings: [missing], summary: total }], total));
    expect(run.properties).toEqual(total);
    expect(run.results).toHaveLength(1);
  });

  it('says of a claim where to look, where the claim is, and what to do', () => {
    expect(resultsOf([missing])).toStrictEqual([
      {
        ruleId: 'taxonomy-missing',
        ruleIndex: 0,
        level: 'error',
        message: { text: `Claim PCN1: ${missing.message} ${missing.hint}` },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'claims/a.837', uriBaseId: '%SRCROOT%' },
              region: { byteOffset: 612 },
            },
            logicalLocations: [
              {
                kind: 'segment',
                name: 'segment 8',
                fullyQualifiedName: 'ISA 000000001/GS 1/ST 0001/HL 1/2000A/segment 8',
              },
              {
                kind: 'claim',
                name: 'CLM PCN1',
                fullyQualifiedName: 'ISA 000000001/GS 1/ST 0001/HL 1/CLM PCN1',
              },
            ],
          },
        ],
        relatedLocations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'claims/a.837', uriBaseId: '%SRCROOT%' },
              region: { byteOffset: 1010 },
            },
            message: { text: 'The claim.' },
          },
        ],
        partialFingerprints: { 'claim/v1': '1234567893 PCN1' },
      },
    ]);
  });

  it('says of a file how deep in it the fault is', () => {
    const around = { position: { offset: 7, segment: 0 }, transaction: null };
    const outside = { ...truncated, ...around, group: null, interchange: null };
    const results = resultsOf([truncated, { ...truncated, ...around }, outside]);
    expect(
      results.map(({ locations: [place] }) =>
        place.logicalLocations?.map((one) => [one.kind, one.fullyQualifiedName]),
      ),
    ).toEqual([
      [['segment', 'ISA 000000001/GS 1/ST 0002/segment 30']],
      [['group', 'ISA 000000001/GS 1']],
      undefined,
    ]);
    expect(results[0]).toMatchObject({
      message: { text: `${truncated.message} ${truncated.hint}` },
      partialFingerprints: { 'place/v1': 'ISA 000000001/GS 1/ST 0002/segment 30' },
    });
    expect(results.every((result) => result.relatedLocations === undefined)).toBe(true);
  });

  it('describes every rule, and no findings still make a run', () => {
    const run = runOf(sarif([]));
    expect(run.results).toEqual([]);
    expect(run.tool.driver).toEqual({
      name: 'prvcheck',
      version,
      rules: rules.map(({ id, title, why, fix, severity }) => ({
        id,
        shortDescription: { text: `${title}.` },
        fullDescription: { text: why },
        help: { text: fix },
        defaultConfiguration: { level: severity === 'info' ? 'note' : severity },
      })),
    });
  });

  it('keeps to the schema whatever the data holds, a result a line', () => {
    fc.assert(
      fc.property(nastyFindings, fc.string({ unit: 'binary', minLength: 1 }), (findings, name) => {
        const named = findings.map((finding) => ({ ...finding, file: name }));
        const text = sarif(named, name);
        expect(text).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029]/u);
        const { results } = runOf(text);
        expect(results).toHaveLength(findings.length);
        for (const [i, result] of results.entries()) {
          expect(result.partialFingerprints).toEqual(
            findings[i]?.loop === null
              ? { 'place/v1': expect.any(String) }
              : { 'claim/v1': expect.stringContaining(findings[i]!.claim.id) },
          );
        }
      }),
    );
    const log = JSON.parse(sarif([missing]));
    expect(isValid({ ...log, version: '2.0.0' })).toBe(false);
    log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri = 'a b';
    expect(isValid(log)).toBe(false);
  });

  it('spells placeholders and links out, and what would steer a viewer', () => {
    const text = (id: string) => resultsOf([{ ...missing, claim: { ...claim, id } }])[0]!.message.text;
    expect(text('{0}')).toContain('Claim {{0}}: ');
    expect(text('[x](https://example.com)')).toContain('Claim [x] (https://example.com): ');
    expect(text('\u202e\u0007')).toContain('Claim <202E><07>: ');
    expect(text('')).toContain('Claim (no id): ');
  });

  it('gives a claim the same fingerprint wherever it stands', () => {
    const moved = {
      ...missing,
      interchange: '9',
      transaction: '0009',
      position: { offset: 1, segment: 1 },
      claim: { ...claim, position: { offset: 9, segment: 9 } },
    };
    const prints = resultsOf([missing, moved, { ...missing, claim: { ...claim, id: 'PCN2' } }]).map(
      (result) => result.partialFingerprints,
    );
    expect(prints[1]).toEqual(prints[0]);
    expect(prints[2]).not.toEqual(prints[0]);
  });

  it('points at the segments', async () => {
    const demo = resolve(import.meta.dirname, '../../fixtures/demo');
    const registry = await loadRegistry(join(demo, 'registry.csv'));
    const bytes = readFileSync(join(demo, 'professional.837'));
    const { findings } = checkBytes(bytes, { registry, file: 'professional.837' });
    const tagAt = (place: Place) => {
      const { byteOffset } = place.physicalLocation.region;
      return bytes.toString('latin1', byteOffset, byteOffset + 3);
    };
    const results = resultsOf(findings);
    expect(results.map((result) => tagAt(result.relatedLocations![0]))).toEqual(results.map(() => 'CLM'));
    expect([...new Set(results.map((result) => tagAt(result.locations[0])))].sort()).toEqual([
      'HL*',
      'NM1',
      'PRV',
    ]);
  });
});

/** With which most rules have something to say. */
const registry = registryOf([
  { medicaidId: '7100000001', taxonomy: '207Q00000X', revalidation: '1990-01-01' },
  { medicaidId: '7100000002', taxonomy: '363L00000X', license: '1990-01-01' },
]);

describe('sarif of any file', () => {
  it('keeps to the schema, names each finding by its rule and place, and holds nothing private', () => {
    fc.assert(
      fc.property(file(), policy(), (bytes, settings) => {
        const options = { registry, policy: { ...settings, require: 'always' }, file: 'a.837' } as const;
        const { findings } = checkBytes(bytes, options);
        const text = sarif(findings);
        expect(PLANTED.filter((value) => text.includes(value))).toEqual([]);
        const run = runOf(text);
        expect(
          run.results.map((result: Result) => ({
            rule: run.tool.driver.rules[result.ruleIndex].id,
            id: result.ruleId,
            level: result.level,
            offset: result.locations[0].physicalLocation.region.byteOffset,
          })),
        ).toEqual(
          findings.map(({ rule, severity, position }) => ({
            rule,
            id: rule,
            level: severity === 'info' ? 'note' : severity,
            offset: position.offset,
          })),
        );
      }),
      { numRuns: runs(100) },
    );
  });

  it('is the same bytes however the file comes', async () => {
    await fc.assert(
      fc.asyncProperty(file(), fc.integer({ min: 1, max: 500 }), async (bytes, size) => {
        const options = { registry: twoEnrollments, policy: { require: 'always' }, file: 'a.837' } as const;
        async function* chunks() {
          for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
        }
        const findings: Finding[] = [];
        for await (const finding of check(chunks(), options)) findings.push(finding);
        for (const format of ['sarif', 'junit'] as const)
          expect(report(format, [{ findings }])).toBe(
            report(format, [{ findings: checkBytes(bytes, options).findings }]),
          );
      }),
      { numRuns: runs(50) },
    );
  });
});

describe('the URI of a file', () => {
  it.each([
    ['claims/a.837', '/', 'claims/a.837'],
    ['./claims//march 1.837', '/', 'claims/march%201.837'],
    ['../a.837', '/', '../a.837'],
    ['march.zip!/week 1/a.837', '/', 'march.zip!/week%201/a.837'],
    ['100%#1?.837', '/', '100%25%231%3F.837'],
    ['a:b/c.837', '/', 'a%3Ab/c.837'],
    ['x\\y.837', '/', 'x%5Cy.837'],
    ['/var/spool/a.837', '/', 'file:///var/spool/a.837'],
    ['größe.837', '/', 'gr%C3%B6%C3%9Fe.837'],
    ['a\ud800.837', '/', 'a%EF%BF%BD.837'],
    ['-', '/', '-'],
    ['Claims\\March\\a.837', '\\', 'Claims/March/a.837'],
    ['C:\\Claims\\a b.zip!/x.837', '\\', 'file:///C:/Claims/a%20b.zip!/x.837'],
    ['\\\\server\\share\\a.837', '\\', 'file://server/share/a.837'],
    ['C:/x.837', '/', 'C%3A/x.837'],
  ] as const)('of %j, with %j between folders, is %s', (name, separator, uri) => {
    expect(fileUri(name, separator)).toBe(uri);
  });

  it('is one, and leads back to the file', () => {
    const segment = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !/[/\0]|^\.\.?$/.test(text));
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1 }), fc.boolean(), (segments, isAbsolute) => {
        const uri = fileUri((isAbsolute ? '/' : '') + segments.join('/'), '/');
        expect(isUri(uri), uri).toBe(true);
        const { pathname, hash, search } = new URL(uri, 'file:///base/');
        const base = isAbsolute ? '/' : '/base/';
        expect(hash + search + decodeURIComponent(pathname)).toBe(base + segments.join('/'));
      }),
    );
  });

  it('is absolute only where the name is', () => {
    const place = (file: string | null) =>
      resultsOf([{ ...missing, file }])[0]!.locations[0].physicalLocation;
    expect(place('/data/a.837').artifactLocation).toEqual({ uri: 'file:///data/a.837' });
    expect(place(null).artifactLocation).toEqual({ uri: '-', uriBaseId: '%SRCROOT%' });
  });
});
