/** The layout of the whole memory, in bytes. */

/** Bytes of a slice whose terminators are found in one pass. */
export const BLOCK: usize = 4096;
/** The size of a segment's record: start, end, and how many terminators came before its own; 32 bits each. */
export const RECORD: usize = 12;

/** A hash table of the first bytes of segments (id and separator) and their kinds, 32 bits each. */
export const KINDS: usize = 0;
export const KINDS_SLOTS: u32 = 1024;
/** Terminators of the current block, 32 bits each, after the one before it. */
export const ENDS: usize = KINDS + 8 * <usize>KINDS_SLOTS + 64;
/** Addresses in ENDS of the segments of the block that are looked at. */
export const PICKED: usize = ENDS + 4 * BLOCK + 64;
/** Records of the last scan. A scan stops when the next block might not fit. */
export const FOUND: usize = PICKED + 4 * BLOCK + 64;
export const FULL: usize = FOUND + 8192 * RECORD;
/** Places of claims, see places.ts: 32-bit numbers. */
export const PLACES: usize = FULL + (BLOCK + 16) * RECORD;
export const PLACE: usize = 4 * 19;
export const MOST_PLACES: u32 = 1024;
/** HL01 of the billing loop that the caller knows, at most eight bytes. */
export const BILLING_HL: usize = PLACES + PLACE * <usize>MOST_PLACES;
/** What a verdict on a billing loop depends on, as its key in the table of loops. */
export const KEY: usize = BILLING_HL + 64;
export const KEY_BYTES: usize = 512;
/** The same for a loop that the caller does not know. */
export const OWN_KEY: usize = KEY + KEY_BYTES + 64;
/** The key of a payer or of another provider. */
export const OTHER_KEY: usize = OWN_KEY + KEY_BYTES + 64;
/** For each terms: what they ask of the other providers of claims, see providers.ts; a byte each. */
export const ASKS: usize = OTHER_KEY + KEY_BYTES + 64;
export const MOST_TERMS: u32 = 32;
/** Positions of the segments of a billing loop, while it is read. */
export const JUDGED: usize = ASKS + <usize>MOST_TERMS;
/** The table of what is remembered: its slots, the entries, and their keys. */
export const SLOTS: usize = JUDGED + 64;
export const MOST_SLOTS: u32 = 131_072;
export const ENTRIES: usize = SLOTS + 8 * <usize>MOST_SLOTS;
export const ENTRY: usize = 20;
export const MOST_ENTRIES: u32 = 65_536;
export const KEYS: usize = ENTRIES + ENTRY * <usize>MOST_ENTRIES;
export const KEYS_BYTES: usize = 3_145_728;
/** A copy of the current slice if its bytes are not in this memory already; scans read a little beyond it. */
export const SLICE: usize = (KEYS + KEYS_BYTES + 63) & ~63;
export const SLICE_BYTES: usize = 262_144;
/** Files are read into this part. */
export const WINDOW: usize = SLICE + SLICE_BYTES + 256;
export const WINDOW_BYTES: usize = 1_048_576;
