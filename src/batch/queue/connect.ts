import type { Queue, Worker, WorkerOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import { hasCode, InputError } from '../../node/input-error';
import type { RedisAddress } from './address';
import type { JobData } from './job';

/** The two packages with network access. They are optional: prvcheck does not include them. */
interface Packages {
  readonly bullmq: typeof import('bullmq');
  readonly ioredis: typeof import('ioredis');
}

/** A connection to a Redis server. */
export interface Connection {
  /** The server, without its password. */
  readonly host: string;
  /** All queues of prvcheck on it, by name. */
  queueNames(): Promise<string[]>;
  queue(name: string): Queue<JobData>;
  worker(
    name: string,
    process: (job: Job) => Promise<void>,
    options: Omit<WorkerOptions, 'connection'>,
  ): Worker<JobData>;
  /** An error that a job throws to prevent another attempt. */
  givenUp(reason: string): Error;
  close(): Promise<void>;
}

/** A job as seen by a worker. */
export interface Job {
  readonly data: JobData;
  /** Including this one. */
  readonly attemptsStarted: number;
}

export interface ConnectOptions {
  /** Whether to wait indefinitely for a server that went away. */
  readonly forever: boolean;
  note(text: string): void;
}

const prefix = 'prvcheck';
/** Milliseconds. */
const pause = 500;
const patience = 10_000;
const triesToConnect = 5;
/** Pauses that a command waits for a server that went away, unless it waits indefinitely. */
const triesToCome = 20;

/**
 * Connects to a Redis server.
 * @throws InputError if the packages are missing, the server does not respond or has no such database
 */
export async function connect(
  { tls, ...address }: RedisAddress,
  { forever, note }: ConnectOptions,
): Promise<Connection> {
  const { bullmq, ioredis } = await load();
  const host = `${address.host}:${address.port}`;
  let isUp = false;
  let isLost = false;
  const client: Redis = new ioredis.Redis({
    ...given(address),
    ...(tls ? { tls: {} } : {}),
    lazyConnect: true,
    maxRetriesPerRequest: forever ? null : triesToCome,
    retryStrategy: (times) => (isUp || times < triesToConnect ? pause : null),
  });
  let fault: unknown = null;
  client.on('error', (error) => {
    fault = error;
  });
  // By itself the client would continue in database 0 if this one does not exist.
  const ready = client.connect().then(() => client.select(address.db));
  await within(ready, patience).catch((error: unknown) => {
    client.disconnect();
    const words = isNoDatabase(error) ? `it has no database ${address.db}.` : inWords(fault ?? error);
    throw new InputError(`cannot use Redis at ${host}: ${words}`);
  });
  isUp = true;
  client.on('close', () => {
    if (isUp && !isLost) note(`lost Redis at ${host}, waiting for it`);
    isLost = true;
  });
  client.on('ready', () => {
    if (isLost) note(`Redis at ${host} is back`);
    isLost = false;
  });
  const queues: { close(): Promise<unknown> }[] = [];
  const kept = <T extends { close(): Promise<unknown> }>(queue: T): T => {
    queues.push(queue);
    return queue;
  };
  return {
    host,
    async queueNames() {
      const names: string[] = [];
      for await (const keys of client.scanStream({ match: `${prefix}:*:meta`, count: 1000 }))
        names.push(...(keys as string[]).map((key) => key.split(':')[1]!));
      return [...new Set(names)].filter((name) => name !== '').sort();
    },
    queue: (name) => {
      const queue = kept(new bullmq.Queue<JobData>(name, { connection: client, prefix }));
      queue.on('error', () => {}); // each request to it fails by itself
      return queue;
    },
    worker(name, process, options) {
      const worker = kept(
        new bullmq.Worker<JobData>(name, process, { ...options, connection: client, prefix }),
      );
      worker.on('error', (error) => {
        if (bullmq.isNotConnectionError(error)) note(error.message);
      });
      return worker;
    },
    givenUp: (reason) => new bullmq.UnrecoverableError(reason),
    async close() {
      isUp = false;
      await Promise.all(queues.map((queue) => queue.close()));
      client.disconnect();
    },
  };
}

async function load(): Promise<Packages> {
  try {
    const [bullmq, ioredis] = await Promise.all([import('bullmq'), import('ioredis')]);
    return { bullmq, ioredis };
  } catch (error) {
    // The first by an import, the second by the built command, which requires them.
    if (hasCode(error, 'ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'))
      throw new InputError(
        'the queue needs the packages bullmq and ioredis: npm install bullmq ioredis, beside prvcheck.',
      );
    throw error;
  }
}

/** Converts errors from Redis, which are faults of the server or its settings, to InputErrors. */
export async function asking<T>({ host }: Connection, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && /^(ReplyError|MaxRetriesPerRequestError)$|Connection/.test(error.name))
      throw new InputError(`Redis at ${host} does not do its part: ${inWords(error)}`);
    throw error;
  }
}

const faults: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody answers there. Does it run?',
  ENOTFOUND: 'there is no such host.',
  EAI_AGAIN: 'there is no such host.',
  ETIMEDOUT: 'it does not answer.',
  EHOSTUNREACH: 'it cannot be reached.',
  ENETUNREACH: 'it cannot be reached.',
  ECONNRESET: 'it hung up. Is it a Redis server, and with or without TLS as the URL says?',
  EPIPE: 'it hung up. Is it a Redis server, and with or without TLS as the URL says?',
  NOAUTH: 'it wants a password: redis://:PASSWORD@HOST:PORT, best in PRVCHECK_REDIS_URL or a file.',
  WRONGPASS: 'it does not take this password.',
};

function inWords(error: unknown): string {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  return faults[code ?? ''] ?? faults[/^[A-Z]+/.exec(message ?? '')?.[0] ?? ''] ?? `${message ?? error}.`;
}

function isNoDatabase(error: unknown): boolean {
  return error instanceof Error && /DB index/.test(error.message);
}

/** Omits undefined settings, so that the client uses its defaults. */
function given({ username, password, ...others }: Omit<RedisAddress, 'tls'>) {
  return { ...others, ...(username !== null && { username }), ...(password !== null && { password }) };
}

function within<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error(), { code: 'ETIMEDOUT' })), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
