/**
 * The memory and time of `prvcheck compare`: claims with one 277CA answer and one payment each. Usage: node
 * bench/compare.mjs [claims, default 1000000]. Files stay in bench/data for the next run.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runNode } from './child.mjs';
import { openSink } from './generator/sink.mjs';
import { describeMachine } from './machine.mjs';

const PER_SET = 1000;
const count = Number(process.argv[2] ?? 1_000_000);
const folder = fileURLToPath(new URL(`data/compare-${count}`, import.meta.url));
const npis = ['1234567893', '1558598797', '1000000004', '2000000002'];
const [day, answeredOn, paidOn] = ['20260202', '20260204', '20260220'];

if (!existsSync(`${folder}/registry.csv`)) generate();
const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const { failure, ms, peakBytes, stdout } = await runNode(
  [
    main,
    'compare',
    '--claims',
    'claims.837',
    '--answers',
    'answers',
    '--registry',
    'registry.csv',
    '--quiet',
  ],
  folder,
);
console.log(describeMachine());
console.log(stdout.split('\n').slice(2, 8).join('\n'));
console.log(
  `${count} claims with two answers each: ${(peakBytes / 1e6).toFixed(0)} MB, ${(ms / 1000).toFixed(1)} s`,
);
// One in a hundred is missed, which is exit code 1.
if (failure !== null && !failure.startsWith('exit 1')) throw new Error(failure);

function generate() {
  mkdirSync(`${folder}/answers`, { recursive: true });
  const claims = openSink(`${folder}/claims.837`);
  const statuses = openSink(`${folder}/answers/statuses.277`);
  const payments = openSink(`${folder}/answers/payments.835`);
  write(claims, isa('BILLER', 'KYMEDICAID'), `GS*HC*BILLER*KYMEDICAID*${day}*1253*1*X*005010X222A1`);
  write(statuses, isa('KYMEDICAID', 'BILLER'), `GS*HN*KYMEDICAID*BILLER*${answeredOn}*0930*1*X*005010X214`);
  write(payments, isa('KYMEDICAID', 'BILLER'), `GS*HP*KYMEDICAID*BILLER*${paidOn}*0930*1*X*005010X221A1`);
  let sets = 0;
  for (let first = 0; first < count; first += PER_SET) writeSet(first, ++sets);
  for (const sink of [claims, statuses, payments]) {
    write(sink, `GE*${sets}*1`, 'IEA*1*000000001');
    sink.close();
  }
  const rows = npis.map((npi, i) => `${npi},71000000${i},64,207Q00000X`);
  writeFileSync(`${folder}/registry.csv`, `npi,medicaid_id,provider_type,taxonomy\n${rows.join('\n')}\n`);

  function writeSet(first, set) {
    const control = String(set).padStart(9, '0');
    const npi = npis[set % npis.length];
    const sent = [
      'HL*1**20*1',
      `NM1*85*2*CLINIC ${set % 4}*****XX*${npi}`,
      'N3*1 MAIN ST',
      'N4*LOUISVILLE*KY*40202',
    ];
    const answered = [
      `BHT*0085*08*${set}*${answeredOn}*0930*TH`,
      ...['HL*1**20*1', 'NM1*PR*2*KENTUCKY MEDICAID*****PI*KYMEDICAID', 'TRN*1*1', 'HL*2*1*21*1'],
      ...['NM1*41*2*BILLER*****46*BILLER', `TRN*2*BATCH${set}`, `STC*A1:19:PR*${answeredOn}*WQ*1`],
      ...['HL*3*2*19*1', `NM1*85*2*CLINIC*****XX*${npi}`, 'TRN*1*0'],
    ];
    const paid = [
      `BPR*I*1*C*ACH*CCP*01*021000021*DA*1*1610600439**01*021000021*DA*2*${paidOn}`,
      ...[
        'TRN*1*12345*1610600439',
        'N1*PR*KENTUCKY MEDICAID*XV*KYMEDICAID',
        `N1*PE*CLINIC*XX*${npi}`,
        'LX*1',
      ],
    ];
    for (let n = first; n < Math.min(count, first + PER_SET); n++) {
      const id = `PCN${String(n * 7919).padStart(10, '0')}`;
      const charge = (50 + (n % 1000) / 10).toFixed(2);
      const served = `2026010${1 + (n % 9)}`;
      const isMissed = n % 100 === 0;
      sent.push(
        `HL*${n - first + 2}*1*22*0`,
        ...['SBR*P*18*******MC', 'NM1*IL*1*DOE*JANE****MI*0012345678'],
        'NM1*PR*2*KENTUCKY MEDICAID*****PI*KYMEDICAID',
        ...[
          `CLM*${id}*${charge}***11:B:1*Y*A*Y*Y`,
          'LX*1',
          `SV1*HC:99213*${charge}*UN*1***1`,
          `DTP*472*D8*${served}`,
        ],
      );
      answered.push(
        ...[`HL*${n - first + 4}*3*PT`, 'NM1*QC*1*DOE*JANE****MI*0012345678', `TRN*2*${id}`],
        `STC*${isMissed ? 'A7:145:85' : 'A2:20:PR'}*${answeredOn}*WQ*${charge}`,
        ...[`REF*1K*2026${String(n).padStart(11, '0')}`, `DTP*472*D8*${served}`],
      );
      if (isMissed) continue;
      paid.push(
        `CLP*${id}*1*${charge}*${charge}**MC*2026${String(n).padStart(11, '0')}*11*1`,
        ...['NM1*QC*1*DOE*JANE****MI*0012345678', `DTM*232*${served}`],
      );
    }
    const header = [`BHT*0019*00*BATCH${set}*${day}*1023*CH`, 'NM1*40*2*KENTUCKY MEDICAID*****46*KYMEDICAID'];
    writeOne(claims, '837', control, '*005010X222A1', [...header, ...sent]);
    writeOne(statuses, '277', control, '*005010X214', answered);
    writeOne(payments, '835', control, '', paid);
  }
}

function writeOne(sink, type, control, guide, body) {
  write(sink, `ST*${type}*${control}${guide}`, ...body, `SE*${body.length + 2}*${control}`);
}

function write(sink, ...segments) {
  for (const segment of segments) sink.text(`${segment}~\n`);
}

function isa(sender, receiver) {
  return `ISA*00*          *00*          *ZZ*${sender.padEnd(15)}*ZZ*${receiver.padEnd(15)}*260202*1253*^*00501*000000001*0*T*:`;
}
