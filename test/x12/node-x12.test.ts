import fc from 'fast-check';
import { X12Interchange, X12Parser } from 'node-x12';
import { describe, expect, it } from 'vitest';
import { checkBytes, type Finding } from '../../src/index';
import { twoEnrollments } from '../build';
import { cleanFile } from '../oracle/generate';
import { runs } from '../runs';

/** What node-x12's whole-string parse sees of an interchange: claims with their control numbers, and counts. */
function byNodeX12(text: string) {
  const parsed = new X12Parser(true).parse(text);
  if (!(parsed instanceof X12Interchange)) throw new Error('one interchange has become several');
  const sets = parsed.functionalGroups.flatMap((group) => group.transactions.map((set) => ({ group, set })));
  const claims = sets.flatMap(({ group, set }) =>
    set.header.valueOf(1) !== '837'
      ? []
      : set.segments
          .filter(({ tag }) => tag === 'CLM')
          .map((clm) =>
            [group.header.valueOf(6), set.header.valueOf(2), clm.valueOf(1), clm.valueOf(2)].join(' '),
          ),
  );
  const billing = sets.flatMap(({ set }) =>
    set.header.valueOf(1) === '837'
      ? set.segments.filter((hl) => hl.tag === 'HL' && hl.valueOf(3) === '20')
      : [],
  );
  return {
    claims,
    loops: billing.length,
    transactions: sets.filter(({ set }) => set.header.valueOf(1) === '837').length,
  };
}

function ours(text: string) {
  const options = {
    registry: twoEnrollments,
    policy: { require: 'always', severity: { 'npi-missing': 'error' } },
  } as const;
  const { findings, summary } = checkBytes(new TextEncoder().encode(text), options);
  const seen = new Map<number, string>();
  for (const finding of findings as readonly Finding[]) {
    if (!('claim' in finding)) continue;
    const { id, charge, position } = finding.claim;
    seen.set(position.offset, [finding.group, finding.transaction, id, charge].join(' '));
  }
  return { summary, seen: [...seen.values()] };
}

/** node-x12 takes delimiters from the first ISA only, so it is asked one interchange at a time. */
function interchanges(bytes: Uint8Array): string[] {
  const text = new TextDecoder().decode(bytes);
  return text.split(/(?=ISA[^A-Za-z0-9]00)/).filter((part) => part.startsWith('ISA'));
}

describe('node-x12', () => {
  it('reads the same claims in clean files', () => {
    let compared = 0;
    fc.assert(
      fc.property(cleanFile(), (bytes) => {
        for (const text of interchanges(bytes)) {
          // It reads no line break as terminator, and no TA1 where the standard puts it.
          if (!/^[ -~]$/.test(text[105]!) || /TA1/.test(text)) continue;
          const theirs = byNodeX12(text);
          const { summary, seen } = ours(text);
          expect(summary.claims).toBe(theirs.claims.length);
          expect(summary.transactions).toBe(theirs.transactions);
          for (const claim of seen) expect(theirs.claims).toContain(claim);
          compared += theirs.claims.length;
        }
      }),
      { numRuns: runs(400) },
    );
    expect(compared).toBeGreaterThan(300);
  });
});
