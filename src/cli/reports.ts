import type { Finding, Summary } from '../finding';
import { createReport, type Report } from '../report/index';
import { type Output, openOutput, stdoutOutput } from './outputs';
import { stdoutPaint } from './paint';
import type { OutputRequest } from './settings';
import type { Talk } from './talk';

/** All reports of a run, fed as one. What they say gathers until it is flushed. */
export interface Reports {
  finding(finding: Finding): void;
  endFile(file: string, summary: Summary): void;
  /** Whether enough has gathered to be written. */
  isFull(): boolean;
  flush(): Promise<void>;
  /** After the last file; reports that go to files appear now. */
  end(total: Summary): Promise<void>;
}

/** One report on its way to its output. */
interface Writer {
  readonly report: Report;
  readonly path: string | null;
  readonly output: Output;
  pending: string;
}

const bufferSize = 65_536;

/** Opens every report before the long work starts, so that one that cannot be written is told at once. */
export async function openReports(
  requests: readonly OutputRequest[],
  inUse: readonly string[],
  talk: Talk,
): Promise<Reports> {
  const writers: Writer[] = [];
  for (const request of requests) writers.push(await openWriter(request, inUse));
  for (const writer of writers) writer.pending = writer.report.begin();

  const flush = async () => {
    for (const writer of writers) {
      const text = writer.pending;
      writer.pending = '';
      if (text === '') continue;
      if (writer.path === null) talk.clear();
      await writer.output.write(text);
    }
  };
  return {
    finding(finding) {
      for (const writer of writers) writer.pending += writer.report.finding(finding);
    },
    endFile(file, summary) {
      for (const writer of writers) writer.pending += writer.report.endFile(file, summary);
    },
    isFull: () => writers.some((writer) => writer.pending.length >= bufferSize),
    flush,
    async end(total) {
      for (const writer of writers) writer.pending += writer.report.end(total);
      await flush();
      for (const { output, path } of writers) {
        await output.finish();
        if (path !== null) talk.note(`wrote ${path}`);
      }
    },
  };
}

async function openWriter(request: OutputRequest, inUse: readonly string[]): Promise<Writer> {
  const { format, path } = request;
  const output = path === null ? stdoutOutput : await openOutput(path, inUse);
  return { report: path === null ? stdoutReport(request) : createReport(format), path, output, pending: '' };
}

/** As wide as the terminal and in its colours. */
function stdoutReport({ format }: OutputRequest): Report {
  const { columns } = process.stdout;
  const isTTY = process.stdout.isTTY === true;
  const paint = stdoutPaint(isTTY, process.env);
  return createReport(format, isTTY && columns > 0 ? { paint, width: Math.min(columns, widest) } : { paint });
}

const widest = 120;
