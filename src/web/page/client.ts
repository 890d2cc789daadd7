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

/** Starts the worker, whose code is embedded in the page. */
export function startClient(code: string): Client {
  const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  const worker = new Worker(url);
  const waiting = new Map<number, Waiting>();
  let tasks = 0;
  const send = (request: Request) => worker.postMessage(request);
  worker.onmessage = ({ data }: MessageEvent<Reply>) => {
    const one = waiting.get(data.id);
    if (one === undefined) return;
    if ('progress' in data) return one.onProgress(data.progress);
    waiting.delete(data.id);
    if ('fault' in data) one.reject(new Error(data.fault));
    else one.resolve(data.answer as never);
  };
  worker.onerror = ({ message }) => {
    for (const { reject } of waiting.values()) reject(new Error(message || 'the worker did not start'));
    waiting.clear();
  };
  return {
    ask(task, onProgress = () => {}) {
      return new Promise((resolve, reject) => {
        waiting.set(++tasks, { resolve, reject, onProgress });
        send({ id: tasks, task });
      });
    },
    stop: () => send({ id: 0, task: 'stop' }),
  };
}
