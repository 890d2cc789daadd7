import type { EnvelopeRuleFor } from './rule';

export const unexpectedData: EnvelopeRuleFor<'x12-unexpected-data'> = {
  id: 'x12-unexpected-data',
  severity: 'warning',
  title: 'There is something around the interchange',
  why: 'Text, NULs or other bytes stand outside the interchange (ISA to IEA). They were passed over; a receiver may not do that.',
  fix: 'Remove what stands before, between or after the interchanges.',
  snip: 1,
  acknowledgement: null,
  describe: () => ({
    message:
      'There is something outside the interchange (ISA to IEA) that is not X12; it was passed over, and no claim was looked for in it.',
    hint: 'Remove it: many receivers reject a file with text, NULs or padding around the interchange.',
  }),
};
