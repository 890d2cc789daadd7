import { sep } from 'node:path';
import type { Finding, Summary } from '../finding';
import { createReport, type Format, type HtmlReport, htmlReport } from '../report/index';
import type { Input } from './inputs';
import { screenStyle } from './paint';
import type { OutputRequest } from './settings';
import type { Talk } from './talk';
import { openWriters } from './writers';

/** All reports of a check, fed as one. What they say gathers until it is flushed. */
export interface Reports {
  finding(finding: Finding): void;
  endFile(file: string, summary: Summary): void;
  /** What cannot be read, or only in part. */
  problem(message: string): void;
  /** Whether enough has gathered to be written. */
  isFull(): boolean;
  flush(): Promise<void>;
  /**
   * After the last file; reports that go to files appear now. Only then it throws where stdout's reader went away.
   * @param inputs what was checked, to be looked at once more
   */
  end(total: Summary, inputs: readonly Input[]): Promise<void>;
}

export async function openReports(
  requests: readonly OutputRequest<Format>[],
  inUse: readonly string[],
  skipped: readonly string[],
  talk: Talk,
): Promise<Reports> {
  const pages: HtmlReport[] = [];
  const template = requests.some(({ format }) => format === 'html') ? await pageTemplate() : '';
  const create = ({ format, path }: OutputRequest<Format>) => {
    if (format !== 'html')
      return createReport(format, { separator: sep, ...(path === null && screenStyle()) });
    const page = htmlReport(template);
    page.skip(skipped);
    pages.push(page);
    return page;
  };
  const writers = await openWriters(requests, create, inUse, talk);
  writers.add((report) => report.begin());
  return {
    finding: (finding) => writers.add((report) => report.finding(finding)),
    endFile: (file, summary) => writers.add((report) => report.endFile(file, summary)),
    problem(message) {
      for (const page of pages) page.problem(message);
    },
    isFull: writers.isFull,
    flush: writers.flush,
    async end(total, inputs) {
      for (const page of pages) {
        const { readSegments } = await import('./read-segments');
        page.show(await readSegments(inputs, page.places()));
      }
      writers.add((report) => report.end(total));
      return writers.finish();
    },
  };
}

async function pageTemplate(): Promise<string> {
  return (await import('./web/files')).readPage('report.html');
}
