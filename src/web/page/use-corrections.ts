import { useEffect, useRef, useState } from 'preact/hooks';
import type { Assignment } from '../../repair/assignments';
import { today } from '../clock';
import type { Corrections, Progress } from '../protocol';
import type { Client } from './client';

/** What the user waits for, and how far it is. */
export interface Work {
  readonly name: 'look' | 'preview' | 'save';
  readonly progress: Progress | null;
}

/** The files as corrected with the codes chosen so far. */
export interface CorrectionState {
  /** Without any chosen code: what there is to choose. null: not looked yet. */
  readonly plan: Corrections | null;
  /** With the chosen codes; null: not known yet. */
  readonly outcome: Corrections | null;
  /** What was saved with them; null: nothing. */
  readonly saved: Corrections | null;
  readonly work: Work | null;
  readonly fault: string;
  look(): Promise<void>;
  /** Takes the chosen codes. */
  choose(assignments: readonly Assignment[]): void;
  preview(): Promise<void>;
  save(): Promise<Corrections | null>;
}

/**
 * Reads the files again for each answer, one answer at a time.
 * @param isQuick whether that is fast enough to do it unasked
 */
export function useCorrections(client: Client, isQuick: boolean): CorrectionState {
  const [plan, setPlan] = useState<Corrections | null>(null);
  const [outcome, setOutcome] = useState<Corrections | null>(null);
  const [saved, setSaved] = useState<Corrections | null>(null);
  const [work, setWork] = useState<Work | null>(null);
  const [fault, setFault] = useState('');
  const wanted = useRef<readonly Assignment[]>([]);
  const isFollowing = useRef(false);

  const ask = async (saveOn: string | null, onProgress?: (progress: Progress) => void) => {
    setFault('');
    try {
      return await client.ask({ name: 'correct', assignments: wanted.current, saveOn }, onProgress);
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
      return null;
    }
  };

  const during = async (name: Work['name'], saveOn: string | null) => {
    setWork({ name, progress: null });
    const answer = await ask(saveOn, (progress) => setWork({ name, progress }));
    setWork(null);
    if (answer !== null) setOutcome(answer);
    return answer;
  };

  // The user may choose further while the files are read.
  const follow = async () => {
    if (isFollowing.current) return;
    isFollowing.current = true;
    for (let isBehind = true; isBehind; ) {
      const asked = wanted.current;
      const answer = await ask(null);
      isBehind = wanted.current !== asked;
      if (!isBehind) setOutcome(answer);
    }
    isFollowing.current = false;
  };

  const look = async () => setPlan(await during('look', null));
  useEffect(() => {
    if (isQuick) void look();
  }, []);

  return {
    plan,
    outcome,
    saved,
    work,
    fault,
    look,
    choose(assignments) {
      wanted.current = assignments;
      setSaved(null);
      if (isQuick) void follow();
      else setOutcome(null);
    },
    async preview() {
      await during('preview', null);
    },
    async save() {
      const answer = await during('save', today());
      setSaved(answer);
      return answer;
    },
  };
}
