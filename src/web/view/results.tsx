import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Summary } from '../../finding';
import type { Digest } from '../../report/digest';
import type { Line } from '../../report/excerpt';
import { Bars } from './bars';
import { Claims } from './claims';
import { Fixes } from './fixes';
import { Headline } from './headline';
import { type Choice, everything } from './listing';
import { Troubles } from './troubles';
import type { Work } from './work';

export interface ResultsProps {
  readonly digest: Digest;
  /** Inputs that could not be read, and the skipped files. */
  readonly problems: readonly string[];
  readonly skipped: readonly string[];
  /** The segments around a place; null if there are none to show. */
  readonly excerptOf: (place: number) => Promise<readonly Line[] | null>;
  /** Of the files as they would be corrected; null if nothing is. */
  readonly after?: Summary | null;
  /** The form for correcting the files, if that is possible. */
  readonly correct?: ComponentChildren;
  /** Ticks and notes, where the claims can be worked through. */
  readonly work?: Work | null;
  /** Buttons. */
  readonly children?: ComponentChildren;
}

/** The results of a check, the same in the page and in a report. */
export function Results({
  digest,
  problems,
  skipped,
  excerptOf,
  after = null,
  correct,
  work = null,
  children,
}: ResultsProps) {
  const [choice, choose] = useState(everything);
  /** Lists only some claims, and moves there: the view, and the keyboard. */
  const listOnly = (only: Partial<Choice>) => {
    choose({ ...everything, ...only });
    const title = document.getElementById('claims');
    title?.scrollIntoView();
    title?.focus({ preventScroll: true });
  };
  return (
    <>
      <Headline digest={digest} after={after} />
      {children}
      <Troubles digest={digest} problems={problems} skipped={skipped} />
      {digest.problems.length > 0 && (
        <>
          <div class="overview">
            <Fixes digest={digest} listOnly={listOnly} work={work} />
            <Bars digest={digest} listOnly={listOnly} />
          </div>
          {correct}
        </>
      )}
      {digest.rows.count > 0 && (
        <Claims digest={digest} choice={choice} choose={choose} excerptOf={excerptOf} work={work} />
      )}
    </>
  );
}
