import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { addSummaries, emptySummary } from '../../check/summary';
import { openFile } from '../../node/open-file';
import { type BatchFile, hashFile, unreadable } from '../check-file';
import { type FileRow, type Status, summaryOf } from '../row';
import type { CheckFile } from '../run';
import type { Claimed } from './claims';

/**
 * Checks the content of a file that has arrived: the file itself, or the files in an archive, whose findings are
 * concatenated.
 * @param files at least one
 * @param skipped number of other files in the archive
 * @returns one row, with the `sha256` of the file as it arrived, and where the findings are
 */
export async function checkArrived(
  claimed: Claimed,
  files: readonly BatchFile[],
  skipped: number,
  check: CheckFile,
  temporary: () => string,
): Promise<{ readonly row: FileRow; readonly findings: string }> {
  const { name, path } = claimed;
  const findings = temporary();
  const rows: FileRow[] = [];
  for (const file of files) {
    const part = rows.length === 0 ? findings : temporary();
    rows.push(await checkOne(file, check, part));
    if (part === findings) continue;
    await pipeline(createReadStream(part), createWriteStream(findings, { flags: 'a' }));
    await rm(part);
  }
  const [first] = rows;
  const isPlain = files.length === 1 && files[0]!.size !== null;
  const sha256 = isPlain ? first!.sha256 : await hashFile({ open: () => openFile(path) });
  const outputSha256 =
    rows.length === 1 ? first!.outputSha256! : await hashFile({ open: () => openFile(findings) });
  const errors = rows.flatMap(({ error }) => (error === null ? [] : [error.replaceAll(path, name)]));
  const {
    type: _type,
    schema: _schema,
    files: _files,
    ...counts
  } = rows.map(summaryOf).reduce(addSummaries, { ...emptySummary, skipped });
  const row: FileRow = {
    type: 'file',
    schema: 1,
    file: name,
    status: worst.find((status) => rows.some((row) => row.status === status))!,
    sha256,
    error: errors.length === 0 ? null : errors.join(' '),
    output: first!.output,
    outputBytes: rows.reduce((sum, { outputBytes }) => sum + outputBytes, 0),
    ...(outputSha256 !== null && { outputSha256 }),
    ...counts,
  };
  return { row, findings };
}

/** Worst first: the status of a packed file is the worst of the files in it. */
const worst: readonly Status[] = ['unreadable', 'broken', 'flagged', 'undecided', 'clean', 'unchecked'];

/** Checks a file; a bug that it triggers must not stop the rest, now or after a restart. */
async function checkOne(file: BatchFile, check: CheckFile, temporary: string): Promise<FileRow> {
  try {
    return await check(file, temporary);
  } catch (error) {
    if (!(error instanceof Error) || 'syscall' in error) throw error;
    await rm(temporary, { force: true });
    const words = `failed on ${file.name}: ${error.message}. This is our fault, please report it.`;
    return check(unreadable(file.name, file.path, words), temporary);
  }
}
