import { X12Interchange, X12Parser } from 'node-x12';
import { type ClaimVerdict, checkBytes, type Policy } from '../../src/index';
import { twoEnrollments } from '../build';
import { elementFaults } from './elements';
import {
  type AnsweredClaim,
  claimsOf,
  envelopeFaults,
  type Interchange,
  interchangesOf,
  money,
  setsOf,
  structureFaults277,
  structureFaults999,
  totalFaults,
} from './structure';
import { takenClaims } from './taken';

/** What is wrong with a 277CA, a 999 and a TA1 as the answers to a file, in words. */
export function faultsOf(
  {
    texts: [claimAnswer, groupAnswer, interchangeAnswer],
    claimsLeftOut,
  }: { readonly texts: readonly string[]; readonly claimsLeftOut: number },
  bytes: Uint8Array,
  policy: Partial<Policy>,
): string[] {
  const { verdicts, summary } = checkBytes(bytes, { registry: twoEnrollments, policy, verdicts: true });
  const claimSets = interchangesOf(claimAnswer!).flatMap(setsOf);
  const taken = takenClaims(bytes, groupAnswer!, interchangeAnswer!);
  const left = taken.filter((isTaken) => !isTaken).length;
  const groupSets = interchangesOf(groupAnswer!).flatMap(setsOf);
  return [
    ...[claimAnswer!, groupAnswer!, interchangeAnswer!].flatMap(wholeFaults),
    ...claimSets.flatMap((set) => [...structureFaults277(set), ...totalFaults(set), ...elementFaults(set)]),
    ...(taken.length === verdicts.length ? [] : [`${taken.length} claims in the file`]),
    ...claimFaults(
      claimSets.flatMap(claimsOf),
      verdicts.filter((_, index) => taken[index]),
    ),
    ...(claimsLeftOut === left ? [] : [`${claimsLeftOut} claims left out, not ${left}`]),
    ...groupSets.flatMap((set) => [...structureFaults999(set), ...elementFaults(set)]),
    ...acknowledgementFaults(interchangesOf(interchangeAnswer!), summary.interchanges),
  ];
}

/** The text is nothing but interchanges, and node-x12 reads in each what stands there. */
function wholeFaults(text: string): string[] {
  const interchanges = interchangesOf(text);
  const segments = interchanges.flatMap((one) => one.segments);
  const faults = interchanges.flatMap(envelopeFaults);
  if (segments.length !== text.split('~').length - 1) faults.push('bytes outside of interchanges');
  const numbers = interchanges.map((one) => one.segments[0]![13]);
  if (new Set(numbers).size !== numbers.length) faults.push('an ISA13 twice');
  // It takes no TA1 where the standard puts it.
  const parts = text.split(/(?=^ISA)/m).filter((part) => part !== '' && !part.includes('\nTA1'));
  return [...faults, ...parts.flatMap((part, index) => parserFaults(part, interchanges[index]!))];
}

function parserFaults(text: string, { segments }: Interchange): string[] {
  const parsed = new X12Parser(true).parse(text);
  if (!(parsed instanceof X12Interchange)) return ['node-x12 sees several interchanges'];
  const theirs = parsed.functionalGroups.flatMap((group) =>
    group.transactions.flatMap((set) =>
      set.segments.map(({ tag, elements }) => [tag, ...elements.map(({ value }) => value)]),
    ),
  );
  const ours = segments.filter(([tag]) => !/^(ISA|GS|ST|SE|GE|IEA)$/.test(tag!));
  return JSON.stringify(theirs) === JSON.stringify(ours) ? [] : ['node-x12 reads other segments'];
}

/** Every claim of what the 999 and TA1 take is answered once, in order, as it was judged. */
function claimFaults(answered: readonly AnsweredClaim[], verdicts: readonly ClaimVerdict[]): string[] {
  const faults: string[] = [];
  if (answered.length !== verdicts.length)
    faults.push(`${answered.length} answers to ${verdicts.length} claims`);
  for (const [index, { id, charge, outcome, rules }] of verdicts.entries()) {
    const claim = answered[index];
    if (claim === undefined) break;
    if (/^[ -)+-9;-\]_-}]+$/.test(id) && claim.id !== (id.trim() || '0'))
      faults.push(`${id} is answered as ${claim.id}`);
    if (/^\d{1,12}(\.\d{1,2})?$/.test(charge) && money(claim.charge) !== money(charge))
      faults.push(`the charge of ${id} is ${claim.charge}`);
    const isRejected = outcome === 'flagged' || outcome === 'unplaced';
    if (claim.isAccepted === isRejected) faults.push(`${id} is ${outcome} and answered ${claim.statuses}`);
    const expected =
      rules.includes('taxonomy-missing') || outcome === 'unplaced' ? 'A6:145:85' : 'A[78]:(145|562):85';
    const pattern = isRejected ? new RegExp(`^${expected}$`) : /^(A0:16:PR|A2:20:PR)$/;
    if (!claim.statuses.some((status) => pattern.test(status)))
      faults.push(`${id} is answered ${claim.statuses}`);
  }
  return faults;
}

function acknowledgementFaults(interchanges: readonly Interchange[], expected: number): string[] {
  const faults = interchanges.flatMap(({ segments }) => {
    const [, ta1, iea] = segments;
    const day = '\\d\\d(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])';
    const time = '([01]\\d|2[0-3])[0-5]\\d';
    const is = new RegExp(`^TA1\\*\\d{9}\\*${day}\\*${time}\\*(A\\*000|[RE]\\*0\\d\\d)$`).test(
      ta1!.join('*'),
    );
    return is && segments.length === 3 && iea![1] === '0' ? [] : [`TA1 ${segments.join(' ')}`];
  });
  return interchanges.length === expected
    ? faults
    : [...faults, `${interchanges.length} TA1 for ${expected} ISA`];
}
