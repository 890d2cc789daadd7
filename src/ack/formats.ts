/** The formats of acknowledgements. */
export const ackFormats = ['277ca', '999', 'ta1'] as const;

/** A 277CA answers each claim, a 999 each group of claims, a TA1 each interchange. */
export type AckFormat = (typeof ackFormats)[number];

/** Whether an ID fits ISA06 and GS02 and contains nothing that an acknowledgement would have to omit. */
export function isParty(text: string): boolean {
  return /^[!-~](?:[ -~]{0,13}[!-~])$/.test(text) && !/[*:^~]/.test(text);
}

/** Whether it can be an ISA13. */
export function isControlNumber(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 999_999_999;
}
