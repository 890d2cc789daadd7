import type { ComparisonClass } from '../../src/compare/classify';
import type { RegistryRow } from '../build';
import { withCheckDigit } from '../npis';
import type { NamedFile } from './run';

/**
 * Generated worlds: claims, a list of enrollments, and a payer that answers by rules of its own, with noise. The truth
 * is what the payer decided and what the list says, and is not read from the files.
 */

/** Patients in every file. They may never be shown. */
export const PRIVATE = ['QUIBBLEWORTH', 'THEODOSIAN', 'MEMBER4711X', '19500407', 'FROGMARSH'];

export interface ClaimInWorld {
  readonly file: string;
  readonly id: string;
  readonly class: ComparisonClass;
  /** What remittances paid of it in the end, in dollars; null if they say nothing of it. */
  readonly paid: string | null;
}

export interface World {
  readonly registry: readonly RegistryRow[];
  readonly claims: readonly NamedFile[];
  readonly answers: readonly NamedFile[];
  readonly truth: readonly ClaimInWorld[];
  /** Answers that belong to no claim, contradict the one with their number, or fit several. */
  readonly noClaim: number;
  readonly otherClaim: number;
  readonly ambiguous: number;
}

type Random = (limit: number) => number;

/** mulberry32 */
function randomOf(seed: number): Random {
  let state = seed | 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * limit);
  };
}

const codes = ['207Q00000X', '363L00000X', '251S00000X'];
const payers = [
  ['KYMEDICAID', 'KENTUCKY MEDICAID'],
  ['128KY', 'AETNA BETTER HEALTH'],
] as const;

interface Provider {
  readonly npi: string;
  /** Medicaid IDs on the list. */
  readonly listed: number;
  /** Whether the payer wants a taxonomy of it. */
  readonly isWanted: boolean;
}

interface Sent {
  readonly id: string;
  readonly provider: Provider;
  readonly payer: number;
  readonly prv: 'right' | 'missing' | 'misplaced' | 'malformed';
  readonly from: string;
  readonly to: string;
  readonly cents: number;
  /** CLM05-3. */
  readonly frequency: number;
  set: SentSet;
}

interface SentSet {
  readonly file: string;
  readonly control: string;
  readonly reference: string;
  readonly submitter: string;
  readonly day: string;
  readonly claims: Sent[];
}

/** What a payer may do with a claim; the answers follow. */
type Fate =
  | 'nothing'
  | 'received'
  | 'accepted'
  | 'refused-taxonomy'
  | 'refused-other'
  | 'paid'
  | 'paid-in-two'
  | 'paid-reversed'
  | 'paid-reversed-denied'
  | 'denied-taxonomy'
  | 'denied-reversed-paid'
  | 'denied-mismatch'
  | 'denied-rendering'
  | 'denied-other'
  | 'replaced'
  | 'set-rejected';

const fates: readonly Fate[] = [
  'nothing',
  'received',
  'accepted',
  'refused-taxonomy',
  'refused-other',
  'paid',
  'paid',
  'paid-in-two',
  'paid-reversed',
  'paid-reversed-denied',
  'denied-taxonomy',
  'denied-reversed-paid',
  'denied-mismatch',
  'denied-rendering',
  'denied-other',
];

function flagged({ provider, prv }: Sent): boolean {
  return provider.listed > 1 && prv !== 'right';
}

/** The truth: from what the list says of the claim and what the payer did with it in the end. */
function classOf(sent: Sent, fate: Fate): ComparisonClass {
  const isFlagged = flagged(sent);
  const isDecided = sent.provider.listed > 0;
  switch (fate) {
    case 'refused-taxonomy':
    case 'denied-taxonomy':
    case 'paid-reversed-denied':
    case 'denied-mismatch':
      return isFlagged ? 'foreseen' : 'missed';
    case 'denied-rendering':
      return 'missed';
    case 'refused-other':
    case 'denied-other':
    case 'set-rejected':
      return 'other-reason';
    case 'paid':
    case 'paid-in-two':
    case 'denied-reversed-paid':
      return isFlagged ? 'false-alarm' : isDecided ? 'agreed-clean' : 'undecided';
    case 'accepted':
    case 'replaced':
    case 'paid-reversed':
      // A reversal leaves the acceptance that came before.
      return isFlagged ? 'unanswered' : isDecided ? 'agreed-clean' : 'undecided';
    default:
      return 'unanswered';
  }
}

/** What was paid in the end. */
function paidOf({ cents }: Sent, fate: Fate): string | null {
  if (['paid', 'paid-in-two', 'denied-reversed-paid'].includes(fate)) return (cents / 100).toFixed(2);
  return fate.startsWith('denied') || fate === 'paid-reversed-denied' ? '0.00' : null;
}

export function worldOf(seed: number): World {
  const random = randomOf(seed);
  const pick = <T>(all: readonly T[]): T => all[random(all.length)]!;
  const dayFrom = (offset: number) => {
    const date = new Date(Date.UTC(2026, 0, 5 + offset));
    return date.toISOString().slice(0, 10).replaceAll('-', '');
  };

  const providers: Provider[] = Array.from({ length: 1 + random(3) }, (_, n) => ({
    npi: withCheckDigit(100_000_000 + n * 7 + random(5)),
    listed: random(3),
    isWanted: random(2) === 0,
  }));
  const registry: RegistryRow[] = providers.flatMap(({ npi, listed }, n) =>
    Array.from({ length: listed }, (_, i) => ({
      npi,
      medicaidId: `71000${n}00${i}`,
      providerType: i === 0 ? '64' : '78',
      taxonomy: codes[i]!,
    })),
  );
  if (registry.length === 0) registry.push({ npi: withCheckDigit(199_999_999), medicaidId: '7199999999' });

  // ---- claims

  const sets: SentSet[] = Array.from({ length: 1 + random(3) }, (_, n) => ({
    file: `sent-${n}.837`,
    // Some senders begin each file with the same numbers.
    control: random(3) === 0 ? '000000001' : String(n + 1).padStart(9, '0'),
    reference: `REF${seed}X${n}`,
    submitter: `BILLER${n}`,
    day: dayFrom(20 + n * 7),
    claims: [],
  }));
  const decided = new Map<Sent, Fate>();
  let serial = 0;
  const send = (set: SentSet, parts: Partial<Omit<Sent, 'set'>>, fate: Fate): Sent => {
    const first = random(15);
    const sent: Sent = {
      id: `PCN${serial++}`,
      provider: pick(providers),
      payer: random(payers.length),
      prv: pick(['right', 'right', 'missing', 'missing', 'misplaced', 'malformed']),
      from: dayFrom(first),
      to: dayFrom(first + (random(3) === 0 ? 2 : 0)),
      cents: 100 + random(100_000),
      frequency: 1,
      ...parts,
      set,
    };
    set.claims.push(sent);
    decided.set(sent, fate);
    return sent;
  };

  for (const set of sets) for (let n = random(4); n >= 0; n--) send(set, {}, pick(fates));
  const [a, b] = [sets[0]!, sets.at(-1)!];
  /** Pairs that the answers cannot tell apart. */
  let ambiguous = 0;
  const anonymous = new Set<Sent>();
  /** Without a 277CA, and paid without the payer's number. */
  const silent = new Set<Sent>();
  /** Replacements, and what they replace. */
  const replacements = new Map<Sent, Sent>();
  const payerNumbers = new Map<Sent, string>();
  if (random(2) === 0) {
    // The same number for another service.
    const id = `USED${serial++}`;
    send(a, { id, from: dayFrom(0), to: dayFrom(1) }, pick(fates));
    send(b, { id, from: dayFrom(9), to: dayFrom(10) }, pick(fates));
  }
  if (a !== b && random(2) === 0) {
    // Turned down, and sent again with all else the same.
    const one = send(a, { id: `AGAIN${serial++}` }, 'refused-taxonomy');
    const isSilent = random(2) === 0;
    const other = send(b, { ...one }, pick(['paid', 'denied-other', 'denied-taxonomy', 'paid-in-two']));
    if (isSilent) silent.add(other);
  }
  if (a !== b && random(2) === 0) {
    // Twice the same: only the payer's numbers tell their payments apart.
    const one = send(a, { id: `BOTH${serial++}` }, pick(['paid', 'denied-taxonomy']));
    send(b, { ...one }, pick(['denied-other', 'paid-in-two']));
  }
  if (a !== b && random(2) === 0) {
    // Paid, replaced, taken back, and paid again.
    const one = send(a, { id: `REPL${serial++}` }, 'replaced');
    const other = send(b, { ...one, frequency: 7 }, 'paid');
    replacements.set(other, one);
  }
  if (a !== b && random(3) === 0) {
    // Twice the same, and a payment that could be for either.
    const one = send(a, { id: `TWIN${serial++}` }, 'nothing');
    const other = send(b, { ...one }, 'paid');
    anonymous.add(other);
    ambiguous++;
  }
  if (random(4) === 0) {
    const set: SentSet = {
      file: 'sent-rejected.837',
      control: '000000777',
      reference: `REF${seed}R`,
      submitter: 'BILLERR',
      day: dayFrom(25),
      claims: [],
    };
    sets.push(set);
    for (let n = random(3); n >= 0; n--) send(set, {}, 'set-rejected');
  }

  // ---- answers

  const acknowledged: string[][] = [];
  const remitted: string[][] = [];
  const late = () => 1 + random(60);
  const statusOf = (sent: Sent, status: string, payerClaimId: string | null, delay: number) =>
    acknowledged.push(acknowledgement(sent, status, payerClaimId, later(sent.set.day, delay)));
  // A payee may be another NPI of the organization, and a payer be named by its tax ID.
  const remit = (sent: Sent, day: string, claims: readonly string[]) =>
    remitted.push(
      remittance(
        sent,
        day,
        claims,
        random(5) === 0 ? withCheckDigit(155_555_555) : sent.provider.npi,
        random(5) === 0,
      ),
    );
  for (const [sent, fate] of decided) {
    if (fate === 'nothing' || fate === 'set-rejected') continue;
    const isAnonymous = anonymous.has(sent) || silent.has(sent);
    const number = isAnonymous ? '' : `ICN${seed}N${remitted.length + acknowledged.length}`;
    // Before it is replaced.
    const delay = fate === 'replaced' ? 1 : late();
    payerNumbers.set(sent, number);
    if (fate === 'received') statusOf(sent, 'A1:19:PR', null, delay);
    else if (fate === 'refused-taxonomy')
      statusOf(sent, pick(['A6:145:85', 'A7:145:85', 'A8:145:85']), null, delay);
    else if (fate === 'refused-other') statusOf(sent, 'A7:562:85', null, delay);
    else if (!isAnonymous) statusOf(sent, 'A2:20:PR', number, delay);
    if (['received', 'accepted', 'refused-taxonomy', 'refused-other'].includes(fate)) continue;
    const paidOn = later(sent.set.day, delay + 1 + random(fate === 'replaced' ? 4 : 30));
    const next = later(paidOn, 1 + random(30));
    const last = later(next, random(3));
    const dollars = (cents: number) => (cents / 100).toFixed(2);
    const all = dollars(sent.cents);
    const paid = () => clp(sent, '1', all, all, number, []);
    const reversed = () => clp(sent, '22', `-${all}`, `-${all}`, number, ['CAS*CO*45*0']);
    const taxonomy = () => clp(sent, pick(['1', '4']), all, '0', number, [`CAS*CO*16*${all}`, 'MOA***N255']);
    switch (fate) {
      case 'paid': {
        const replaced = replacements.get(sent);
        if (replaced !== undefined)
          remit(sent, paidOn, clp(sent, '22', `-${all}`, `-${all}`, payerNumbers.get(replaced)!, []));
        remit(sent, paidOn, paid());
        break;
      }
      case 'replaced':
        remit(sent, paidOn, paid());
        break;
      case 'paid-in-two': {
        const part = Math.floor(sent.cents / 3);
        remit(sent, paidOn, clp(sent, '1', dollars(part), dollars(part), number, []));
        remit(sent, next, clp(sent, '1', dollars(sent.cents - part), dollars(sent.cents - part), number, []));
        break;
      }
      case 'paid-reversed':
        remit(sent, paidOn, paid());
        remit(sent, next, reversed());
        break;
      case 'paid-reversed-denied':
        remit(sent, paidOn, paid());
        remit(sent, next, [...reversed(), ...taxonomy()]);
        break;
      case 'denied-taxonomy':
        remit(sent, paidOn, taxonomy());
        break;
      case 'denied-reversed-paid':
        remit(sent, paidOn, taxonomy());
        remit(sent, next, clp(sent, '22', `-${all}`, '0', number, [`CAS*CO*16*-${all}`]));
        remit(sent, last, paid());
        break;
      case 'denied-mismatch':
        remit(
          sent,
          paidOn,
          clp(sent, '4', all, '0', number, [`CAS*CO*16*${all}`, `SVC*HC:99213*${all}*0`, 'LQ*HE*N521']),
        );
        break;
      case 'denied-rendering':
        remit(sent, paidOn, clp(sent, '4', all, '0', number, [`CAS*CO*16*${all}`, 'MOA***N288']));
        break;
      case 'denied-other':
        remit(
          sent,
          paidOn,
          clp(sent, pick(['1', '4']), all, '0', number, [`CAS*CO*${pick(['29', '18'])}*${all}`]),
        );
    }
  }
  let noClaim = 0;
  let otherClaim = 0;
  const stranger = { ...[...decided.keys()][0]! };
  if (random(3) === 0) {
    remit(
      stranger,
      later(stranger.set.day, 40),
      clp({ ...stranger, id: 'STRANGER' }, '1', '5', '5', 'ICNS', []),
    );
    noClaim++;
  }
  if (random(3) === 0) {
    const other = { ...stranger, from: '20240101', to: '20240102' };
    remit(other, later(other.set.day, 40), clp(other, '1', '5', '5', 'ICNO', []));
    otherClaim++;
  }

  const files: NamedFile[] = [];
  const addFile = (name: string, text: string) => files.push({ name, bytes: new TextEncoder().encode(text) });
  // Several answers in a file; files in any order.
  const inFiles = (
    all: readonly string[][],
    write: (sets: readonly string[][], n: number) => string,
    name: string,
  ) => {
    for (let at = 0, n = 0; at < all.length; n++) {
      const count = 1 + random(4);
      const text = write(all.slice(at, at + count), n + 1);
      addFile(`${name}-${n}`, text);
      if (random(6) === 0) addFile(`${name}-${n}-again`, text);
      at += count;
    }
  };
  inFiles(acknowledged, (bodies, n) => interchange('HN', '277', '005010X214', bodies, n), 'status');
  inFiles(remitted, (bodies, n) => interchange('HP', '835', '005010X221A1', bodies, n), 'remit');
  for (const set of sets)
    if (set.file === 'sent-rejected.837')
      addFile('refusal', rejection(set, pick(['999', '997', 'TA1', 'submission', 'providers'] as const)));
  shuffle(files, random);

  const claims = sets.map((set) => ({ name: set.file, bytes: new TextEncoder().encode(claimFile(set)) }));
  const truth = [...decided].map(([sent, fate]) => ({
    file: sent.set.file,
    id: sent.id,
    class: anonymous.has(sent) ? ('unanswered' as const) : classOf(sent, fate),
    paid: anonymous.has(sent) ? null : paidOf(sent, fate),
  }));
  return { registry, claims: shuffle(claims, random), answers: files, truth, noClaim, otherClaim, ambiguous };
}

function shuffle<T>(all: T[], random: Random): T[] {
  for (let at = all.length - 1; at > 0; at--) {
    const other = random(at + 1);
    [all[at], all[other]] = [all[other]!, all[at]!];
  }
  return all;
}

function later(day: string, days: number): string {
  const date = new Date(
    Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6)) + days),
  );
  return date.toISOString().slice(0, 10).replaceAll('-', '');
}

function period(from: string, to: string): string {
  return from === to ? `D8*${from}` : `RD8*${from}-${to}`;
}

function claimFile({ control, reference, submitter, day, claims }: SentSet): string {
  let hl = 0;
  const loops = claims.flatMap((sent) => {
    const billing = ++hl;
    const subscriber = ++hl;
    const code = codes[0]!;
    const prv = sent.prv === 'malformed' ? 'PRV*BI*ZZ*207q' : `PRV*BI*PXC*${code}`;
    const [payerId, payerName] = payers[sent.payer]!;
    return [
      `HL*${billing}**20*1`,
      ...(sent.prv === 'right' || sent.prv === 'malformed' ? [prv] : []),
      `NM1*85*2*CLINIC ${sent.provider.npi.slice(-3)}*****XX*${sent.provider.npi}`,
      'N3*1 FROGMARSH TERRACE',
      'N4*LOUISVILLE*KY*40202',
      ...(sent.prv === 'misplaced' ? [prv] : []),
      `HL*${subscriber}*${billing}*22*0`,
      'SBR*P*18*******MC',
      'NM1*IL*1*QUIBBLEWORTH*THEODOSIAN****MI*MEMBER4711X',
      'DMG*D8*19500407*F',
      `NM1*PR*2*${payerName}*****PI*${payerId}`,
      `CLM*${sent.id}*${(sent.cents / 100).toFixed(2)}***11:B:${sent.frequency}*Y*A*Y*Y`,
      'LX*1',
      `SV1*HC:99213*${(sent.cents / 100).toFixed(2)}*UN*1***1`,
      `DTP*472*${period(sent.from, sent.to)}`,
    ];
  });
  const body = [
    `BHT*0019*00*${reference}*${day}*1023*CH`,
    `NM1*41*2*BILLING SERVICE*****46*${submitter}`,
    'NM1*40*2*KENTUCKY MEDICAID*****46*KYMEDICAID',
    ...loops,
  ];
  return text([
    isa(submitter, 'KYMEDICAID', day, control),
    `GS*HC*${submitter}*KYMEDICAID*${day}*1253*1*X*005010X222A1`,
    'ST*837*0001*005010X222A1',
    ...body,
    `SE*${body.length + 2}*0001`,
    'GE*1*1',
    `IEA*1*${control}`,
  ]);
}

/** What stands between ST and SE of a 277CA on one claim. */
function acknowledgement(sent: Sent, status: string, payerClaimId: string | null, day: string): string[] {
  const [payerId, payerName] = payers[sent.payer]!;
  return [
    `BHT*0085*08*1*${day}*0930*TH`,
    'HL*1**20*1',
    `NM1*PR*2*${payerName}*****PI*${payerId}`,
    'TRN*1*1',
    'HL*2*1*21*1',
    `NM1*41*2*BILLING SERVICE*****46*${sent.set.submitter}`,
    `TRN*2*${sent.set.reference}`,
    `STC*A1:19:PR*${day}*WQ*1`,
    'HL*3*2*19*1',
    `NM1*85*2*CLINIC*****XX*${sent.provider.npi}`,
    'TRN*1*0',
    'STC*A1:19:PR**WQ*1',
    'HL*4*3*PT',
    'NM1*QC*1*QUIBBLEWORTH*THEODOSIAN****MI*MEMBER4711X',
    `TRN*2*${sent.id}`,
    `STC*${status}*${day}*${status.startsWith('A2') ? 'WQ' : 'U'}*${sent.cents / 100}*******THEODOSIAN`,
    ...(payerClaimId === null ? [] : [`REF*1K*${payerClaimId}`]),
    `DTP*472*${period(sent.from, sent.to)}`,
  ];
}

function clp(
  sent: Sent,
  status: string,
  charge: string,
  paid: string,
  number: string,
  after: readonly string[],
): string[] {
  return [
    `CLP*${sent.id}*${status}*${charge}*${paid}**MC*${number}*11*1`,
    ...after.filter((segment) => segment.startsWith('CAS')),
    'NM1*QC*1*QUIBBLEWORTH*THEODOSIAN****MR*MEMBER4711X',
    ...after.filter((segment) => segment.startsWith('MOA')),
    `DTM*232*${sent.from}`,
    `DTM*233*${sent.to}`,
    ...after.filter((segment) => !/^(CAS|MOA)/.test(segment)),
  ];
}

/** What stands between ST and SE of an 835. */
function remittance(
  sent: Sent,
  day: string,
  claims: readonly string[],
  payee: string,
  isUnidentified: boolean,
): string[] {
  const [payerId, payerName] = payers[sent.payer]!;
  return [
    `BPR*I*1*C*ACH*CCP*01*021000021*DA*1*1610600439**01*021000021*DA*2*${day}`,
    'TRN*1*12345*1610600439',
    isUnidentified ? `N1*PR*${payerName}` : `N1*PR*${payerName}*XV*${payerId}`,
    `N1*PE*CLINIC*XX*${payee}`,
    'LX*1',
    ...claims,
  ];
}

function interchange(
  code: string,
  type: string,
  version: string,
  bodies: readonly (readonly string[])[],
  n: number,
): string {
  const control = String(n).padStart(9, '0');
  const sets = bodies.flatMap((body, i) => [
    `ST*${type}*${String(i + 1).padStart(4, '0')}${type === '835' ? '' : `*${version}`}`,
    ...body,
    `SE*${body.length + 2}*${String(i + 1).padStart(4, '0')}`,
  ]);
  return text([
    isa('KYMEDICAID', 'BILLER', '20260301', control),
    `GS*${code}*KYMEDICAID*BILLER*20260301*1200*1*X*${version}`,
    ...sets,
    `GE*${bodies.length}*1`,
    `IEA*1*${control}`,
  ]);
}

/** What stands between ST and SE of a 277CA that refuses a submission, or every provider in it. */
function refusalOf(set: SentSet, kind: 'submission' | 'providers', day: string): string[] {
  const status = (code: string) => `STC*${code}*${day}*U*1`;
  const npis = [...new Set(set.claims.map(({ provider }) => provider.npi))];
  return [
    `BHT*0085*08*1*${day}*0930*TH`,
    'HL*1**20*1',
    'NM1*PR*2*KENTUCKY MEDICAID*****PI*KYMEDICAID',
    'TRN*1*1',
    'HL*2*1*21*1',
    `NM1*41*2*BILLING SERVICE*****46*${set.submitter}`,
    `TRN*2*${set.reference}`,
    status(kind === 'submission' ? 'A3:24:41' : 'A1:19:PR'),
    ...(kind === 'submission' ? [] : npis).flatMap((npi, n) => [
      `HL*${n + 3}*2*19*0`,
      `NM1*85*2*CLINIC*****XX*${npi}`,
      'TRN*1*0',
      status('A3:25:85'),
    ]),
  ];
}

/** An answer to all claims of a set. */
function rejection(set: SentSet, kind: '999' | '997' | 'TA1' | 'submission' | 'providers'): string {
  const { submitter, control, day } = set;
  const date = later(day, 1);
  const head = isa('KYMEDICAID', submitter, date, '000000009');
  if (kind === 'submission' || kind === 'providers')
    return interchange('HN', '277', '005010X214', [refusalOf(set, kind, date)], 9);
  if (kind === 'TA1') return text([head, `TA1*${control}*${day.slice(2)}*1253*R*018`, 'IEA*0*000000009']);
  const version = kind === '999' ? '005010X231A1' : '004010';
  const end = kind === '999' ? 'IK5*R*5' : 'AK5*R*5';
  return text([
    head,
    `GS*FA*KYMEDICAID*${submitter}*${date}*1200*1*X*${version}`,
    `ST*${kind}*0001`,
    'AK1*HC*1',
    'AK2*837*0001',
    end,
    'AK9*R*1*1*0',
    'SE*6*0001',
    'GE*1*1',
    'IEA*1*000000009',
  ]);
}

function isa(sender: string, receiver: string, day: string, control: string): string {
  return `ISA*00*          *00*          *ZZ*${sender.padEnd(15)}*ZZ*${receiver.padEnd(15)}*${day.slice(2)}*1253*^*00501*${control}*0*T*:`;
}

function text(segments: readonly string[]): string {
  return segments.map((segment) => `${segment}~\n`).join('');
}
