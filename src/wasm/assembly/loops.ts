import { ENTRIES, ENTRY, KEYS, KEYS_BYTES, MOST_ENTRIES, MOST_SLOTS, SLOTS } from './memory';

/**
 * What is known of the key that was found last. Of a billing loop or another provider: the days, from the first on and
 * before the second; of a payer: its terms.
 */
export let since: u32 = 0;
export let until: u32 = 0;

/** A slot holds the number of an entry, from 1 on, and its era; entries of earlier eras are forgotten. */
let era: u32 = 1;
let count: u32 = 0;
let keysLength: u32 = 0;

/** Forgets all keys. */
export function forget(): void {
  era += 1;
  if (era == 0) {
    memory.fill(SLOTS, 0, 8 * <usize>MOST_SLOTS);
    era = 1;
  }
  count = 0;
  keysLength = 0;
}

/** Whether this key is remembered; `since` and `until` are what is known of it. */
export function find(key: usize, length: u32): bool {
  const entry = entryIn(slotOf(key, length, hashOf(key, length)));
  if (entry == 0) return false;
  since = load<u32>(entry, 12);
  until = load<u32>(entry, 16);
  return true;
}

/** Remembers that key. If there is no room, forgets all others first. */
export function remember(key: usize, length: u32, first: u32, end: u32): void {
  if (count == MOST_ENTRIES || keysLength + length > <u32>KEYS_BYTES) forget();
  const hash = hashOf(key, length);
  const slot = slotOf(key, length, hash);
  let entry = entryIn(slot);
  if (entry == 0) {
    entry = ENTRIES + <usize>count * ENTRY;
    count += 1;
    store<u32>(slot, count);
    store<u32>(slot, era, 4);
    store<u32>(entry, hash);
    store<u32>(entry, keysLength, 4);
    store<u32>(entry, length, 8);
    memory.copy(KEYS + <usize>keysLength, key, <usize>length);
    keysLength += length;
  }
  store<u32>(entry, first, 12);
  store<u32>(entry, end, 16);
}

/** The address of a slot's entry; 0 if the slot is empty. */
function entryIn(slot: usize): usize {
  return load<u32>(slot, 4) == era ? ENTRIES + <usize>(load<u32>(slot) - 1) * ENTRY : 0;
}

/** The slot that has the key, or else the free one for it. There are more slots than entries. */
function slotOf(key: usize, length: u32, hash: u32): usize {
  let index = hash ^ (hash >> 15);
  let slot = slotAt(index);
  for (let entry = entryIn(slot); entry != 0 && !isOf(entry, key, length, hash); entry = entryIn(slot)) {
    index += 1;
    slot = slotAt(index);
  }
  return slot;
}

function slotAt(index: u32): usize {
  return SLOTS + ((<usize>(index & (MOST_SLOTS - 1))) << 3);
}

function isOf(entry: usize, key: usize, length: u32, hash: u32): bool {
  if (load<u32>(entry) != hash || load<u32>(entry, 8) != length) return false;
  return memory.compare(KEYS + <usize>load<u32>(entry, 4), key, <usize>length) == 0;
}

function hashOf(key: usize, length: u32): u32 {
  let hash: u32 = 0x811c9dc5;
  for (let i: u32 = 0; i < length; i++) hash = (hash ^ load<u8>(key + <usize>i)) * 0x01000193;
  return hash;
}
