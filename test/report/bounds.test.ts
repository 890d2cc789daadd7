import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClaimFinding } from '../../src/finding';
import { billing, missing, nastyFindings, nthClaim, truncated } from './findings';
import { text, unwrapped } from './write';

describe('text has bounds', () => {
  test('what it keeps does not grow with the file', () => {
    const many = (count: number, each: (n: number) => Partial<ClaimFinding>) =>
      Array.from({ length: count }, (_, n) => ({
        ...missing,
        enrollments: [],
        claim: nthClaim(n),
        ...each(n),
      }));
    expect(text(many(4322, () => ({})))).toContain(
      'PCN9  $150.25  2026-01-02\n             and 4,312 more\n',
    );
    expect(
      text(
        many(3, () => ({})),
        {},
        { claimsShown: 0 },
      ),
    ).toContain('Claims   3, not listed\n');
    const providers = text(many(3000, (n) => ({ billing: { ...billing, name: `P${n}` } })));
    expect(providers).toContain('P999 ');
    expect(providers).not.toContain('P1000 ');
    expect(unwrapped(providers)).toContain('And 2,000 more claims at risk, $300,500.00; use --format csv');
    expect(text(many(3000, (n) => ({ hint: `${n}` })))).toContain(
      'and 2,000 more findings on this provider;',
    );
    const warnings = many(3000, (n) => ({ severity: 'warning', hint: `${n}` }));
    expect(text([...warnings, missing])).toContain('1 claim at risk, $150.25 (taxonomy-missing)');
    const envelope = text(Array.from({ length: 1214 }, () => truncated));
    expect(envelope.match(/x12-truncated/g)).toHaveLength(10);
    expect(envelope).toContain('and 1,204 more like these; use --format csv for all of them');
  });

  test('no line passes the width but for a long word, and no data reaches the terminal raw', () => {
    fc.assert(
      fc.property(nastyFindings, fc.integer({ min: 40, max: 120 }), (findings, width) => {
        const out = text(findings, {}, { width });
        expect(out).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        const room = width - 13;
        for (const line of out.split('\n'))
          if (!line.split(/\s/).some((word) => word.length > room - 2))
            expect(line.length).toBeLessThanOrEqual(width);
      }),
    );
  });
});
