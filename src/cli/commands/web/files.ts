import { readFile } from 'node:fs/promises';

/** Reads one of the pages that the build puts beside the command. */
export function readPage(name: 'prvcheck.html' | 'report.html'): Promise<string> {
  return readFile(new URL(`../web/${name}`, import.meta.url), 'utf8');
}
