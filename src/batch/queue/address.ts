/** The address of a Redis server, and its credentials. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly username: string | null;
  readonly password: string | null;
  readonly db: number;
  readonly tls: boolean;
}

const usualPort = 6379;

/**
 * Parses a Redis URL.
 * @returns what is wrong with the URL if it is invalid, worded to follow its name; without anything that may be a
 * password
 */
export function readAddress(url: string): RedisAddress | string {
  if (!/^rediss?:\/\/./.test(url) || !URL.canParse(url)) {
    const port = /:([^/@:\]]*)(?:\/[^@]*)?$/.exec(url)?.[1] ?? '';
    const isPort = /^\d+$/.test(port) && Number(port) > 65_535;
    return isPort ? 'names a port above 65535' : 'needs redis://HOST:PORT, or rediss:// for TLS';
  }
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(url);
  if (hostname === '') return 'names no host: redis://HOST:PORT';
  if (port === '0') return 'names port 0: redis://HOST:PORT';
  if (search !== '' || hash !== '')
    return 'has something behind the database that is not used: leave out ? and #, in a password write %3F and %23';
  const [name, secret, path] = [username, password, pathname].map(decoded);
  if (name === null || secret === null || path === null)
    return 'has a % that is not followed by two hexadecimal digits: write % itself as %25';
  if (!/^\/?$|^\/\d{1,9}$/.test(path!)) return 'names a database that is no number: redis://HOST:PORT/0';
  return {
    host: decoded(hostname.replace(/^\[(.*)\]$/, '$1')) ?? hostname,
    port: port === '' ? usualPort : Number(port),
    username: name || null,
    password: secret || null,
    db: Number(path!.slice(1)),
    tls: protocol === 'rediss:',
  };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
