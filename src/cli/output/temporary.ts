import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isLeft } from '../../node/kept-file';
import { markPattern, processMark } from '../../node/process-mark';

/**
 * Contains a hash of the target and the mark of the writing process; short, because names may be near the limit
 * already.
 */
const pattern = new RegExp(`^\\.prvcheck-([0-9a-f]{12})-(${markPattern})-[0-9a-f]{8}\\.tmp$`);

/** A temporary name beside a file that it will replace. */
export function temporaryBeside(target: string): string {
  const random = randomBytes(4).toString('hex');
  return join(dirname(target), `.prvcheck-${nameMark(target)}-${processMark}-${random}.tmp`);
}

/** Removes temporary files that killed runs left beside a file. */
export async function removeLeft(target: string): Promise<void> {
  const folder = dirname(target);
  for (const name of await temporariesIn(folder)) {
    const [, ofName, mark = ''] = pattern.exec(name)!;
    if (ofName !== nameMark(target) || mark === processMark) continue;
    const path = join(folder, name);
    if (await isLeft(path, mark)) await rm(path, { force: true }).catch(() => {}); // may belong to another user
  }
}

function nameMark(target: string): string {
  return createHash('sha256').update(basename(target)).digest('hex').slice(0, 12);
}

/** What was in each folder when the run first wrote to it. Cached, because there may be very many files. */
const listed = new Map<string, Promise<readonly string[]>>();

function temporariesIn(folder: string): Promise<readonly string[]> {
  const known =
    listed.get(folder) ??
    readdir(folder).then(
      (names) => names.filter((name) => pattern.test(name)),
      () => [],
    );
  listed.set(folder, known);
  return known;
}
