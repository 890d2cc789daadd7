/** A worker thread that checks files, one after another, with the standards it was started with. */
import { parentPort, workerData } from 'node:worker_threads';
import { makeStandards } from '../../check/standards';
import { readInPlace } from '../../node/read-in-place';
import { registryFromBytes } from '../../registry/packed/packed';
import type { Policy } from '../../rules/policy';
import { setV8Flags } from '../v8-flags';
import { checkAhead } from './check-ahead';

/** What a worker is started with. */
export interface WorkerData {
  /** Shared by all threads. */
  readonly registry: Uint8Array;
  readonly policy: Policy;
  readonly details: boolean;
}

/** A file to check. */
export interface WorkerTask {
  readonly name: string;
  readonly path: string;
}

setV8Flags();
const { registry, policy, details } = workerData as WorkerData;
const standards = makeStandards(registryFromBytes(registry), policy, { details });
const port = parentPort!;
let last: Promise<void> = Promise.resolve();

port.on('message', ({ name, path }: WorkerTask) => {
  // Not at the same time: the answers are in the order of the tasks.
  last = last.then(async () => {
    port.postMessage(await checkAhead({ name, open: () => readInPlace(path) }, standards));
  });
});
