import { isAlphanumeric, isWhiteSpace } from '../x12/bytes';
import type { OutsideData } from '../x12/fault';
import { describeHeaderProblem } from './describe-header-problem';
import type { EnvelopeRuleFor } from './rule';

export const notAnInterchange: EnvelopeRuleFor<'x12-not-an-interchange'> = {
  id: 'x12-not-an-interchange',
  severity: 'error',
  title: 'The file is not X12',
  why: 'No interchange header (ISA) was found: the file is empty, of another kind or in another encoding. None of it was checked.',
  fix: 'Look for the 837 file that the practice system or clearinghouse exported; it begins with ISA.',
  snip: 1,
  acknowledgement: null,
  describe({ head, found }) {
    const message = describeHead(head, found);
    if (found.headerProblem === null) return { message };
    return { message, hint: 'Have the sending system write the interchange header (ISA) again.' };
  },
};

/** Describes what a file without an interchange seems to be, from its first bytes and what was found in it. */
export function describeHead(head: Uint8Array, { segments, headerProblem }: OutsideData): string {
  const starts = (...bytes: number[]) => bytes.every((byte, i) => head[i] === byte);
  if (head.length === 0) return 'The file is empty.';
  if (starts(0x25, 0x50, 0x44, 0x46)) return 'This is a PDF document, not an X12 file.';
  if (starts(0x50, 0x4b, 3, 4)) return 'This is a ZIP archive or an Office document, not an X12 file.';
  if (starts(0x1f, 0x8b)) return 'This is a gzip archive, not an X12 file.';
  if (starts(0xff, 0xfe) || starts(0xfe, 0xff) || starts(0x49, 0) || starts(0, 0x49)) {
    return 'The file is encoded as UTF-16, which X12 receivers cannot read; save it as plain text (ASCII or UTF-8).';
  }
  if (starts(0xc9, 0xe2, 0xc1)) return 'The file is encoded as EBCDIC; convert it to ASCII first.';
  const claims = segments === null ? '' : ` CLM segments in it that were not checked: ${segments.claims}.`;
  const begins = starts(0x49, 0x53, 0x41);
  if (begins || segments !== null) {
    const where = begins ? 'The file begins with ISA, but its' : 'The ISA';
    if (headerProblem !== null)
      return `${where} header cannot be read: ${describeHeaderProblem(headerProblem)}.${claims}`;
    if (begins) return `The file begins with ISA, but its header ${headerFault(head[3])}.${claims}`;
  }
  return `The file holds no X12 interchange: no ISA header was found.${claims}`;
}

/** @param separator the byte after ISA */
function headerFault(separator: number | undefined): string {
  if (separator === undefined || !(isAlphanumeric(separator) || isWhiteSpace(separator))) return 'is cut off';
  const what = isAlphanumeric(separator) ? 'a letter or digit' : 'a blank';
  return `cannot be read: ${what} follows ISA, where the element separator belongs`;
}
