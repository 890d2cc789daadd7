import type { Worker } from 'node:worker_threads';
import type { Standards } from '../../check/standards';
import { emptySummary } from '../../check/summary';
import type { Summary } from '../../finding';
import type { Input } from '../../input/input';
import { type InputRun, type Listener, runInput } from '../../input/run';
import { isTurnDue, turn } from '../../values/turn';
import { startWorker } from '../own-files';
import { type Checked, checkAhead } from './check-ahead';
import type { WorkerData, WorkerTask } from './worker';

/** An input that is shared. */
interface Task {
  readonly input: Input;
  isTaken: boolean;
  /** Undefined until it is there; null if the input has to be read in its turn. */
  result: Checked | null | undefined;
}

/** A worker and the tasks it was given, in order. */
interface Member {
  readonly worker: Worker;
  readonly tasks: Task[];
}

/** Inputs checked ahead of the reports, for each thread; their findings are kept until it is their turn. */
const tasksAThread = 3;
/** A worker always has its next task queued. */
const tasksAWorker = 2;

/** Threads that check inputs ahead of the reports. This thread is one of them. */
export class Team {
  private members: Member[];
  /** The inputs that are not tasks yet. */
  private readonly source: Iterator<Input, void>;
  /** In the order of the inputs, from the one whose turn it is. */
  private readonly tasks: Task[] = [];
  private wake: () => void = () => {};

  /**
   * @param shared the inputs to share; each is a file that is not packed
   * @param registry the bytes of the registry in `standards`, shared by all threads
   */
  constructor(
    private readonly jobs: number,
    shared: readonly Input[],
    private readonly standards: Standards,
    registry: Uint8Array,
  ) {
    this.source = shared.values();
    const workerData: WorkerData = { registry, policy: standards.policy, details: standards.details };
    this.members = Array.from({ length: jobs - 1 }, () => this.enlist(workerData));
    this.hand();
  }

  /** Checks an input. Call it for the inputs in the order in which they were given; others may be between them. */
  run(input: Input, listener: Listener): InputRun {
    const [task] = this.tasks;
    if (task?.input !== input) return runInput(input, this.standards, listener);
    let summary = (): Summary => ({ ...emptySummary, files: 1 });
    const run = async function* (this: Team): AsyncGenerator<void, void, undefined> {
      const result = await this.resultOf(task);
      this.tasks.shift();
      this.hand();
      if (result === null) {
        const here = runInput(input, this.standards, listener);
        summary = () => here.summary;
        return yield* here;
      }
      summary = () => result.summary;
      for (const finding of result.findings) {
        listener.finding(finding);
        if (!isTurnDue()) continue;
        await turn();
        yield;
      }
    };
    return {
      get summary(): Summary {
        return summary();
      },
      [Symbol.asyncIterator]: () => run.call(this),
    };
  }

  async end(): Promise<void> {
    await Promise.all(this.members.map(({ worker }) => worker.terminate()));
  }

  /**
   * Waits for the result of the task whose turn it is; meanwhile this thread checks other inputs. null if the input has to
   * be read now, also because no thread has begun it.
   */
  private async resultOf(task: Task): Promise<Checked | null> {
    while (task.result === undefined) {
      const free = this.tasks.find(({ isTaken }) => !isTaken);
      if (free === task) return null;
      if (free !== undefined) {
        free.isTaken = true;
        free.result = await checkAhead(free.input, this.standards);
      } else {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      }
    }
    return task.result;
  }

  /** Keeps enough tasks ahead, and gives each worker some; the first one is left to this thread. */
  private hand(): void {
    while (this.tasks.length < tasksAThread * this.jobs) {
      const { value: input } = this.source.next();
      if (input === undefined) break;
      this.tasks.push({ input, isTaken: false, result: undefined });
    }
    for (const { worker, tasks } of this.members) {
      while (tasks.length < tasksAWorker) {
        const free = this.tasks.find((task, n) => n > 0 && !task.isTaken);
        if (free === undefined) return;
        free.isTaken = true;
        tasks.push(free);
        const { name, path } = free.input;
        worker.postMessage({ name, path } satisfies WorkerTask);
      }
    }
  }

  private enlist(workerData: WorkerData): Member {
    const worker = startWorker('worker.js', workerData);
    const member: Member = { worker, tasks: [] };
    worker.on('message', (result: Checked | null) => {
      member.tasks.shift()!.result = result;
      this.hand();
      this.wake();
    });
    // If a thread fails, for example out of memory, the others take over its tasks.
    worker.on('error', () => {
      this.members = this.members.filter((other) => other !== member);
      for (const task of member.tasks) task.isTaken = false;
      this.wake();
    });
    return member;
  }
}
