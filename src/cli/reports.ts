import type { Finding, Summary } from '../finding';
import { createReport, type Report } from '../report/index';
import { OutputError } from './output-error';
import { nowhere, type Output, openOutput, stdoutOutput } from './outputs';
import { stdoutPaint } from './paint';
import { Pending } from './pending';
import type { OutputRequest } from './settings';
import type { Talk } from './talk';

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

/** One report on its way to its output. */
interface Writer {
  readonly report: Report;
  readonly path: string | null;
  readonly pending: Pending;
  output: Output;
}

/** Opens every report before the long work starts, so that one that cannot be written is told at once. */
export async function openReports(
  requests: readonly OutputRequest[],
  inUse: readonly string[],
  talk: Talk,
): Promise<Reports> {
  const writers: Writer[] = [];
  for (const request of requests) writers.push(await openWriter(request, inUse));
  for (const { pending, report } of writers) pending.add(report.begin());

  let readerGone: OutputError | null = null;
  const flush = async () => {
    for (const writer of writers) {
      const bytes = writer.pending.take();
      if (bytes.length === 0) continue;
      if (writer.path === null) talk.clear();
      await writer.output.write(bytes).catch((error: unknown) => {
        // Reports that go to files are still finished.
        if (writers.length === 1 || !(error instanceof OutputError && error.words === null)) throw error;
        readerGone = error;
        writer.output = nowhere;
      });
    }
  };
  return {
    finding(finding) {
      for (const { pending, report } of writers) pending.add(report.finding(finding));
    },
    endFile(file, summary) {
      for (const { pending, report } of writers) pending.add(report.endFile(file, summary));
    },
    isFull: () => writers.some(({ pending }) => pending.isFull()),
    flush,
    async end(total) {
      for (const { pending, report } of writers) pending.add(report.end(total));
      await flush();
      for (const { output, path } of writers) {
        await output.finish();
        if (path !== null && readerGone === null) talk.note(`wrote ${path}`);
      }
      if (readerGone !== null) throw readerGone;
    },
  };
}

async function openWriter(request: OutputRequest, inUse: readonly string[]): Promise<Writer> {
  const { format, path } = request;
  const output = path === null ? stdoutOutput : await openOutput(path, inUse);
  return {
    report: path === null ? stdoutReport(request) : createReport(format),
    path,
    output,
    pending: new Pending(),
  };
}

/** As wide as the terminal and in its colours. */
function stdoutReport({ format }: OutputRequest): Report {
  const { columns } = process.stdout;
  const isTTY = process.stdout.isTTY === true;
  const paint = stdoutPaint(isTTY, process.env);
  return createReport(format, isTTY && columns > 0 ? { paint, width: Math.min(columns, widest) } : { paint });
}

const widest = 120;
