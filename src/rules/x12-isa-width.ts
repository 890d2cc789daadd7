import type { EnvelopeRuleFor } from './rule';

export const isaWidth: EnvelopeRuleFor<'x12-isa-width'> = {
  id: 'x12-isa-width',
  severity: 'warning',
  title: 'The interchange header has the wrong width',
  why: 'The ISA is not 106 characters long. It was read all the same, but many receivers read it by position and fail.',
  fix: 'Have the sending system pad the ISA elements to their fixed widths.',
  snip: 1,
  acknowledgement: 'TA1 022',
  describe: ({ width }) => ({
    message: `The interchange header (ISA) is ${width} characters long, not 106.`,
    hint: 'Have the sending system pad the ISA elements to their fixed widths; many receivers read them by position.',
  }),
};
