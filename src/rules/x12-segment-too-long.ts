import type { EnvelopeRuleFor } from './rule';

export const segmentTooLong: EnvelopeRuleFor<'x12-segment-too-long'> = {
  id: 'x12-segment-too-long',
  severity: 'error',
  title: 'A segment has no end',
  why: 'A segment is longer than 65,536 characters. The terminator of the file is probably not the one that its ISA names.',
  fix: 'Look at the segment terminator in the file and in its ISA, and have the file written again.',
  snip: 1,
  acknowledgement: '999 IK502 5, TA1 024',
  describe: () => ({
    message: 'A segment is longer than 65,536 characters; only its beginning was read.',
    hint: 'Look whether the segment terminator of this file is the one that its ISA names.',
  }),
};
