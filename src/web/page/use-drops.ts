import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Dropped } from '../worker/inputs';
import { droppedFiles } from './dropped';

/** Accepts files dropped anywhere on the page. */
export function useDrops(
  take: (dropped: readonly Dropped[]) => void,
  setOver: (isOver: boolean) => void,
  fail: (error: unknown) => void,
): void {
  const latest = useRef(take);
  latest.current = take;
  // A layout effect, because a file may be dropped before the first paint.
  useLayoutEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      if (event.dataTransfer !== null) droppedFiles(event.dataTransfer).then(latest.current, fail);
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, []);
}
