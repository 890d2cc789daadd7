import { countOf } from '../values/numbers';
import type { RowProblem } from './registry';

/** How many different notes are kept, and how many examples of each. */
const KEPT = 100;
const EXAMPLES = 3;

interface Note {
  count: number;
  /** The line and the reason of the first ones. */
  readonly examples: RowProblem[];
}

/** What is to be said about rows: the same fault of many rows becomes one sentence with a count and examples. */
export class RowNotes {
  private readonly notes = new Map<string, Note>();

  /** @param unit how a place in the file is called: `line`, `row` */
  constructor(private readonly unit: string) {}

  add(problem: RowProblem): void {
    const kind = problem.reason.replace(quotes, '""');
    const note = this.notes.get(kind);
    if (note !== undefined) {
      note.count++;
      if (note.examples.length < EXAMPLES) note.examples.push(problem);
    } else if (this.notes.size < KEPT) this.notes.set(kind, { count: 1, examples: [problem] });
  }

  /** `line 3: it has no NPI`, `15 rows (lines 3, 4, 5 …): its end date "a", "b" or "c" is no date`. */
  *[Symbol.iterator](): Generator<string> {
    for (const { count, examples } of this.notes.values()) {
      const [first] = examples;
      if (count === 1) yield `${this.unit} ${first!.line}: ${first!.reason}`;
      else {
        const lines = examples.map(({ line }) => line).join(', ');
        const more = count > examples.length ? ' …' : '';
        yield `${countOf(count, 'row')} (${this.unit}s ${lines}${more}): ${merged(examples)}`;
      }
    }
  }
}

const quotes = /"[^"]*"/g;

/** The common reason; the first thing in quotes is given of each. */
function merged(examples: readonly RowProblem[]): string {
  const quoted = [...new Set(examples.map(({ reason }) => /"[^"]*"/.exec(reason)?.[0]))];
  const last = quoted.pop();
  const reason = examples[0]!.reason;
  return last === undefined || quoted.length === 0
    ? reason
    : reason.replace(/"[^"]*"/, () => `${quoted.join(', ')} or ${last}`);
}
