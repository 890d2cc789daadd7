import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { lstat, open, rename, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { openFile } from '../../node/open-file';
import { jsonLine } from '../../report/json-line';
import { hashFile } from '../check-file';
import { findingsName } from '../names';
import type { FileRow, Status } from '../row';
import { synced, syncedFolder } from '../synced';
import type { Claimed } from './claims';

/** What NAME.row.json holds. */
export interface WatchRow extends FileRow {
  /** Where the file lies now, below the folder of files that are done: `flagged/claims.837`. */
  readonly movedTo: string;
}

/** Where files go when they are done. */
export const shelves = ['done', 'flagged', 'broken'] as const;

type Shelf = (typeof shelves)[number];

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
}

/**
 * Puts the findings of a file in place, then its row, then the file: one that was stopped in between is done again.
 * @param row its `sha256` is of the file as it arrived
 * @param temporaries on the disk of the output: the findings, and a name for the row
 * @returns null where another watcher has taken the file over
 */
export async function fileAway(
  claimed: Claimed,
  row: FileRow,
  temporaries: { readonly findings: string; readonly row: string },
  { out, done }: Places,
): Promise<WatchRow | null> {
  const shelf = shelfOf[row.status];
  const name = await freeName(claimed, row.sha256, out, join(done, shelf));
  const output = findingsName(name);
  const filed: WatchRow = { ...row, output, movedTo: `${shelf}/${name}` };
  await synced(temporaries.findings);
  const handle = await open(temporaries.row, 'wx', 0o600);
  await handle.writeFile(`${jsonLine(filed)}\n`);
  await handle.sync().finally(() => handle.close());
  await rename(temporaries.findings, join(out, output));
  await rename(temporaries.row, join(out, rowName(name)));
  await syncedFolder(out);
  try {
    await rename(claimed.path, join(done, shelf, name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  return filed;
}

export function rowName(name: string): string {
  return findingsName(name).replace(/\.findings\.ndjson$/, '.row.json');
}

/** The name under which a file is kept: its own, or one told apart by its content where another has that already. */
async function freeName(
  { name, path }: Claimed,
  sha256: string | null,
  out: string,
  shelf: string,
): Promise<string> {
  const known = knownHash(join(out, rowName(name)));
  const isRowOurs = known === undefined || (known !== null && known === sha256);
  if (isRowOurs && (await isFree(join(shelf, name), sha256))) return name;
  return toldApart(name, (sha256 ?? (await marksOf(path))).slice(0, 8));
}

/** The SHA-256 in a row; undefined where there is no row. */
function knownHash(path: string): string | null | undefined {
  try {
    return (JSON.parse(readFileSync(path, 'utf8')) as FileRow).sha256;
  } catch {
    return undefined;
  }
}

async function isFree(path: string, sha256: string | null): Promise<boolean> {
  const info = await stat(path).catch(() => null);
  if (info === null) return true;
  return (
    sha256 !== null &&
    sha256 === (await hashFile({ name: path, path, size: null, open: () => openFile(path) }))
  );
}

/** For files that cannot be read. */
async function marksOf(path: string): Promise<string> {
  const { size, mtimeMs } = await lstat(path);
  return createHash('sha256').update(`${size} ${mtimeMs}`).digest('hex');
}

const LONGEST = 255;
/** What follows the last dot of a name, where it is no more than a tail of prose. */
const LONGEST_EXTENSION = 16;

/** `claims.837` → `claims.1a2b3c4d.837` */
function toldApart(name: string, mark: string): string {
  const extension = extname(name).length > LONGEST_EXTENSION ? '' : extname(name);
  let stem = name.slice(0, name.length - extension.length);
  while (Buffer.byteLength(stem + mark + extension) + 1 > LONGEST) stem = [...stem].slice(0, -1).join('');
  return `${stem}.${mark}${extension}`;
}
