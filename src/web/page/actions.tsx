import { useState } from 'preact/hooks';
import { digestForReport, placesForReport, type Shown } from '../../report/html';
import { countOf } from '../../values/numbers';
import type { CheckAnswer, Task } from '../protocol';
import type { Dropped } from '../worker/inputs';
import { ClaimsChooser } from './claims-chooser';
import type { Client } from './client';
import { canCorrect } from './correct';
import { download } from './download';

interface ActionsProps {
  readonly client: Client;
  readonly answer: CheckAnswer;
  readonly makeReport: (shown: Shown) => Blob;
  readonly again: () => void;
  readonly addFiles: (more: readonly Dropped[]) => void;
}

/** What the user can save after a check. */
export function Actions({ client, answer, makeReport, again, addFiles }: ActionsProps) {
  const [busy, setBusy] = useState('');
  /** @param work returns the message to show */
  const during = (what: string, work: () => Promise<string>) => async () => {
    setBusy(what);
    try {
      setBusy(await work());
    } catch (error) {
      setBusy(`That failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const save = (task: Extract<Task, { name: 'export' }>, name: string) =>
    during('Reading the files once more …', async () => {
      const blob = await client.ask(task);
      if (blob !== null) download(blob, name);
      return '';
    });
  const saveClaimAnswer = during('Reading the files once more …', async () => {
    const answer = await client.ask({ name: 'answer' });
    if (answer === null) return '';
    const { file, claimsLeftOut } = answer;
    if (file.size > 0) download(file, 'prvcheck-277ca.277');
    return claimsLeftOut === 0 ? '' : leftOut(claimsLeftOut);
  });
  const report = during('Writing the report …', async () => {
    const digest = digestForReport(answer.digest);
    const excerpts = await client.ask({ name: 'excerpts', places: placesForReport(digest) });
    const { payers: _, ...shown } = answer;
    download(makeReport({ ...shown, digest: { ...digest, excerpts } }), 'prvcheck-report.html');
    return '';
  });
  const hasFindings = Object.keys(answer.digest.summary.rules).length > 0;
  const canAnswer = answer.digest.summary.claims > 0;
  return (
    <nav class="actions" aria-label="Take away">
      <button type="button" class="primary" onClick={report}>
        Save a report to hand on
      </button>
      {canCorrect(answer.digest) && (
        <button type="button" onClick={toCorrect}>
          Correct the files
        </button>
      )}
      {hasFindings && (
        <button type="button" onClick={save({ name: 'export', format: 'csv' }, 'prvcheck-findings.csv')}>
          Spreadsheet (CSV)
        </button>
      )}
      <button type="button" onClick={() => print()}>
        Print
      </button>
      <span class="quiet" role="status">
        {busy}
      </span>
      <details class="more">
        <summary class="button">More</summary>
        <div>
          <p class="quiet small">For software, and for whoever receives claims:</p>
          <button
            type="button"
            onClick={save({ name: 'export', format: 'ndjson' }, 'prvcheck-findings.ndjson')}
          >
            Data (NDJSON)
          </button>
          {canAnswer && (
            <>
              <button type="button" aria-describedby="names-patients" onClick={saveClaimAnswer}>
                277CA answer
              </button>
              <p id="names-patients" class="quiet small">
                It answers the claims. It names patients and holds their member IDs: keep it as you keep the
                claims. Nothing else here names a patient, but for corrected files.
              </p>
            </>
          )}
        </div>
      </details>
      <span class="again">
        <ClaimsChooser label="Add files" take={addFiles} />
        <button type="button" onClick={again}>
          Check other files
        </button>
      </span>
    </nav>
  );
}

function leftOut(claims: number): string {
  return `Not in the 277CA: ${countOf(claims, 'claim')}, whose set, group or interchange a 999 or TA1 rejects as a whole. The command writes those.`;
}

/** Moves to the correction of files, both the view and the keyboard focus. */
function toCorrect(): void {
  const title = document.getElementById('correct');
  title?.scrollIntoView();
  title?.focus({ preventScroll: true });
}
