import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';

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
 */
export async function serve(page: string, withFiles: string | null = null): Promise<Served> {
  const headers = headersFor(page);
  const start = withFiles === null ? '/' : `/${randomUUID()}`;
  let unseen = withFiles;
  const server = createServer(limits, (request, response) => {
    if (!isAllowed(request, response, port)) return;
    const { method, url } = request;
    const send = (body: string, more: Record<string, string> = {}) => {
      response.writeHead(200, { ...headers, ...more, 'Content-Length': Buffer.byteLength(body) });
      response.end(method === 'HEAD' ? undefined : body);
    };
    if (url === start && unseen !== null) {
      send(unseen);
      if (method === 'GET') unseen = null;
    } else if (url === '/') send(page);
    else if (url === '/prvcheck.html') send(page, { 'Content-Disposition': 'attachment' });
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

/** Refuses what no browser of this computer asks for. */
function isAllowed(
  { method, headers: { host } }: IncomingMessage,
  response: ServerResponse,
  port: number,
): boolean {
  // DNS rebinding: a page elsewhere could reach this server under another host name.
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) refuse(response, 421, 'Wrong host.');
  else if (method !== 'GET' && method !== 'HEAD') refuse(response, 405, 'Only GET.');
  else return true;
  return false;
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
  response.end(`${reason}\n`);
}
