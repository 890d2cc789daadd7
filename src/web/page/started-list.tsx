import { useEffect, useRef } from 'preact/hooks';
import { countOf, thousands } from '../../values/numbers';
import type { StartedList } from '../protocol';
import { claims, dollars } from '../view/words';
import { download } from './download';
import { Problems } from './problems';
import { megabytes } from './progress';
import type { Starting, StartProps } from './start-props';

interface StartedProps {
  readonly starting: Starting;
  readonly openList: StartProps['openList'];
  readonly cancel: () => void;
}

/** The list that is begun from the claims: being made, or to be completed. */
export function Started({ starting: { progress, answer }, openList, cancel }: StartedProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // It may lie below what is seen, and is announced to screen readers.
  useEffect(() => heading.current?.focus(), [answer]);
  return (
    <section class="card started" aria-labelledby="started">
      <h2 id="started" tabIndex={-1} ref={heading}>
        {answer === null ? 'Your list begins with your claims' : titleOf(answer)}
      </h2>
      {answer === null ? (
        <p class="choosers">
          <span role="status">
            Reading your claims
            {progress !== null && `: ${megabytes(progress.bytes)} of ${megabytes(progress.total)}`} …
          </span>
          <button type="button" onClick={cancel}>
            Cancel
          </button>
        </p>
      ) : (
        <>
          {answer.npis > 0 && <ToComplete answer={answer} openList={openList} />}
          <Problems problems={[...answer.problems, ...leftOut(answer)]} />
        </>
      )}
    </section>
  );
}

function titleOf({ npis, billingNpis }: StartedList): string {
  if (npis === 0) return 'These files name no valid billing NPI';
  if (billingNpis === 0) return `Your remittances have provider numbers of ${countOf(npis, 'NPI')}`;
  return `Your claims bill under ${countOf(billingNpis, 'NPI')}`;
}

interface ToCompleteProps extends Pick<StartedProps, 'openList'> {
  readonly answer: StartedList;
}

function ToComplete({ answer, openList }: ToCompleteProps) {
  const { providers, npis, severalNumbers, file } = answer;
  const hasNumbers = providers.some(({ numbers }) => numbers !== '');
  return (
    <>
      {severalNumbers.length > 0 && (
        <ul class="rows-list">
          {severalNumbers.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      <ol class="to-do">
        <li>
          <button type="button" class="primary" onClick={() => download(file, 'list-to-complete.xlsx')}>
            Save the list to complete
          </button>{' '}
          or{' '}
          <button
            type="button"
            onClick={() => openList({ file: new File([file], 'list-to-complete.xlsx'), reading: {} })}
          >
            Complete it here
          </button>
        </li>
        <li>
          Open it in Excel and fill in two columns from the partner portal: <strong>Medicaid ID</strong> and{' '}
          <strong>Provider type</strong>. Where an NPI has several Medicaid IDs, copy its row for each of them
          and fill in <strong>Taxonomy</strong> too. Delete the rows of NPIs that are not enrolled in Kentucky
          Medicaid. The sheet “Instructions” says more.
        </li>
        {hasNumbers && (
          <li>
            Where <strong>Medicaid ID</strong> is filled in from your remittances, compare it with the partner
            portal. Delete the row if the number is no Medicaid ID, and empty its cell in{' '}
            <strong>candidate</strong> if it is.
          </li>
        )}
        <li>Save it, and drop it here. The check of these claims then begins by itself.</li>
      </ol>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users scroll it with the arrow keys */}
      <section class="scroll-x" tabIndex={0} aria-label="Billing NPIs">
        <table class="enrollments">
          <thead>
            <tr>
              <th scope="col">Billing provider</th>
              <th scope="col">NPI</th>
              {hasNumbers && <th scope="col">Medicaid IDs to confirm</th>}
              <th scope="col">Claims</th>
              <th scope="col">Dollars</th>
            </tr>
          </thead>
          <tbody>
            {providers.map(({ npi, name, claims, charges, numbers }) => (
              <tr key={npi}>
                <td>{name}</td>
                <td class="number">{npi}</td>
                {hasNumbers && <td class="number">{numbers}</td>}
                <td class="number">{thousands(claims)}</td>
                <td class="number">{charges !== '' && dollars(charges)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {npis > providers.length && (
        <p class="quiet">The list has {thousands(npis - providers.length)} more.</p>
      )}
    </>
  );
}

function leftOut({
  claimsWithoutNpi,
  claimsLeftOut,
  numbersWithoutNpi,
  hasMoreNumbers,
}: StartedList): string[] {
  const sentences = [
    [claimsWithoutNpi > 0, `${claims(claimsWithoutNpi)} without a valid billing NPI: the check tells which.`],
    [
      claimsLeftOut > 0,
      `${claims(claimsLeftOut)} of further NPIs are not in the list, which is full. Begin with fewer files.`,
    ],
    [
      numbersWithoutNpi > 0,
      `${countOf(numbersWithoutNpi, 'provider number')} without an NPI: not in the list.`,
    ],
    [hasMoreNumbers, 'More provider numbers than the list can hold. Begin with fewer files.'],
  ] as const;
  return sentences.filter(([isSo]) => isSo).map(([, sentence]) => sentence);
}
