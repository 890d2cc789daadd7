import { useState } from 'preact/hooks';
import { digestForReport, placesForReport } from '../../report/html';
import type { CheckAnswer } from '../protocol';
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
  const save = (format: 'csv' | 'ndjson', name: string) =>
    during('Reading the files once more …', async () => {
      const blob = await client.ask({ name: 'export', format });
      if (blob !== null) download(blob, name);
    });
  const report = during('Writing the report …', async () => {
    const digest = digestForReport(answer.digest);
    const excerpts = await client.ask({ name: 'excerpts', places: placesForReport(digest) });
    download(makeReport({ ...answer, digest: { ...digest, excerpts } }), 'prvcheck-report.html');
  });
  const hasFindings = Object.keys(answer.digest.summary.rules).length > 0;
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
        <button type="button" onClick={save('csv', 'prvcheck-findings.csv')}>
          Spreadsheet (CSV)
        </button>
      )}
      <button type="button" onClick={save('ndjson', 'prvcheck-findings.ndjson')}>
        Data (NDJSON)
      </button>
      <button type="button" onClick={() => print()}>
        Print
      </button>
      <span class="quiet" role="status">
        {busy}
      </span>
      <button type="button" class="again" onClick={again}>
        Check other files
      </button>
    </nav>
  );
}

/** To where the files are corrected, for eyes and for the keyboard. */
function toCorrect(): void {
  const title = document.getElementById('correct');
  title?.scrollIntoView();
  title?.focus({ preventScroll: true });
}
