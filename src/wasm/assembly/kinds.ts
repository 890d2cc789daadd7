/** Kinds of segments in a set of claims, as the caller writes them to the table: see claim/segment-ids.ts. */

/** Affects no claim. */
export const PASSED: u32 = 0;
export const HL: u32 = 1;
export const CLM: u32 = 2;
export const DTP: u32 = 3;
export const NM1: u32 = 4;
export const PRV: u32 = 5;
export const SBR: u32 = 6;
export const N4: u32 = 7;
export const LX: u32 = 8;
export const SVD: u32 = 9;
/** ST, SE, GS or GE: whatever it opens or closes, the level before it ends. */
export const ENVELOPE: u32 = 10;
/** Its id is not in the table. */
export const OTHER: u32 = 11;
/** It has no byte but white space. */
export const EMPTY: u32 = 12;
