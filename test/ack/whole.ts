import { X12Interchange, X12Parser } from 'node-x12';
import { type ClaimFinding, type ClaimVerdict, checkBytes, type Policy } from '../../src/index';
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
  const checked = checkBytes(bytes, { registry: twoEnrollments, policy, verdicts: true });
  const { verdicts, summary } = checked;
  const errors = checked.findings.filter(
    (finding): finding is ClaimFinding => finding.loop !== null && finding.severity === 'error',
  );
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
      errors,
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
function claimFaults(
  answered: readonly AnsweredClaim[],
  verdicts: readonly ClaimVerdict[],
  errors: readonly ClaimFinding[],
): string[] {
  const faults: string[] = [];
  if (answered.length !== verdicts.length)
    faults.push(`${answered.length} answers to ${verdicts.length} claims`);
  for (const [index, { id, charge, outcome, offset }] of verdicts.entries()) {
    const claim = answered[index];
    if (claim === undefined) break;
    if (/^[ -)+-9;-\]_-}]+$/.test(id) && claim.id !== (id.trim() || '0'))
      faults.push(`${id} is answered as ${claim.id}`);
    if (/^\d{1,12}(\.\d{1,2})?$/.test(charge) && money(claim.charge) !== money(charge))
      faults.push(`the charge of ${id} is ${claim.charge}`);
    const isRejected = outcome === 'flagged' || outcome === 'unplaced';
    if (claim.isAccepted === isRejected) faults.push(`${id} is ${outcome} and answered ${claim.statuses}`);
    if (outcome === 'unplaced') {
      if (`${claim.statuses}` !== 'A6:145:85') faults.push(`${id} is answered ${claim.statuses}`);
    } else if (isRejected) {
      const own = errors.filter(({ claim: { position } }) => position.offset === offset);
      faults.push(...rejectionFaults(claim, own));
    } else if (!/^(A0:16:PR|A2:20:PR)$/.test(`${claim.statuses}`) || claim.messages[0] !== '')
      faults.push(`${id} is answered ${claim.statuses} ${claim.messages}`);
  }
  return faults;
}

/** One STC for each status, with the hint of the first error that has it. */
function rejectionFaults(
  { id, statuses, messages }: AnsweredClaim,
  errors: readonly ClaimFinding[],
): string[] {
  const said = new Map<string, string>();
  for (const error of errors) {
    const status = statusOf(error);
    if (!said.has(status)) said.set(status, error.hint);
  }
  if (`${statuses}` !== `${[...said.keys()]}`) return [`${id} is answered ${statuses}`];
  return messages.flatMap((message, index) => {
    const hint = said
      .get(statuses[index]!)!
      .replaceAll(': ', ' - ')
      .replace(/[*:^~]|[^ -}]/g, ' ')
      .split(/ +/)
      .join(' ')
      .trim();
    const isCut = hint.length > 264;
    // Another sentence of the hint is of the claim, and not of its billing loop.
    const isRight = isCut ? hint.startsWith(message.replace(/ \.\.\.$/, ' ')) : hint.startsWith(message);
    return isRight && message.length > (isCut ? 200 : 20) ? [] : [`${id} is told "${message}"`];
  });
}

function statusOf({ rule, provider }: ClaimFinding): string {
  const entity = { rendering: '82', attending: '71', billing: '85' }[provider?.role ?? 'billing'];
  if (rule === 'npi-misplaced') return 'A7:562:85';
  if (/taxonomy-missing$/.test(rule)) return `A6:145:${entity}`;
  if (/taxonomy-(malformed|not-x)$/.test(rule)) return `A7:145:${entity} A7:569`;
  return /taxonomy-(misplaced|not-enrolled|unknown)$/.test(rule) ? `A7:145:${entity}` : 'A8:145:85';
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
