import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** Browsers clip what is taller, the lowest at 17.9 million pixels. */
const tallest = 15_000_000;
/** Rows rendered before and after those that are seen. */
const spare = 12;

interface LongList {
  readonly first: number;
  /** Not included. */
  readonly end: number;
  /** Pixels to leave free before and after the rendered rows. */
  readonly before: number;
  readonly after: number;
}

/**
 * Which rows of a scrolling list to render. A list that is taller than browsers allow scrolls faster than the pointer.
 * @param extra height of opened rows beyond `rowHeight`, by row
 */
export function useLongList(
  scroller: RefObject<HTMLElement>,
  count: number,
  rowHeight: number,
  extra: ReadonlyMap<number, number>,
): LongList {
  const [{ top, height }, setView] = useState({ top: 0, height: 800 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    // The header takes the height of a row.
    const look = () => setView({ top: element.scrollTop, height: element.clientHeight - rowHeight });
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', look);
    };
    // The element is another one after the list was empty.
  }, [count === 0]);

  const opened = [...extra].sort(([a], [b]) => a - b);
  const startOf = (row: number) =>
    opened.reduce((y, [at, height]) => (at < row ? y + height : y), row * rowHeight);
  const rowAt = (y: number) => {
    let above = 0;
    for (const [at, height] of opened) {
      const start = at * rowHeight + above;
      if (y < start) break;
      if (y < start + rowHeight + height) return at;
      above += height;
    }
    return Math.min(Math.floor((y - above) / rowHeight), count - 1);
  };
  const total = startOf(count);
  const shown = Math.min(total, tallest);
  const ratio = shown > height ? Math.max(0, total - height) / (shown - height) : 1;
  // Where the list would be scrolled to if it could be as tall as it is.
  const y = Math.min(top, Math.max(0, shown - height)) * ratio;
  const first = Math.max(0, rowAt(y) - spare);
  const end = Math.min(count, rowAt(y + height) + 1 + spare);
  const before = Math.max(0, startOf(first) - (y - Math.min(top, y)));
  return { first, end, before, after: Math.max(0, shown - before - (startOf(end) - startOf(first))) };
}
