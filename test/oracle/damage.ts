/** Damages the way in which segments are written: their tags and their separators. */

import type { Damage, Delimiters } from './model';
import type { Segment } from './write';

/** Each segment as text, without its terminator. */
export function damaged(
  segments: readonly Segment[],
  damages: readonly Damage[],
  { element, terminator }: Delimiters,
): string[] {
  const lines = segments.map((segment) => segment.join(element));
  for (const { at, tags, what } of damages) {
    const places = [...segments.keys()].filter((n) => tags === null || tags.includes(segments[n]![0]!));
    const place = places[at % places.length];
    if (place === undefined) continue;
    const [tag, ...rest] = segments[place]!;
    const data = rest.map((value) => element + value).join('');
    if (what.is === 'separator') {
      const separator =
        terminator.includes(what.separator) || what.separator === element ? '#' : what.separator;
      const end = what.of === 'segment' ? place + 1 : endOf(segments, place, what.of);
      for (let n = place; n < end; n++) lines[n] = segments[n]!.join(separator);
    } else lines[place] = written(what, tag!, data, element);
  }
  return lines;
}

function written(
  what: Exclude<Damage['what'], { is: 'separator' }>,
  tag: string,
  data: string,
  element: string,
) {
  switch (what.is) {
    case 'lower case':
      return tag.toLowerCase() + data;
    case 'missing separator':
      return tag + data.slice(1);
    case 'no data':
      return tag;
    case 'only separators':
      return tag + element.repeat(data.split(element).length - 1);
    case 'before':
      return what.text + tag + data;
    case 'behind':
      return tag + what.text + data;
    case 'instead':
      return what.text + data;
  }
}

/** Where the claim, the set or the group ends that the segment at this place begins. */
function endOf(segments: readonly Segment[], start: number, of: 'claim' | 'set' | 'group'): number {
  const isEnd = ([tag]: Segment) =>
    ({ claim: ['CLM', 'HL', 'SE', 'GE', 'IEA'], set: ['SE', 'GE', 'IEA'], group: ['GE', 'IEA'] })[
      of
    ].includes(tag!);
  const length = segments.slice(start + 1).findIndex(isEnd);
  // A claim has no trailer of its own.
  return start + 1 + (length < 0 ? 0 : length) + (of === 'claim' ? 0 : 1);
}
