import { createHash, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** Milliseconds in which a page that is reloaded is back. */
const GRACE = 10_000;
/** Milliseconds. A browser drops no page from memory that was to be seen so shortly before. */
const SHORTLY = 60_000;
/** Browsers open six connections to a server and no more, for all pages together. */
const MOST = 4;

/** All that the frame does: it holds a connection while its page is there, and says whether the page is in sight. */
const script = `const id = Math.random();
const tell = (word) => navigator.sendBeacon(word + '?' + id);
const tellState = () => tell(document.visibilityState);
let line;
document.addEventListener('visibilitychange', tellState);
addEventListener('pageshow', () => {
  line = new EventSource('open?' + id);
  line.onerror = () => line.close(); // the program has ended
  tellState();
});
addEventListener('pagehide', () => {
  tell('closed');
  line.close();
});
`;
const hash = createHash('sha256').update(script).digest('base64');

/** The pages that are open in browsers, as an empty frame in each of them shows. */
export interface OpenPages {
  /** Where the frame is, and below it what it asks for: no other page can guess it. */
  readonly path: string;
  readonly frame: string;
  readonly framePolicy: string;
  /** Resolves some seconds after the last page was closed. */
  readonly closed: Promise<void>;
  /** A page with the frame inside. To connect to anything stays forbidden to the page itself. */
  withFrame(page: string): string;
  /** Learns from every request; answers those of frames and returns true. */
  take(url: string, response: ServerResponse): boolean;
}

interface OpenPage {
  connections: number;
  /** When it was last hidden, and when its last connection ended; in milliseconds. */
  hiddenAt: number | null;
  lostAt: number | null;
  /** Whether it has said that it is closed. That may be lost when the browser ends. */
  isClosed: boolean;
}

/**
 * Follows which pages are open: those that hold a connection. So do pages at rest, also of a computer that sleeps. A
 * browser may drop a page that was not looked at from memory, and load it again when it is: that counts as open.
 */
export function followPages(): OpenPages {
  const path = `/${randomUUID()}/`;
  const pages = new Map<string, OpenPage>();
  let timer: NodeJS.Timeout | undefined;
  let end = () => {};
  const closed = new Promise<void>((resolve) => {
    end = resolve;
  });
  const lookLater = () => {
    clearTimeout(timer);
    if (pages.size > 0)
      timer = setTimeout(() => {
        if (![...pages.values()].some(isOpen)) end();
      }, GRACE).unref();
  };
  const connect = (page: OpenPage, response: ServerResponse) => {
    page.connections++;
    response.on('close', () => {
      page.connections--;
      page.lostAt = performance.now();
      lookLater();
    });
    response.socket?.setTimeout(0);
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.flushHeaders();
  };
  return {
    path,
    frame: `<!doctype html><title>prvcheck</title><script>${script}</script>`,
    framePolicy: `default-src 'none'; script-src 'sha256-${hash}'; connect-src 'self'; frame-ancestors 'self'`,
    closed,
    withFrame(page) {
      return page
        .replace(/(?<=http-equiv="Content-Security-Policy" content="[^"]*)(?=")/, "; frame-src 'self'")
        .replace('</body>', () => `<iframe src="${path}" hidden></iframe>\n</body>`);
    },
    take(url, response) {
      lookLater();
      const [, word, id = ''] = /^(open|visible|hidden|closed)\?(.*)$/.exec(url.slice(path.length)) ?? [];
      if (word === undefined || !url.startsWith(path)) return false;
      const page = pages.get(id) ?? { connections: 0, hiddenAt: null, lostAt: null, isClosed: false };
      pages.set(id, page);
      page.isClosed = word === 'closed';
      if (word === 'visible') page.hiddenAt = null;
      else if (word === 'hidden') page.hiddenAt = performance.now();
      const isFull = [...pages.values()].filter(({ connections }) => connections > 0).length >= MOST;
      if (word === 'open' && !isFull) connect(page, response);
      else response.writeHead(204).end(); // without a connection it asks no more, and says when it is closed
      return true;
    },
  };
}

function isOpen({ connections, hiddenAt, lostAt, isClosed }: OpenPage): boolean {
  if (connections > 0) return true;
  return !isClosed && (lostAt === null || lostAt - (hiddenAt ?? lostAt) > SHORTLY);
}
