import { once } from 'node:events';
import { askedToEnd } from '../signals';
import { print } from '../stdout';
import type { Talk } from '../talk';
import { readPage } from './files';
import { openBrowser } from './open-browser';
import { serve } from './serve';

/**
 * `prvcheck web`: serves the page until a signal ends it, and answers with the exit code that says so. The address is
 * the one line on stdout.
 */
export async function webCommand(isToOpen: boolean, talk: Talk): Promise<number> {
  const signal = askedToEnd();
  const { url, close } = await serve(await readPage('prvcheck.html'));
  try {
    await print(`${url}\n`);
    talk.note('The page is at that address, for this computer alone. Ctrl-C ends it.');
    if (isToOpen && !(await openBrowser(url)))
      talk.note('No browser could be started from here: open the address in yours.');
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    close();
  }
  return signal.reason;
}
