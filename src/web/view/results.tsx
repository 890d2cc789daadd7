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
  /** What could not be read, and which other files were skipped. */
  readonly problems: readonly string[];
  readonly skipped: readonly string[];
  /** The segments around a place; null where there are none to show. */
  readonly excerptOf: (place: number) => Promise<readonly Line[] | null>;
  /** Where the files can be corrected. */
  readonly correct?: ComponentChildren;
  /** Buttons. */
  readonly children?: ComponentChildren;
}

/** What came of a check: the same in the page and in a report. */
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
