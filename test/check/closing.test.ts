import { getEventListeners, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough, Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CheckRun, createChecker, repair, type Source } from '../../src/index';
import {
  billing,
  bytesOf,
  claim,
  header,
  interchange,
  simpleFile,
  subscriber,
  twoEnrollments,
} from '../build';

const registry = twoEnrollments;
const checker = createChecker({ registry });
const file = bytesOf(simpleFile());
const beginning = file.subarray(0, 300);

async function drain(run: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _ of run) count++;
  return count;
}

/** What comes of it, for a later look: nobody waits for it, and it is handled. */
function outcomeOf<T>(work: Promise<T>): { value?: T; error?: unknown } {
  const outcome: { value?: T; error?: unknown } = {};
  work.then(
    (value) => Object.assign(outcome, { value }),
    (error) => Object.assign(outcome, { error }),
  );
  return outcome;
}

/** The beginning of a file, and then nothing more, as when a network cable is pulled. */
function stalledWeb() {
  const seen = { pulled: false, cancelled: null as unknown };
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(beginning),
    pull() {
      seen.pulled = true;
      return new Promise(() => {});
    },
    cancel(reason) {
      seen.cancelled = reason;
    },
  });
  return { seen, stream };
}

function stalledNode(): PassThrough {
  const stream = new PassThrough();
  stream.write(beginning);
  return stream;
}

/** Begins to check, until it waits for what does not come. */
async function begin(run: AsyncIterable<unknown>) {
  const steps = run[Symbol.asyncIterator]();
  const first = outcomeOf(steps.next());
  await wait(20);
  expect(first).toEqual({});
  return { steps, first };
}

const enough = new Error('enough');

/** As `expect`, for what will be so soon. */
const soon = <T>(value: () => T) => expect.poll(value, { interval: 1, timeout: 300_000 });

describe('aborting closes a source that gives nothing', () => {
  it('a web stream, which is told why', async () => {
    const stop = new AbortController();
    const { seen, stream } = stalledWeb();
    const { first } = await begin(checker.check(stream, { signal: stop.signal }));
    expect(seen).toEqual({ pulled: true, cancelled: null });
    stop.abort(enough);
    await soon(() => first).toEqual({ error: enough });
    expect(seen.cancelled).toBe(enough);
    await soon(() => stream.locked).toBe(false);
  });

  it('a Node stream', async () => {
    const stop = new AbortController();
    const stream = stalledNode();
    const errors: unknown[] = [];
    stream.on('error', (error) => errors.push(error));
    const { first } = await begin(checker.check(stream, { signal: stop.signal }));
    stop.abort(enough);
    await once(stream, 'close');
    await soon(() => first).toEqual({ error: enough });
    expect(stream.destroyed).toBe(true);
    expect(errors).toEqual([]);
  });

  it('an iterator that can be closed while it is asked', async () => {
    const stop = new AbortController();
    let returned = 0;
    const source: Source = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise<never>(() => {}),
        return: () => {
          returned++;
          return new Promise<never>(() => {});
        },
      }),
    };
    const { first } = await begin(checker.check(source, { signal: stop.signal }));
    stop.abort(enough);
    await soon(() => first).toEqual({ error: enough });
    expect(returned).toBe(1);
  });

  it('also where nobody asks for more at the moment', async () => {
    const { seen, stream } = stalledWeb();
    const node = new PassThrough();
    node.write(file);
    for (const source of [stream, node]) {
      const stop = new AbortController();
      const steps = checker.check(source, { signal: stop.signal })[Symbol.asyncIterator]();
      if (source === node) expect(await steps.next()).toMatchObject({ done: false });
      stop.abort(enough);
      await soon(() => (source === node ? node.destroyed : seen.cancelled === enough)).toBe(true);
      await expect(steps.next()).rejects.toBe(enough);
    }
  });

  it('one that is aborted before closes it, and reads nothing', async () => {
    const { seen, stream } = stalledWeb();
    const node = stalledNode();
    const signal = AbortSignal.abort(enough);
    for (const source of [stream, node]) {
      const run = checker.check(source, { signal });
      await expect(drain(run)).rejects.toBe(enough);
      expect(run.summary.bytes).toBe(0);
    }
    expect(seen.cancelled).toBe(enough);
    expect(node.destroyed).toBe(true);
  });

  it('a check that is done leaves nothing on the signal', async () => {
    const stop = new AbortController();
    const sources = [file, stalledWeb().stream, stalledNode()];
    await drain(checker.check(file, { signal: stop.signal }));
    for (const source of sources.slice(1)) {
      const { steps } = await begin(checker.check(source, { signal: stop.signal }));
      await steps.return!();
    }
    await expect(drain(checker.check(failing(), { signal: stop.signal }))).rejects.toThrow(
      'the disk is gone',
    );
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });

  // biome-ignore lint/correctness/useYield: it fails first
  async function* failing(): AsyncGenerator<Uint8Array> {
    throw new Error('the disk is gone');
  }
});

describe('over HTTP', () => {
  const closed: Promise<unknown>[] = [];
  const requests: { request: IncomingMessage; response: ServerResponse }[] = [];
  const server = createServer((request, response) => {
    closed.push(once(response, 'close'));
    requests.push({ request, response });
    if (request.method === 'GET') response.write(beginning);
  });
  let address = '';
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('a download that stalls is closed when the check is aborted', async () => {
    const stop = new AbortController();
    const { body } = await fetch(address);
    const { first } = await begin(checker.check(body!, { signal: stop.signal }));
    stop.abort(enough);
    await closed.at(-1);
    await soon(() => first).toEqual({ error: enough });
  });

  it('and when its findings are piped to somebody who goes away', async () => {
    const { body } = await fetch(address);
    const findings = body!.pipeThrough(checker.stream());
    await findings.cancel('gone');
    await closed.at(-1);
  });

  it('an upload that stalls is closed when the check is aborted', async () => {
    const stop = new AbortController();
    const upload = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(beginning) });
    const sent = fetch(address, { method: 'POST', body: upload, duplex: 'half' } as RequestInit);
    const failed = expect(sent).rejects.toThrow();
    while (requests.at(-1)?.request.method !== 'POST') await wait(1);
    const { request } = requests.at(-1)!;
    const { first } = await begin(checker.check(request, { signal: stop.signal }));
    stop.abort(enough);
    await failed;
    await soon(() => first).toEqual({ error: enough });
    expect(request.destroyed).toBe(true);
  });
});

describe('leaving a loop that waits closes the source', () => {
  it('a web stream, a Node stream, and a repair of them', async () => {
    for (const open of [(source: Source) => checker.check(source), twice]) {
      const { seen, stream } = stalledWeb();
      const node = stalledNode();
      for (const source of [stream, node]) {
        const { steps, first } = await begin(open(source));
        await steps.return!('gone');
        await soon(() => first).toEqual({ value: { done: true, value: undefined } });
      }
      expect(seen.cancelled).toBe('gone');
      expect(node.destroyed).toBe(true);
    }

    function twice(source: Source) {
      const sources = [source, stalledNode()];
      return repair(() => sources.shift()!, { registry });
    }
  });

  it('so does destroying a Node stream of the findings', async () => {
    const source = stalledNode();
    const findings = Readable.from(checker.check(source));
    findings.resume();
    await wait(20);
    findings.destroy();
    await once(findings, 'close');
    expect(source.destroyed).toBe(true);
  });

  it('says nothing of the file being cut off', async () => {
    const run = checker.check(stalledNode());
    const { steps } = await begin(run);
    await steps.return!();
    await wait(20);
    expect(run.summary.findings).toEqual({ error: 0, warning: 0, info: 0 });
  });
});

describe('a check as a transform stream', () => {
  /** Bytes without end, until somebody cancels them. */
  function endless() {
    const seen = { cancelled: null as unknown };
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(10)),
      cancel(reason) {
        seen.cancelled = reason;
      },
    });
    return { seen, stream };
  }

  it('cancelled before its first read stops the writer', async () => {
    const { seen, stream } = endless();
    await stream.pipeThrough(checker.stream()).cancel('the client went away');
    await soon(() => seen.cancelled).toBe('the client went away');
  });

  it('cancelled while a read waits stops the writer', async () => {
    const { seen, stream } = stalledWeb();
    const reader = stream.pipeThrough(checker.stream()).getReader();
    const read = outcomeOf(reader.read());
    await wait(20);
    expect(read).toEqual({});
    await reader.cancel('the client went away');
    await soon(() => seen.cancelled).toBe('the client went away');
    expect(read).toEqual({ value: { done: true, value: undefined } });
  });

  it('aborted stops the writer, whether it is read or not', async () => {
    for (const isRead of [true, false]) {
      const stop = new AbortController();
      const { seen, stream } = stalledWeb();
      const reader = stream.pipeThrough(checker.stream({ signal: stop.signal })).getReader();
      const read = isRead ? outcomeOf(reader.read()) : null;
      await wait(20);
      stop.abort(enough);
      await soon(() => seen.cancelled).toBe(enough);
      if (read === null) await expect(reader.read()).rejects.toBe(enough);
      else await soon(() => read).toEqual({ error: enough });
    }
  });
});

describe('a signal', () => {
  it('that a hundred checks share costs no warning, and stops them all', async () => {
    const warnings: Error[] = [];
    const warned = (warning: Error) => void warnings.push(warning);
    process.on('warning', warned);
    const stop = new AbortController();
    const runs = Array.from({ length: 100 }, (_, n) =>
      checker.check(n % 2 === 0 ? stalledNode() : stalledWeb().stream, { signal: stop.signal }),
    );
    const outcomes = runs.map((run) => outcomeOf(drain(run)));
    await wait(20);
    expect(getEventListeners(stop.signal, 'abort').length).toBeLessThanOrEqual(10);
    const [done, ...others] = [checker.check(file, { signal: stop.signal }), ...runs] as CheckRun[];
    expect(await drain(done!)).toBe(1);
    stop.abort(enough);
    await soon(() => outcomes).toEqual(others.map(() => ({ error: enough })));
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
    process.off('warning', warned);
    expect(warnings).toEqual([]);
  });

  it('is heard among chunks that hold nothing, and so are timers', async () => {
    async function* empties() {
      for (let n = 0; n < 500_000; n++) yield new Uint8Array(0);
    }
    const stop = new AbortController();
    setTimeout(() => stop.abort(enough), 1);
    await expect(drain(checker.check(empties(), { signal: stop.signal }))).rejects.toBe(enough);
  });

  it('is heard while the findings on one piece are taken', async () => {
    const many = Array.from({ length: 3000 }, (_, n) => claim({ id: `C${n}` })).flat();
    const bytes = bytesOf(interchange({ body: [...header, ...billing(), ...subscriber(), ...many] }));
    const stop = new AbortController();
    let taken = 0;
    const loop = (async () => {
      for await (const _ of checker.check(bytes, { signal: stop.signal })) {
        if (++taken === 10) stop.abort(enough);
      }
    })();
    await expect(loop).rejects.toBe(enough);
    expect(taken).toBeLessThan(3000);
  });
});

describe('a run', () => {
  it('is iterated once: a second time throws, and counts nothing twice', async () => {
    const run = checker.check(file);
    expect(await drain(run)).toBe(1);
    const { summary } = run;
    await expect(drain(run)).rejects.toThrow('the check was iterated already');
    expect(() => run[Symbol.asyncIterator]()).toThrow('call check again');
    expect(run.summary).toEqual(summary);
  });

  it('nor can it be iterated twice at the same time', async () => {
    const run = checker.check(stalledNode());
    const { steps } = await begin(run);
    await expect(drain(run)).rejects.toThrow('the check was iterated already');
    await steps.return!();
  });
});
