import type { NpiDiff } from '../standing/compare';
import { jsonLine, jsonParts } from './json-line';
import { registryDiffCsv } from './registry-diff-csv';
import { registryDiffText } from './registry-diff-text';
import type { TextOptions } from './text';

/** What a diff is about; files as the user wrote them, days YYYY-MM-DD. */
export interface DiffHead {
  readonly old: string;
  readonly new: string;
  readonly on: string;
  /** The last day that is looked ahead to. */
  readonly until: string;
  readonly require: string;
}

/** NPIs of each kind. */
export interface DiffCounts {
  readonly oldNpis: number;
  readonly newNpis: number;
  /** Those with any change between the two, and those of them whose verdict is another. */
  readonly changed: number;
  readonly nowRequired: number;
  readonly noLongerRequired: number;
  readonly noLongerEnrolled: number;
  /** Those whose verdict changes later, by the new registry itself. */
  readonly upcoming: number;
}

/** Differences in, text out: the caller writes the strings in the order in which it gets them. */
export interface DiffReport {
  begin(head: DiffHead): string;
  /** In parts; none while a report gathers. */
  npi(diff: NpiDiff): Iterable<string>;
  end(counts: DiffCounts): string;
}

const reports = {
  text: registryDiffText,
  json: registryDiffJson,
  csv: registryDiffCsv,
} satisfies Record<string, (options: TextOptions) => DiffReport>;

export type DiffFormat = keyof typeof reports;

export const diffFormats = Object.keys(reports) as readonly DiffFormat[];

/** A fresh report in one format; the options matter to `text` alone. */
export function createDiffReport(format: DiffFormat, options: TextOptions = {}): DiffReport {
  return reports[format](options);
}

/** One document with an NPI a line. */
function registryDiffJson(): DiffReport {
  let separator = '\n';
  return {
    begin: (head) => `${jsonLine({ type: 'registry-diff', schema: 1, ...head }).slice(0, -1)},"npis":[`,
    *npi(diff) {
      yield separator;
      separator = ',\n';
      yield* jsonParts(diff);
    },
    end: (counts) => `\n],\n"counts":${jsonLine(counts)}}\n`,
  };
}
