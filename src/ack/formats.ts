/** The formats of acknowledgements. */
export const ackFormats = ['277ca', '999', 'ta1'] as const;

export type AckFormat = (typeof ackFormats)[number];
