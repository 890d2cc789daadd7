import type { Answers, Progress, Reply, Request, Task } from '../protocol';

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: (progress: Progress) => void;
}

/** The page's worker; runs one task at a time. */
export interface Client {
  ask<T extends Task>(task: T, onProgress?: (progress: Progress) => void): Promise<Answers[T['name']]>;
  /** Stops the current task, which then resolves to null. */
  stop(): void;
}

/** Starts the worker, whose code is embedded in the page: deflated, in base64. */
export function startClient(packed: string): Client {
  const waiting = new Map<number, Waiting>();
  let tasks = 0;
  const failAll = (message: string) => {
    for (const { reject } of waiting.values()) reject(new Error(message));
    waiting.clear();
  };
  const starting = unpack(packed).then((code) => {
    const worker = new Worker(URL.createObjectURL(code));
    worker.onmessage = ({ data }: MessageEvent<Reply>) => {
      const one = waiting.get(data.id);
      if (one === undefined) return;
      if ('progress' in data) return one.onProgress(data.progress);
      waiting.delete(data.id);
      if ('fault' in data) one.reject(new Error(data.fault));
      else one.resolve(data.answer as never);
    };
    worker.onerror = ({ message }) => failAll(message || didNotStart);
    return worker;
  });
  const send = (request: Request) =>
    starting.then(
      (worker) => worker.postMessage(request),
      (error) => failAll(`${didNotStart}: ${error}`),
    );
  return {
    ask(task, onProgress = () => {}) {
      return new Promise((resolve, reject) => {
        waiting.set(++tasks, { resolve, reject, onProgress });
        void send({ id: tasks, task });
      });
    },
    stop: () => void send({ id: 0, task: 'stop' }),
  };
}

const didNotStart = 'the worker did not start';

async function unpack(packed: string): Promise<Blob> {
  const text = atob(packed);
  const bytes = new Uint8Array(text.length);
  // `Uint8Array.from` takes five times as long, before the first paint.
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  const code = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Blob([await new Response(code).arrayBuffer()], { type: 'text/javascript' });
}
