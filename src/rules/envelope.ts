import type { EnvelopeRule } from './rule';

const resend = 'Have the sending system write the file again; claims that were read are still checked.';

/** The envelope's rules. The reader finds these faults, so the rules have no check of their own. */
export const envelopeRules: readonly EnvelopeRule[] = [
  {
    id: 'x12-not-an-interchange',
    severity: 'error',
    title: 'The file is not X12',
    why: 'No interchange header (ISA) was found: the file is empty, of another kind or in another encoding. None of it was checked.',
    fix: 'Look for the 837 file that the practice system or clearinghouse exported; it begins with ISA.',
    snip: 1,
    acknowledgement: null,
  },
  {
    id: 'x12-truncated',
    severity: 'error',
    title: 'The file is cut off',
    why: 'The file ends before its interchange does (IEA). Claims after the cut were not seen.',
    fix: 'Get the whole file, and check it again before you send it.',
    snip: 1,
    acknowledgement: '999 IK502 2 and AK905 3, TA1 023',
  },
  {
    id: 'x12-control-mismatch',
    severity: 'error',
    title: 'Control numbers differ',
    why: 'A trailer (SE02, GE02, IEA02) does not repeat the control number of its header. Receivers reject such a file.',
    fix: resend,
    snip: 1,
    acknowledgement: '999 IK502 3 or AK905 4, TA1 001',
  },
  {
    id: 'x12-count-mismatch',
    severity: 'error',
    title: 'A trailer counts wrongly',
    why: 'SE01, GE01 or IEA01 does not say how many segments, sets or groups there are: something was lost or added.',
    fix: resend,
    snip: 1,
    acknowledgement: '999 IK502 4 or AK905 5, TA1 021',
  },
  {
    id: 'x12-unexpected-segment',
    severity: 'error',
    title: 'A segment stands where it cannot',
    why: 'The nesting is broken: a header inside another, a trailer without its header, a level without its parent, a claim before its provider.',
    fix: resend,
    snip: 1,
    acknowledgement: '999 IK502 2 or 5 or AK905 3, TA1 023 or 024',
  },
  {
    id: 'x12-segment-too-long',
    severity: 'error',
    title: 'A segment has no end',
    why: 'A segment is longer than 65,536 characters. The terminator of the file is probably not the one that its ISA names.',
    fix: 'Look at the segment terminator in the file and in its ISA, and have the file written again.',
    snip: 1,
    acknowledgement: '999 IK502 5, TA1 024',
  },
  {
    id: 'x12-isa-width',
    severity: 'warning',
    title: 'The interchange header has the wrong width',
    why: 'The ISA is not 106 characters long. It was read all the same, but many receivers read it by position and fail.',
    fix: 'Have the sending system pad the ISA elements to their fixed widths.',
    snip: 1,
    acknowledgement: 'TA1 022',
  },
  {
    id: 'x12-unexpected-data',
    severity: 'warning',
    title: 'There is something around the interchange',
    why: 'Text, NULs or other bytes stand outside the interchange (ISA to IEA). They were passed over; a receiver may not do that.',
    fix: 'Remove what stands before, between or after the interchanges.',
    snip: 1,
    acknowledgement: null,
  },
];
