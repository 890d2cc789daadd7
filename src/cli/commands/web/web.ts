import { once } from 'node:events';
import type { Command } from '../../command';
import { print } from '../../output/stdout';
import { askedToEnd } from '../../signals';
import { refuseMore } from '../../usage-error';
import { readPage } from './files';
import { openBrowser } from './open-browser';
import { serve } from './serve';

/** `prvcheck web`: serves the page until a signal ends it. Prints only the address on stdout. */
export const web: Command = {
  usage: `$0 web

Serves the page for billing staff on this computer, and to nobody else: http://127.0.0.1:8370, or at a free port if that one is taken. Files that are dropped on it are read by the browser; nothing is uploaded, to this program neither. Ctrl-C ends it. The page is one file, dist/web/prvcheck.html in this package: it works as well when it is opened from disk.`,
  positionals: {},
  flags: {
    open: {
      kind: 'switch',
      group: 'Page:',
      describe: 'Open the page in the browser (the default; --no-open only says where it is)',
    },
  },

  async run({ words: [more], raw, log }) {
    refuseMore('web', more);
    const signal = askedToEnd();
    const { url, close } = await serve(await readPage('prvcheck.html'));
    try {
      await print(`${url}\n`);
      log.note('The page is at that address, for this computer alone. Ctrl-C ends it.');
      if (raw.open !== false && !(await openBrowser(url)))
        log.note('No browser could be started from here: open the address in yours.');
      if (!signal.aborted) await once(signal, 'abort');
    } finally {
      close();
    }
    return signal.reason;
  },
};
