import type { Envelope } from '../x12/envelope';
import type { Fault } from '../x12/fault';
import { ClaimReader } from './reader';

/** Receives the billing NPIs. */
export interface NpiEvents {
  /** NM109 of 2010AA if NM108 is XX; called for each claim of the loop. */
  npi(npi: string): void;
  fault(fault: Fault): void;
}

/** Reads the billing NPIs of a file's claims: `push` its chunks, then `end`. */
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
