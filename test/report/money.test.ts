import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMoney, noMoney, parseMoney, plainMoney } from '../../src/money';
import { claim, missing, nthClaim } from './findings';
import { text, unwrapped } from './write';

describe('money in the text', () => {
  test('charges add up exactly', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 20n });
    const decimal = (cents: bigint) => String(cents).padStart(3, '0').replace(/(..)$/, '.$1');
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 20 }), (cents) => {
        const findings = cents.map((each, n) => ({
          ...missing,
          claim: nthClaim(n, { charge: decimal(each) }),
        }));
        const sum = decimal(cents.reduce((a, b) => a + b, 0n));
        expect(unwrapped(text(findings)).replaceAll(',', '')).toContain(`at risk $${sum} (taxonomy-missing)`);
      }),
    );
  });

  test('a provider adds up what the summary adds up, whatever is written for a charge', () => {
    const written = fc.string({ unit: fc.constantFrom(...'0123456789.-+ e'), maxLength: 40 });
    fc.assert(
      fc.property(fc.array(written, { minLength: 1, maxLength: 5 }), (charges) => {
        const amounts = charges.map((charge) => parseMoney(charge) ?? noMoney);
        const total = plainMoney(amounts.reduce(addMoney, noMoney));
        const findings = charges.map((charge, n) => ({ ...missing, claim: nthClaim(n, { charge }) }));
        const out = unwrapped(text(findings, {}, { width: 200 })).replaceAll(',', '');
        expect(out).toContain(`at risk ${`$${total}`.replace('$-', '-$')} (taxonomy-missing)`);
      }),
    );
  });

  test.each([
    ['0.1', '$0.10'],
    ['1234567', '$1,234,567.00'],
    ['.5', '$0.50'],
    ['-3', '-$3.00'],
    ['1.005', '$1.005'],
    ['1.2000', '$1.20'],
    ['', '(no charge)'],
    ['12,5', '12,5'],
  ])('a charge of %j reads %s', (charge, shown) => {
    expect(text([{ ...missing, claim: { ...claim, charge } }])).toContain(`PCN1  ${shown}  2026-01-02\n`);
  });
});
