import { pick } from './random.mjs';

/**
 * Pre-rendered pieces of a subscriber and a claim: all but the HL segments and the claim number.
 * @typedef {object} ClaimTemplate
 * @property {Buffer} subscriber 2000B after its HL, to the end of 2010BB
 * @property {number} subscriberSegments
 * @property {Buffer | null} patient 2000C after its HL; null where the subscriber is the patient
 * @property {number} patientSegments
 * @property {Buffer} claim 2300 and 2400
 * @property {number} claimSegments
 * @property {number} numberAt where the claim number stands in `claim`
 * @property {number} cents CLM02
 */

export const CLAIM_NUMBER_WIDTH = 10;
const CLAIM_NUMBER = '#'.repeat(CLAIM_NUMBER_WIDTH);

const LAST = [
  'SMITH',
  'JOHNSON',
  'COMBS',
  'CAUDILL',
  'HALL',
  'SLONE',
  'ADKINS',
  'WHITAKER',
  'NGUYEN',
  'GARCIA',
];
const FIRST = ['MARY', 'JAMES', 'PATRICIA', 'JOHN', 'LINDA', 'ROBERT', 'SUSAN', 'ISAAC', 'BIANCA', 'DAVID'];
const STREETS = ['MAIN ST', 'OAK STREET', 'BROADWAY', 'RIVER ROAD APT 4', 'CHESTNUT AVE', 'OLD MILL LANE'];
const TOWNS = ['LOUISVILLE', 'LEXINGTON', 'BOWLING GREEN', 'OWENSBORO', 'HAZARD', 'PIKEVILLE', 'PADUCAH'];
const DIAGNOSES = ['J069', 'E119', 'I10', 'M545', 'F329', 'Z0000', 'N390', 'K219', 'J449', 'R0789'];
const PROCEDURES = ['99213', '99214', '99203', '36415', '80053', '87070', '90471', '93000', '96372'];
const REVENUE = ['0250', '0300', '0450', '0636', '0120', '0730'];
const DENTAL = ['D0120', 'D0150', 'D0274', 'D1110', 'D2391', 'D7140'];
const PAYERS = [
  ['KENTUCKY MEDICAID', 'KYMEDICAID'],
  ['AETNA BETTER HEALTH OF KENTUCKY', '128KY'],
  ['WELLCARE OF KENTUCKY', '14163'],
  ['HUMANA', '61101'],
];

const money = (cents) => String(cents / 100); // X12 writes 75.5, not 75.50

/** @param {(limit: number) => number} random */
function digits(random, width) {
  let text = '';
  while (text.length < width) text += random(10);
  return text;
}

function day(random) {
  return `20260${1 + random(6)}${String(1 + random(28)).padStart(2, '0')}`;
}

function home(random) {
  const birth = `${1940 + random(84)}0${1 + random(9)}${10 + random(19)}`;
  return [
    `N3*${1 + random(9999)} ${pick(random, STREETS)}`,
    `N4*${pick(random, TOWNS)}*KY*4${digits(random, 4)}`,
    `DMG*D8*${birth}*${random(2) === 0 ? 'F' : 'M'}`,
  ];
}

function person(random, qualifier) {
  return `NM1*${qualifier}*1*${pick(random, LAST)}*${pick(random, FIRST)}`;
}

function subscriberSegments(random, isPatient) {
  const [payerName, payerId] = pick(random, PAYERS);
  return [
    `SBR*P*${isPatient ? '18' : ''}*******MC`,
    `${person(random, 'IL')}*${pick(random, ['A', 'L', ''])}***MI*00${digits(random, 8)}`,
    ...(isPatient ? home(random) : []),
    `NM1*PR*2*${payerName}*****PI*${payerId}`,
  ];
}

/** The claim-level segments between CLM and the first LX. */
const claimHeader = {
  P: (random) => [
    `REF*D9*${digits(random, 14)}`,
    `HI*ABK:${pick(random, DIAGNOSES)}*ABF:${pick(random, DIAGNOSES)}`,
    ...(random(2) === 0
      ? [`${person(random, '82')}****XX*1234567893`, 'PRV*PE*PXC*207Q00000X'] // 2310B: a look-alike
      : []),
  ],
  I: (random, from) => [
    `DTP*434*RD8*${from}-${from}`,
    `DTP*435*DT*${from}0${1 + random(9)}15`,
    'CL1*1*1*01',
    `REF*D9*${digits(random, 14)}`,
    `HI*ABK:${pick(random, DIAGNOSES)}:::::::Y`,
    `HI*BI:71:RD8:${from}-${from}`, // an occurrence span: a look-alike
    `${person(random, '71')}****XX*1234567893`,
    'PRV*AT*PXC*207R00000X',
  ],
  D: (random, from) => [`DTP*472*D8*${from}`, `REF*D9*${digits(random, 14)}`],
};

/** The segment after LX. */
const serviceLine = {
  P: (random, charge) => `SV1*HC:${pick(random, PROCEDURES)}*${charge}*UN*${1 + random(3)}***1`,
  I: (random, charge) =>
    `SV2*${pick(random, REVENUE)}*HC:${pick(random, PROCEDURES)}*${charge}*UN*${1 + random(3)}`,
  D: (random, charge) => `SV3*AD:${pick(random, DENTAL)}*${charge}****1`,
};

const facility = { P: '11:B', I: '13:A', D: '11:B' };

/** CLM to the last service line; the lines add up to the claim's charge. */
function claimSegments(kind, random) {
  const from = day(random);
  const lines = [];
  let cents = 0;
  const count = 1 + random(4);
  for (let line = 1; line <= count; line += 1) {
    const lineCents = 1000 + random(30000);
    cents += lineCents;
    lines.push(`LX*${line}`, serviceLine[kind](random, money(lineCents)), `DTP*472*D8*${from}`);
    if (random(2) === 0) lines.push(`REF*6R*${digits(random, 9)}`);
  }
  const clm = `CLM*PCN${CLAIM_NUMBER}*${money(cents)}***${facility[kind]}:1*Y*A*Y*Y`;
  return { segments: [clm, ...claimHeader[kind](random, from), ...lines], cents };
}

/**
 * @param {'P' | 'I' | 'D'} kind
 * @param {string} end what ends a segment: the terminator and the newline, if any
 * @param {(limit: number) => number} random
 * @returns {ClaimTemplate}
 */
export function createClaimTemplate(kind, end, random) {
  const render = (segments) => Buffer.from(segments.map((segment) => segment + end).join(''), 'latin1');
  const isPatient = random(5) > 0;
  const subscriber = subscriberSegments(random, isPatient);
  const patient = isPatient ? [] : ['PAT*19', person(random, 'QC'), ...home(random)];
  const { segments, cents } = claimSegments(kind, random);
  const claim = render(segments);
  return {
    subscriber: render(subscriber),
    subscriberSegments: subscriber.length,
    patient: isPatient ? null : render(patient),
    patientSegments: patient.length,
    claim,
    claimSegments: segments.length,
    numberAt: claim.indexOf(CLAIM_NUMBER),
    cents,
  };
}
