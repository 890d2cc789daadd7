/**
 * What an acknowledgement must look like, written from DOMAIN.md §4 and §5 and the public guide maps alone: it knows
 * nothing of how prvcheck writes one. Each check answers with what is wrong, in words.
 */

export type Segment = readonly string[];

/** One interchange: every segment with its tag first. */
export interface Interchange {
  readonly segments: readonly Segment[];
  readonly component: string;
  /** Of the ISA, its terminator included. */
  readonly width: number;
}

/** Cuts a text at the delimiters of each ISA; prose before the first is passed over, as the samples have it. */
export function interchangesOf(text: string): Interchange[] {
  const interchanges: Interchange[] = [];
  for (let at = text.search(/ISA[^A-Z0-9]00/); at !== -1; ) {
    const element = text[at + 3]!;
    let end = at;
    for (let separators = 0; separators < 16; end++) if (text[end] === element) separators++;
    const [component, terminator] = [text[end]!, text[end + 1]!];
    const segments: Segment[] = [];
    for (let last = ''; last !== 'IEA' && at < text.length; ) {
      const stop = text.indexOf(terminator, at);
      if (stop === -1) return interchanges;
      const segment = text.slice(at, stop).trim().split(element);
      segments.push(segment);
      last = segment[0]!;
      at = stop + 1;
    }
    const header = segments[0]!.join(element);
    interchanges.push({ segments, component, width: header.length + 1 });
    const next = text.slice(at).search(/ISA[^A-Z0-9]00/);
    at = next === -1 ? -1 : at + next;
  }
  return interchanges;
}

/** A transaction set: what stands between ST and SE. */
export interface TransactionSet {
  readonly group: Segment;
  readonly st: Segment;
  readonly body: readonly Segment[];
}

export function setsOf({ segments }: Interchange): TransactionSet[] {
  const sets: TransactionSet[] = [];
  let group: Segment = [];
  let st: Segment | null = null;
  let body: Segment[] = [];
  for (const segment of segments) {
    const [tag] = segment;
    if (tag === 'GS') group = segment;
    else if (tag === 'ST') {
      st = segment;
      body = [];
    } else if (tag === 'SE' && st !== null) {
      sets.push({ group, st, body });
      st = null;
    } else if (st !== null) body.push(segment);
  }
  return sets;
}

/** ISA to IEA: widths, nesting, counts and control numbers. */
export function envelopeFaults({ segments, width }: Interchange): string[] {
  const faults: string[] = [];
  const expect = (what: string, is: string | undefined, should: string | number) => {
    if (is !== String(should)) faults.push(`${what} is ${is} and must be ${should}`);
  };
  if (width !== 106) faults.push(`the ISA is ${width} characters long`);
  const isa = segments[0]!;
  const controls = { groups: new Set<string>(), sets: new Set<string>() };
  let groups = 0;
  let sets = 0;
  let gs: Segment | null = null;
  let st: Segment | null = null;
  let from = 0;
  for (const [index, segment] of segments.entries()) {
    const [tag, first, second] = segment;
    if (tag === 'GS') {
      if (gs !== null) faults.push('GS in a group');
      if (controls.groups.has(segment[6]!)) faults.push(`GS06 ${segment[6]} twice`);
      controls.groups.add(segment[6]!);
      controls.sets.clear();
      gs = segment;
      groups++;
      sets = 0;
    } else if (tag === 'ST') {
      if (gs === null || st !== null) faults.push('ST out of place');
      if (controls.sets.has(second!)) faults.push(`ST02 ${second} twice`);
      controls.sets.add(second!);
      st = segment;
      sets++;
      from = index;
    } else if (tag === 'SE') {
      expect('SE01', first, index - from + 1);
      expect('SE02', second, st?.[2] ?? '');
      st = null;
    } else if (tag === 'GE') {
      expect('GE01', first, sets);
      expect('GE02', second, gs?.[6] ?? '');
      gs = null;
    } else if (tag === 'IEA') {
      expect('IEA01', first, groups);
      expect('IEA02', second, isa[13]!);
      if (gs !== null || st !== null || index !== segments.length - 1) faults.push('IEA out of place');
    } else if (st === null && tag !== 'ISA' && tag !== 'TA1') faults.push(`${tag} out of place`);
  }
  if (segments.at(-1)?.[0] !== 'IEA') faults.push('no IEA');
  return faults;
}

/** A segment's tag with what tells it from others of its kind. */
export function keyOf(segment: Segment): string {
  const [tag, first, , third] = segment;
  if (tag === 'HL') return `HL${third}`;
  return ['NM1', 'TRN', 'DTP', 'QTY', 'AMT', 'REF'].includes(tag!) ? `${tag}${first}` : tag!;
}

const service = '(SVC STC (REFFJ )?)*';
const claim = `TRN2 (STC )+(REF1K )?(REFD9 )?(REFBLT )?DTP472 ${service}`;
const patient = `HLPT NM1QC (${claim})+`;
const amounts = '(AMTYU )?(AMTYY )?';
const provider = `HL19 NM185 (TRN1 )?(STC )*(QTYQA )?(QTYQC )?${amounts}(${patient})*`;
const receiver = `HL21 NM141 TRN2 (STC )+(QTY90 )?(QTYAA )?${amounts}(${provider})*`;
const order277 = new RegExp(`^BHT HL20 NM1(PR|AY) TRN1 DTP050 DTP009 ${receiver}$`);
const order999 = /^AK1 (AK2 (IK3 (CTX )*(IK4 (CTX )*)*)*IK5 )*AK9 $/;

function orderFaults({ body }: TransactionSet, order: RegExp): string[] {
  const keys = body.map(keyOf).join(' ');
  return order.test(`${keys} `) ? [] : [`segments in the order ${keys}`];
}

/** Segments in order, parents of levels, and values that must be these or those. */
export function structureFaults277(set: TransactionSet): string[] {
  const faults = orderFaults(set, order277);
  const { st, group, body } = set;
  if (group[1] !== 'HN' || group[8] !== '005010X214' || st[3] !== '005010X214') faults.push('not an X214');
  const bht = body[0]!;
  if (`${bht[1]} ${bht[2]} ${bht[6]}` !== '0085 08 TH') faults.push(`BHT ${bht.join('*')}`);
  const open: Record<string, string> = {};
  const parents: Record<string, string> = { '21': '20', '19': '21', PT: '19' };
  let level = '';
  for (const [index, hl] of body.filter(([tag]) => tag === 'HL').entries()) {
    const [, id, parent, kind] = hl;
    if (id !== String(index + 1)) faults.push(`HL01 is ${id} and must be ${index + 1}`);
    if ((parent ?? '') !== (open[parents[kind!] ?? ''] ?? '')) faults.push(`HL ${id} has parent ${parent}`);
    if (kind === 'PT' && hl.length > 4) faults.push(`HL ${id} has an HL04`);
    open[kind!] = id!;
  }
  for (const [index, segment] of body.entries()) {
    if (segment[0] === 'HL') level = segment[3]!;
    if (segment.at(-1) === '') faults.push(`${segment[0]} ends with an empty element`);
    if (segment[0] === 'HL' && level !== 'PT') {
      const next = body.slice(index + 1).find(([tag]) => tag === 'HL');
      const hasChild = next !== undefined && next[2] === segment[1];
      if (segment[4] !== (hasChild ? '1' : '0')) faults.push(`HL04 of HL ${segment[1]}`);
    }
    if (segment[0] === 'NM1' && level === 'PT' && !/^(II|MI)$/.test(segment[8] ?? ''))
      faults.push(`NM108 of a patient is ${segment[8]}`);
    if (segment[0] === 'STC' && body[index - 1]![0] !== 'SVC') faults.push(...statusFaults(segment, level));
  }
  return faults;
}

function statusFaults([, status, date, action]: Segment, level: string): string[] {
  const faults: string[] = [];
  const [, , entity] = status!.split(/[^A-Z0-9]/);
  if (level === '19' ? date !== '' : !/^\d{8}$/.test(date ?? ''))
    faults.push(`STC02 at level ${level} is ${date}`);
  if (action !== 'U' && action !== 'WQ') faults.push(`STC03 is ${action}`);
  if (level === 'PT' && entity === 'AY') faults.push('AY at claim level');
  return faults;
}

/** A claim as a 277CA answers it. */
export interface AnsweredClaim {
  readonly id: string;
  /** STC01, with STC10 if there is one, of each STC. */
  readonly statuses: readonly string[];
  /** STC12 of each. */
  readonly messages: readonly string[];
  readonly isAccepted: boolean;
  readonly charge: string;
  readonly patient: Segment;
  readonly provider: Segment;
  readonly references: readonly Segment[];
  readonly dates: string;
}

export function claimsOf({ body }: TransactionSet): AnsweredClaim[] {
  const claims: AnsweredClaim[] = [];
  let provider: Segment = [];
  let patient: Segment = [];
  for (const [index, segment] of body.entries()) {
    if (segment[0] === 'NM1' && segment[1] === '85') [provider, patient] = [segment, []];
    if (segment[0] === 'NM1' && segment[1] === 'QC') patient = segment;
    if (segment[0] !== 'TRN' || patient.length === 0) continue;
    const rest = body.slice(index + 1);
    const end = rest.findIndex(([tag]) => tag === 'TRN' || tag === 'HL');
    const own = end === -1 ? rest : rest.slice(0, end);
    const all = own.filter(([tag]) => tag === 'STC');
    const stc = all[0]!;
    claims.push({
      id: segment[2]!,
      statuses: all.map(([, status, , , , , , , , , more = '']) => `${status} ${more}`.trim()),
      messages: all.map((one) => one[12] ?? ''),
      isAccepted: stc[3] === 'WQ',
      charge: stc[4]!,
      patient,
      provider,
      references: own.filter(([tag]) => tag === 'REF'),
      dates: own.find(([tag]) => tag === 'DTP')?.[3] ?? '',
    });
  }
  return claims;
}

/** An amount in millionths of a dollar. */
export function money(text: string): bigint {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const units = BigInt(whole + fraction.padEnd(6, '0').slice(0, 6) || '0');
  return text.startsWith('-') ? -units : units;
}

/** Counts and amounts of a level against the claims below it; levels that end early have none to hold them against. */
export function totalFaults({ body }: TransactionSet): string[] {
  const faults: string[] = [];
  const starts = [...body.keys()].filter((index) => body[index]![0] === 'HL');
  for (const [n, start] of starts.entries()) {
    const kind = body[start]![3]!;
    if (kind !== '21' && kind !== '19') continue;
    const own = body.slice(start, starts[n + 1]);
    const stop =
      starts.slice(n + 1).find((index) => kind === '21' || body[index]![3] === '19') ?? body.length;
    const below = kind === '21' ? body.slice(start) : body.slice(start, stop);
    const claims = claimsOf({ group: [], st: [], body: below });
    const said = (tag: string, qualifier: string) => own.find(([a, b]) => a === tag && b === qualifier)?.[2];
    const parts = kind === '21' ? ['90', 'AA'] : ['QA', 'QC'];
    let sum = 0n;
    for (const [index, isAccepted] of [true, false].entries()) {
      const some = claims.filter((claim) => claim.isAccepted === isAccepted);
      const count = said('QTY', parts[index]!);
      const amount = said('AMT', isAccepted ? 'YU' : 'YY');
      const total = some.reduce((so, { charge }) => so + money(charge), 0n);
      sum += total;
      if (some.length === 0 ? count !== undefined || amount !== undefined : count !== String(some.length))
        faults.push(`QTY*${parts[index]} at level ${kind} is ${count} for ${some.length} claims`);
      if (some.length > 0 && money(amount ?? '') !== total)
        faults.push(`AMT at level ${kind} is ${amount} and must be ${total}`);
    }
    const stc = own.find(([tag]) => tag === 'STC');
    if (stc !== undefined && money(stc[4]!) !== sum) faults.push(`STC04 at level ${kind} is ${stc[4]}`);
  }
  return faults;
}

/** Order of segments, and the numbers of AK9 against the sets that were spoken of. */
export function structureFaults999(set: TransactionSet): string[] {
  const faults = orderFaults(set, order999);
  const { st, group, body } = set;
  if (group[1] !== 'FA' || !/^005010X231(A1)?$/.test(st[3] ?? '')) faults.push('not an X231');
  const codes = body.filter(([tag]) => tag === 'IK5').map(([, code]) => code!);
  const [, code, , received, accepted] = body.at(-1)!;
  const rejected = codes.filter((one) => one === 'R').length;
  if (codes.length > Number(received)) faults.push(`AK903 is ${received} for ${codes.length} sets`);
  const left = code === 'R' ? 0 : Number(received) - rejected;
  if (Number(accepted) !== left) faults.push(`AK904 is ${accepted} and must be ${left}`);
  if (code === 'A' && codes.some((one) => one !== 'A')) faults.push('AK901 is A');
  if (code === 'P' && (rejected === 0 || rejected === Number(received))) faults.push('AK901 is P');
  if (code === 'E' && rejected > 0) faults.push('AK901 is E');
  let last = 0;
  for (const [index, segment] of body.entries()) {
    if (segment[0] === 'AK2') last = 0;
    if (segment[0] === 'IK3') {
      if (Number(segment[2]) <= last) faults.push(`IK3 on segment ${segment[2]} after ${last}`);
      last = Number(segment[2]);
    }
    if (segment[0] === 'IK4' && !['IK3', 'IK4', 'CTX'].includes(body[index - 1]![0]!))
      faults.push('IK4 out of place');
    if (segment[0] === 'IK5' && segment[1] === 'A' && segment.length > 2) faults.push('IK5*A with a code');
    if (segment[0] === 'IK5' && segment[1] === 'A' && body[index - 1]![0] !== 'AK2')
      faults.push('IK5*A after faults');
  }
  return faults;
}
