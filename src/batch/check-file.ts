import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import type { ClaimFindings } from '../check/claim-findings';
import type { Standards } from '../check/standards';
import type { Finding, Summary } from '../finding';
import type { Chunks } from '../input/input';
import { runInput } from '../input/run';
import { runInputs } from '../input/run-inputs';
import { InputError } from '../node/input-error';
import { Pending } from '../node/pending';
import { ndjsonReport } from '../report/ndjson';
import { findingsName } from './names';
import { type FileRow, statusOf } from './row';

/** One file of a batch. */
export interface BatchFile {
  /** Its path below the named folder, with `/` between folders: independent of where that folder is. */
  readonly name: string;
  /** As the user wrote it; the path of a plain file. Never written to the results. */
  readonly path: string;
  /** In bytes; null if unknown until it is read. */
  readonly size: number | null;
  open(): Chunks;
}

/** Creates the filter for the findings of one file, which hides claim IDs. */
export type HideClaimIds = () => (finding: Finding) => Finding;

/** Checks a file, writes its findings to a new file at `path`, and returns its row. */
export async function checkFile(
  file: BatchFile,
  standards: Standards,
  hideClaimIds: HideClaimIds | null,
  path: string,
  progress: (summary: Summary) => void = () => {},
): Promise<FileRow> {
  const hash = createHash('sha256');
  const outputHash = createHash('sha256');
  const report = ndjsonReport();
  const pending = new Pending();
  let error: string | null = null;
  let isRead = true;
  let envelopeErrors = 0;
  let outputBytes = 0;
  const descriptor = openSync(path, 'wx', 0o600);
  const write = () => {
    for (let bytes = pending.take(); bytes.length > 0; bytes = pending.take()) {
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
      outputHash.update(bytes);
      outputBytes += bytes.length;
    }
  };
  const add = (finding: Finding) => {
    if (finding.loop === null && finding.severity === 'error') envelopeErrors++;
    pending.add(report.finding(finding));
  };
  const shown = hideClaimIds?.() ?? null;
  const listener =
    shown === null
      ? { finding: add, claimFindings: (found: ClaimFindings) => report.claimFindings(found, pending) }
      : { finding: (finding: Finding) => add(shown(finding)) };
  try {
    const { total } = await runInputs([file], {
      start: (_, { broken }) =>
        runInput({ name: file.name, open: () => hashed(file.open(), hash) }, standards, {
          ...listener,
          broken,
        }),
      step(_, soFar) {
        if (pending.isFull()) write();
        progress(soFar());
      },
      fault(_, fault, isPartial) {
        error = inWords(fault, file);
        isRead = isPartial;
      },
      done(_, { summary }) {
        pending.add(report.end(summary));
      },
    });
    write();
    const { type: _type, schema: _schema, files: _files, ...counts } = total;
    return {
      type: 'file',
      schema: 1,
      file: file.name,
      status: statusOf(total, envelopeErrors, error),
      sha256: isRead ? hash.digest('hex') : null,
      error,
      output: findingsName(file.name),
      outputBytes,
      outputSha256: outputHash.digest('hex'),
      ...counts,
    };
  } finally {
    closeSync(descriptor);
  }
}

function inWords(fault: InputError, { path, name }: BatchFile): string {
  return fault.message.replaceAll(path, name);
}

/** The SHA-256 of a file's bytes; null if it cannot be read to its end. */
export async function hashFile(file: Pick<BatchFile, 'open'>): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const _ of hashed(file.open(), hash));
  } catch (fault) {
    if (fault instanceof InputError) return null;
    throw fault;
  }
  return hash.digest('hex');
}

/** The same chunks; what is read of them is hashed. */
function hashed(chunks: Chunks, hash: Hash): Chunks {
  return Symbol.asyncIterator in chunks ? hashedLater(chunks, hash) : hashedNow(chunks, hash);
}

async function* hashedLater(
  chunks: AsyncIterable<Uint8Array>,
  hash: Hash,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

function* hashedNow(chunks: Iterable<Uint8Array>, hash: Hash): Generator<Uint8Array, void, undefined> {
  for (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

/** A file already known to be unreadable. */
export function unreadable(name: string, path: string, message: string): BatchFile {
  const open = () => {
    throw new InputError(message.split('\n'));
  };
  return { name, path, size: null, open };
}
