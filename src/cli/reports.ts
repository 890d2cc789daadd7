import { sep } from 'node:path';
import type { Finding, Summary } from '../finding';
import { createReport, type Format } from '../report/index';
import { screenStyle } from './paint';
import type { OutputRequest } from './settings';
import type { Talk } from './talk';
import { openWriters } from './writers';

/** All reports of a check, fed as one. What they say gathers until it is flushed. */
export interface Reports {
  finding(finding: Finding): void;
  endFile(file: string, summary: Summary): void;
  /** Whether enough has gathered to be written. */
  isFull(): boolean;
  flush(): Promise<void>;
  /** After the last file; reports that go to files appear now. Only then it throws where stdout's reader went away. */
  end(total: Summary): Promise<void>;
}

export async function openReports(
  requests: readonly OutputRequest<Format>[],
  inUse: readonly string[],
  talk: Talk,
): Promise<Reports> {
  const create = ({ format, path }: OutputRequest<Format>) =>
    createReport(format, { separator: sep, ...(path === null && screenStyle()) });
  const writers = await openWriters(requests, create, inUse, talk);
  writers.add((report) => report.begin());
  return {
    finding: (finding) => writers.add((report) => report.finding(finding)),
    endFile: (file, summary) => writers.add((report) => report.endFile(file, summary)),
    isFull: writers.isFull,
    flush: writers.flush,
    end(total) {
      writers.add((report) => report.end(total));
      return writers.finish();
    },
  };
}
