import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClaimFinding, type ClaimVerdict, checkBytes, type Finding, type Policy } from '../../src/index';
import { bytesOf, registryOf, simpleFile } from '../build';
import { cleanFile, file, PLANTED, policy, registryRows } from '../oracle/generate';
import { runs } from '../runs';
import { answers, answersAndLeftOut } from './answer';
import { namesIn } from './patients';
import { claimsOf, interchangesOf, type Segment, setsOf } from './structure';
import { emptyPrvs, takenClaims } from './taken';
import { faultsOf } from './whole';

const formats = ['277ca', '999', 'ta1'] as const;
const roles = fc.constantFrom<Policy['roles']>({}, { rendering: 'if-sent', attending: 'always' });

describe('whatever the file', () => {
  it('its answers are whole, in order, and balance; each claim is answered as it was judged, or by the 999 and TA1 alone', () => {
    let rejected = 0;
    let accepted = 0;
    let leftOut = 0;
    fc.assert(
      fc.property(file(), policy(), roles, (bytes, given, asked) => {
        const settings = { ...given, roles: asked };
        const answered = answersAndLeftOut([bytes], formats, { policy: settings });
        expect(faultsOf(answered, bytes, settings)).toEqual([]);
        const [claims] = answered.texts;
        rejected += claims!.split('*U*').length - 1;
        accepted += claims!.split('*A0:16:PR*').length - 1;
        leftOut += answered.claimsLeftOut;
      }),
      { numRuns: runs(250) },
    );
    for (const claims of [rejected, accepted, leftOut]) expect(claims).toBeGreaterThan(50);
  });

  it('each claim is answered under its own patient and provider', () => {
    let compared = 0;
    fc.assert(
      fc.property(cleanFile(), (bytes) => {
        const [text, groups, interchanges] = answers([bytes], formats);
        const taken = takenClaims(bytes, groups!, interchanges!);
        const claims = interchangesOf(text!).flatMap(setsOf).flatMap(claimsOf);
        const names = claims.map(({ patient, provider }) => ({
          patient: [patient[3], patient[4], patient[9]].join(' '),
          provider: [provider[3], provider[8] === 'XX' ? provider[9] : ''].join(' '),
        }));
        expect(names).toEqual(
          namesIn(bytes)
            .filter((_, index) => taken[index])
            // What an answer cannot carry is a question mark in it.
            .map((name) => ({ ...name, provider: name.provider.replaceAll('\xa0', '?') })),
        );
        compared += names.length;
      }),
      { numRuns: runs(250) },
    );
    expect(compared).toBeGreaterThan(500);
  });

  it('its answers are the same bytes, however it is cut into chunks', () => {
    fc.assert(
      fc.property(file(), fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 }), (bytes, chunks) => {
        expect(answers([bytes], formats, { chunks })).toEqual(answers([bytes], formats));
      }),
      { numRuns: runs(100) },
    );
  });

  it('a 999 and a TA1 say nothing of a patient', () => {
    let inClaims = 0;
    fc.assert(
      fc.property(file(), policy(), (bytes, settings) => {
        const [claims, groups, interchanges] = answers([bytes], formats, { policy: settings });
        for (const planted of PLANTED) {
          expect(groups).not.toContain(planted);
          expect(interchanges).not.toContain(planted);
          if (claims!.includes(planted)) inClaims++;
        }
      }),
      { numRuns: runs(150) },
    );
    expect(inClaims).toBeGreaterThan(100);
  });

  it('a 999 speaks of each PRV that is misplaced, malformed or without a code, and rejects what has an error', () => {
    let spoken = 0;
    fc.assert(
      fc.property(file(), policy(), registryRows(), (bytes, given, rows) => {
        const settings = { ...given, roles: {}, payers: withoutRoles(given.payers) };
        const registry = registryOf(
          rows.map(({ npi, medicaidId, providerType }) => ({ npi, medicaidId, providerType })),
        );
        const [, groups] = answers([bytes], formats, { policy: settings, registry });
        const { findings, verdicts } = checkBytes(bytes, { policy: settings, registry, verdicts: true });
        const empty = emptyPrvs(bytes);
        const isSpokenOf = ({ outcome, group }: ClaimVerdict) => outcome !== 'out-of-scope' && group !== null;
        const sets = interchangesOf(groups!).flatMap(setsOf);
        const said = sets.flatMap(({ body }) => errorsOf(body));
        const found = verdicts.flatMap((verdict, index) => {
          const { offset, segment } = empty[index] ?? { offset: -1, segment: -1 };
          const own = findings
            .filter(isOfPrv)
            .filter(({ claim }) => claim.position.offset === verdict.offset)
            .map(errorOf);
          const isOneTooMany = own.some((error) => error.endsWith('**5'));
          if (offset !== -1 && !isOneTooMany && isSpokenOf(verdict)) return `${offset} IK3*PRV*${segment}**8`;
          return own;
        });
        expect(said.map(({ error }) => error.replace(/\d+\*\*5$/, '**5'))).toEqual(
          [...new Set(found)].map((error) => error.replace(/^\d+ /, '')),
        );
        spoken += said.length;
        const isFaultless = !findings.some(
          ({ rule, severity }) => severity !== 'info' && /^x12|misplaced|malformed/.test(rule),
        );
        if (isFaultless && !empty.some((prv) => prv !== null))
          expect(groups).not.toMatch(/IK3|IK5\*[ER]|AK9\*[ER]/);
      }),
      { numRuns: runs(200) },
    );
    expect(spoken).toBeGreaterThan(50);
  });
});

/** Of PRVs of the billing provider alone. */
function withoutRoles(payers: Policy['payers'] = []): Policy['payers'] {
  return payers.map((payer) => ({ ...payer, roles: {} }));
}

/** IK3 and what follows it, with the verdict on the set that it is in. */
function errorsOf(body: readonly Segment[]): { readonly error: string; readonly verdict: string }[] {
  return body.flatMap((segment, index) =>
    segment[0] !== 'IK3'
      ? []
      : [
          {
            error: segment.join('*'),
            verdict: body.slice(index).find(([tag]) => tag === 'IK5')![1]!,
          },
        ],
  );
}

function isOfPrv(finding: Finding): finding is ClaimFinding {
  return (
    /^taxonomy-(misplaced|malformed)$/.test(finding.rule) &&
    finding.severity !== 'info' &&
    finding.group !== null
  );
}

/** As a 999 says it, once for each PRV; of two PRVs the second is one too many, wherever it stands. */
function errorOf({ rule, position, message }: ClaimFinding): string {
  if (rule === 'taxonomy-malformed' && /two PRV segments|stands twice/.test(message))
    return `${position.offset} IK3*PRV***5`;
  return `${position.offset} IK3*PRV*${position.segment}**${rule === 'taxonomy-misplaced' ? 7 : 8}`;
}

it('a 999 and a TA1 say nothing of a patient when the delimiters are not those that the ISA names', () => {
  const text = new TextDecoder().decode(bytesOf(simpleFile())).replace('DOE*JANE', 'QUIBBLEWORTH*THEODOSIAN');
  const swaps = [
    ['*', '|'],
    ['~', '|'],
    ['~', '\n'],
    ['*', '~'],
    ['~', '*'],
  ] as const;
  const isa = text.slice(0, 107);
  let answered = 0;
  for (const [from, to] of swaps) {
    for (const broken of [
      isa + text.slice(107).replaceAll(from, to),
      isa.replaceAll(from, to) + text.slice(107),
    ]) {
      const [, groups, interchanges] = answers([new TextEncoder().encode(broken)], formats);
      for (const planted of PLANTED) expect(groups! + interchanges).not.toContain(planted);
      answered += groups!.length + interchanges!.length;
    }
  }
  expect(answered).toBeGreaterThan(0);
});
