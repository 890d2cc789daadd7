import type { ComponentChildren } from 'preact';
import type { About } from '../../report/about';
import type { Digest } from '../../report/digest';
import type { Line } from '../../report/excerpt';
import { AboutCheck } from './about';
import { Bars } from './bars';
import { Findings } from './findings';
import { Fixes } from './fixes';
import { Headline } from './headline';
import { Troubles } from './troubles';

export interface ResultsProps {
  readonly digest: Digest;
  readonly about: About | null;
  /** Inputs that could not be read, and the skipped files. */
  readonly problems: readonly string[];
  readonly skipped: readonly string[];
  /** The segments around a place; null if there are none to show. */
  readonly excerptOf: (place: number) => Promise<readonly Line[] | null>;
  /** The form for correcting the files, if that is possible. */
  readonly correct?: ComponentChildren;
  /** Everything is shown at once, as nothing can be asked of a report on paper. */
  readonly isReport?: boolean;
  /** Buttons. */
  readonly children?: ComponentChildren;
}

/** The results of a check, the same in the page and in a report. */
export function Results(props: ResultsProps) {
  const { digest, about, problems, skipped, excerptOf, correct, isReport = false, children } = props;
  return (
    <>
      <Headline digest={digest} />
      {children}
      <Troubles digest={digest} problems={problems} skipped={skipped} />
      {about !== null && <AboutCheck about={about} digest={digest} isOpen={isReport} />}
      {digest.problems.length > 0 && (
        <>
          <div class="overview">
            <Fixes digest={digest} showsAll={isReport} />
            <Bars digest={digest} />
          </div>
          {correct}
          <Findings digest={digest} excerptOf={excerptOf} />
        </>
      )}
    </>
  );
}
