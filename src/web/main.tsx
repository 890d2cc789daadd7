import { render } from 'preact';
import type { Shown } from '../report/html';
import { filesOf } from './given';
import { startClient } from './page/client';
import { Page } from './page/page';
import { reportWriter } from './page/report-file';
import { Report } from './report';
import { drawSafeText } from './safe-text';
import { showDatesAs } from './view/words';

/** The script of both the page and reports; the data in the document decides which it is. */

drawSafeText();
const root = document.getElementById('app')!;
const shown = textOf('shown');
if (shown !== '') {
  const report: Shown = JSON.parse(shown);
  showDatesAs(report.dates);
  render(<Report {...report} />, root);
} else {
  const given = document.getElementById('given')!;
  // Reports are copies of the page, and must not have the files.
  given.remove();
  const makeReport = reportWriter(document.documentElement.cloneNode(true) as HTMLElement);
  const client = startClient(textOf('worker'));
  const demo = JSON.parse(textOf('demo'));
  render(
    <Page
      client={client}
      given={filesOf(JSON.parse(given.textContent))}
      demo={demo}
      makeReport={makeReport}
    />,
    root,
  );
}

function textOf(id: string): string {
  return document.getElementById(id)!.textContent;
}
