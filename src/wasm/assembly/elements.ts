/** Whether the first element of a segment with an id of three characters clearly has data. */
export function holdsData(start: usize, separator: u32): bool {
  const byte: u32 = load<u8>(start, 4);
  return byte != separator && byte > 32;
}

export function isSpace(byte: u32): bool {
  return byte == 32 || byte == 10 || byte == 13 || byte == 9;
}

/** The start of element n; the end if absent. */
export function element(start: usize, end: usize, n: u32, separator: u32): usize {
  let at = start;
  for (let i: u32 = 0; i < n; i++) {
    while (at < end && load<u8>(at) != separator) at++;
    if (at == end) return end;
    at++;
  }
  return at;
}

/**
 * Copies elements `first` to `last` of a segment to `to`, a separator after each, and whether the segment is present
 * (`start` is not 0). Returns the end of the copy, which is less than `most`; 0 if it does not fit, or if there is a
 * line break in an element.
 */
export function copyElements(
  start: usize,
  end: usize,
  first: u32,
  last: u32,
  to: usize,
  most: usize,
  separator: u32,
): usize {
  let from = start == 0 ? end : element(start, end, first, separator);
  let at = to;
  for (let n = first; n <= last; n++) {
    while (from < end && load<u8>(from) != separator) {
      const byte = load<u8>(from++);
      if (byte == 10 || byte == 13 || at > most - 8) return 0;
      store<u8>(at++, byte);
    }
    from++;
    store<u8>(at++, separator);
  }
  store<u8>(at++, start == 0 ? 0 : 1);
  return at;
}

/** Ends a key with what it is of; keys of different things differ in it. Returns its end. */
export function endKey(at: usize, separator: u32, kind: u32, terms: u32): usize {
  store<u8>(at, separator);
  store<u8>(at, kind, 1);
  store<u8>(at, terms, 2);
  return at + 3;
}
