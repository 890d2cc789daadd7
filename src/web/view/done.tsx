import { useEffect, useRef, useState } from 'preact/hooks';
import type { Work } from './work';

interface DoneProps {
  readonly claims: readonly number[];
  readonly work: Work;
  /** What is ticked off: `claim A-17`. */
  readonly what: string;
  /** Whether the box has visible words. */
  readonly isLabelled?: boolean;
}

/** A box to tick claims off; it is half ticked if only some are done. */
export function Done({ claims, work, what, isLabelled = false }: DoneProps) {
  const box = useRef<HTMLInputElement>(null);
  const done = claims.filter((claim) => work.isDone(claim)).length;
  const isAll = done === claims.length && done > 0;
  useEffect(() => {
    box.current!.indeterminate = done > 0 && !isAll;
  }, [done, isAll]);
  return (
    <label class="done">
      <input
        type="checkbox"
        ref={box}
        aria-label={`Done: ${what}`}
        checked={isAll}
        onClick={(event) => event.stopPropagation()}
        onChange={({ currentTarget }) => work.setDone(claims, currentTarget.checked)}
      />
      {isLabelled && <span>Done</span>}
    </label>
  );
}

interface NoteProps {
  readonly claims: readonly number[];
  readonly work: Work;
  /** What the note is on: `claim A-17`. */
  readonly what: string;
}

/** A note on claims. */
export function Note({ claims, work, what }: NoteProps) {
  const [first = -1] = claims;
  const note = first === -1 ? '' : work.noteOf(first);
  const [isOpen, open] = useState(false);
  if (!isOpen && note === '')
    return (
      <button type="button" class="link" onClick={() => open(true)}>
        Add a note<span class="hidden"> on {what}</span>
      </button>
    );
  return (
    <label class="note-field">
      <span class="remedy-label">
        Note<span class="hidden"> on {what}</span>
      </span>
      <input
        type="text"
        value={note}
        maxLength={500}
        placeholder="For example: asked the clearinghouse, ticket 4711"
        onChange={({ currentTarget }) => work.setNote(claims, currentTarget.value)}
      />
    </label>
  );
}
