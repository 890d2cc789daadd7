import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everyClaim } from '../src/claim/every-claim';
import { ProviderNumbers } from '../src/enrollment/answers/provider-numbers';
import { BillingProviders } from '../src/enrollment/start/billing-providers';
import { listedNpis } from '../src/enrollment/start/listed-npis';
import { checkBytes, RegistryError, RegistryReader } from '../src/index';
import { createReport, formats } from '../src/report';
import { listAsCsv } from '../src/report/list';
import { listToComplete } from '../src/report/registry/start-list';
import { bytesOf, interchange, registryOf, simpleFile } from './build';
import { file, PLANTED, policy } from './oracle/generate';
import { runs } from './runs';

/** With which most rules have something to say. */
const registry = registryOf([
  { medicaidId: '7100000001', taxonomy: '207Q00000X', revalidation: '1990-01-01' },
  { medicaidId: '7100000002', taxonomy: '363L00000X', license: '1990-01-01' },
]);

/** Everything that people or programs could be shown of a file. */
function shownOf(bytes: Uint8Array, settings: object): string {
  const options = { registry, policy: settings, file: 'a.837', verdicts: true } as const;
  const { findings, verdicts, summary } = checkBytes(bytes, options);
  return formats
    .map((format) => {
      const report = createReport(format);
      const body = findings.map((finding) => report.finding(finding)).join('');
      return report.begin() + body + report.endFile('a.837', summary) + report.end(summary);
    })
    .concat(JSON.stringify(verdicts))
    .join('');
}

function leaked(text: string): string[] {
  return PLANTED.filter((value) => text.includes(value));
}

describe('private values', () => {
  it('appear in no report, whatever the file', () => {
    let planted = 0;
    fc.assert(
      fc.property(file(), policy(), (bytes, settings) => {
        planted += leaked(new TextDecoder('latin1').decode(bytes)).length;
        expect(leaked(shownOf(bytes, { ...settings, require: 'always' }))).toEqual([]);
      }),
      { numRuns: runs(150) },
    );
    expect(planted).toBeGreaterThan(500);
  });

  it('appear in no list begun from claims, whatever the file', () => {
    let listed = 0;
    fc.assert(
      fc.property(file(), (bytes) => {
        const found = new BillingProviders();
        const reading = everyClaim({ claim: (claim) => found.add(claim), fault: () => {} });
        reading.push(bytes);
        reading.end();
        listed += found.size;
        expect(leaked(listAsCsv(listToComplete(listedNpis(found, new ProviderNumbers()))))).toEqual([]);
      }),
      { numRuns: runs(150) },
    );
    expect(listed).toBeGreaterThan(0);
  }, 300_000);

  it('appear in no report when the delimiters are not those that the ISA names', () => {
    const text = new TextDecoder()
      .decode(bytesOf(simpleFile()))
      .replace('DOE*JANE', 'QUIBBLEWORTH*THEODOSIAN');
    const swaps = [
      ['*', '|'],
      ['~', '|'],
      ['~', '\n'],
      ['*', '~'],
      ['~', '*'],
    ] as const;
    for (const [from, to] of swaps) {
      const isa = text.slice(0, 107);
      for (const broken of [
        isa + text.slice(107).replaceAll(from, to),
        isa.replaceAll(from, to) + text.slice(107),
      ]) {
        expect(leaked(shownOf(new TextEncoder().encode(broken), { require: 'always' }))).toEqual([]);
      }
    }
  });

  it('appear in no report when segments stand anywhere', () => {
    const private_ = [
      'NM1*IL*1*QUIBBLEWORTH*THEODOSIAN****MI*MBRZ88172635',
      'DMG*D8*19310217*F',
      'N3*92 FROGMARSH TERRACE',
    ];
    const file = simpleFile();
    for (let at = 1; at <= file.length; at++) {
      const bytes = bytesOf([...file.slice(0, at), ...private_, ...file.slice(at)]);
      expect(leaked(shownOf(bytes, { require: 'always' }))).toEqual([]);
    }
  });

  it('appear in no error about the registry', () => {
    const rows = ['QUIBBLEWORTH', 'MBRZ88172635', '92 FROGMARSH TERRACE'];
    const reader = new RegistryReader();
    reader.header(['npi', 'medicaid_id', 'provider_type', 'name']);
    reader.row(['', '', '', ...rows], 2);
    reader.row(['1234567893', '71', '64', ...rows], 3);
    expect(() => reader.finish()).toThrow(RegistryError);
    try {
      reader.finish();
    } catch (error) {
      expect(leaked(String(error))).toEqual([]);
    }
  });
});

it('a claim file of one claim shows what it must', () => {
  const shown = shownOf(bytesOf(interchange({ body: simpleFile().slice(3, -3) })), {});
  for (const value of ['PCN1', 'RIVER CITY CLINIC', '1234567893', '150.25']) expect(shown).toContain(value);
});
