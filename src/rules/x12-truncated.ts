import { levels } from './levels';
import type { EnvelopeRuleFor } from './rule';

export const truncated: EnvelopeRuleFor<'x12-truncated'> = {
  id: 'x12-truncated',
  severity: 'error',
  title: 'The file is cut off',
  why: 'The file ends before its interchange does (IEA). Claims after the cut were not seen.',
  fix: 'Get the whole file, and check it again before you send it.',
  snip: 1,
  acknowledgement: '999 IK502 2 and AK905 3, TA1 023',
  describe({ level, hasStray }) {
    const where = `The file ends inside ${level === 'interchange' ? 'an' : 'a'} ${levels[level].name}`;
    if (!hasStray)
      return { message: `${where}: it was cut off, and what came after that point was not seen.` };
    return {
      message: `${where}: its trailer is missing, or could not be read as one.`,
      hint: 'Look at the segments that could not be read: their separators or terminator are not those of the ISA.',
    };
  },
};
