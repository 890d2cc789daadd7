/** A worker thread that checks parts, one after another, with the standards it was started with. */
import { parentPort, workerData } from 'node:worker_threads';
import { makeStandards } from '../../check/standards';
import { registryFromBytes } from '../../registry/packed/packed';
import type { Policy } from '../../rules/policy';
import { setV8Flags } from '../v8-flags';
import { checkPart, type Part } from './part';

/** What a worker is started with. */
export interface WorkerData {
  /** Shared by all threads. */
  readonly registry: Uint8Array;
  readonly policy: Policy;
  readonly details: boolean;
}

setV8Flags();
const { registry, policy, details } = workerData as WorkerData;
const standards = makeStandards(registryFromBytes(registry), policy, { details });
const port = parentPort!;

port.on('message', (part: Part) => port.postMessage(checkPart(part, standards)));
