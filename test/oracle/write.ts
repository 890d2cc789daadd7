/** Writes the inside of a transaction set: the model's claims as segments, each an array with its tag first. */

import type {
  Billing,
  ClaimModel,
  ClaimSet,
  Delimiters,
  Guide,
  LookAlike,
  OtherSet,
  Person,
  ProviderModel,
  ServiceDate,
} from './model';
import { otherProviders, writeProvider, writeTaxonomy } from './write-providers';

export type Segment = readonly string[];

export interface Pen {
  readonly delimiters: Delimiters;
  /** The number of the next claim of the file. */
  nextClaim: { number: number };
}

interface SetPen extends Pen {
  readonly guide: Guide;
  /** NM109 of the billing loop. */
  readonly billingNpi: string;
}

const guideCodes = {
  '5010': { P: '005010X222', I: '005010X223', D: '005010X224' },
  encounter: { P: '005010X298', I: '005010X299', D: '005010X300' },
  '4010': { P: '004010X098', I: '004010X096', D: '004010X097' },
} as const;

/** As GS08 and ST03 name it. */
export function codeOf(guide: Guide): string {
  return guideCodes[guide.edition][guide.kind] + guide.suffix;
}

/** The segments between ST and SE. */
export function writeClaimSet(set: ClaimSet, { delimiters, nextClaim }: Pen): Segment[] {
  const setPen = { delimiters, nextClaim, guide: set.guide, billingNpi: '' };
  const out: Segment[] = [
    ['BHT', '0019', '00', 'REF1', set.bht04, '1200', set.purpose],
    ['NM1', '41', '2', 'SUBMITTER', '', '', '', '', '46', 'SUB1'],
    ['PER', 'IC', 'DESK', 'TE', '5025550100'],
    ['NM1', '40', '2', 'RECEIVER', '', '', '', '', '46', set.receiver],
  ];
  if (set.strayName !== null) out.push(['NM1', '85', ...set.strayName]);
  if (set.orphan !== null) out.push(...writeClaim(set.orphan, setPen));
  const [first, step] = set.numbering;
  let levels = 0;
  const nextLevel = () => first + step * levels++;
  for (const loop of set.loops) {
    const billing = nextLevel();
    const pen = { ...setPen, billingNpi: loop.names[0]?.[7] ?? '' };
    out.push(['HL', `${billing}`, '', '20', '1'], ...writeBilling(loop, pen));
    for (const subscriber of loop.subscribers) {
      const own = nextLevel();
      const parent = { good: `${billing}`, empty: '', unknown: '9999' }[subscriber.parent];
      out.push(['HL', `${own}`, parent, '22', subscriber.patients.length > 0 ? '1' : '0']);
      out.push([
        'SBR',
        'P',
        subscriber.patients.length > 0 ? '' : '18',
        '',
        '',
        '',
        '',
        '',
        '',
        subscriber.filing,
      ]);
      if (subscriber.strayTaxonomy !== null)
        out.push(writeTaxonomy(['BI', '{own}', subscriber.strayTaxonomy], pen.guide));
      out.push(...writePerson('IL', subscriber.person, subscriber.memberId));
      if (subscriber.strayName !== null) out.push(['NM1', '85', ...subscriber.strayName]);
      if (subscriber.payer !== null) {
        out.push(['NM1', 'PR', '2', 'SOME PAYER', '', '', '', '', 'PI', subscriber.payer]);
        out.push(['REF', 'G2', '203BF0100Y']);
      }
      for (const claim of subscriber.claims) out.push(...writeClaim(claim, pen));
      for (const patient of subscriber.patients) {
        out.push(
          ['HL', `${nextLevel()}`, `${own}`, '23', '0'],
          ['PAT', '19'],
          ...writePerson('QC', patient.person, ''),
        );
        if (patient.strayName !== null) out.push(['NM1', '85', ...patient.strayName]);
        for (const claim of patient.claims) out.push(...writeClaim(claim, pen));
      }
    }
  }
  return out;
}

/** Loop 2000A after its HL. */
function writeBilling(loop: Billing, pen: SetPen): Segment[] {
  const out: Segment[] = [];
  const place = (place: string) => {
    for (const { after, taxonomy } of loop.misplaced)
      if (after === place) out.push(writeTaxonomy(taxonomy, pen.guide));
  };
  const [name, ...moreNames] = loop.names;
  out.push(...loop.taxonomies.map((taxonomy) => writeTaxonomy(taxonomy, pen.guide)));
  if (loop.currency) out.push(['CUR', '85', 'USD']);
  if (name !== undefined) out.push(['NM1', '85', ...name]);
  place('name');
  out.push(['N3', '1 MAIN ST'], ['N4', 'LOUISVILLE', 'KY', loop.zip]);
  for (const another of moreNames) out.push(['NM1', '85', ...another], ['N4', 'COVINGTON', 'KY', '41011']);
  place('address');
  out.push(['REF', 'EI', '610000001'], ['REF', '1D', '7100000001']);
  place('reference');
  if (loop.payTo) {
    out.push(['NM1', '87', '2'], ['N3', 'PO BOX 1'], ['N4', 'COVINGTON', 'KY', '41011']);
    out.push(
      ['NM1', 'PE', '2', 'PLAN', '', '', '', '', 'PI', 'PLAN1'],
      ['N4', 'COVINGTON', 'KY', '410119999'],
    );
  }
  place('pay-to');
  return out;
}

function writePerson(entity: 'IL' | 'QC', person: Person, memberId: string): Segment[] {
  const id = entity === 'IL' ? ['', '', '', 'MI', memberId] : [];
  return [
    ['NM1', entity, '1', person.last, person.first, ...id],
    ['N3', person.address],
    ['N4', person.city, 'KY', '40299'],
    ['DMG', 'D8', person.birthDate, 'F'],
    ['PER', 'IC', '', 'HP', '2705559876'],
  ];
}

function writeClaim(claim: ClaimModel, pen: SetPen): Segment[] {
  const { kind, edition } = pen.guide;
  const { component } = pen.delimiters;
  const has = (name: LookAlike) => claim.lookAlikes.includes(name);
  const usualBill = [kind === 'D' ? '11' : '21', kind === 'I' ? 'A' : 'B'];
  const facility = [...(claim.bill ?? usualBill), claim.frequency].join(component);
  const providers = (models: readonly ProviderModel[]) =>
    models.flatMap((model) => writeProvider(model, pen.guide, pen.billingNpi));
  const id = `PCN${pen.nextClaim.number++}${claim.idTail}`;
  const out: Segment[] = [['CLM', id, claim.charge, '', '', facility, 'Y', 'A', 'Y', 'Y']];
  if (kind === 'I') out.push(['CL1', '1', '1', '01']);
  if (claim.date !== null && kind !== 'P') out.push(writeDate(claim.date, kind === 'I' ? '434' : '472'));
  for (const date of claim.moreDates) out.push(writeDate(date, '472'));
  if (has('other-dates')) {
    out.push(
      ['DTP', '431', 'D8', '20010101'],
      ['DTP', '435', 'DT', '200101011200'],
      ['DTP', '096', 'TM', '1200'],
    );
  }
  if (has('secondary-id')) out.push(['REF', 'G2', claim.code], ['REF', '1D', '7100000002']);
  if (has('note')) out.push(['NTE', 'ADD', 'ALLERGIC TO GOOSEBERRIES'], ['REF', 'SY', '911882773']);
  const code = claim.code || '207Q00000X';
  out.push(['HI', ['BK', '0340'].join(component)]);
  if (has('occurrence-span')) out.push(['HI', ['BI', '70', 'RD8', '20010101-20010102'].join(component)]);
  if (has('provider-taxonomy')) out.push(...otherProviders(claim, pen.guide, false));
  if (has('billing-qualifier')) {
    out.push(['NM1', '82', '1', 'DOE', 'DR'], writeTaxonomy(['BI', '{own}', code], pen.guide));
  }
  out.push(...providers(claim.providers));
  if (has('other-payer') || has('other-billing') || claim.otherProviders.length > 0) {
    out.push(['SBR', 'S', '18', '', '', '', '', '', '', 'MC'], ['OI', '', '', 'Y']);
    out.push(['NM1', 'IL', '1', 'OXNARDSKI', 'WILHELMOT', '', '', '', 'MI', 'MBRZ73310928']);
    out.push(['NM1', 'PR', '2', 'ANOTHER PAYER', '', '', '', '', 'PI', claim.otherPayer]);
    out.push(['DTP', '573', 'D8', '20010101']);
  }
  if (has('other-billing')) {
    out.push(['NM1', '85', '2', 'ANOTHER BILLER', '', '', '', '', 'XX', claim.otherNpi]);
    out.push(['N4', 'COVINGTON', 'KY', '41011'], writeTaxonomy(['BI', '{own}', code], pen.guide));
  }
  out.push(...providers(claim.otherProviders));
  for (const [index, line] of claim.lines.entries()) {
    const procedure = ['HC', '99213'].join(component);
    out.push(['LX', line.number.replace('{own}', `${index + 1}`)]);
    if (kind === 'P') out.push(['SV1', procedure, '10', 'UN', '1', '', '', '1']);
    if (kind === 'I') out.push(['SV2', '0450', procedure, '10', 'UN', '1']);
    if (kind === 'D') out.push(['SV3', ['AD', 'D0120'].join(component), '10']);
    if (line.date !== null) out.push(writeDate(line.date, '472'));
    if (line.lookAlikes.includes('provider-taxonomy')) out.push(...otherProviders(claim, pen.guide, true));
    out.push(...providers(line.providers));
    if (line.adjudicated !== null) {
      out.push(['SVD', claim.otherPayer, '10', procedure, '', '1'], ...providers(line.adjudicated));
    }
    if (line.lookAlikes.includes('other-dates') && edition !== '4010')
      out.push(['DTP', '573', 'D8', '20010101']);
  }
  return out;
}

function writeDate({ dates, values }: ServiceDate, usual: string): Segment {
  return ['DTP', dates ?? usual, ...values];
}

/** A set of another kind, with levels, a billing provider, a taxonomy and even a claim that are none of ours. */
export function writeOtherSet(set: OtherSet): Segment[] {
  if (set.is === '999')
    return [
      ['AK1', 'HC', '1', '005010X222A1'],
      ['AK2', '837', '0001'],
      ['IK5', 'A'],
      ['AK9', 'A', '1', '1', '1'],
    ];
  return [
    set.is === '277'
      ? ['BHT', '0085', '08', 'REF1', '20260101', '1200', 'TH']
      : ['BPR', 'I', '100', 'C', 'CHK'],
    ['HL', '1', '', '20', '1'],
    ['PRV', 'BI', 'PXC', set.code],
    ['NM1', '85', '2', 'NOT A BILLER', '', '', '', '', 'XX', set.npi],
    ['HL', '2', '7', '22', '0'],
    ['NM1', 'QC', '1', 'ZANDERFELT', 'THEODOSIAN', '', '', '', 'MI', 'MBRZ90551147'],
    ['CLM', 'GHOST', '9999.99', '', '', '11'],
    ['DTP', '472', 'D8', '20260101'],
    ['PRV', 'PE', 'PXC', set.code],
  ];
}
