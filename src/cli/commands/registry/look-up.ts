import { stat } from 'node:fs/promises';
import { type NppesListener, readNppes } from '../../../node/nppes';
import { firstFew } from '../../../rules/advice';
import { countOf } from '../../../values/numbers';
import type { Log } from '../../output/log';

/**
 * Looks NPIs up in an NPPES data file and shows the progress.
 * @returns the NPIs that are not in it
 */
export async function lookUp(
  path: string,
  npis: ReadonlySet<string>,
  log: Log,
  candidates: NppesListener['candidates'],
): Promise<readonly string[]> {
  const found = new Set<string>();
  let bytes = 0;
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  const start = process.uptime();
  log.progress(() => {
    const parts = [`reading ${path}`];
    if (size > 0) parts.push(`${Math.floor((100 * bytes) / size)}%`);
    const speed = bytes / 1e6 / Math.max(process.uptime() - start, 0.001);
    parts.push(`${Math.round(speed)} MB/s`, `${found.size} of ${countOf(npis.size, 'NPI')} found`);
    return parts.join(', ');
  });
  await readNppes(path, npis, {
    async candidates(npi, rows, provider) {
      found.add(npi);
      await candidates(npi, rows, provider);
    },
    progress(read) {
      bytes = read;
    },
  });
  log.progress(null);
  return [...npis].filter((npi) => !found.has(npi));
}

const npisShown = 5;

export function notFound(npis: readonly string[], path: string): string {
  return `${countOf(npis.length, 'NPI')} not found in ${path}: ${firstFew(npis, ', ', String, npisShown)}`;
}
