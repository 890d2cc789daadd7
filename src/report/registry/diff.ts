import type { NpiDiff } from '../../enrollment/diff/compare';
import { jsonLine } from '../json-line';
import type { TextOptions } from '../text';
import { registryDiffCsv } from './diff-csv';
import { registryDiffText } from './diff-text';

/** What a diff compares; files as the user wrote them, days YYYY-MM-DD. */
export interface DiffHead {
  readonly old: string;
  readonly new: string;
  readonly on: string;
  /** The last day of the look ahead. */
  readonly until: string;
  readonly require: string;
}

/** Numbers of NPIs. */
export interface DiffCounts {
  readonly oldNpis: number;
  readonly newNpis: number;
  /** NPIs with any change between the two, and those of them whose verdict changes. */
  readonly changed: number;
  readonly nowRequired: number;
  readonly noLongerRequired: number;
  readonly noLongerEnrolled: number;
  /** NPIs whose verdict changes later, according to the new registry alone. */
  readonly upcoming: number;
}

/** Turns differences into text: the caller writes the returned strings in order. */
export interface DiffReport {
  begin(head: DiffHead): string;
  /** May return '' while the report collects. */
  npi(diff: NpiDiff): string;
  end(counts: DiffCounts): string;
}

const reports = {
  text: registryDiffText,
  json: registryDiffJson,
  csv: registryDiffCsv,
} satisfies Record<string, (options: TextOptions) => DiffReport>;

export type DiffFormat = keyof typeof reports;

export const diffFormats = Object.keys(reports) as readonly DiffFormat[];

/** A new report in one format; only `text` uses the options. */
export function createDiffReport(format: DiffFormat, options: TextOptions = {}): DiffReport {
  return reports[format](options);
}

/** One document with one line per NPI. */
function registryDiffJson(): DiffReport {
  let separator = '\n';
  return {
    begin: (head) => `${jsonLine({ type: 'registry-diff', schema: 1, ...head }).slice(0, -1)},"npis":[`,
    npi(diff) {
      const text = separator + jsonLine(diff);
      separator = ',\n';
      return text;
    },
    end: (counts) => `\n],\n"counts":${jsonLine(counts)}}\n`,
  };
}
