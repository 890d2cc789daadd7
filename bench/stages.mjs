import { basename, join } from 'node:path';
import { firstCodes, joined, prepare } from './claims.mjs';
import {
  batchCommand,
  compileCommand,
  DATA,
  fixCommand,
  ndjsonCommand,
  otherCommand,
  peer,
  textCommand,
} from './contestants.mjs';
import { grouped, sized } from './numbers.mjs';

/**
 * Contestants that take turns.
 * @typedef {object} Stage
 * @property {string} title
 * @property {number} rounds
 * @property {() => Promise<readonly import('./contestants.mjs').Contestant[]>} contestants
 */

/** node-x12 needs some 65 bytes of heap for a byte of input: 100 MB does not fit. */
const NODE_X12_BYTES = 10e6;
const X12_PARSER_BYTES = 100e6;
export const FOLDER_FILES = 200;
const SMALL_FILE = 8800;
/** Beside which the memory of many is looked at. */
export const FEW_FILES = 200;
const CLAIMS_PER_LOOP = 25;
const LOOPS_PER_SET = 20;
/** An upload that is to leave the event loop free, and a registry beside it. */
const UPLOAD_BYTES = 200e6;
const SERVED_ROWS = 300_000;
/** A start of a tenth of a second is soon measured, and easily disturbed. */
const COLD_ROUNDS = 3;

export const READ_BLOCKS = [64, 256, 1024];

const oneClaim = { npis: 2, registryRows: 10, sets: 1, loopsPerSet: 1, claimsPerLoop: 1 };
const allFlagged = { flagged: 1, missing: 1 };

/**
 * The peers take their time: less of a small file.
 * @param {number} size
 */
export function peerSizes(size) {
  return { nodeX12: Math.min(size / 8, NODE_X12_BYTES), x12Parser: Math.min(size / 8, X12_PARSER_BYTES) };
}

/**
 * What a service checks, and against how large a registry.
 * @param {import('./plan.mjs').Plan} plan
 */
export function servedSizes({ size, rows }) {
  return { upload: Math.min(size, UPLOAD_BYTES), served: Math.min(rows, SERVED_ROWS) };
}

/** Bare reads of a file, one for each size of block. */
function reads(key, claims) {
  return READ_BLOCKS.map((block) =>
    peer(`${key} ${block}`, `sequential read, ${block} KB blocks`, 'read.mjs', claims, `${block * 1024}`),
  );
}

/** So many claims in usual loops, and in a single one. */
async function allFlaggedFiles(claims) {
  const loopsPerSet = Math.min(LOOPS_PER_SET, Math.ceil(claims / CLAIMS_PER_LOOP));
  const sets = Math.ceil(claims / (loopsPerSet * CLAIMS_PER_LOOP));
  return {
    all: await prepare({ sets, loopsPerSet, claimsPerLoop: CLAIMS_PER_LOOP, ...allFlagged }),
    loop: await prepare({ sets: 1, loopsPerSet: 1, claimsPerLoop: claims, ...allFlagged }),
  };
}

/**
 * @param {import('./plan.mjs').Plan} plan
 * @param {import('./features.mjs').Features} features
 * @returns {readonly Stage[]}
 */
export function stagesOf(plan, features) {
  const { size, big, claims, rows, files, runs } = plan;
  const { nodeX12, x12Parser } = peerSizes(size);
  const { upload, served } = servedSizes(plan);
  const oneJob = { flags: features.jobs === null ? ['--jobs', '1'] : [] };
  const twoJobs = { flags: ['--jobs', '2'], absent: features.jobs };

  return [
    {
      title: 'Speed',
      rounds: runs,
      async contestants() {
        const main = await prepare({ bytes: size });
        const half = await prepare({ bytes: size, flagged: 0.5 });
        const forNodeX12 = await prepare({ bytes: nodeX12 });
        const forX12Parser = await prepare({ bytes: x12Parser });
        const grep = {
          ...{ command: 'grep', args: ['-c', 'CLM', main.path], absent: features.grep },
          countOf: (stdout) => ({ claims: Number(stdout) }),
        };
        return [
          ...reads('read', main),
          peer('index-of', 'Buffer.indexOf loop', 'index-of.mjs', main),
          peer('scanner', 'plain scanner alone', 'plain-scanner.mjs', main),
          peer('vectors', 'vector scanner alone', 'vector-scanner.mjs', main),
          peer('library', 'library', 'prvcheck.mjs', main),
          otherCommand('grep', 'grep -c CLM', main, grep),
          textCommand('check', 'check', main, oneJob),
          textCommand('check, CSV', 'check, the registry as CSV', main, { ...oneJob, registry: main.csv }),
          ndjsonCommand('check to ndjson', 'check --format ndjson to a file', main, oneJob.flags),
          ndjsonCommand('half flagged', 'half of the claims flagged, ndjson to a file', half, oneJob.flags),
          peer('node-x12', 'node-x12 parse(), counts claims', 'node-x12.mjs', forNodeX12),
          peer('x12-parser', 'x12-parser streaming, counts claims', 'x12-parser.mjs', forX12Parser),
        ];
      },
    },
    {
      title: `A folder of ${FOLDER_FILES} files`,
      rounds: runs,
      async contestants() {
        const folder = await prepare({ bytes: size, files: FOLDER_FILES });
        return [
          textCommand('folder', 'check', folder, oneJob),
          textCommand('folder, two jobs', 'check --jobs 2', folder, twoJobs),
        ];
      },
    },
    {
      title: `${grouped(files)} small files`,
      rounds: runs,
      async contestants() {
        const single = await prepare({ bytes: files * SMALL_FILE });
        const many = await prepare({ bytes: files * SMALL_FILE, files });
        const few = await prepare({ bytes: FEW_FILES * SMALL_FILE, files: FEW_FILES });
        const one = await joined(many);
        return [
          textCommand('single', 'check, one interchange of as many bytes', single, oneJob),
          textCommand('one', 'check, the same joined in one file', one, oneJob),
          textCommand('many', 'check', many, oneJob),
          textCommand('few', `check, ${FEW_FILES} files`, few, oneJob),
          batchCommand('one to out', 'check --out, the same joined in one file', one, oneJob.flags),
          batchCommand('many to out', 'check --out', many, oneJob.flags),
          batchCommand('few to out', `check --out, ${FEW_FILES} files`, few, oneJob.flags),
        ];
      },
    },
    {
      title: 'Correcting, half of the claims flagged',
      rounds: runs,
      async contestants() {
        const half = await prepare({ bytes: size, flagged: 0.5 });
        return [
          textCommand('check half', 'check', half, oneJob),
          fixCommand('fix half', 'fix --out, all of them corrected', half, firstCodes(half)),
        ];
      },
    },
    {
      title: 'All claims flagged',
      rounds: runs,
      async contestants() {
        const { all, loop } = await allFlaggedFiles(claims);
        return [
          ...reads('read all', all),
          textCommand('check all', 'check', all, oneJob),
          textCommand('check loop', 'check, under one HL 20', loop, oneJob),
          ndjsonCommand('loop to ndjson', 'the same, --format ndjson to a file', loop, oneJob.flags),
        ];
      },
    },
    {
      title: 'Peak memory',
      rounds: runs,
      async contestants() {
        const small = await prepare({ bytes: 1e6 });
        const large = await prepare({ bytes: big });
        const loopsPerSet = Math.ceil(claims / CLAIMS_PER_LOOP);
        const set = await prepare({ sets: 1, loopsPerSet, claimsPerLoop: CLAIMS_PER_LOOP });
        return [
          peer('read 1 MB', 'Node alone, reading', 'read.mjs', small, `${READ_BLOCKS[0] * 1024}`),
          textCommand('check 1 MB', 'check', small, oneJob),
          textCommand('check big', 'check', large, oneJob),
          textCommand('check set', 'check, one set', set, oneJob),
        ];
      },
    },
    {
      title: 'In a service',
      rounds: runs,
      async contestants() {
        const all = await prepare({ bytes: upload, registryRows: served, ...allFlagged });
        return [peer('turns', 'all flagged, turns watched', 'turns.mjs', all, basename(all.csv))];
      },
    },
    {
      title: 'One claim, in a warm process',
      rounds: runs,
      async contestants() {
        const clean = await prepare({ ...oneClaim, flagged: 0, missing: 0 });
        const flagged = await prepare({ ...oneClaim, ...allFlagged });
        return [
          peer('bytes clean', 'checkBytes, clean', 'check-bytes.mjs', clean),
          peer('bytes flagged', 'checkBytes, flagged', 'check-bytes.mjs', flagged),
        ];
      },
    },
    {
      title: 'One claim, cold',
      rounds: COLD_ROUNDS * runs,
      async contestants() {
        const flagged = await prepare({ ...oneClaim, ...allFlagged });
        const node = { command: process.execPath, args: ['-e', '0'] };
        return [
          otherCommand('node', 'node -e 0', flagged, node),
          textCommand('check cold', 'check, the registry as CSV', flagged, {
            bare: true,
            registry: flagged.csv,
          }),
        ];
      },
    },
    {
      title: `A registry of ${grouped(rows)} rows`,
      rounds: runs,
      async contestants() {
        const many = await prepare({ bytes: 1e6, registryRows: rows });
        const prvx = 'providers.prvx';
        const compiled = { ...oneJob, registry: join(DATA, prvx), absent: features.compile };
        return [
          peer('load csv', 'loadRegistry, CSV', 'load-registry.mjs', many, basename(many.csv)),
          textCommand('check csv', `check ${sized(1e6)}, CSV`, many, { ...oneJob, registry: many.csv }),
          compileCommand('compile', 'registry compile', many, compiled.registry, features.compile),
          peer('load prvx', 'loadRegistry, compiled', 'load-registry.mjs', many, prvx, features.compile),
          textCommand('check prvx', `check ${sized(1e6)}, compiled`, many, compiled),
        ];
      },
    },
  ];
}
