import type { CheckListener } from '../check/file-checker';
import type { Acknowledgement } from './acknowledgement';

/** The checker events that acknowledgements need. */
export type AckListener = Required<Pick<CheckListener, 'finding' | 'claim' | 'segmentListener'>>;

/** Forwards the events of one checker to several acknowledgements. */
export function combineListeners(all: readonly Acknowledgement[]): AckListener {
  const each = (call: (one: Acknowledgement) => void) => {
    for (const one of all) call(one);
  };
  return {
    finding: (finding) => each((one) => one.finding?.(finding)),
    claim: (claim, outcome, verdict) => each((one) => one.claim?.(claim, outcome, verdict)),
    segmentListener: {
      openInterchange: (header, isa) => each((one) => one.openInterchange?.(header, isa)),
      openGroup: (gs) => each((one) => one.openGroup?.(gs)),
      openSet: (context, type) => each((one) => one.openSet?.(context, type)),
      segment: (segment) => each((one) => one.segment?.(segment)),
      closeSet: (se) => each((one) => one.closeSet?.(se)),
      closeGroup: (ge, sets) => each((one) => one.closeGroup?.(ge, sets)),
      closeInterchange: (iea) => each((one) => one.closeInterchange?.(iea)),
    },
  };
}
