import { median, ratio } from './measure.mjs';

/** @typedef {import('./measure.mjs').Result} Result */

const grouped = (value) => value.toLocaleString('en-US').replaceAll(',', ' ');

/** @param {readonly (readonly string[])[]} rows the first is the header; all but the first column are figures */
function markdown(rows) {
  const widths = rows[0].map((_, column) => Math.max(3, ...rows.map((row) => row[column].length)));
  const line = (row) => {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]),
    );
    return `| ${cells.join(' | ')} |`;
  };
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [line(rows[0]), `| ${rule.join(' | ')} |`, ...rows.slice(1).map(line)].join('\n');
}

/** What a run counted, so that one sees that it did the work. */
function proofCells({ segments, claims, flagged, sha256 }) {
  const count = (value) => (value === undefined ? '' : grouped(value));
  return [count(segments), count(claims), count(flagged), sha256?.slice(0, 12) ?? ''];
}

/** @param {Result} result */
function problemRow({ name, problem }, columns) {
  return [`${name}: ${problem}`, ...Array(columns - 1).fill('')];
}

/** @param {Result} result */
const peakMegabytes = ({ runs }) => (Math.max(...runs.map((run) => run.peakBytes)) / 1e6).toFixed(0);

/**
 * Speeds of one file's contestants; ratios are to the first.
 * @param {readonly Result[]} results
 * @param {number} bytes
 */
export function speedTable(results, bytes) {
  const [baseline] = results;
  const header = [
    '',
    'MB/s',
    'lowest–highest',
    'speed ×',
    'peak MB',
    'segments',
    'claims',
    'flagged',
    'sha-256',
  ];
  const rows = results.map((result) => {
    if (result.problem !== null) return problemRow(result, header.length);
    const speeds = result.runs.map((run) => bytes / run.ms / 1e3);
    const show = (speed) => speed.toFixed(speed < 100 ? 1 : 0);
    return [
      result.name,
      show(median(speeds)),
      `${show(Math.min(...speeds))}–${show(Math.max(...speeds))}`,
      ratio(result, baseline).toFixed(2),
      peakMegabytes(result),
      ...proofCells(result.runs[0].proof),
    ];
  });
  return markdown([header, ...rows]);
}

/** @param {readonly Result[]} results */
export function memoryTable(results) {
  const header = ['', 'peak MB', 'seconds', 'segments', 'claims', 'flagged', 'sha-256'];
  const rows = results.map((result) => {
    if (result.problem !== null) return problemRow(result, header.length);
    const seconds = median(result.runs.map((run) => run.ms)) / 1e3;
    return [result.name, peakMegabytes(result), seconds.toFixed(2), ...proofCells(result.runs[0].proof)];
  });
  return markdown([header, ...rows]);
}
