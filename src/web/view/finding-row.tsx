import { useEffect, useState } from 'preact/hooks';
import type { Digest, Row } from '../../report/digest';
import type { Line } from '../../report/excerpt';
import { claimRule } from '../../rules/catalogue';
import { Enrollments } from './enrollments';
import { Excerpt } from './excerpt';
import { Explained } from './explained';
import { payerName, placeOf } from './listing';
import { Segments } from './segments';
import { dates, dollars, fates, inDates, providerName } from './words';

interface FindingRowProps {
  readonly digest: Digest;
  readonly index: number;
  readonly row: Row;
  readonly isOpen: boolean;
  readonly toggle: () => void;
  readonly measure: (element: HTMLElement | null) => void;
  readonly excerptOf: (place: number) => Promise<readonly Line[] | null>;
}

/** One finding; shows all its details when open. */
export function FindingRow({ digest, index, row, isOpen, toggle, measure, excerptOf }: FindingRowProps) {
  const [, id, charge, from, to] = row;
  const problem = digest.problems[placeOf(digest, row).problem]!;
  const provider = digest.providers[problem.provider]!;
  const { fate, rule } = problem;
  return (
    <tbody ref={measure} data-index={index} class={isOpen ? 'open' : ''}>
      <tr aria-rowindex={index + 2} class="finding" onClick={toggle}>
        <td class="column-fate">
          <span class={`tag ${fate}`}>{fates[fate]}</span>
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
        <td class="column-provider">{providerName(provider)}</td>
        <td class="column-reason">{claimRule(rule).label}</td>
        <td class="column-dates number">{dates(from, to)}</td>
        <td class="column-payer">{payerName(digest, row)}</td>
        <td class="column-charge number">{dollars(charge)}</td>
      </tr>
      {isOpen && (
        <tr class="detail">
          <td colSpan={7}>
            <Detail digest={digest} row={row} excerptOf={excerptOf} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

function Detail({ digest, row, excerptOf }: Pick<FindingRowProps, 'digest' | 'row' | 'excerptOf'>) {
  const place = placeOf(digest, row);
  const problem = digest.problems[place.problem]!;
  const provider = digest.providers[problem.provider]!;
  const [lines, setLines] = useState<readonly Line[] | null>(null);
  useEffect(() => void excerptOf(row[0]).then(setLines), [row, excerptOf]);
  const file = digest.files[place.file]!;
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
          <strong class="file">{file.name ?? 'The file'}</strong>
          <br />
          {whereOf(place, row)}
        </p>
        {lines !== null && lines.length > 0 && (
          <Excerpt lines={lines} isGap={problem.rule === 'taxonomy-missing'} />
        )}
      </div>
    </div>
  );
}

function whereOf(place: ReturnType<typeof placeOf>, row: Row): string {
  const { interchange, transaction, loop, segment } = place;
  return [
    ...(interchange === null ? [] : [`interchange ${interchange}`]),
    ...(transaction === null ? [] : [`transaction ${transaction}`]),
    `loop ${loop}, segment ${segment}`,
    `the claim is segment ${row[6]}`,
  ].join(' · ');
}
