import type { DateStyle } from '../values/show-dates';
import type { About } from './about';
import type { ComparedShown } from './compare/compared';
import { type Digest, Digester, type Limits, placesWanted } from './digest';
import type { Line, PlaceWanted } from './excerpt';
import type { ReportOrder } from './order';
import type { Report } from './report';
import { shorten } from './shorten';

/** What the page and its reports show of a run. */
export interface Shown {
  readonly digest: Digest;
  /** Of the check itself; null if the caller does not say. */
  readonly about: About | null;
  /** Inputs that could not be read, or only in part. */
  readonly problems: readonly string[];
  /** Other files, which were not read. */
  readonly skipped: readonly string[];
  /** How dates are shown. */
  readonly dates: DateStyle;
  /** What payers answered, if their answers were given. */
  readonly compared?: ComparedShown;
  /** What comes first; by default the worst. */
  readonly order?: ReportOrder;
}

/** Rows of each severity in a report, which may be mailed and opened on small machines. */
const rowsListed = 10_000;
const excerptsShown = 300;
/** Claims without findings are for the page: who reads a report wants to know what to change. */
const room: Limits = {
  rows: { error: rowsListed, warning: rowsListed, info: rowsListed, others: 0 },
  files: 1000,
};

/** The digest of a run, shortened for a report: the page keeps more. */
export function digestForReport(digest: Digest): Digest {
  return shorten(digest, room.rows);
}

/** The billing loops whose segments a report shows; only the first ones if there are very many. */
export function placesForReport(digest: Digest): PlaceWanted[] {
  return placesWanted(digest, [...digest.places.keys()].slice(0, excerptsShown));
}

/** JSON for an HTML script element, escaped so that nothing in it begins a tag or a comment. */
export function embedded(shown: Shown): string {
  const plain = (_: string, value: unknown) => (value instanceof Uint32Array ? [...value] : value);
  return JSON.stringify(shown, plain).replaceAll('<', '\\u003c');
}

/** Where the data goes in the page that the build makes of src/web. */
const hole = '<script type="application/json" id="shown">';

/** A page with its findings inside. A caller that can read the files again may add the segments around the findings. */
export interface HtmlReport extends Report {
  /** Adds an input that could not be read, or only in part. */
  problem(message: string): void;
  /** Says what was checked against, and how. */
  about(about: About): void;
  /** Adds other files, which were not read. */
  skip(names: readonly string[]): void;
  /** Call after the last file. Returns the places whose segments are to be shown. */
  places(): readonly PlaceWanted[];
  show(excerpts: Readonly<Record<number, readonly Line[]>>): void;
}

/** @param template the empty report that the build makes; without it only the data are written */
export function htmlReport(
  template = `${hole}</script>`,
  dates: DateStyle = 'iso',
  order: ReportOrder = 'worst',
): HtmlReport {
  const digester = new Digester(room);
  const problems: string[] = [];
  let about: About | null = null;
  const skipped: string[] = [];
  const sorted = order === 'worst' ? {} : { order };
  let excerpts: Digest['excerpts'] = {};
  return {
    problem: (message) => void problems.push(message),
    about(said) {
      about = said;
    },
    skip: (names) => void skipped.push(...names),
    places: () => placesForReport(digester.digest()),
    show(lines) {
      excerpts = lines;
    },
    begin: () => '',
    finding(finding) {
      digester.add(finding);
      return '';
    },
    endFile(file, summary, answer) {
      digester.endFile(file, summary, answer);
      return '';
    },
    end(summary) {
      const [before, after] = template.split(hole);
      if (after === undefined) throw new Error('the template has no place for the findings');
      const digest = { ...digester.digest(summary), excerpts };
      return before + hole + embedded({ digest, about, problems, skipped, dates, ...sorted }) + after;
    },
  };
}
