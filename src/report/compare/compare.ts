import { countOf, thousands } from '../../values/numbers';
import { jsonLine } from '../json-line';
import type { TextOptions } from '../text';
import { dollars } from '../text-file';
import { compareCsv } from './compare-csv';
import { compareHtml } from './compare-html';
import type { CompareReport } from './compare-report';
import { compareText } from './compare-text';
import { classWords } from './words';

const reports = {
  text: compareText,
  brief: compareBrief,
  json: compareJson,
  ndjson: compareNdjson,
  csv: compareCsv,
  html: compareHtml,
} satisfies Record<string, (options: TextOptions) => CompareReport>;

export type CompareFormat = keyof typeof reports;

export const compareFormats = Object.keys(reports) as readonly CompareFormat[];

/** A new report in one format; `text` and `html` use the options. */
export function createCompareReport(format: CompareFormat, options: TextOptions = {}): CompareReport {
  return reports[format](options);
}

/** Two lines. */
function compareBrief(): CompareReport {
  return {
    begin: () => '',
    row: () => '',
    end({ classes, claims }) {
      const { missed, foreseen } = classes;
      const refused = countOf(missed.claims + foreseen.claims, 'claim');
      const rest = (['false-alarm', 'agreed-clean', 'other-reason', 'undecided', 'unanswered'] as const)
        .filter((each) => classes[each].claims > 0)
        .map(
          (each) =>
            `${classWords[each][0].toLowerCase()} ${thousands(classes[each].claims)} (${dollars(classes[each].dollars)})`,
        );
      return [
        `The payer turned down ${refused} of ${thousands(claims)} for a taxonomy: ${thousands(foreseen.claims)} foreseen (${dollars(foreseen.dollars)}), ${thousands(missed.claims)} missed (${dollars(missed.dollars)}).\n`,
        `The others: ${rest.join(', ') || 'none'}.\n`,
      ].join('');
    },
  };
}

/** One document with a line per claim and per answer without a claim. */
function compareJson(): CompareReport {
  let separator = '\n';
  return {
    begin: (head) => `${jsonLine({ type: 'comparison', schema: 1, ...head }).slice(0, -1)},"rows":[`,
    row(row) {
      const line = separator + jsonLine(row);
      separator = ',\n';
      return line;
    },
    end: (totals) => `\n],\n"totals":${jsonLine(totals)}}\n`,
  };
}

/** One line per claim and per answer without a claim, then the totals. */
function compareNdjson(): CompareReport {
  return {
    begin: () => '',
    row: (row) => `${jsonLine(row)}\n`,
    end: (totals) => `${jsonLine({ type: 'comparison-totals', schema: 1, ...totals })}\n`,
  };
}
