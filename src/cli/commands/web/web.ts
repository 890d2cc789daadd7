import { once } from 'node:events';
import type { Command } from '../../command';
import { exitCodes } from '../../exit-code';
import { print } from '../../output/stdout';
import { readPage } from '../../own-files';
import { askedToEnd } from '../../signals';
import { pageWithFiles } from './given-files';
import { openBrowser } from './open-browser';
import { followPages } from './open-pages';
import { serve } from './serve';

/** `prvcheck web`: serves the page until a signal or the user ends it. Prints only the address on stdout. */
export const web: Command = {
  usage: `$0 web [paths..]

Serves the page for billing staff on this computer, and to nobody else: http://127.0.0.1:8370, or at a free port if that one is taken. Files that are dropped on it are read by the browser; nothing is uploaded, to this program neither. Ctrl-C ends it. The page is one file, dist/web/prvcheck.html in this package: it works as well when it is opened from disk.`,
  positionals: {
    paths: 'Claim files, folders and the list of enrollments, to open the page with: at most 64 MB',
  },
  flags: {
    open: {
      kind: 'switch',
      group: 'Page:',
      describe: 'Open the page in the browser (the default; --no-open only says where it is)',
    },
    'until-closed': {
      kind: 'switch',
      group: 'Page:',
      describe: 'End some seconds after the page was closed, in every window and tab',
    },
  },

  async run({ words, raw, log }) {
    const signal = askedToEnd();
    const page = await readPage('prvcheck.html');
    const pages = raw['until-closed'] === true ? followPages() : null;
    const withFiles = words.length === 0 ? null : pageWithFiles(page, words);
    const { url, close } = await serve(page, withFiles, pages);
    try {
      await print(`${url}\n`);
      log.note(
        `The page is at that address, for this computer alone. When you are done, ${pages === null ? '' : 'close the page, or '}close this window or press Ctrl-C.`,
      );
      if (raw.open !== false && !(await openBrowser(url)))
        log.note('No browser could be started from here: open the address in yours.');
      if (!signal.aborted)
        await Promise.race([once(signal, 'abort'), ...(pages === null ? [] : [pages.closed])]);
    } finally {
      close();
    }
    return signal.aborted ? signal.reason : exitCodes.clean;
  },
};
