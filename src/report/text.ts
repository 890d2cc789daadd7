import type { DateStyle } from '../values/show-dates';
import { isQuiet, newNotes, note, noteClaim } from './notes';
import type { ReportOrder } from './order';
import { noPaint, type Paint } from './paint';
import type { Report } from './report';
import { fileText, type Style } from './text-file';
import { addFile, newOverview, summaryLines } from './text-summary';
import { joinLines } from './wrap';

export interface TextOptions {
  readonly paint?: Paint;
  /** Columns per line; default 80. */
  readonly width?: number;
  /** How dates are written; default `iso`. */
  readonly dates?: DateStyle;
  /** Claims listed under each problem; default 10. */
  readonly claimsShown?: number;
  /** What comes first in a file: the worst (default), or what has to be filed first. */
  readonly order?: ReportOrder;
}

// In fewer columns the labels leave no room for the words.
const narrowest = 40;

/** Default: no colours, 80 columns, ISO dates, the worst first. */
export function textStyle({
  paint = noPaint,
  width = 80,
  dates = 'iso',
  order = 'worst',
}: TextOptions): Style {
  return { paint, width: Math.max(width, narrowest), dates, order };
}

/** For billing staff: what must change, provider by provider, and a summary that can be read aloud. */
export function textReport({ claimsShown = 10, ...options }: TextOptions = {}): Report {
  const style = textStyle(options);
  const overview = newOverview();
  let notes = newNotes(claimsShown, style.order);
  let previous: 'nothing' | 'line' | 'block' = 'nothing';
  return {
    begin: () => '',
    finding(finding) {
      note(notes, finding);
      return '';
    },
    claimFindings(found) {
      noteClaim(notes, found);
    },
    endFile(file, summary, answer = null) {
      const text = fileText(file, summary, answer, notes, style);
      // Files without findings take one line each without blank lines; others are separated by blank lines.
      const kind = isQuiet(notes) ? 'line' : 'block';
      const apart = previous !== 'nothing' && (previous === 'block' || kind === 'block');
      previous = kind;
      addFile(overview, file, summary, notes);
      if (kind === 'block') notes = newNotes(claimsShown, style.order);
      return apart ? `\n${text}` : text;
    },
    end(summary) {
      const lines = summaryLines(summary, overview, style);
      return joinLines(previous === 'nothing' ? lines : ['', ...lines]);
    },
  };
}
