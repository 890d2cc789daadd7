import { OutputError } from '../node/output-error';
import type { TextOptions } from '../report/index';
import { nowhere, type Output, openOutput, stdoutOutput } from './outputs';
import { stdoutPaint } from './paint';
import { Pending } from './pending';
import type { OutputRequest } from './settings';
import type { Talk } from './talk';

/** Where the reports of a run go, and what of each waits to be written. */
export interface Writers {
  /** In the order of the requests. */
  readonly pending: readonly Pending[];
  /** Whether enough has gathered to be written. */
  isFull(): boolean;
  flush(): Promise<void>;
  /** Writes the rest; files appear now. Only then it throws where stdout's reader went away. */
  finish(): Promise<void>;
}

interface Writer {
  readonly path: string | null;
  readonly pending: Pending;
  output: Output;
}

/** Opens every output before the long work starts, so that one that cannot be written is told at once. */
export async function openWriters(
  requests: readonly Pick<OutputRequest, 'path'>[],
  inUse: readonly string[],
  talk: Talk,
): Promise<Writers> {
  const writers: Writer[] = [];
  for (const { path } of requests) {
    const output = path === null ? stdoutOutput : await openOutput(path, inUse);
    writers.push({ path, output, pending: new Pending() });
  }
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
    pending: writers.map(({ pending }) => pending),
    isFull: () => writers.some(({ pending }) => pending.isFull()),
    flush,
    async finish() {
      await flush();
      for (const { output, path } of writers) {
        await output.finish();
        if (path !== null && readerGone === null) talk.note(`wrote ${path}`);
      }
      if (readerGone !== null) throw readerGone;
    },
  };
}

/** How text looks where it goes: on a terminal as wide as it and in its colours, in a file plain. */
export function textOptions({ path }: Pick<OutputRequest, 'path'>): TextOptions {
  if (path !== null) return {};
  const { columns } = process.stdout;
  const isTTY = process.stdout.isTTY === true;
  const paint = stdoutPaint(isTTY, process.env);
  return isTTY && columns > 0 ? { paint, width: Math.min(columns, widest) } : { paint };
}

const widest = 120;
