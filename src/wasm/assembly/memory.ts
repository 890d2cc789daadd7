/** Where everything lies in the memory, in bytes. There is nothing else in it. */

/** Bytes of a slice whose terminators are looked up at once. */
export const BLOCK: usize = 4096;
/** What a record of one segment takes: start, end, and how many terminators came before its own; 32 bits each. */
export const RECORD: usize = 12;

/** A hash table of the first bytes of the segments that are passed over: id and separator, 32 bits each. */
export const PASSED: usize = 0;
export const PASSED_SLOTS: u32 = 1024;
/** Terminators of the block at hand, 32 bits each. */
export const ENDS: usize = PASSED + 4 * <usize>PASSED_SLOTS;
/** Records of the last scan. A scan stops when the next block might not fit. */
export const FOUND: usize = ENDS + 4 * BLOCK + 64;
export const FULL: usize = FOUND + 8192 * RECORD;
/** HL01 of the billing loop, as skim compares it. */
export const BILLING_HL: usize = FULL + (BLOCK + 16) * RECORD;
/** What a verdict on a billing loop rests on, when it is looked up. */
export const KEY: usize = BILLING_HL + 64;
export const KEY_BYTES: usize = 512;
/** Where the segments of a billing loop stand, while it is read. */
export const JUDGED: usize = KEY + KEY_BYTES + 64;
/** The steady loops: a table of which entry, the entries, and their keys. */
export const SLOTS: usize = JUDGED + 64;
export const MOST_SLOTS: u32 = 131_072;
export const ENTRIES: usize = SLOTS + 8 * <usize>MOST_SLOTS;
export const ENTRY: usize = 20;
export const MOST_ENTRIES: u32 = 65_536;
export const KEYS: usize = ENTRIES + ENTRY * <usize>MOST_ENTRIES;
export const KEYS_BYTES: usize = 3_145_728;
/** A copy of the slice at hand, where its bytes are not in the memory already; scans read a little beyond. */
export const SLICE: usize = (KEYS + KEYS_BYTES + 63) & ~63;
export const SLICE_BYTES: usize = 262_144;
/** Files are read to here. */
export const WINDOW: usize = SLICE + SLICE_BYTES + 256;
export const WINDOW_BYTES: usize = 1_048_576;
