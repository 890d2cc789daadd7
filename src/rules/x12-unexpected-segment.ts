import { segmentIds } from '../claim/segment-ids';
import { envelopeIds } from '../x12/envelope';
import type { Unexpected } from '../x12/fault';
import { describeHeaderProblem } from './describe-header-problem';
import { describeOdd } from './describe-odd';
import { levels } from './levels';
import { type EnvelopeRuleFor, resend } from './rule';
import { quoted, shown } from './taxonomy';

export const unexpectedSegment: EnvelopeRuleFor<'x12-unexpected-segment'> = {
  id: 'x12-unexpected-segment',
  severity: 'error',
  title: 'A segment stands where it cannot',
  why: 'The nesting is broken: a header inside another, a trailer without its header, a level without its parent, a claim before its provider.',
  fix: resend,
  snip: 1,
  acknowledgement: '999 IK502 2 or 5 or AK905 3, TA1 023 or 024',
  describe({ kind, about }) {
    const sentence = sentences[kind] as (about: unknown) => string;
    const hint =
      kind === 'outside-interchange'
        ? 'Look for an interchange header (ISA) before them that is missing or damaged.'
        : 'The file is not built as the guide wants; have the sending system write it again. The rest was still checked.';
    return { message: sentence(about), hint };
  },
  facts: (detail) =>
    detail.kind === 'not-837'
      ? { element: 'ST01', found: shown(detail.about.st01) || null, expected: ['837'] }
      : {},
};

const sentences: { readonly [Kind in keyof Unexpected]: (about: Unexpected[Kind]) => string } = {
  'begins-again': (level) => {
    const { name, header, trailer } = levels[level];
    return `A new ${name} (${header}) begins before the one before it has ended (${trailer}).`;
  },
  'not-begun': (level) => {
    const { name, header, trailer } = levels[level];
    return `A ${name} ends (${trailer}) that has not begun (${header}).`;
  },
  'ends-early': ({ level, inner }) =>
    `The ${levels[level].name} ends (${levels[level].trailer}) before its ${levels[inner].name} has ended (${levels[inner].trailer}).`,
  'set-outside-group': () => 'A transaction set (ST) begins outside a group (GS).',
  'unreadable-isa': () => 'An ISA that cannot be read as a header stands inside an interchange.',
  'not-837': ({ st01, isRead }) =>
    `ST01 is ${quoted(st01)}, and a set of claims has 837 there. Its claims were ${isRead ? 'read all the same' : 'not checked'}.`,
  'without-elements': (id) => `A segment ${id} has no elements, so it was not read.`,
  'extra-elements': (id) => `${id} has two elements; more stand here, and what they hold was not read.`,
  'outside-set': (id) => `A segment ${id} stands outside any transaction set (ST to SE).`,
  misplaced: (id) => `A segment ${id} stands where none belongs, so it was not read.`,
  unknown: ({ head, separator, isInSet }) => {
    const where = isInSet ? '' : ' outside any transaction set (ST to SE)';
    const odd = describeOdd(head, String.fromCharCode(separator), isInSet ? segmentIds : envelopeIds);
    return `A segment${where} was not read: ${odd}.`;
  },
  'outside-interchange': ({ claims, headerProblem }) => {
    const header =
      headerProblem === null ? '' : ` An ISA there cannot be read: ${describeHeaderProblem(headerProblem)}.`;
    return `Segments of a claim file stand outside any interchange (ISA to IEA). CLM segments among them that were not checked: ${claims}.${header}`;
  },
  'unknown-level': () => 'A level (HL) of an unknown kind stands in the claim file.',
  'subscriber-without-parent': () =>
    'A subscriber level (HL 22) does not name the billing provider level (HL 20) above it as its parent.',
  'patient-without-parent': () =>
    'A patient level (HL 23) does not name the subscriber level (HL 22) above it as its parent.',
  'no-billing-name': () =>
    'A billing provider level (HL 20) names no billing provider (NM1*85), so who bills its claims is unknown.',
  'two-billing-names': () =>
    'A billing provider level (HL 20) names two billing providers (NM1*85); only the first was read.',
  'billing-name-outside': () =>
    'A billing provider name (NM1*85) stands outside the billing provider level (HL 20), so it was not read.',
  'claim-before-billing': () => 'A claim (CLM) stands before any billing provider level (HL 20).',
  'claim-before-subscriber': () => 'A claim (CLM) stands before any subscriber level (HL 22).',
};
