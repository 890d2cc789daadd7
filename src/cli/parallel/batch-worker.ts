/** A worker thread that checks whole files of a batch, one after another. */
import { parentPort, workerData } from 'node:worker_threads';
import { checkFile } from '../../batch/check-file';
import type { FileRow } from '../../batch/row';
import { makeStandards } from '../../check/standards';
import { readInPlace } from '../../node/read-in-place';
import { registryFromBytes } from '../../registry/packed/packed';
import { claimIdHider, type Hiding } from '../settings/hide-claim-ids';
import { setV8Flags } from '../v8-flags';
import type { WorkerData } from './worker';

export interface BatchWorkerData extends Omit<WorkerData, 'details'> {
  readonly hiding: Hiding;
}

export interface BatchTask {
  readonly name: string;
  readonly path: string;
  readonly size: number | null;
  readonly temporary: string;
}

/** The row, or the fault: a message between threads keeps only the message of an error, not its system code. */
export type BatchAnswer =
  | { readonly row: FileRow }
  | { readonly message: string; readonly details: Readonly<Record<string, unknown>> };

setV8Flags();
const { registry, policy, hiding } = workerData as BatchWorkerData;
const standards = makeStandards(registryFromBytes(registry), policy);
// An executable's worker is CommonJS, which cannot wait here.
const hideClaimIds = claimIdHider(hiding);
const port = parentPort!;

port.on('message', ({ temporary, ...file }: BatchTask) => {
  hideClaimIds
    .then((hide) => checkFile({ ...file, open: () => readInPlace(file.path) }, standards, hide, temporary))
    .then(
      (row) => port.postMessage({ row } satisfies BatchAnswer),
      (fault) => port.postMessage({ message: fault.message, details: { ...fault } } satisfies BatchAnswer),
    );
});
