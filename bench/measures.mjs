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

/** The read that took the shortest time. */
const fastest = (reads, time) => reads.toSorted((a, b) => typical(a, time) - typical(b, time))[0];

function againstRead(check, library, ...reads) {
  const read = fastest(reads, wholeMs);
  const work = speedRatio(library, fastest(reads, workMs), workMs);
  const taken = judged(speedRatio(check, read), 0.28, fraction, work);
  return { ...taken, text: `${taken.text}; ${read.name}` };
}

/** Both in MB/s; the ratio beside them does not depend on the machine as much. */
function allFlagged(all, loop, ...reads) {
  const [usual, single] = [all, loop].map((result) => typical(result, (run) => result.bytes / run.ms / 1e3));
  const share = fraction(speedRatio(all, fastest(reads, wholeMs)));
  return {
    text: `${short(usual)} MB/s, ${share} of a bare read; ${short(single)} MB/s under one HL 20`,
    isReached: usual >= 500 && single >= 500,
  };
}

function halfFlagged(half, check) {
  const taken = judged(speedRatio(half, check), 0.35, fraction);
  return { ...taken, text: `${taken.text}; ${half.name}` };
}

const againstPeer = (target) => (check, library, peer) =>
  judged(speedRatio(check, peer), target, times, speedRatio(library, peer, workMs));

const smallFiles = (most) => (many, one, single) => {
  const value = timeRatio(many, one);
  const beside = single === undefined ? '' : ` (${times(timeRatio(many, single))} one interchange)`;
  return { text: times(value) + beside, isReached: value <= most };
};

function moreMemory(many, few) {
  const [more, less] = [many, few].map((result) => typical(result, peakBytes));
  return {
    text: `${megabytes(less)} to ${megabytes(more)} MB (${short((more / less - 1) * 100)} % apart)`,
    isReached: more <= 1.15 * less,
  };
}

/** The medians are compared with each other, the highest of all runs with the limit. */
function flatMemory(...results) {
  const peaks = results.map((result) => typical(result, peakBytes));
  const [least, most] = [Math.min(...peaks), Math.max(...peaks)];
  const top = Math.max(...results.map((result) => highest(result, peakBytes)));
  return {
    text: `medians ${megabytes(least)} to ${megabytes(most)} MB (${short((most / least - 1) * 100)} % apart), highest ${megabytes(top)} MB`,
    isReached: most <= 1.25 * least && top < 110e6,
  };
}

function oneClaimWarm(flagged, clean) {
  const [taken, beside] = [flagged, clean].map((result) => {
    const [middle, late, allocated] = ['median', 'p99', 'allocated'].map((name) =>
      typical(result, (run) => run.figures[name]),
    );
    const text = `${short(middle)} µs / ${short(late)} µs / ${short(allocated / 1e3)} kB`;
    return { middle, late, allocated, text };
  });
  return {
    text: `${taken.text} (clean ${beside.text})`,
    isReached: taken.middle < 10 && taken.late < 60 && taken.allocated < 12e3,
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
  return { text: `${times(value)} (${ours} to ${bare} ms)`, isReached: value <= 1.6 };
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
      target: '0.28 or more (moonshot 0.40)',
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
      take: (two, one) => judged(speedRatio(two, one), 1.7, times),
    },
    {
      title: `half of the claims flagged, ndjson to a file, ${sized(size)}: speed against the first line's \`check\``,
      target: '0.35 or more',
      needs: ['half flagged', 'check'],
      take: halfFlagged,
    },
    {
      title: `all of ${grouped(claims)} claims flagged, text report: speed`,
      target: '500 MB/s or more',
      needs: ['check all', 'check loop', ...READ_BLOCKS.map((block) => `read all ${block}`)],
      take: allFlagged,
    },
    {
      title: `peak memory: ${sized(1e6)}, ${sized(size)}, ${sized(big)}; ${grouped(claims)} claims in one set; as many under one HL 20`,
      target: 'within 25 %, below 110 MB',
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
      target: '1.3 times or less',
      needs: ['many', 'one', 'single'],
      take: smallFiles(1.3),
    },
    {
      title: 'the same with `--out`, every output synced',
      target: '2 times or less',
      needs: ['many to out', 'one to out'],
      take: smallFiles(2),
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
      title: '`checkBytes` of one flagged claim, warm: median / 99th percentile / allocated by a call',
      target: 'below 10 µs / 60 µs / 12 kB',
      needs: ['bytes flagged', 'bytes clean'],
      take: oneClaimWarm,
    },
    {
      title: 'the command on a one-claim file, cold: time against `node -e 0`',
      target: '1.6 times or less',
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
