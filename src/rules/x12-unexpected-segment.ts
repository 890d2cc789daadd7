import type { UnexpectedInSet } from '../claim/fault';
import { segmentIds } from '../claim/segment-ids';
import { envelopeIds } from '../x12/envelope';
import { quoted } from './case';
import { describeHeaderProblem } from './describe-header-problem';
import { describeOdd } from './describe-odd';
import { levels } from './levels';
import { type EnvelopeRuleFor, resend } from './rule';

export const unexpectedSegment: EnvelopeRuleFor<'x12-unexpected-segment'> = {
  id: 'x12-unexpected-segment',
  severity: 'error',
  title: 'A segment stands where it cannot',
  why: 'The nesting is broken: a header inside another, a trailer without its header, a level without its parent, a claim before its provider.',
  fix: resend,
  snip: 1,
  acknowledgement: '999 IK502 2 or 5 or AK905 3, TA1 023 or 024',
  describe(detail) {
    const hint =
      typeof detail === 'object' && detail.kind === 'outside-interchange'
        ? 'Look for an interchange header (ISA) before them that is missing or damaged.'
        : 'The file is not built as the guide wants; have the sending system write it again. The rest was still checked.';
    return { message: typeof detail === 'string' ? sentences[detail] : describeSegment(detail), hint };
  },
};

const sentences: Readonly<Record<Extract<UnexpectedInSet, string>, string>> = {
  'set-outside-group': 'A transaction set (ST) begins outside a group (GS).',
  'unreadable-isa': 'An ISA that cannot be read as a header stands inside an interchange.',
  'unknown-level': 'A level (HL) of an unknown kind stands in the claim file.',
  'subscriber-without-parent':
    'A subscriber level (HL 22) does not name the billing provider level (HL 20) above it as its parent.',
  'patient-without-parent':
    'A patient level (HL 23) does not name the subscriber level (HL 22) above it as its parent.',
  'no-billing-name':
    'A billing provider level (HL 20) names no billing provider (NM1*85), so who bills its claims is unknown.',
  'billing-name-outside':
    'A billing provider name (NM1*85) stands outside the billing provider level (HL 20), so it was not read.',
  'two-billing-names':
    'A billing provider level (HL 20) names two billing providers (NM1*85); only the first was read.',
  'claim-before-billing': 'A claim (CLM) stands before any billing provider level (HL 20).',
  'claim-before-subscriber': 'A claim (CLM) stands before any subscriber level (HL 22).',
};

function describeSegment(detail: Exclude<UnexpectedInSet, string>): string {
  switch (detail.kind) {
    case 'begins-again': {
      const { name, header, trailer } = levels[detail.level];
      return `A new ${name} (${header}) begins before the one before it has ended (${trailer}).`;
    }
    case 'not-begun': {
      const { name, header, trailer } = levels[detail.level];
      return `A ${name} ends (${trailer}) that has not begun (${header}).`;
    }
    case 'ends-early': {
      const [outer, inner] = [levels[detail.level], levels[detail.inner]];
      return `The ${outer.name} ends (${outer.trailer}) before its ${inner.name} has ended (${inner.trailer}).`;
    }
    case 'without-elements':
      return `A segment ${detail.id} has no elements, so it was not read.`;
    case 'extra-elements':
      return `${detail.id} has two elements; more stand here, and what they hold was not read.`;
    case 'misplaced':
      return `A segment ${detail.id} stands where none belongs, so it was not read.`;
    case 'outside-set':
      return `A segment ${detail.id} stands outside any transaction set (ST to SE).`;
    case 'unknown': {
      const where = detail.isInSet ? '' : ' outside any transaction set (ST to SE)';
      const known = detail.isInSet ? segmentIds : envelopeIds;
      return `A segment${where} was not read: ${describeOdd(detail.head, String.fromCharCode(detail.separator), known)}.`;
    }
    case 'not-837': {
      const outcome = detail.isRead ? 'Its claims were read all the same.' : 'Its claims were not checked.';
      return `ST01 is ${quoted(detail.type)}, and a set of claims has 837 there. ${outcome}`;
    }
    case 'outside-interchange': {
      const { claims, headerProblem } = detail;
      const header =
        headerProblem === null
          ? ''
          : ` An ISA there cannot be read: ${describeHeaderProblem(headerProblem)}.`;
      return `Segments of a claim file stand outside any interchange (ISA to IEA). CLM segments among them that were not checked: ${claims}.${header}`;
    }
  }
}
