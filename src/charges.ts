/** An exact sum of decimal amounts. */
export class ChargeSum {
  private units = 0n;
  private scale = 2;

  /** Adds an amount as written; what is no amount counts nothing. */
  add(amount: string): void {
    const match = /^([+-]?)(\d{0,30})(?:\.(\d{0,30}))?$/.exec(amount.trim());
    if (match === null) return;
    const fraction = match[3] ?? '';
    const whole = match[2]!;
    if (whole === '' && fraction === '') return;
    if (fraction.length > this.scale) {
      this.units *= 10n ** BigInt(fraction.length - this.scale);
      this.scale = fraction.length;
    }
    const units = BigInt(whole + fraction.padEnd(this.scale, '0'));
    this.units += match[1] === '-' ? -units : units;
  }

  /** At least two decimals, and no more than the amounts need. */
  toString(): string {
    const negative = this.units < 0n;
    const digits = (negative ? -this.units : this.units).toString().padStart(this.scale + 1, '0');
    const whole = digits.slice(0, -this.scale);
    const fraction = digits.slice(-this.scale).replace(/0+$/, '').padEnd(2, '0');
    return `${negative ? '-' : ''}${whole}.${fraction}`;
  }
}
