/** Where everything lies in the memory, in bytes. There is nothing else in it. */

/** Bytes of a slice whose terminators are looked up at once. */
export const BLOCK: usize = 4096;
/** What a record of one segment takes: start, end, and how many terminators came before its own; 32 bits each. */
export const RECORD: usize = 12;

/** For each pair of bytes that may begin a segment: RECORD where the segment is wanted, 0 where it is not. */
export const WANTED: usize = 0;
/** Terminators of the block at hand, 32 bits each. */
export const ENDS: usize = WANTED + 65_536;
/** Records of the last scan. A scan stops when the next block might not fit. */
export const FOUND: usize = ENDS + 4 * BLOCK + 64;
export const FULL: usize = FOUND + 8192 * RECORD;
/** HL01 of the billing loop, as skim compares it. */
export const BILLING_HL: usize = FULL + (BLOCK + 16) * RECORD;
/** A copy of the slice at hand, where its bytes are not in the memory already; scans read a little beyond. */
export const SLICE: usize = (BILLING_HL + 64 + 63) & ~63;
export const SLICE_BYTES: usize = 65_536;
/** Files are read to here. */
export const WINDOW: usize = SLICE + SLICE_BYTES + 256;
export const WINDOW_BYTES: usize = 1_048_576;
