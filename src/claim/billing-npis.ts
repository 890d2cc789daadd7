import type { Envelope, Fault } from '../x12/envelope';
import { ClaimReader } from './reader';

/** Whom the reading of billing NPIs tells what it comes upon. */
export interface NpiEvents {
  /** NM109 of 2010AA where NM108 is XX, of the loop of each claim. */
  npi(npi: string): void;
  fault(fault: Fault): void;
}

/** Reads one file for the NPIs that its claims are billed under: `push` its chunks, then `end`. */
export function billingNpis(events: NpiEvents): Pick<Envelope, 'push' | 'end'> {
  const reader = new ClaimReader(
    {
      claim: ({ loop }) => {
        if (loop?.npi) events.npi(loop.npi);
      },
      fault: (fault) => events.fault(fault),
      mayPassOver: () => false,
      steadySpan: () => null,
    },
    {},
    null,
  );
  return reader.envelope;
}
