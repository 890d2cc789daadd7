import { CLAIM_NUMBER_WIDTH, createClaimTemplate } from './claims.mjs';
import { hasSeveralEnrollments } from './providers.mjs';
import { openSink } from './sink.mjs';

/**
 * What the generated files hold together: the truth that a run of prvcheck is compared with.
 * @typedef {object} Truth
 * @property {number} bytes
 * @property {number} segments
 * @property {number} transactions
 * @property {number} loops billing loops
 * @property {number} loopsWithoutTaxonomy
 * @property {number} claims
 * @property {number} flagged claims that need a taxonomy and have none
 * @property {string} chargesAtRisk exact sum over the flagged claims, in dollars
 */

/** Claims differ enough at this many, and the templates still fit in a processor's cache. */
const TEMPLATES = 2048;

const NEWLINES = { none: '', lf: '\n', crlf: '\r\n' };
const GUIDES = { P: '005010X222A1', I: '005010X223A2', D: '005010X224A2' };
const DATE = '20260701';

/**
 * One interchange with one group a file; sets are added until the file has its size, or until there are `sets`.
 * The shares hold over all files together.
 * @param {readonly { path: string, bytes: number }[]} files
 * @param {import('../generate.mjs').GenerateOptions} options
 * @param {readonly import('./providers.mjs').Provider[]} providers
 * @param {(limit: number) => number} random
 * @returns {Truth}
 */
export function writeClaimFiles(files, options, providers, random) {
  const { kind, sets, loopsPerSet, claimsPerLoop, flagged, missing } = options;
  const end = `~${NEWLINES[options.newline]}`;
  const guide = GUIDES[kind];
  const templates = Array.from({ length: TEMPLATES }, () => createClaimTemplate(kind, end, random));
  const bodies = providers.map((provider) => billingBody(provider, end));
  const several = [...providers.keys()].filter(hasSeveralEnrollments);
  const single = [...providers.keys()].filter((index) => !hasSeveralEnrollments(index));

  const truth = {
    bytes: 0,
    segments: 0,
    transactions: 0,
    loops: 0,
    loopsWithoutTaxonomy: 0,
    claims: 0,
    flagged: 0,
  };
  let flaggedCents = 0;

  /** Chooses by what is still owed, so that the shares hold at every length. */
  function chooseLoop() {
    const isFlagged = truth.flagged + claimsPerLoop / 2 <= flagged * (truth.claims + claimsPerLoop);
    const isMissing = isFlagged || truth.loopsWithoutTaxonomy + 0.5 <= missing * (truth.loops + 1);
    const candidates = isFlagged ? several : single;
    const index = isMissing ? candidates[random(candidates.length)] : random(providers.length);
    return { index, isFlagged, isMissing };
  }

  function writeFile({ path, bytes }, control) {
    const sink = openSink(path);
    let written = 0; // sets
    let segments = 0; // of the open set
    let hl = 0;

    const full = () => sets === null && sink.size() >= bytes;
    const finished = () => (sets === null ? full() : written >= sets);

    /** @param {string[]} list */
    function write(...list) {
      for (const segment of list) sink.text(segment + end);
      segments += list.length;
    }

    /** @param {ReturnType<typeof createClaimTemplate>} template */
    function writeSubscriber(template, billingHl) {
      hl += 1;
      write(`HL*${hl}*${billingHl}*22*${template.patient === null ? 0 : 1}`);
      sink.copy(template.subscriber);
      segments += template.subscriberSegments;
      if (template.patient === null) return;
      hl += 1;
      write(`HL*${hl}*${hl - 1}*23*0`);
      sink.copy(template.patient);
      segments += template.patientSegments;
    }

    function writeLoop() {
      const { index, isFlagged, isMissing } = chooseLoop();
      const { enrollments } = providers[index];
      hl += 1;
      const billingHl = hl;
      write(`HL*${hl}**20*1`);
      if (isMissing) truth.loopsWithoutTaxonomy += 1;
      else {
        // Ended enrollments come last and are never billed under.
        const usable = hasSeveralEnrollments(index) ? enrollments.length : 1;
        write(`PRV*BI*PXC*${enrollments[random(usable)].taxonomy}`);
      }
      sink.copy(bodies[index].bytes);
      segments += bodies[index].segments;
      truth.loops += 1;
      for (let claim = 0; claim < claimsPerLoop && (claim === 0 || !full()); claim += 1) {
        const template = templates[random(TEMPLATES)];
        // One in ten is a further claim of the patient before.
        if (claim === 0 || random(10) > 0) writeSubscriber(template, billingHl);
        truth.claims += 1;
        sink.copy(template.claim, template.numberAt, truth.claims, CLAIM_NUMBER_WIDTH);
        segments += template.claimSegments;
        if (isFlagged) {
          truth.flagged += 1;
          flaggedCents += template.cents;
        }
      }
    }

    function writeSet() {
      written += 1;
      const number = String(written).padStart(4, '0');
      segments = 0;
      hl = 0;
      write(
        `ST*837*${number}*${guide}`,
        `BHT*0019*00*B${number}*${DATE}*0930*CH`,
        'NM1*41*2*COMMONWEALTH BILLING SERVICE*****46*CBS0001',
        'PER*IC*CLAIMS DESK*TE*5025550100',
        'NM1*40*2*KENTUCKY MEDICAID*****46*KYMEDICAID',
      );
      for (let loop = 0; loop < loopsPerSet && (loop === 0 || !full()); loop += 1) writeLoop();
      segments += 1;
      sink.text(`SE*${segments}*${number}${end}`);
      truth.segments += segments;
    }

    write(
      `ISA*00*${' '.repeat(10)}*00*${' '.repeat(10)}*ZZ*CBS0001        *ZZ*KYMEDICAID     ` +
        `*${DATE.slice(2)}*0930*^*00501*${control}*0*T*:`,
      `GS*HC*CBS0001*KYMEDICAID*${DATE}*0930*1*X*${guide}`,
    );
    do writeSet();
    while (!finished());
    write(`GE*${written}*1`, `IEA*1*${control}`);
    sink.close();
    truth.transactions += written;
    truth.segments += 4;
    truth.bytes += sink.size();
  }

  for (const [index, file] of files.entries()) writeFile(file, String(index + 1).padStart(9, '0'));
  return { ...truth, chargesAtRisk: (flaggedCents / 100).toFixed(2) };
}

/** 2010AA. */
function billingBody(provider, end) {
  const segments = [
    `NM1*85*2*${provider.name}*****XX*${provider.npi}`,
    'N3*100 MEDICAL PLAZA',
    `N4*LOUISVILLE*KY*${provider.zip}`,
    `REF*EI*${provider.taxId}`,
    'PER*IC*BILLING OFFICE*TE*5025550199',
  ];
  return { bytes: Buffer.from(segments.map((s) => s + end).join(''), 'latin1'), segments: segments.length };
}
