import { useMemo, useState } from 'preact/hooks';
import type { Digest } from '../../report/digest';
import type { Work } from '../view/work';

interface Entry {
  readonly isDone: boolean;
  readonly note: string;
}

const untouched: Entry = { isDone: false, note: '' };

/** Ticks and notes, by claim; they outlast a check of the same files. */
export function useWork() {
  const [entries, setEntries] = useState<ReadonlyMap<string, Entry>>(new Map());
  const [saved, setSaved] = useState(entries);
  const change = (keys: readonly string[], part: Partial<Entry>) =>
    setEntries((entries) => {
      const next = new Map(entries);
      for (const key of keys) next.set(key, { ...(next.get(key) ?? untouched), ...part });
      return next;
    });
  return {
    entries,
    change,
    isUnsaved: entries !== saved,
    /** The work was saved, or given up. */
    settle: () => setSaved(entries),
  };
}

/** The ticks and notes on the claims of a check. */
export function useWorkOn(
  digest: Digest | null,
  { entries, change }: Pick<ReturnType<typeof useWork>, 'entries' | 'change'>,
): Work | null {
  return useMemo(() => {
    if (digest === null) return null;
    const { rows, files } = digest;
    const keyOf = (claim: number) =>
      `${files[rows.file[claim]!]!.name}\n${rows.segments[claim]}\n${rows.ids[claim]}`;
    return {
      isDone: (claim) => entries.get(keyOf(claim))?.isDone ?? false,
      noteOf: (claim) => entries.get(keyOf(claim))?.note ?? '',
      setDone: (claims, isDone) => change(claims.map(keyOf), { isDone }),
      setNote: (claims, note) => change(claims.map(keyOf), { note }),
    };
  }, [digest, entries]);
}
