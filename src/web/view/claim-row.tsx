import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { claimAt, fateAt, type ListedFate } from '../../report/claim-rows';
import type { Digest } from '../../report/digest';
import type { Line } from '../../report/excerpt';
import { claimRule } from '../../rules/catalogue';
import { countOf } from '../../values/numbers';
import { Done, Note } from './done';
import { Enrollments } from './enrollments';
import { Excerpt } from './excerpt';
import { Explained } from './explained';
import type { Column } from './listing';
import { type Fault, faultsOf } from './problems';
import { Segments } from './segments';
import { dates, dollars, inDates, labels, nameOf, providerName } from './words';
import type { Work } from './work';

interface ClaimRowProps {
  readonly digest: Digest;
  readonly claim: number;
  /** Its number among the rows. */
  readonly row: number;
  readonly columns: readonly Column[];
  readonly isOpen: boolean;
  /** Opens the claim, or says how high its details are; null closes it. */
  readonly resize: (claim: number, height: number | null) => void;
  readonly excerptOf: (place: number) => Promise<readonly Line[] | null>;
  /** null in a report. */
  readonly work: Work | null;
}

/** A claim; shows all its details when open. */
export function ClaimRow({ digest, claim, row, columns, isOpen, resize, excerptOf, work }: ClaimRowProps) {
  const { id, charge, from, to, lastDay, payerId, payerName, npi, name } = claimAt(digest.rows, claim);
  const fate = fateAt(digest.rows, claim);
  const reasons = faultsOf(digest, claim).map(({ problem }) => claimRule(problem.rule).label);
  const toggle = () => resize(claim, isOpen ? null : 0);
  return (
    <tbody class={isOpen ? 'open' : ''}>
      <tr aria-rowindex={row + 2} class="finding" onClick={toggle}>
        {work !== null && (
          <td class="column-done">
            {reasons.length > 0 && <Done claims={[claim]} work={work} what={`claim ${id}`} />}
          </td>
        )}
        <td class="column-fate">
          <span class={`tag ${fate}`}>{labels[fate]}</span>
        </td>
        <td class="column-claim">
          <button
            type="button"
            class="opener"
            aria-expanded={isOpen}
            onClick={(event) => {
              event.stopPropagation();
              toggle();
            }}
          >
            <span class="chevron" aria-hidden="true" />
            {id || '(no number)'}
          </button>
        </td>
        <td class="column-provider">{providerName({ npi, name })}</td>
        <td class="column-reason">{[...new Set(reasons)].join(', ')}</td>
        <td class="column-dates number">{dates(from, to)}</td>
        {columns.includes('lastDay') && (
          <td class="column-lastDay number">{lastDay !== null && inDates(lastDay)}</td>
        )}
        <td class="column-payer">{nameOf([payerId, payerName])}</td>
        <td class="column-charge number">{dollars(charge)}</td>
      </tr>
      {isOpen && (
        <Details
          digest={digest}
          claim={claim}
          width={columns.length + (work === null ? 0 : 1)}
          setHeight={(height) => resize(claim, height)}
          excerptOf={excerptOf}
          work={work}
        />
      )}
    </tbody>
  );
}

interface DetailsProps {
  readonly digest: Digest;
  readonly claim: number;
  /** Columns of the table. */
  readonly width: number;
  readonly setHeight: (height: number) => void;
  readonly excerptOf: ClaimRowProps['excerptOf'];
  readonly work: Work | null;
}

function Details({ digest, claim, width, setHeight, excerptOf, work }: DetailsProps) {
  const element = useRef<HTMLTableRowElement>(null);
  useLayoutEffect(() => {
    const sizes = new ResizeObserver(() => {
      const height = element.current?.offsetHeight ?? 0;
      // Nothing is laid out where it was just closed.
      if (height > 0) setHeight(height);
    });
    sizes.observe(element.current!);
    return () => sizes.disconnect();
  }, [claim]);
  const { rows, files } = digest;
  const { file, segment } = claimAt(rows, claim);
  const faults = faultsOf(digest, claim);
  return (
    <tr class="detail" ref={element}>
      <td colSpan={width}>
        {faults.map((fault) => (
          <Finding key={fault.number} digest={digest} fault={fault} segment={segment} excerptOf={excerptOf} />
        ))}
        {faults.length > 0 && work !== null && (
          <Note claims={[claim]} work={work} what={`claim ${rows.ids[claim]}`} />
        )}
        {faults.length === 0 && (
          <div>
            <p>{withoutFinding[fateAt(rows, claim)]}</p>
            <p class="quiet">
              <strong class="file">{files[file]!.name ?? 'The file'}</strong> · the claim is segment {segment}
            </p>
          </div>
        )}
      </td>
    </tr>
  );
}

/** What there is to say of a claim without findings. */
const withoutFinding: Readonly<Partial<Record<ListedFate, string>>> = {
  clean:
    'This claim was read and decided: there is nothing to change. Nothing but the billing taxonomy was checked.',
  undecided: 'This claim could not be decided: your list has no active enrollment of its billing NPI.',
  'out-of-scope': 'This claim was not checked: its payer or receiver is left out.',
  unplaced: 'This claim was not checked: it stands before any billing provider. The file is broken.',
};

interface FindingProps {
  readonly digest: Digest;
  readonly fault: Fault;
  /** Of the claim. */
  readonly segment: number;
  readonly excerptOf: ClaimRowProps['excerptOf'];
}

/** Places of a claim that are listed. */
const placesShown = 6;

/** One thing that is wrong with a claim. */
function Finding({ digest, fault, segment, excerptOf }: FindingProps) {
  const { problem, places } = fault;
  const place = places[0]!;
  const { file } = digest.places[place]!;
  const provider = digest.providers[problem.provider]!;
  const [lines, setLines] = useState<readonly Line[] | null>(null);
  useEffect(() => void excerptOf(place).then(setLines), [place, excerptOf]);
  return (
    <div class="detail-grid">
      <div>
        <h3>What is wrong</h3>
        <p>{inDates(problem.message)}</p>
        <h3>What to do</h3>
        <p class="hint">
          <Segments text={inDates(problem.hint)} />
        </p>
        <Explained rule={problem.rule} />
        {problem.enrollments.length > 0 && (
          <>
            <h3>
              Enrollments of {provider.npi === null ? 'this provider' : `NPI ${provider.npi}`} in your list
            </h3>
            <Enrollments problem={problem} />
          </>
        )}
      </div>
      <div>
        <h3>Where it is</h3>
        <p>
          <strong class="file">{digest.files[file]!.name ?? 'The file'}</strong>
          {places.slice(0, placesShown).map((place) => (
            <>
              <br key={place} />
              {whereOf(digest.places[place]!, segment)}
            </>
          ))}
          {places.length > placesShown && (
            <>
              <br />
              and {countOf(places.length - placesShown, 'more place')}
            </>
          )}
        </p>
        {lines !== null && lines.length > 0 && (
          <Excerpt lines={lines} isGap={problem.rule === 'taxonomy-missing'} />
        )}
      </div>
    </div>
  );
}

function whereOf(place: Digest['places'][number], claim: number): string {
  const { interchange, transaction, line, loop, segment } = place;
  return [
    ...(interchange === null ? [] : [`interchange ${interchange}`]),
    ...(transaction === null ? [] : [`transaction ${transaction}`]),
    ...(line === undefined ? [] : [`service line ${line}`]),
    `loop ${loop}, segment ${segment}`,
    `the claim is segment ${claim}`,
  ].join(' · ');
}
