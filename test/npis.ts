/** The NPI of nine digits and their check digit, by the book: Luhn over 80840 and all ten. */
export function withCheckDigit(nineDigits: string | number): string {
  const wanted = Array.from({ length: 10 }, (_, digit) => `${nineDigits}${digit}`).find(isByTheBook);
  return wanted!;
}

/** Whether ten digits are right by the Luhn sum over 80840 and them, from the right, digit by digit. */
export function isByTheBook(npi: string): boolean {
  const digits = [...`80840${npi}`].reverse().map(Number);
  const weights = digits.map((digit, place) => (place % 2 === 0 ? digit : digit * 2));
  const sum = [...weights.join('')].reduce((total, digit) => total + Number(digit), 0);
  return sum % 10 === 0;
}
