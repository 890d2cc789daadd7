import type { Envelope } from '../x12/envelope';
import { type ClaimEvents, ClaimReader } from './reader';

/** Reads every claim of a file and skips none: `push` its chunks, then `end`. */
export function everyClaim(events: Pick<ClaimEvents, 'claim' | 'fault'>): Pick<Envelope, 'push' | 'end'> {
  const reader = new ClaimReader(
    {
      claim: (claim) => events.claim(claim),
      fault: (fault) => events.fault(fault),
      skipTerms: () => null,
      termsNumberOf: () => null,
      steadySpan: () => null,
    },
    {},
  );
  return reader.envelope;
}
