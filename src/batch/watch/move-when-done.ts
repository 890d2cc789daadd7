import { createHash } from 'node:crypto';
import { closeSync, lstatSync, readFileSync, statSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { hasCode } from '../../node/input-error';
import { openFile } from '../../node/open-file';
import { openPlain } from '../../node/open-plain';
import { placeFile, synced, syncedFolder, writeNew } from '../../node/place-file';
import { jsonLine } from '../../report/json-line';
import { hashFile } from '../check-file';
import { makeOwnFolder } from '../make-folder';
import { findingsName } from '../names';
import type { FileRow, Status } from '../row';
import type { Claimed } from './claims';

/** The content of NAME.row.json. */
export interface WatchRow extends FileRow {
  /** The new path of the file, below the folder of done files: `flagged/claims.837`. */
  readonly movedTo: string;
}

/** Folders for files that are done. */
export const doneFolders = ['done', 'flagged', 'broken'] as const;

type Shelf = (typeof doneFolders)[number];

const shelfOf: Readonly<Record<Status, Shelf>> = {
  clean: 'done',
  unchecked: 'done',
  undecided: 'done',
  flagged: 'flagged',
  broken: 'broken',
  unreadable: 'broken',
};

export interface Places {
  /** For findings and rows. */
  readonly out: string;
  /** For the files themselves. */
  readonly done: string;
  /** File mode of findings and rows. */
  readonly mode: number;
  /** Whether the run reads the file at this path, such as the registry. */
  isRead(path: string): boolean;
}

/**
 * Puts the findings of a file in place, then its row, then the file, so that an interrupted file is done again.
 * @param row its `sha256` is of the file as it arrived
 * @param temporaries on the disk of the output: the findings, and a path for the row
 * @returns null if another watcher has taken over the file
 */
export async function moveWhenDone(
  claimed: Claimed,
  row: FileRow,
  temporaries: { readonly findings: string; readonly row: string },
  places: Places,
): Promise<WatchRow | null> {
  const { out, done, mode } = places;
  // Without claims it is the wrong file, or its claims cannot be read.
  const shelf = row.claims === 0 ? 'broken' : shelfOf[row.status];
  makeOwnFolder(join(done, shelf), statSync(done).mode & 0o777);
  const name = await freeName(claimed, row.sha256, join(done, shelf), places);
  const output = findingsName(name);
  const filed: WatchRow = { ...row, output, movedTo: `${shelf}/${name}` };
  await synced(temporaries.findings);
  await writeNew(temporaries.row, [`${jsonLine(filed)}\n`]);
  await placeFile(temporaries.findings, join(out, output), mode);
  await placeFile(temporaries.row, join(out, rowName(name)), mode);
  await syncedFolder(out);
  try {
    await placeFile(claimed.path, join(done, shelf, name));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
  return filed;
}

export function rowName(name: string): string {
  return findingsName(name).replace(/\.findings\.ndjson$/, '.row.json');
}

/** The name under which to keep a file: its own, or one with a hash if another file has that name. */
async function freeName(
  { name, path }: Claimed,
  sha256: string | null,
  shelf: string,
  { out, isRead }: Places,
): Promise<string> {
  const [row, findings] = [join(out, rowName(name)), join(out, findingsName(name))];
  const known = knownHash(row);
  const isRowOurs = known === undefined || (known !== null && known === sha256);
  const areOutputsOurs = isRowOurs && isFileOrFree(findings) && !isRead(row) && !isRead(findings);
  if (areOutputsOurs && (await isFree(join(shelf, name), sha256))) return name;
  return toldApart(name, (sha256 ?? (await marksOf(path))).slice(0, 8));
}

/** The SHA-256 in a row; null if it has none or is not a row; undefined if there is no such file. */
function knownHash(path: string): string | null | undefined {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return undefined;
  try {
    const descriptor = openPlain(path);
    try {
      return (JSON.parse(readFileSync(descriptor, 'utf8')) as FileRow).sha256;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return null;
  }
}

function isFileOrFree(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? true;
}

/** Whether a name is free, or used by the same bytes. */
async function isFree(path: string, sha256: string | null): Promise<boolean> {
  const info = lstatSync(path, { throwIfNoEntry: false });
  if (info === undefined) return true;
  return info.isFile() && sha256 !== null && sha256 === (await hashFile({ open: () => openFile(path) }));
}

/** A mark for a file that cannot be read, in place of its hash. */
async function marksOf(path: string): Promise<string> {
  const { size, mtimeMs } = await lstat(path);
  return createHash('sha256').update(`${size} ${mtimeMs}`).digest('hex');
}

const LONGEST = 255;
/** Text after the last dot that is longer is not an extension. */
const LONGEST_EXTENSION = 16;

/** `claims.837` → `claims.1a2b3c4d.837` */
function toldApart(name: string, mark: string): string {
  const extension = extname(name).length > LONGEST_EXTENSION ? '' : extname(name);
  let stem = name.slice(0, name.length - extension.length);
  while (Buffer.byteLength(stem + mark + extension) + 1 > LONGEST) stem = [...stem].slice(0, -1).join('');
  return `${stem}.${mark}${extension}`;
}
