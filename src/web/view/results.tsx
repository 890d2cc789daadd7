import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Summary } from '../../finding';
import type { About } from '../../report/about';
import type { ComparedShown } from '../../report/compare/compared';
import type { Digest } from '../../report/digest';
import type { Line } from '../../report/excerpt';
import type { ReportOrder } from '../../report/order';
import { AboutCheck } from './about';
import { Answered } from './answered';
import { Bars } from './bars';
import { Claims } from './claims';
import { Fixes } from './fixes';
import { Headline } from './headline';
import { type Choice, everything } from './listing';
import { Troubles } from './troubles';
import type { Work } from './work';

export interface ResultsProps {
  readonly digest: Digest;
  readonly about: About | null;
  /** Inputs that could not be read, and the skipped files. */
  readonly problems: readonly string[];
  readonly skipped: readonly string[];
  /** What payers answered, if their answers were given. */
  readonly compared?: ComparedShown | undefined;
  /** The segments around a place; null if there are none to show. */
  readonly excerptOf: (place: number) => Promise<readonly Line[] | null>;
  /** Of the files as they would be corrected; null if nothing is. */
  readonly after?: Summary | null;
  /** The form for correcting the files, if that is possible. */
  readonly correct?: ComponentChildren;
  /** Opens the list of enrollments at an NPI, where it can be changed. */
  readonly openList?: (npi: string) => void;
  /** Ticks and notes, where the claims can be worked through. */
  readonly work?: Work | null;
  /** Everything is shown at once, as nothing can be asked of a report on paper. */
  readonly isReport?: boolean;
  /** What comes first, until another order is chosen. */
  readonly order?: ReportOrder;
  /** Beside what is to be changed. */
  readonly aside?: ComponentChildren;
  /** Buttons. */
  readonly children?: ComponentChildren;
}

/** The results of a check, the same in the page and in a report. */
export function Results(props: ResultsProps) {
  const { digest, about, problems, skipped, compared, excerptOf, after = null, correct } = props;
  const { openList, work = null, isReport = false, aside, children } = props;
  const [order, sort] = useState(props.order ?? 'worst');
  const usual: Choice = props.order === 'last-day' ? { ...everything, sort: 'lastDay' } : everything;
  const [choice, choose] = useState(usual);
  /** Lists only some claims, and moves there: the view, and the keyboard. */
  const listOnly = (only: Partial<Choice>) => {
    choose({ ...usual, ...only });
    const title = document.getElementById('claims');
    title?.scrollIntoView();
    title?.focus({ preventScroll: true });
  };
  return (
    <>
      <Headline digest={digest} after={after} order={order} />
      {children}
      {compared !== undefined && <Answered compared={compared} isOpen={isReport} />}
      <Troubles digest={digest} problems={problems} skipped={skipped} />
      {about !== null && <AboutCheck about={about} digest={digest} isOpen={isReport} />}
      {digest.problems.length > 0 && (
        <>
          <div class="overview">
            <Fixes
              digest={digest}
              listOnly={listOnly}
              openList={openList}
              work={work}
              showsAll={isReport}
              order={order}
              sort={sort}
            />
            <div class="charts">
              {aside}
              <Bars digest={digest} listOnly={listOnly} />
            </div>
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
