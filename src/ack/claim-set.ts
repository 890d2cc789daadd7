import type { Claim } from '../claim/claim';
import { plainId } from '../rules/policy';
import type { BillingName, Name, Names } from './names';
import { type AckOptions, dayText, type Route } from './route';
import { segment } from './segments';
import { acceptanceOf, type Rejection, receiptOf, type Source } from './status';
import { Totals } from './totals';
import { amountText, chargeOf, cutText, idText, longest, noReference, unknown } from './values';

/** HL01 of the information source, and of the information receiver. */
const SOURCE = '1';
const RECEIVER = '2';

/** Loop 2000C, and the patients below it. */
interface Provider {
  readonly hl: string;
  readonly billing: BillingName | null;
  readonly totals: Totals;
  readonly patients: string[];
  /** The subscriber or patient level of the last claim: claims of one level share a loop 2000D. */
  level: object | null;
}

/**
 * The claims of one 837 as the loops of a 277CA (DOMAIN.md §5). Totals come before what they sum up, so all segments
 * are held as text until the set ends.
 */
export class ClaimSetAnswer {
  private readonly source: Source;
  private readonly sourceId: string;
  private readonly totals = new Totals();
  /** The segments below the receiver's level. */
  private readonly loops: string[] = [];
  private provider: Provider | null = null;
  private hl = 2;

  /**
   * @param first the set's first claim: the source is a payer if that claim is addressed to the acknowledgement's
   * sender
   */
  constructor(
    private readonly names: Names,
    private readonly route: Route,
    private readonly options: AckOptions,
    first: Claim,
  ) {
    const own = idText(names.receiver?.id ?? '', longest.id);
    this.sourceId = options.sender ?? (own || route.sender.code);
    const payer = first.subscriber?.payerId ?? null;
    this.source = payer !== null && plainId(payer) === plainId(this.sourceId) ? 'PR' : 'AY';
  }

  /** @param rejections empty if it is accepted */
  add(claim: Claim, rejections: readonly Rejection[]): void {
    const { names } = this;
    const { billing, level } = names;
    const charge = amountText(chargeOf(claim.charge));
    const isAccepted = rejections.length === 0;
    this.totals.add(charge, isAccepted);
    if (this.provider?.billing !== billing) this.openProvider(billing);
    const provider = this.provider!;
    provider.totals.add(charge, isAccepted);
    const segments = provider.level === level ? [] : this.patient(claim, provider.hl);
    provider.level = level;
    segments.push(
      segment('TRN', '2', cutText(claim.id, longest.reference) || noReference),
      ...this.statuses(charge, rejections),
      ...reference('D9', names.intermediaryNumber),
      ...reference('BLT', billType(claim)),
      segment('DTP', '472', ...this.serviceDates(claim)),
    );
    provider.patients.push(segments.join(''));
  }

  /**
   * All segments between ST and SE.
   * @param reference of the acknowledgement itself
   */
  *segments(reference: string): Iterable<string> {
    this.closeProvider();
    const { route, names, totals } = this;
    const { date } = route;
    yield [
      segment('BHT', '0085', '08', reference, date, route.time, 'TH'),
      segment('HL', SOURCE, '', '20', '1'),
      segment('NM1', this.source, '2', this.sourceName(), ...noNames, this.sourceQualifier, this.sourceId),
      segment('TRN', '1', reference),
      segment('DTP', '050', 'D8', date),
      segment('DTP', '009', 'D8', date),
      segment('HL', RECEIVER, SOURCE, '21', '1'),
      segment('NM1', '41', ...submitterName(names.submitter), '46', this.receiverId()),
      segment('TRN', '2', cutText(names.batch, longest.reference) || noReference),
      segment('STC', receiptOf(this.source), date, 'WQ', totals.charges),
      ...totals.segments(['90', 'AA']),
    ].join('');
    yield* this.loops;
  }

  /** The STCs of a claim: one for each reason to reject it. */
  private statuses(charge: string, rejections: readonly Rejection[]): string[] {
    const { date } = this.route;
    if (rejections.length === 0) return [segment('STC', acceptanceOf(this.source), date, 'WQ', charge)];
    return rejections.map(({ status, statusToo, message }) =>
      segment('STC', status, date, 'U', charge, ...toStc10, statusToo ?? '', '', message),
    );
  }

  private openProvider(billing: BillingName | null): void {
    this.closeProvider();
    this.provider = { hl: String(++this.hl), billing, totals: new Totals(), patients: [], level: null };
  }

  private closeProvider(): void {
    if (this.provider === null) return;
    const { hl, billing, totals, patients } = this.provider;
    this.loops.push(
      [
        segment('HL', hl, RECEIVER, '19', '1'),
        segment('NM1', '85', ...nameOf(billing?.name ?? null), ...providerId(billing)),
        segment('TRN', '1', noReference),
        segment('STC', receiptOf(this.source), '', 'WQ', totals.charges),
        ...totals.segments(['QA', 'QC']),
      ].join(''),
    );
    for (const patient of patients) this.loops.push(patient);
    this.provider = null;
  }

  /** HL and NM1 of loop 2000D. A patient who is not the subscriber has the subscriber's number. */
  private patient(claim: Claim, parent: string): string[] {
    const subscriber = claim.subscriber === null ? null : this.names.subscriber;
    const [, ...name] = nameOf(this.names.patient ?? subscriber);
    const qualifier = subscriber?.qualifier === 'II' ? 'II' : 'MI';
    const id = idText(subscriber?.id ?? '', longest.id) || unknown;
    return [
      segment('HL', String(++this.hl), parent, 'PT'),
      segment('NM1', 'QC', '1', ...name, qualifier, id),
    ];
  }

  /** DTP02 and DTP03: the dates the claim was judged by (its own or the set's), or else the acknowledgement's own. */
  private serviceDates({ from, to, set }: Claim): [string, string] {
    if (from !== to) return ['RD8', `${dayText(from)}-${dayText(to)}`];
    return ['D8', from || set.date ? dayText(from || set.date) : this.route.date];
  }

  /** NM103 of 1000B, if that is the sender of the acknowledgement. */
  private sourceName(): string {
    const { receiver } = this.names;
    const isReceiver = receiver !== null && plainId(receiver.id) === plainId(this.sourceId);
    return (isReceiver && cutText(receiver.last, longest.name)) || cutText(this.sourceId, longest.name);
  }

  private get sourceQualifier(): string {
    return this.source === 'PR' ? 'PI' : '46';
  }

  private receiverId(): string {
    const { names, options, route } = this;
    return options.receiver ?? (idText(names.submitter?.id ?? '', longest.id) || route.receiver.code);
  }
}

/** STC05 to STC09. */
const toStc10 = ['', '', '', '', ''];

/** NM104 to NM107 of an organization. */
const noNames = ['', '', '', ''];

/** NM102 to NM107. */
function nameOf(name: Name | null): string[] {
  const last = cutText(name?.last ?? '', longest.name) || unknown;
  if (name === null || !name.isPerson) return ['2', last, ...noNames];
  const { firstName, middleName, suffix } = longest;
  return [
    '1',
    last,
    cutText(name.first, firstName),
    cutText(name.middle, middleName),
    '',
    cutText(name.suffix, suffix),
  ];
}

/** The same for loop 2100B, whose NM106 and NM107 are not used. */
function submitterName(name: Name | null): string[] {
  return [...nameOf(name).slice(0, 4), '', ''];
}

/** NM108 and NM109 of loop 2100C: the NPI, or else the tax number; a provider with neither is atypical. */
function providerId(billing: BillingName | null): [string, string] {
  const name = billing?.name;
  const id = idText(name?.id ?? '', longest.id);
  if (id !== '') return [name?.qualifier === 'XX' ? 'XX' : 'FI', id];
  const taxId = idText(billing?.taxId ?? '', longest.id);
  return taxId === '' ? ['SV', unknown] : ['FI', taxId];
}

function reference(qualifier: string, value: string): string[] {
  const text = cutText(value, longest.reference);
  return text === '' ? [] : [segment('REF', qualifier, text)];
}

/** REF*BLT, of institutional claims: CLM05-1 and the frequency, CLM05-3. */
function billType({ clm, set, frequency }: Claim): string {
  if (set.guide.kind !== 'institutional') return '';
  const facility = clm.component(5, 1, set.delimiters.component);
  return facility === '' || frequency === null ? '' : facility + frequency;
}
