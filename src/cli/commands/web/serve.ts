import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import type { OpenPages } from './open-pages';

/** A page that is being served. */
export interface Served {
  /** `http://127.0.0.1:PORT/`, with files followed by a secret that works once. */
  readonly url: string;
  close(): void;
}

/** Milliseconds after which an unused connection is closed; a browser opens a new one when needed. */
const IDLE = 10_000;
const limits = {
  headersTimeout: IDLE,
  requestTimeout: IDLE,
  keepAliveTimeout: IDLE,
  connectionsCheckingInterval: 1000,
};
const MOST_CONNECTIONS = 100;

/** The same each time, because a browser finds again what it keeps for a page only at the same address. */
const USUAL_PORT = 8370;
const ANY_FREE_PORT = 0;

/**
 * Serves one page to this computer only.
 * @param withFiles the page with files inside, which is given once, at an address that cannot be guessed: other users of
 * this computer can reach the server, too
 * @param pages to follow them; the page to save stays as it is
 */
export async function serve(
  page: string,
  withFiles: string | null = null,
  pages: OpenPages | null = null,
): Promise<Served> {
  const shown = (page: string) => pages?.withFrame(page) ?? page;
  const headers = headersFor(shown(page));
  const start = withFiles === null ? '/' : `/${randomUUID()}`;
  let unseen = withFiles;
  const server = createServer(limits, (request, response) => {
    const { method, url = '' } = request;
    if (!isOwnHost(request, port)) return refuse(response, 421, 'Wrong host.');
    if (pages?.take(url, response)) return;
    if (method !== 'GET' && method !== 'HEAD') return refuse(response, 405, 'Only GET.');
    const send = (body: string, more: Record<string, string> = {}) => {
      response.writeHead(200, { ...headers, ...more, 'Content-Length': Buffer.byteLength(body) });
      response.end(method === 'HEAD' ? undefined : body);
    };
    if (url === start && unseen !== null) {
      send(shown(unseen));
      if (method === 'GET') unseen = null;
    } else if (url === '/') send(shown(page));
    else if (url === '/prvcheck.html') send(page, { 'Content-Disposition': 'attachment' });
    else if (url === pages?.path) send(pages.frame, { 'Content-Security-Policy': pages.framePolicy });
    else if (url === start) response.writeHead(302, { Location: '/' }).end();
    else refuse(response, 404, 'There is only /.');
  });
  // Closes a connection that sends no request or does not read the response; the limits below are for slow requests.
  server.setTimeout(IDLE);
  server.maxConnections = MOST_CONNECTIONS;
  await listen(server, USUAL_PORT).catch(() => listen(server, ANY_FREE_PORT));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${start}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Rejects if the port is taken. */
async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}

/** Security headers: what the page may load, and that no other page may embed or use it. */
function headersFor(page: string): Record<string, string> {
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
  if (policy === undefined) throw new Error('the page has no security policy');
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': `${policy}; frame-ancestors 'none'`,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  };
}

/** DNS rebinding: a page elsewhere could reach this server under another host name. */
function isOwnHost({ headers: { host } }: IncomingMessage, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
  response.end(`${reason}\n`);
}
