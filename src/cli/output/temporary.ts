import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isLeft } from '../../node/kept-file';
import { markPattern, processMark } from '../../node/process-mark';

/** Of which file it is, and the process that writes it; short, for a name that is long already. */
const pattern = new RegExp(`^\\.prvcheck-([0-9a-f]{12})-(${markPattern})-[0-9a-f]{8}\\.tmp$`);

/** A name beside a file, for what is to take its place. */
export function temporaryBeside(target: string): string {
  const random = randomBytes(4).toString('hex');
  return join(dirname(target), `.prvcheck-${nameMark(target)}-${processMark}-${random}.tmp`);
}

/** Removes what runs that were killed left beside a file. */
export async function removeLeft(target: string): Promise<void> {
  const folder = dirname(target);
  for (const name of await temporariesIn(folder)) {
    const [, ofName, mark = ''] = pattern.exec(name)!;
    if (ofName !== nameMark(target) || mark === processMark) continue;
    const path = join(folder, name);
    if (await isLeft(path, mark)) await rm(path, { force: true }).catch(() => {}); // that of another user
  }
}

function nameMark(target: string): string {
  return createHash('sha256').update(basename(target)).digest('hex').slice(0, 12);
}

/** What lay in each folder when the run first wrote to it: there may be very many files. */
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
