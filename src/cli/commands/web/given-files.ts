import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { orCannotRead } from '../../../node/input-error';
import { thousands } from '../../../values/numbers';
import type { Given } from '../../../web/given';
import { UsageError } from '../../usage-error';

/** They become part of the page, which a browser keeps in memory as a whole. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The page with the files of these paths inside; of folders all that is below them. */
export function pageWithFiles(page: string, paths: readonly string[]): string {
  const files = paths.flatMap((path) => [...below(path, basename(resolve(path)), false)]);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes > MOST_BYTES)
    throw new UsageError(
      `the page cannot be opened with more than 64 MB, and these are ${thousands(Math.ceil(bytes / 1024 / 1024))} MB. Open it without files, and drop them on it.`,
    );
  const given = files.map(({ path, name, isInFolder }): Given => {
    return { name, isInFolder, base64: orCannotRead(path, () => readFileSync(path, 'base64')) };
  });
  const hole = '<script type="application/json" id="given">';
  const [before, after, more] = page.split(`${hole}[]`);
  if (after === undefined || more !== undefined) throw new Error('the page has no one place for files');
  return before + hole + JSON.stringify(given).replaceAll('<', '\\u003c') + after;
}

interface Found {
  readonly path: string;
  /** As the page names it: from the folder on that was given. */
  readonly name: string;
  readonly isInFolder: boolean;
  readonly size: number;
}

function* below(path: string, name: string, isInFolder: boolean): Generator<Found, void> {
  const info = orCannotRead(path, () => statSync(path));
  if (info.isFile()) yield { path, name, isInFolder, size: info.size };
  if (!info.isDirectory()) return;
  for (const inside of orCannotRead(path, () => readdirSync(path)))
    yield* below(join(path, inside), `${name}/${inside}`, true);
}
