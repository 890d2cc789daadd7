import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileChecker } from '../../src/check/file-checker';
import { makeStandards, type Standards } from '../../src/check/standards';
import { addSummaries, defaultPolicy, type Finding, type Summary } from '../../src/index';
import type { EnvelopeState } from '../../src/x12/envelope';
import { findPart, follows, isSingle, joined, openingOf, partIds } from '../../src/x12/split';
import { billing, bytesOf, claim, header, subscriber, twoEnrollments } from '../build';
import { file } from '../oracle/generate';
import { runs } from '../runs';

const policy = { ...defaultPolicy, require: 'always' } as const;
const standards = makeStandards(twoEnrollments, policy);
/** They leave claims out of scope. */
const scoped = makeStandards(twoEnrollments, { ...policy, payers: [{ id: '128KY' }] });

interface Checked {
  readonly findings: readonly Finding[];
  readonly summary: Summary;
  readonly state: EnvelopeState | null;
  readonly isCertain: boolean;
}

function check(bytes: Uint8Array, start: EnvelopeState | null, end: number | null, by: Standards): Checked {
  const findings: Finding[] = [];
  const checker = new FileChecker(by, null, { finding: (finding) => findings.push(finding) }, start);
  checker.push(bytes.subarray(start?.offset ?? 0, end ?? bytes.length));
  if (end === null) checker.end();
  return { findings, summary: checker.summary(), state: checker.state, isCertain: checker.isCertain };
}

/** Checks the parts that begin where they can at or after each place; from the first that does not fit on, in one piece. */
function inParts(bytes: Uint8Array, places: readonly number[], by = standards) {
  const opening = openingOf(bytes);
  const ids = opening !== null && isSingle(opening, bytes) ? partIds.single : partIds.several;
  const starts: EnvelopeState[] = [];
  for (const place of opening === null ? [] : [...places].sort((a, b) => a - b)) {
    const start = findPart(bytes.subarray(place), place, opening!, ids);
    if (start !== null && start.offset > (starts.at(-1)?.offset ?? 0)) starts.push(start);
  }
  const findings: Finding[] = [];
  let summary: Summary | null = null;
  let before: EnvelopeState | null = null;
  let fitting = 0;
  const take = (part: Checked) => {
    findings.push(...part.findings);
    summary = { ...(summary === null ? part.summary : addSummaries(summary, part.summary)), files: 1 };
  };
  for (const [n, start] of [null, ...starts].entries()) {
    const next = starts[n];
    const part = check(bytes, start, next?.offset ?? null, by);
    if (!part.isCertain || (next !== undefined && !follows(part.state, next))) {
      take(check(bytes, before, null, by));
      break;
    }
    take(part);
    fitting++;
    before = before !== null && part.state !== null ? joined(before, part.state) : part.state;
  }
  return { findings, summary, fitting };
}

function whole(bytes: Uint8Array, by = standards) {
  const { findings, summary } = check(bytes, null, null, by);
  return { findings, summary };
}

const places = fc.array(fc.integer({ min: 1, max: 6000 }), { minLength: 1, maxLength: 5 });

describe('a file in parts', () => {
  it('says the same as in one piece, dirt and all', () => {
    let fitting = 0;
    fc.assert(
      fc.property(file(), places, fc.constantFrom(standards, scoped), (bytes, at, by) => {
        const { fitting: fit, ...said } = inParts(bytes, at, by);
        fitting += fit - 1;
        expect(said).toEqual(whole(bytes, by));
      }),
      { numRuns: runs(300) },
    );
    expect(fitting).toBeGreaterThan(0);
  });

  it('is checked in as many parts as there are places, where all is well', () => {
    const set = (n: number) => {
      const body = [...header, ...billing(), ...subscriber(), ...claim()];
      return [`ST*837*${n}*005010X222A1`, ...body, `SE*${body.length + 2}*${n}`];
    };
    const isa = (n: number) =>
      `ISA*00*          *00*          *ZZ*A              *ZZ*KYMEDICAID     *260701*1253*^*00501*00000000${n}*0*T*:`;
    const group = (sets: number, control: number) => [
      `GS*HC*A*KYMEDICAID*20260701*1253*${control}*X*005010X222A1`,
      ...Array.from({ length: sets }, (_, n) => set(n)).flat(),
      `GE*${sets}*${control}`,
    ];
    const oneGroup = [isa(1), ...group(9, 1), 'IEA*1*000000001'];
    const groups = [isa(1), ...group(4, 1), ...group(5, 2), 'IEA*2*000000001'];
    const interchanges = [1, 2, 3].flatMap((n) => [isa(n), ...group(2, n), `IEA*1*00000000${n}`]);
    // The trailers of what begins in an earlier part are for one who knows all parts: they are no part that fits.
    for (const [segments, places, parts] of [
      [oneGroup, [700, 1500, 'GE'], 3],
      [groups, [1000], 1],
      [interchanges, [500, 1500], 3],
    ] as const) {
      const bytes = bytesOf(segments);
      const at = places.map((place) => (place === 'GE' ? bytes.length - 45 : place));
      const { fitting, ...said } = inParts(bytes, at);
      expect(fitting).toBe(parts);
      expect(said).toEqual(whole(bytes));
    }
  });

  it('tells a count that is wrong only once all parts are known', () => {
    const segments = ['ST*837*1*005010X222A1', 'SE*2*1'];
    const bytes = bytesOf([
      'ISA*00*          *00*          *ZZ*A              *ZZ*B              *260701*1253*^*00501*000000001*0*T*:',
      'GS*HC*A*B*20260701*1253*1*X*005010X222A1',
      ...Array.from({ length: 5 }, () => segments).flat(),
      'GE*4*1',
      'IEA*1*000000001',
    ]);
    const { findings } = inParts(bytes, [180, 220]);
    expect(findings.map(({ message }) => message)).toEqual(['GE01 says "4" transaction sets; there are 5.']);
  });
});
