/** Whether the last of ten digits is the Luhn digit over 80840 and the others (domain.md §6). */
export function hasCheckDigit(npi: string): boolean {
  let sum = 24; // what 80840 comes to
  for (let place = 0; place < 10; place++) {
    const digit = Number(npi[place]) * (place % 2 === 0 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}
