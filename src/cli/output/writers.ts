import { OutputError } from '../../node/output-error';
import { Pending } from '../../node/pending';
import type { Steps } from '../../values/steps';
import type { OutputRequest } from '../settings/values';
import type { Log } from './log';
import { nowhere, type Output, stdoutOutput } from './outputs';
import type { RunFiles } from './run-files';

/** All reports of a run. Their output is collected until it is flushed. */
export interface Writers<Report> {
  /** The reports, and what each has to write. */
  readonly all: readonly { readonly report: Report; readonly pending: Pending }[];
  add(write: (report: Report) => string): void;
  /** The same for long texts, in steps. */
  addParts(write: (report: Report) => Iterable<string>): Steps;
  /** Whether there is enough to write. */
  isFull(): boolean;
  /** Writes what is collected; the last part of a file may still be on its way afterwards. */
  flush(): Promise<void>;
  /** Ends the reports; files appear now. Only then it throws if stdout's reader closed the pipe. */
  finish(): Promise<void>;
}

/** One report and its output. */
interface Writer<Report> {
  readonly report: Report;
  readonly path: string | null;
  readonly pending: Pending;
  output: Output;
  /** The last write, which goes on beside the work until the next one. It does not reject. */
  writing: Promise<void>;
}

/**
 * Opens every report before the work starts, so that one that cannot be written is reported at once.
 * @param create `pending` is for reports that write by themselves; it may be cut only if the output is a plain file
 */
export async function openWriters<Format extends string, Report>(
  requests: readonly OutputRequest<Format>[],
  create: (request: OutputRequest<Format>, pending: Pending) => Report,
  files: RunFiles,
  log: Log,
): Promise<Writers<Report>> {
  const writers: Writer<Report>[] = [];
  for (const request of requests) {
    const { path, isPrivate } = request;
    const output = path === null ? stdoutOutput : await files.open(path, isPrivate);
    const pending = new Pending();
    const report = create(request, pending);
    writers.push({ report, path, output, pending, writing: Promise.resolve() });
  }

  let readerGone: OutputError | null = null;
  let failed: { readonly error: unknown } | null = null;
  const settle = async (writer: Writer<Report>) => {
    await writer.writing;
    if (failed !== null) throw failed.error;
  };
  const flush = async () => {
    for (const writer of writers) {
      await settle(writer);
      const cutOff = writer.pending.takeCutOff();
      if (cutOff > 0) await writer.output.cut!(cutOff);
      for (let bytes = writer.pending.take(); bytes.length > 0; bytes = writer.pending.take()) {
        await settle(writer);
        if (writer.path === null) log.clear();
        writer.writing = writer.output.write(bytes).catch((error: unknown) => {
          // Finish the reports that go to files first.
          if (writers.length === 1 || !(error instanceof OutputError && error.words === null))
            failed = { error };
          else {
            readerGone = error;
            writer.output = nowhere;
          }
        });
        // What is on the screen comes before a message that follows.
        if (writer.path === null) await settle(writer);
      }
    }
  };
  return {
    all: writers,
    add(write) {
      for (const { pending, report } of writers) pending.add(write(report));
    },
    *addParts(write) {
      for (const { pending, report } of writers) {
        for (const part of write(report)) {
          pending.add(part);
          yield;
        }
      }
    },
    isFull: () => writers.some(({ pending }) => pending.isFull()),
    flush,
    async finish() {
      await flush();
      for (const writer of writers) await settle(writer);
      const faults: OutputError[] = [];
      for (const { output, path } of writers) {
        try {
          await output.finish();
          if (path !== null && readerGone === null) log.note(`wrote ${path}`);
        } catch (error) {
          if (!(error instanceof OutputError)) throw error;
          faults.push(error); // the other reports are still written
        }
      }
      const [fault = readerGone, ...more] = faults;
      for (const { words } of more) if (words !== null) log.problem(words);
      if (fault !== null) throw fault;
    },
  };
}
