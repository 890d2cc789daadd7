/** The earliest and the latest day that isWithin saw since the last reset. */
export let earliest: u32 = u32.MAX_VALUE;
export let latest: u32 = 0;

export function resetDays(): void {
  earliest = u32.MAX_VALUE;
  latest = 0;
}

/**
 * Whether a plainly written DTP is no service date, or has only days from `since` on and before `until`.
 * @param statements whether 434, the statement dates, are service dates as 472 are
 */
export function isSteady(
  start: usize,
  length: u32,
  separator: u32,
  statements: bool,
  since: u32,
  until: u32,
): bool {
  const qualifier = load<u32>(start, 4);
  // Three digits.
  if ((qualifier & 0xf0f0f0) != 0x303030 || ((qualifier + 0x060606) & 0x404040) != 0) return false;
  if (qualifier >> 24 != separator) return false;
  const digits = qualifier & 0xffffff;
  if (digits != 0x323734 && !(statements && digits == 0x343334)) return true;
  const format = load<u32>(start, 8);
  if (length == 19 && (format & 0xffffff) == (0x3844 | (separator << 16))) {
    return isWithin(load<u64>(start, 11), since, until);
  }
  if (length != 29 || format != (0x384452 | (separator << 24))) return false;
  return (
    load<u8>(start, 20) == 0x2d &&
    isWithin(load<u64>(start, 12), since, until) &&
    isWithin(load<u64>(start, 21), since, until)
  );
}

/** Whether eight bytes are digits of a valid date from `since` on and before `until`. */
function isWithin(text: u64, since: u32, until: u32): bool {
  const digits = text - 0x3030303030303030;
  if (((text + 0x4646464646464646) | digits) & 0x8080808080808080) return false;
  const pairs = digits * 10 + (digits >> 8);
  const low: u64 = 0x000000ff000000ff;
  const day = <u32>(((pairs & low) * 0x000f424000000064 + ((pairs >> 16) & low) * 0x0000271000000001) >> 32);
  if (day < since || day >= until || !isDay(day)) return false;
  earliest = min(earliest, day);
  latest = max(latest, day);
  return true;
}

/** Whether the day, YYYYMMDD, exists in the calendar. */
function isDay(day: u32): bool {
  const date = day % 100;
  const month = (day / 100) % 100;
  if (date == 0 || month - 1 > 11 || day < 10000) return false;
  if (date < 29) return true;
  if (month == 2) {
    const year = day / 10000;
    return date == 29 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }
  // April, June, September and November, as bits of a mask.
  return date <= 30 || (date == 31 && ((0x0a50 >> month) & 1) == 0);
}
