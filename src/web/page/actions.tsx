import { useState } from 'preact/hooks';
import { digestForReport, placesForReport } from '../../report/html';
import type { CheckAnswer, Task } from '../protocol';
import type { Client } from './client';
import { canCorrect } from './correct';
import { download } from './download';

interface ActionsProps {
  readonly client: Client;
  readonly answer: CheckAnswer;
  readonly makeReport: (answer: CheckAnswer) => Blob;
  readonly again: () => void;
}

/** What to take away from a check. */
export function Actions({ client, answer, makeReport, again }: ActionsProps) {
  const [busy, setBusy] = useState('');
  const during = (what: string, work: () => Promise<void>) => async () => {
    setBusy(what);
    try {
      await work();
      setBusy('');
    } catch (error) {
      setBusy(`That failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const save = (task: Extract<Task, { name: 'export' | 'answer' }>, name: string) =>
    during('Reading the files once more …', async () => {
      const blob = await client.ask(task);
      if (blob !== null) download(blob, name);
    });
  const report = during('Writing the report …', async () => {
    const digest = digestForReport(answer.digest);
    const excerpts = await client.ask({ name: 'excerpts', places: placesForReport(digest) });
    download(makeReport({ ...answer, digest: { ...digest, excerpts } }), 'prvcheck-report.html');
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
      <button type="button" onClick={save({ name: 'export', format: 'ndjson' }, 'prvcheck-findings.ndjson')}>
        Data (NDJSON)
      </button>
      {canAnswer && (
        <button
          type="button"
          aria-describedby="names-patients"
          onClick={save({ name: 'answer' }, 'prvcheck-277ca.277')}
        >
          277CA answer
        </button>
      )}
      <button type="button" onClick={() => print()}>
        Print
      </button>
      <span class="quiet" role="status">
        {busy}
      </span>
      <button type="button" class="again" onClick={again}>
        Check other files
      </button>
      {canAnswer && (
        <p id="names-patients" class="quiet small">
          The 277CA is for whoever receives claims and answers them. It names patients and holds their member
          IDs: keep it as you keep the claims. Nothing else here names a patient, but for corrected files.
        </p>
      )}
    </nav>
  );
}

/** To where the files are corrected, for eyes and for the keyboard. */
function toCorrect(): void {
  const title = document.getElementById('correct');
  title?.scrollIntoView();
  title?.focus({ preventScroll: true });
}
