import type { Assignment } from '../../repair/assignments';
import { assignmentsCsv } from '../../report/assignments-csv';
import { isUnchanged } from '../../report/repair';
import { countOf } from '../../values/numbers';
import { today } from '../clock';
import type { Corrections } from '../protocol';
import { download } from './download';

interface SaveProps {
  readonly plan: Corrections;
  /** With the chosen codes; null: not known yet. */
  readonly outcome: Corrections | null;
  readonly assignments: readonly Assignment[];
  readonly save: () => void;
}

/** Saves the copies, or the choices alone. */
export function Save({ plan, outcome, assignments, save }: SaveProps) {
  const isNothing =
    outcome === null ? isUnchanged(plan.totals) && assignments.length === 0 : isUnchanged(outcome.totals);
  const saveChoices = () =>
    download(
      new Blob([assignmentsCsv(assignments)], { type: 'text/csv' }),
      `prvcheck-choices-${today()}.csv`,
    );
  return (
    <div class="save">
      <p class="choosers">
        <button type="button" class="primary" disabled={isNothing} onClick={save}>
          {plan.after.files > 1 ? 'Save corrected copies' : 'Save corrected copy'}
        </button>
        {assignments.length > 0 && (
          <button type="button" aria-describedby="choices" onClick={saveChoices}>
            Save these choices
          </button>
        )}
        <span role="status">{outlook(plan, outcome, isNothing)}</span>
      </p>
      <p class="quiet small">
        A copy holds what the claims hold, patients’ names too: keep it as you keep the claims.
      </p>
      {assignments.length > 0 && (
        <p id="choices" class="quiet small">
          The choices are a CSV that <code>prvcheck fix --assignments</code> takes: it writes the same copies.
        </p>
      )}
    </div>
  );
}

function outlook(plan: Corrections, outcome: Corrections | null, isNothing: boolean): string {
  if (isNothing)
    return plan.left.some(({ npi, codes }) => npi !== null && codes.length > 0)
      ? 'Choose a code first: as it is, nothing can be corrected.'
      : 'Nothing can be corrected here: your practice system has to make the change.';
  if (outcome === null) return '';
  const { corrected, left, providers } = outcome.totals;
  const rest =
    left.loops > 0
      ? `, ${countOf(left.loops, 'other')} left as ${left.loops === 1 ? 'it is' : 'they are'}`
      : '';
  const others =
    providers === undefined
      ? ''
      : ` Rendering and attending providers: ${providers.corrected} will be corrected.`;
  return `${countOf(corrected.loops, 'billing loop')} will be corrected${rest}.${others}`;
}
