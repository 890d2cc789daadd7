import { highest, peakBytes, speedRatio, timeRatio, typical, wholeMs, workMs } from './measure.mjs';
import { grouped, short, sized } from './numbers.mjs';
import { FEW_FILES, FOLDER_FILES, peerSizes, READ_BLOCKS, servedSizes } from './stages.mjs';

/**
 * One line of the table of targets.
 * @typedef {{ text: string, isReached: boolean }} Taken
 *
 * @typedef {object} Measure
 * @property {string} title
 * @property {string} target
 * @property {readonly string[]} needs keys of the results that `take` is given
 * @property {(...results: import('./measure.mjs').Result[]) => Taken} take
 */

const megabytes = (bytes) => (bytes / 1e6).toFixed(0);

/** A ratio of whole processes, judged; and that of the work alone, shown beside it. */
function judged(value, target, show, work) {
  const text = work === undefined ? show(value) : `${show(value)} (work alone ${show(work)})`;
  return { text, isReached: value >= target };
}

const fraction = (value) => value.toFixed(2);
const times = (value) => `${short(value)} times`;

function againstRead(check, library, ...reads) {
  const fastest = (time) => reads.toSorted((a, b) => typical(a, time) - typical(b, time))[0];
  const work = speedRatio(library, fastest(workMs), workMs);
  const taken = judged(speedRatio(check, fastest(wholeMs)), 0.25, fraction, work);
  return { ...taken, text: `${taken.text}; ${fastest(wholeMs).name}` };
}

const againstPeer = (target) => (check, library, peer) =>
  judged(speedRatio(check, peer), target, times, speedRatio(library, peer, workMs));

function smallFiles(many, one, single) {
  const value = timeRatio(many, one);
  const beside = single === undefined ? '' : ` (${times(timeRatio(many, single))} one interchange)`;
  return { text: times(value) + beside, isReached: value < 2 };
}

function moreMemory(many, few) {
  const [more, less] = [many, few].map((result) => typical(result, peakBytes));
  return {
    text: `${megabytes(less)} to ${megabytes(more)} MB (${short((more / less - 1) * 100)} % apart)`,
    isReached: more <= 1.15 * less,
  };
}

const twoJobs = (two, one) => judged(speedRatio(two, one), 1.7, times);

/** The medians are compared with each other, the highest of all runs with the limit. */
function flatMemory(...results) {
  const peaks = results.map((result) => typical(result, peakBytes));
  const [least, most] = [Math.min(...peaks), Math.max(...peaks)];
  const top = Math.max(...results.map((result) => highest(result, peakBytes)));
  return {
    text: `medians ${megabytes(least)} to ${megabytes(most)} MB (${short((most / least - 1) * 100)} % apart), highest ${megabytes(top)} MB`,
    isReached: most <= 1.15 * least && top < 120e6,
  };
}

function oneClaimWarm(...results) {
  const taken = results.map((result) => ({
    middle: typical(result, (run) => run.figures.median),
    late: typical(result, (run) => run.figures.p99),
  }));
  const texts = taken.map(({ middle, late }) => `${short(middle)} / ${short(late)}`);
  return {
    text: `clean ${texts[0]} µs, flagged ${texts[1]} µs`,
    isReached: taken.every(({ middle, late }) => middle < 15 && late < 60),
  };
}

/** Whatever else the machine does makes them longer, so that the shortest of the runs is compared. */
function longestTurns(watched) {
  const taken = ['load', 'stream', 'bytes'].map((name) => ({
    middle: typical(watched, (run) => run.figures[name]),
    least: Math.min(...watched.runs.map((run) => run.figures[name])),
  }));
  const texts = taken.map(({ middle, least }) => `${short(middle)} (${short(least)})`);
  return {
    text: `${texts.join(', ')} ms: median of the runs (shortest)`,
    isReached: taken.every(({ least }) => least <= 20),
  };
}

function oneClaimCold(check, node) {
  const value = timeRatio(check, node);
  const [ours, bare] = [check, node].map((result) => typical(result, wholeMs).toFixed(0));
  return { text: `${times(value)} (${ours} to ${bare} ms)`, isReached: value < 2.5 };
}

function csvRegistry(check, library) {
  const top = highest(check, peakBytes);
  const { reports } = library.runs[0].figures;
  return {
    text: `peak ${megabytes(top)} MB, ${grouped(reports)} progress reports`,
    isReached: top < 600e6 && reports > 0,
  };
}

const compiledRegistry = (rows) => (compiled, csv, compiledLoad, csvLoad, compile) => {
  const share = 1 / timeRatio(compiled, csv);
  const work = 1 / timeRatio(compiledLoad, csvLoad, workMs);
  const bytesPerRow = compile.runs[0].figures.bytes / rows;
  return {
    text: `1/${short(work)} (whole \`check\` of 1 MB 1/${short(share)}), ${short(bytesPerRow)} bytes a row`,
    isReached: work > 20 && bytesPerRow < 60,
  };
};

/**
 * @param {import('./plan.mjs').Plan} plan
 * @returns {readonly Measure[]}
 */
export function measuresOf(plan) {
  const { size, big, claims, rows, files } = plan;
  const { upload, served } = servedSizes(plan);
  const { nodeX12, x12Parser } = peerSizes(size);
  return [
    {
      title: `\`check\` of ${sized(size)}, 1 % of claims flagged, one job: speed against a bare sequential read`,
      target: '0.25 or more (moonshot 0.40)',
      needs: ['check', 'library', ...READ_BLOCKS.map((block) => `read ${block}`)],
      take: againstRead,
    },
    {
      title: `its speed against node-x12's \`parse()\` on ${sized(nodeX12)}`,
      target: '200 times or more',
      needs: ['check', 'library', 'node-x12'],
      take: againstPeer(200),
    },
    {
      title: `its speed against x12-parser, streaming ${sized(x12Parser)}`,
      target: '100 times or more',
      needs: ['check', 'library', 'x12-parser'],
      take: againstPeer(100),
    },
    {
      title: 'its speed against `grep -c CLM`, one segment a line',
      target: 'faster',
      needs: ['check', 'grep'],
      take: (check, grep) => judged(speedRatio(check, grep), 1, times),
    },
    {
      title: `two jobs against one, a folder of ${FOLDER_FILES} files, ${sized(size)} together`,
      target: '1.7 times or more',
      needs: ['folder, two jobs', 'folder'],
      take: twoJobs,
    },
    {
      title: `two jobs against one, one file of ${sized(size)}`,
      target: '1.7 times or more',
      needs: ['check, two jobs', 'check'],
      take: twoJobs,
    },
    {
      title: `half of the claims flagged, ndjson to a file, ${sized(size)}: speed against the first line's \`check\``,
      target: '0.25 or more',
      needs: ['half flagged', 'check'],
      take: (half, check) => judged(speedRatio(half, check), 0.25, fraction),
    },
    {
      title: `peak memory: ${sized(1e6)}, ${sized(size)}, ${sized(big)}; ${grouped(claims)} claims in one set; as many under one HL 20`,
      target: 'within 15 %, below 120 MB',
      needs: ['check 1 MB', 'check', 'check big', 'check set', 'check loop'],
      take: flatMemory,
    },
    {
      title: `\`fix\` of ${sized(size)}, half of the claims flagged: time against its \`check\``,
      target: 'below 3 times',
      needs: ['fix half', 'check half'],
      take(fix, check) {
        const value = timeRatio(fix, check);
        return { text: times(value), isReached: value < 3 };
      },
    },
    {
      title: `${grouped(files)} small files: time against one file of the same bytes`,
      target: 'below 2 times',
      needs: ['many', 'one', 'single'],
      take: smallFiles,
    },
    {
      title: 'the same with `--out`, every output synced',
      target: 'below 2 times',
      needs: ['many to out', 'one to out'],
      take: smallFiles,
    },
    {
      title: `their peak memory against that of ${FEW_FILES}`,
      target: 'within 15 %',
      needs: ['many', 'few'],
      take: moreMemory,
    },
    {
      title: 'the same with `--out`',
      target: 'within 15 %',
      needs: ['many to out', 'few to out'],
      take: moreMemory,
    },
    {
      title: `longest turn of the event loop: while a CSV registry of ${grouped(served)} rows loads; while ${sized(upload)}, all flagged, are checked as a stream; as bytes`,
      target: 'at most 20 ms',
      needs: ['turns'],
      take: longestTurns,
    },
    {
      title: '`checkBytes`, one claim, warm: median / 99th percentile',
      target: 'below 15 / 60 µs',
      needs: ['bytes clean', 'bytes flagged'],
      take: oneClaimWarm,
    },
    {
      title: 'the command on a one-claim file, cold: time against `node -e 0`',
      target: 'below 2.5 times',
      needs: ['check cold', 'node'],
      take: oneClaimCold,
    },
    {
      title: `CSV registry of ${grouped(rows)} rows`,
      target: 'below 600 MB, with progress',
      needs: ['check csv', 'load csv'],
      take: csvRegistry,
    },
    {
      title: "the same, compiled: time until ready against the CSV's, size",
      target: 'below 1/20, below 60 bytes a row',
      needs: ['check prvx', 'check csv', 'load prvx', 'load csv', 'compile'],
      take: compiledRegistry(rows),
    },
  ];
}

/**
 * @param {Measure} measure
 * @param {ReadonlyMap<string, import('./measure.mjs').Result>} results
 * @returns {{ text: string, reached: string }}
 */
export function takeMeasure({ needs, take }, results) {
  const needed = needs.map((key) => results.get(key));
  const absent = needed.find((result) => result.absent !== null);
  if (absent !== undefined) return { text: absent.absent, reached: '' };
  const broken = needed.find((result) => result.problem !== null);
  if (broken !== undefined) return { text: `${broken.name}: ${broken.problem}`, reached: 'not reached' };
  const { text, isReached } = take(...needed);
  return { text, reached: isReached ? 'reached' : 'not reached' };
}
