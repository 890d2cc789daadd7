import { highest, peakBytes, typical, wholeMs, workMs } from './measure.mjs';
import { takeMeasure } from './measures.mjs';
import { grouped, short } from './numbers.mjs';

/** @typedef {import('./measure.mjs').Result} Result */

/**
 * @param {readonly (readonly string[])[]} rows the first is the header
 * @param {number} words so many columns hold words, the others figures
 */
function markdown(rows, words) {
  const widths = rows[0].map((_, column) => Math.max(3, ...rows.map((row) => row[column].length)));
  const line = (row) => {
    const cells = row.map((cell, column) =>
      column < words ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
    );
    return `| ${cells.join(' | ')} |`;
  };
  const rule = widths.map((width, column) =>
    column < words ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [line(rows[0]), `| ${rule.join(' | ')} |`, ...rows.slice(1).map(line)].join('\n');
}

/**
 * @param {readonly import('./measures.mjs').Measure[]} measures
 * @param {ReadonlyMap<string, Result>} results
 */
export function measureTable(measures, results) {
  const rows = measures.map((measure) => {
    const { text, reached } = takeMeasure(measure, results);
    return [measure.title, measure.target, text, reached];
  });
  return markdown([['measure', 'to reach', 'measured', 'reached'], ...rows], 4);
}

/** On less the start of Node is all that one sees of a speed. */
const LEAST_BYTES = 2e6;

/** What a row shows; a column that says nothing of any row of a table is left out of it. */
const COLUMNS = [
  ['MB', ({ bytes }) => (bytes / 1e6).toPrecision(3)],
  ['ms', (result) => short(typical(result, wholeMs))],
  ['lowest–highest', ({ runs }) => range(runs.map(wholeMs))],
  ['work alone', (result) => (timesItself(result) ? short(typical(result, workMs)) : '')],
  ['MB/s', (result) => speed(result, wholeMs)],
  ['work alone', (result) => (timesItself(result) ? speed(result, workMs) : '')],
  ['peak MB', (result) => figure(highest(result, peakBytes) / 1e6)],
  ['claims', ({ runs }) => count(runs[0].proof.claims)],
  ['flagged', ({ runs }) => count(runs[0].proof.flagged)],
  ['sha-256', ({ runs: [{ proof }] }) => (proof.text ?? proof.ndjson ?? proof.tree ?? '').slice(0, 12)],
];

const timesItself = ({ runs }) => runs[0].workMs !== undefined;
const range = (values) => `${short(Math.min(...values))}–${short(Math.max(...values))}`;
const figure = (value) => (Number.isNaN(value) ? '' : value.toFixed(0));
const count = (value) => (value === undefined ? '' : grouped(value));

function speed(result, time) {
  return result.bytes >= LEAST_BYTES ? short(typical(result, (run) => result.bytes / time(run) / 1e3)) : '';
}

/** @param {readonly Result[]} results contestants that took turns */
export function detailTable(results) {
  const rows = results.map((result) => {
    const wrong = result.absent ?? result.problem;
    if (wrong !== null) return [`${result.name}: ${wrong}`, ...COLUMNS.map(() => '')];
    return [result.name, ...COLUMNS.map(([, show]) => show(result))];
  });
  const header = ['', ...COLUMNS.map(([title]) => title)];
  const says = header.map((_, column) => rows.some((row) => row[column] !== ''));
  return markdown(
    [header, ...rows].map((row) => row.filter((_, column) => says[column])),
    1,
  );
}
