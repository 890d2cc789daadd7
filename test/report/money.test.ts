import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/finding';
import { addMoney, MoneySum, noMoney, parseMoney, plainMoney } from '../../src/values/money';
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

  test('a charge that is no number is told, for the claims at risk alone', () => {
    const finding = (n: number, charge: string, severity: 'error' | 'warning' = 'error') => {
      return { ...missing, severity, claim: nthClaim(n, { charge }) };
    };
    const total = { flagged: 1, chargesAtRisk: '0' };
    const said = (...findings: Finding[]) => unwrapped(text(findings, total));
    expect(said(finding(1, '1,150.25'), finding(2, '', 'warning'), finding(3, '5'))).toContain(
      '$0.00 at risk. 1 charge could not be read and is not in that sum. 1 more claim to look at.',
    );
    expect(said(finding(1, '$10'), finding(1, '$10'), finding(2, ''), finding(3, '5'))).toContain(
      '2 charges could not be read and are not in that sum.',
    );
    expect(said(finding(1, '.5'), finding(2, '-3'))).not.toContain('could not be read');
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

  test('a sum is exact, whatever is written', () => {
    const written = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'0123456789.-+ e'), maxLength: 40 }),
      fc.integer({ min: 0, max: 10 ** 11 }).map((cents) => String(cents / 100)),
    );
    fc.assert(
      fc.property(fc.array(written), (charges) => {
        const sum = new MoneySum();
        for (const charge of charges) sum.add(charge);
        const amounts = charges.map((charge) => parseMoney(charge) ?? noMoney);
        expect(plainMoney(sum.total)).toBe(plainMoney(amounts.reduce(addMoney, noMoney)));
      }),
    );
    const most = new MoneySum();
    for (let i = 0; i < 1000; i++) most.add('999999999999');
    expect(plainMoney(most.total)).toBe('999999999999000.00');
  });
});
