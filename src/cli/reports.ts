import type { Finding, Summary } from '../finding';
import { createReport, type Report } from '../report/index';
import { openOutput, stdoutOutput } from './outputs';
import { stdoutPaint } from './paint';
import type { OutputRequest } from './settings';
import type { Talk } from './talk';

/** All reports of a run, fed as one. */
export interface Reports {
  finding(finding: Finding): Promise<void>;
  endFile(file: string, summary: Summary): Promise<void>;
  /** After the last file; reports that go to files appear now. */
  end(total: Summary): Promise<void>;
}

/** One report on its way to its output. */
interface Writer {
  readonly report: Report;
  put(text: string): Promise<void>;
  flush(): Promise<void>;
  finish(): Promise<void>;
}

const bufferSize = 65_536;

/** Opens every report before the long work starts, so that one that cannot be written is told at once. */
export async function openReports(
  requests: readonly OutputRequest[],
  inUse: readonly string[],
  talk: Talk,
): Promise<Reports> {
  const writers: Writer[] = [];
  for (const request of requests) writers.push(await openWriter(request, inUse, talk));
  const all = async (step: (writer: Writer) => Promise<void>) => {
    for (const writer of writers) await step(writer);
  };
  await all((writer) => writer.put(writer.report.begin()));
  return {
    finding: (finding) => all((writer) => writer.put(writer.report.finding(finding))),
    endFile: (file, summary) =>
      all(async (writer) => {
        await writer.put(writer.report.endFile(file, summary));
        await writer.flush();
      }),
    end: (total) =>
      all(async (writer) => {
        await writer.put(writer.report.end(total));
        await writer.flush();
        await writer.finish();
      }),
  };
}

async function openWriter(request: OutputRequest, inUse: readonly string[], talk: Talk): Promise<Writer> {
  const { format, path } = request;
  const output = path === null ? stdoutOutput : await openOutput(path, inUse);
  let pending = '';
  const flush = async () => {
    if (pending === '') return;
    const text = pending;
    pending = '';
    if (path === null) talk.clear();
    await output.write(text);
  };
  return {
    report: path === null ? stdoutReport(request) : createReport(format),
    flush,
    async put(text) {
      pending += text;
      if (pending.length >= bufferSize) await flush();
    },
    async finish() {
      await output.finish();
      if (path !== null) talk.note(`wrote ${path}`);
    },
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
