import { levels } from './levels';
import { type EnvelopeRuleFor, resend } from './rule';
import { quoted, shown } from './taxonomy';

export const controlMismatch: EnvelopeRuleFor<'x12-control-mismatch'> = {
  id: 'x12-control-mismatch',
  severity: 'error',
  title: 'Control numbers differ',
  why: 'A trailer (SE02, GE02, IEA02) does not repeat the control number of its header. Receivers reject such a file.',
  fix: resend,
  snip: 1,
  acknowledgement: '999 IK502 3 or AK905 4, TA1 001',
  describe(detail) {
    if ('gs08' in detail)
      return {
        message: `GS08 is ${quoted(detail.gs08)} and ST03 is ${quoted(detail.st03)}: two guides. The set was read as ST03 has it.`,
        hint: 'Have the sending system write the same guide in both.',
      };
    const { trailer, control } = levels[detail.level];
    return {
      message: `${trailer}02 is ${quoted(detail.trailer)} and ${control} is ${quoted(detail.header)}; they must be the same.`,
      hint: 'Look for parts of two files that were joined, then have the sending system write the file again.',
    };
  },
  facts(detail) {
    const [element, found, expected] =
      'gs08' in detail
        ? ['ST03', detail.st03, detail.gs08]
        : [`${levels[detail.level].trailer}02`, detail.trailer, detail.header];
    return { element, found: shown(found) || null, expected: [shown(expected)] };
  },
};
