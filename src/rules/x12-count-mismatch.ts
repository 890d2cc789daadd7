import { levels } from './levels';
import { type EnvelopeRuleFor, resend } from './rule';
import { quoted, shown } from './taxonomy';

export const countMismatch: EnvelopeRuleFor<'x12-count-mismatch'> = {
  id: 'x12-count-mismatch',
  severity: 'error',
  title: 'A trailer counts wrongly',
  why: 'SE01, GE01 or IEA01 does not say how many segments, sets or groups there are: something was lost or added.',
  fix: resend,
  snip: 1,
  acknowledgement: '999 IK502 4 or AK905 5, TA1 021',
  describe({ level, stated, counted }) {
    const { trailer, parts } = levels[level];
    return {
      message: `${trailer}01 says ${quoted(stated)} ${parts}; there are ${counted}.`,
      hint: 'Look for lost or doubled segments, then have the sending system write the file again.',
    };
  },
  facts: ({ level, stated, counted }) => ({
    element: `${levels[level].trailer}01`,
    found: shown(stated) || null,
    expected: [String(counted)],
  }),
};
