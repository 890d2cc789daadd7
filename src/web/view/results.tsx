import type { ComponentChildren } from 'preact';
import type { Digest } from '../../report/digest';
import type { Line } from '../../report/excerpt';
import { Bars } from './bars';
import { Findings } from './findings';
import { Fixes } from './fixes';
import { Headline } from './headline';
import { Troubles } from './troubles';

export interface ResultsProps {
  readonly digest: Digest;
  /** Inputs that could not be read, and the skipped files. */
  readonly problems: readonly string[];
  readonly skipped: readonly string[];
  /** The segments around a place; null if there are none to show. */
  readonly excerptOf: (place: number) => Promise<readonly Line[] | null>;
  /** The form for correcting the files, if that is possible. */
  readonly correct?: ComponentChildren;
  /** Buttons. */
  readonly children?: ComponentChildren;
}

/** The results of a check, the same in the page and in a report. */
export function Results({ digest, problems, skipped, excerptOf, correct, children }: ResultsProps) {
  return (
    <>
      <Headline digest={digest} />
      {children}
      <Troubles digest={digest} problems={problems} skipped={skipped} />
      {digest.problems.length > 0 && (
        <>
          <div class="overview">
            <Fixes digest={digest} />
            <Bars digest={digest} />
          </div>
          {correct}
          <Findings digest={digest} excerptOf={excerptOf} />
        </>
      )}
    </>
  );
}
