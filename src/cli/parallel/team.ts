import type { Worker } from 'node:worker_threads';
import type { Standards } from '../../check/standards';
import { addSummaries, emptySummary } from '../../check/summary';
import type { Summary } from '../../finding';
import type { Input } from '../../input/input';
import { type InputRun, type Listener, runInput } from '../../input/run';
import { readInPlace } from '../../node/read-in-place';
import { turn } from '../../values/turn';
import type { EnvelopeState } from '../../x12/envelope';
import { follows, joined } from '../../x12/split';
import { startWorker } from '../own-files';
import { checkPart, type Part, type PartResult } from './part';
import { splitFile } from './split-file';
import type { WorkerData } from './worker';

/** A part and its input. */
interface Task {
  readonly input: Input;
  readonly part: Part;
  isTaken: boolean;
  result: PartResult | null;
}

/** A worker and the tasks it was given, in order. */
interface Member {
  readonly worker: Worker;
  readonly tasks: Task[];
}

/** Parts checked ahead of the reports, for each thread; their findings are kept until it is their turn. */
const partsAThread = 3;
/** A worker always has its next task queued. */
const partsAWorker = 2;
/** All findings of a part are kept until its turn, so a longer part is read in its turn, by one thread. */
const longestPart = 64 * 1024 * 1024;

/** Threads that check the parts of all inputs ahead of the reports. This thread is one of them. */
export class Team {
  private members: Member[];
  private readonly source: Iterator<Task, void>;
  /** In the order of the inputs and their parts. */
  private tasks: Task[] = [];
  private wake: () => void = () => {};

  /** @param registry the bytes of the registry in `standards`, shared by all threads */
  constructor(
    private readonly jobs: number,
    inputs: readonly Input[],
    private readonly standards: Standards,
    registry: Uint8Array,
  ) {
    this.source = tasksOf(inputs);
    const workerData: WorkerData = { registry, policy: standards.policy, details: standards.details };
    this.members = Array.from({ length: jobs - 1 }, () => this.enlist(workerData));
    this.hand();
  }

  /** Checks an input. Call it for the inputs in the order in which they were given. */
  run(input: Input, listener: Listener): InputRun {
    if (input.size === null) return runInput(input, this.standards, listener);
    let summary = emptySummary;
    let rest: InputRun | null = null;
    const run = async function* (this: Team): AsyncGenerator<void, void, undefined> {
      let before: EnvelopeState | null = null;
      for (let task = this.tasks[0]; task?.input === input; task = this.tasks[0]) {
        const result = isLong(task) ? null : await this.resultOf(task);
        const next = this.tasks[1];
        if (!result?.isSure || (next?.input === input && !follows(result.state, next.part.start!))) {
          // Too large to keep, or the presumed start was wrong: read the rest of the file in one piece.
          this.drop(input);
          const from = before;
          const open = () => readInPlace(task!.part.path, from?.offset);
          rest = runInput({ name: input.name, open }, this.standards, listener, from);
          yield* rest;
          break;
        }
        this.tasks.shift();
        summary = addSummaries(summary, result.summary);
        if (before !== null && result.state !== null) before = joined(before, result.state);
        else before = result.state;
        this.hand();
        for (const finding of result.findings) listener.finding(finding);
        yield;
      }
    };
    return {
      get summary(): Summary {
        return { ...(rest === null ? summary : addSummaries(summary, rest.summary)), files: 1 };
      },
      [Symbol.asyncIterator]: () => run.call(this),
    };
  }

  async end(): Promise<void> {
    await Promise.all(this.members.map(({ worker }) => worker.terminate()));
  }

  /** Waits for a part; meanwhile this thread checks other parts, or the part itself. */
  private async resultOf(task: Task): Promise<PartResult> {
    while (task.result === null) {
      const free = this.tasks.find(({ isTaken }) => !isTaken);
      if (free !== undefined) {
        free.isTaken = true;
        free.result = checkPart(free.part, this.standards);
        await turn();
      } else {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      }
    }
    return task.result;
  }

  /** Keeps enough tasks ahead, and gives each worker some. */
  private hand(): void {
    while (this.tasks.length < partsAThread * this.jobs) {
      const next = this.source.next();
      if (next.done) break;
      this.tasks.push(next.value);
    }
    for (const { worker, tasks } of this.members) {
      while (tasks.length < partsAWorker) {
        const free = this.tasks.find(({ isTaken }) => !isTaken);
        if (free === undefined) return;
        free.isTaken = true;
        tasks.push(free);
        worker.postMessage(free.part);
      }
    }
  }

  private drop(input: Input): void {
    this.tasks = this.tasks.filter((task) => task.input !== input);
    for (let next = this.source.next(); !next.done; next = this.source.next()) {
      if (next.value.input === input) continue;
      this.tasks.push(next.value);
      break;
    }
    this.hand();
  }

  private enlist(workerData: WorkerData): Member {
    const worker = startWorker('worker.js', workerData);
    const member: Member = { worker, tasks: [] };
    worker.on('message', (result: PartResult) => {
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

function* tasksOf(inputs: readonly Input[]): Generator<Task, void> {
  for (const input of inputs) {
    if (input.size === null) continue;
    for (const part of splitFile(input.name, input.size)) {
      const task: Task = { input, part, isTaken: false, result: null };
      yield isLong(task) ? { ...task, isTaken: true } : task;
    }
  }
}

function isLong({ input, part: { start, end } }: Task): boolean {
  return (end ?? input.size!) - (start?.offset ?? 0) > longestPart;
}
