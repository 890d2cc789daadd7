import { useEffect, useRef, useState } from 'preact/hooks';
import { today } from '../../clock';
import type { RegistryReading } from '../../protocol';
import type { GivenRegistry } from '../given-registry';
import { forgetKept, keep, readKept } from './kept-list';

/** Whether the list in use is kept on this computer. */
export interface Keeping {
  readonly isWanted: boolean;
  /** The day on which it was stored, YYYY-MM-DD; null: it is not stored. */
  readonly keptOn: string | null;
  /** Why the browser does not store it; '' if it does. */
  readonly fault: string;
  readonly keep: () => void;
  readonly forget: () => void;
}

/**
 * Keeps the list in use, once the user wants that, until it is forgotten.
 * @param take receives the list that was kept before the page was opened
 */
export function useKeptList(
  registry: GivenRegistry | null,
  take: (file: File, reading: RegistryReading) => void,
): Keeping {
  const [isWanted, want] = useState(false);
  const [keptOn, setKeptOn] = useState<string | null>(null);
  const [fault, setFault] = useState('');
  const inUse = useRef(registry);
  inUse.current = registry;
  /** What is stored already. */
  const stored = useRef<RegistryReading | null>(null);
  /** One after the other, so that nothing is stored after it was to be forgotten. */
  const work = useRef(Promise.resolve());
  const next = (task: () => Promise<void>) => {
    work.current = work.current.then(task).catch((error: unknown) => {
      want(false);
      setFault(error instanceof Error ? error.message : String(error));
    });
  };

  useEffect(() => {
    // A browser that cannot store a list says so once one is to be kept.
    const reading = readKept().catch(() => null);
    next(async () => {
      const kept = await reading;
      if (kept === null) return;
      want(true);
      setKeptOn(kept.keptOn);
      if (inUse.current !== null) return;
      stored.current = kept.reading;
      take(new File([kept.bytes], kept.name), kept.reading);
    });
  }, []);

  const answer = registry?.answer ?? null;
  useEffect(() => {
    if (!isWanted || registry === null || answer === null) return;
    const { file, reading } = registry;
    // Another file may be anything; only what is read as a list is stored.
    if ((answer.kind !== 'ready' && answer.kind !== 'rows') || stored.current === reading) return;
    next(async () => {
      const keptOn = today();
      await keep({ name: file.name, bytes: await file.arrayBuffer(), reading, keptOn });
      setKeptOn(keptOn);
    });
  }, [isWanted, answer]);

  return {
    ...{ isWanted, keptOn, fault },
    keep() {
      setFault('');
      want(true);
    },
    forget() {
      want(false);
      stored.current = null;
      next(async () => {
        await forgetKept();
        setKeptOn(null);
      });
    },
  };
}
