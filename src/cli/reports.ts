import type { Finding, Summary } from '../finding';
import { createReport } from '../report/index';
import type { OutputRequest } from './settings';
import type { Talk } from './talk';
import { openWriters, textOptions } from './writers';

/** All reports of a run, fed as one. What they say gathers until it is flushed. */
export interface Reports {
  finding(finding: Finding): void;
  endFile(file: string, summary: Summary): void;
  /** Whether enough has gathered to be written. */
  isFull(): boolean;
  flush(): Promise<void>;
  /** After the last file; reports that go to files appear now. Only then it throws where stdout's reader went away. */
  end(total: Summary): Promise<void>;
}

/** Opens every report before the long work starts. */
export async function openReports(
  requests: readonly OutputRequest[],
  inUse: readonly string[],
  talk: Talk,
): Promise<Reports> {
  const writers = await openWriters(requests, inUse, talk);
  const reports = requests.map((request, i) => ({
    report: createReport(request.format, textOptions(request)),
    pending: writers.pending[i]!,
  }));
  for (const { pending, report } of reports) pending.add(report.begin());
  return {
    finding(finding) {
      for (const { pending, report } of reports) pending.add(report.finding(finding));
    },
    endFile(file, summary) {
      for (const { pending, report } of reports) pending.add(report.endFile(file, summary));
    },
    isFull: writers.isFull,
    flush: writers.flush,
    async end(total) {
      for (const { pending, report } of reports) pending.add(report.end(total));
      await writers.finish();
    },
  };
}
