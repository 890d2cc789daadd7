import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { Digest, ProblemTotal } from '../../report/digest';
import type { ReportOrder } from '../../report/order';
import type { Fate } from '../../report/tally';
import { claimRule } from '../../rules/catalogue';
import { countOf, thousands } from '../../values/numbers';
import { CardClaims } from './card-claims';
import { Done, Note } from './done';
import { Enrollments } from './enrollments';
import { Explained } from './explained';
import { Glossary } from './glossary';
import type { Choice } from './listing';
import { claimsByProblem, problemsInOrder } from './problems';
import { Segments } from './segments';
import { usePrinting } from './use-printing';
import { allClaims, claims, dollars, fates, inDates, providerName, remedyOf, whoOf } from './words';
import { isChoice, type Work } from './work';

const fixesShown = 5;
/** Rules whose fix is found among the enrollments. */
const showsEnrollments: ReadonlySet<string> = new Set<ProblemTotal['rule']>([
  'taxonomy-missing',
  'taxonomy-not-enrolled',
  'taxonomy-ambiguous',
  'enrollment-inactive',
]);

const headings: Readonly<Record<Fate, string>> = {
  error: 'Fix these first',
  undecided: 'Complete your list first',
  warning: 'Look at these',
  info: 'Look at these',
};

interface FixesProps {
  readonly digest: Digest;
  /** Shows only some claims in the list of claims. */
  readonly listOnly: (only: Partial<Choice>) => void;
  readonly openList: ((npi: string) => void) | undefined;
  /** null in a report. */
  readonly work: Work | null;
  /** Shows every card at once. */
  readonly showsAll: boolean;
  /** What comes first. */
  readonly order: ReportOrder;
  readonly sort: (order: ReportOrder) => void;
}

/** What to change; not shown if there is nothing. */
export function Fixes({ digest, listOnly, openList, work, showsAll, order, sort }: FixesProps) {
  const [all, showAll] = useState(showsAll);
  const isPrinting = usePrinting();
  const { problems } = digest;
  const claims = useMemo(() => claimsByProblem(digest, order), [digest, order]);
  const numbers = useMemo(() => problemsInOrder(digest, order), [digest, order]);
  const shown = all || isPrinting ? numbers : numbers.slice(0, fixesShown);
  const hasDays = useMemo(() => problems.some(({ lastDay }) => lastDay !== null), [problems]);
  return (
    <section class="fixes" aria-labelledby="fixes">
      <h2 id="fixes">{headings[problems[numbers[0]!]!.fate]}</h2>
      {hasDays && !isPrinting && (
        <label class="sort">
          <span>First come</span>
          <select value={order} onChange={({ currentTarget }) => sort(currentTarget.value as ReportOrder)}>
            <option value="worst">those with the most at risk</option>
            <option value="last-day">those with the first last day to file</option>
          </select>
        </label>
      )}
      <ol>
        {shown.map((number, i) => {
          const problem = problems[number]!;
          const own = claims[number]!;
          return (
            <Fix key={number} problem={problem} digest={digest}>
              {openList !== undefined && <InYourList digest={digest} problem={problem} openList={openList} />}
              {work !== null && own.length > 0 && (
                <p class="card-work">
                  <Done claims={own} work={work} what={`card ${i + 1}`} isLabelled />
                  <Note claims={own} work={work} what={`card ${i + 1}`} />
                </p>
              )}
              <CardClaims
                digest={digest}
                number={number}
                claims={own}
                showAll={() => listOnly({ problem: String(number) })}
              />
            </Fix>
          );
        })}
      </ol>
      {!showsAll && problems.length > fixesShown && (
        <button type="button" class="quiet-button" aria-expanded={all} onClick={() => showAll(!all)}>
          {all ? 'Show fewer' : `Show all ${thousands(problems.length)}`}
        </button>
      )}
    </section>
  );
}

interface InYourListProps {
  readonly digest: Digest;
  readonly problem: ProblemTotal;
  readonly openList: (npi: string) => void;
}

/** Where the list leaves claims undecided, the way to mend it. */
function InYourList({ digest, problem: { fate, rule, provider }, openList }: InYourListProps) {
  const { npi } = digest.providers[provider]!;
  if (fate !== 'undecided' || npi === null) return null;
  return (
    <p>
      <button type="button" onClick={() => openList(npi)}>
        {rule === 'npi-unregistered' ? 'Add this NPI to your list' : 'Show this NPI in your list'}
      </button>
    </p>
  );
}

interface FixProps {
  readonly problem: ProblemTotal;
  readonly digest: Digest;
  /** Its claims. */
  readonly children: ComponentChildren;
}

function Fix({ problem, digest, children }: FixProps) {
  const provider = digest.providers[problem.provider]!;
  const { fate, rule, message, hint, places, lastDay } = problem;
  const { act, field, place, advice } = remedyOf(problem);
  const who = whoOf(problem);
  // The codes are shown below.
  const isCode = isChoice(problem);
  return (
    <li class={`card fix ${fate}`}>
      <header>
        <div>
          <h3>{providerName(provider)}</h3>
          <p class="quiet">
            {provider.npi === null ? 'No NPI' : `NPI ${provider.npi}`} · {claimRule(rule).label}
          </p>
          {who !== '' && <p class="quiet">{who}</p>}
          {lastDay !== null && (
            <p class="last-day">
              First last day to file: <strong>{inDates(lastDay)}</strong>
            </p>
          )}
        </div>
        <p class="stake">
          {fate === 'error' ? (
            <strong>{dollars(problem.atRisk)}</strong>
          ) : (
            <span class={`tag ${fate}`}>{fates[fate]}</span>
          )}
          <span class="quiet">
            {claims(allClaims(problem))}
            {places > 1 && ` · ${countOf(places, 'place')}`}
          </span>
        </p>
      </header>
      <p>{inDates(message)}</p>
      <div class="remedy">
        <p>
          <span class="remedy-label">What to change</span> {act} <strong>{field}</strong>
          {place !== null && <span class="where"> ({place})</span>}
          {isCode ? ': the code of the enrollment that is billed.' : '.'}
        </p>
        {advice.map((text) => (
          <p key={text} class="quiet">
            {text}
          </p>
        ))}
        {!isCode && <Hint text={inDates(hint)} />}
        {showsEnrollments.has(rule) && problem.enrollments.length > 0 && <Enrollments problem={problem} />}
        {isCode && (
          <details>
            <summary>For whoever edits the 837 file</summary>
            <Hint text={inDates(hint)} />
            <Glossary text={hint} />
          </details>
        )}
        <Glossary text={isCode ? (place ?? '') : `${place ?? ''} ${hint}`} />
      </div>
      <Explained rule={rule} />
      {children}
    </li>
  );
}

function Hint({ text }: { readonly text: string }) {
  return (
    <p class="hint">
      <Segments text={text} />
    </p>
  );
}
