import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import { useLayoutEffect, useReducer, useState } from 'preact/hooks';

type Given = Pick<
  VirtualizerOptions<HTMLElement, HTMLElement>,
  'count' | 'getScrollElement' | 'estimateSize' | 'getItemKey' | 'overscan'
>;

/** The visible rows of a long list, for a scrolling element. */
export function useVirtual(given: Given): Virtualizer<HTMLElement, HTMLElement> {
  const [, rerender] = useReducer((count: number, _: null) => count + 1, 0);
  const options = {
    ...{ observeElementRect, observeElementOffset, scrollToFn: elementScroll },
    ...given,
    onChange: () => rerender(null),
  };
  const [virtualizer] = useState(() => new Virtualizer(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  return virtualizer;
}
