import { type CheckerOptions, shapeOfChecker, standardsOf } from '../check/check';
import type { Source } from '../check/source';
import type { ClaimKind, Finding } from '../finding';
import { isTaxonomy } from '../rules/taxonomy';
import {
  callback,
  demand,
  isText,
  listOf,
  must,
  objectOf,
  oneOf,
  optional,
  orNull,
  type Shape,
  text,
} from '../values/options';
import { type Assignment, Assignments } from './assignments';
import { claimKinds } from './read-assignments';
import type { Change } from './repair';
import { type RepairResult, RepairRun } from './run';

/** Options of `repair`. */
export interface RepairOptions extends CheckerOptions {
  /** A name for the file, copied to the `file` of findings and changes; they have null without it. */
  readonly file?: string;
  /**
   * Which code to bill an NPI's claims under, where the registry cannot decide.
   * @default []
   * @example
   * ```js
   * const any = { kind: null, zip: null, payer: null, file: null, billingLoop: null };
   * const assignments = [{ ...any, npi: '1234567893', taxonomy: '261QF0400X', kind: 'dental' }];
   * ```
   */
  readonly assignments?: readonly Assignment[];
  /**
   * The provider types that bill each 837 type, to narrow the enrollments; any type for an omitted one.
   * @default {}
   * @example
   * ```js
   * const bills = { dental: ['60', '61'] };
   * ```
   */
  readonly bills?: Readonly<Partial<Record<ClaimKind, readonly string[]>>>;
  /**
   * Called with each change, in file order.
   * @example
   * ```js
   * const change = (one) => console.log(JSON.stringify(one));
   * ```
   */
  readonly change?: (change: Change) => void;
  /** Called with each finding of the check of the original file. */
  readonly finding?: (finding: Finding) => void;
}

/**
 * One repair. Iterating it runs the repair and yields the bytes of the corrected file. It can be iterated once; a
 * second iteration throws.
 */
export interface Repair extends AsyncIterable<Uint8Array> {
  /** Current totals while it runs, final ones after it. */
  readonly result: RepairResult;
}

/**
 * Repairs one file: in each billing loop at fault whose code is certain, the PRV segment is put where the guide
 * requires it, and SE01 is adjusted; all other bytes are copied unchanged. Nothing is guessed: a loop without a certain
 * code is reported as left. Iteration throws what the sources throw, or a `RepairError` if the file changed between the
 * two readings or the corrected copy fails its check; discard the copy then.
 * @param open called twice: the file is read twice at the same time
 * @throws TypeError if the options are invalid; the message lists every problem
 * @example
 * ```js
 * const repaired = repair(() => createReadStream('claims.837'), { registry });
 * await pipeline(repaired, createWriteStream('claims.fixed.837'));
 * ```
 */
export function repair(open: () => Source, options: RepairOptions): Repair {
  demand(callback, open, 'open');
  demand(objectOf(shapeOfOptions()), options, 'options');
  const standards = standardsOf(options);
  const bills = Object.entries(options.bills ?? {}).map(
    ([kind, types]) => [kind as ClaimKind, new Set(types)] as const,
  );
  const certainties = { assignments: new Assignments(options.assignments ?? []), bills: new Map(bills) };
  const { change = () => {}, finding } = options;
  return new Copied(
    new RepairRun(open(), open(), standards, certainties, options.file ?? null, {
      change,
      ...(finding && { finding }),
    }),
  );
}

/** Copies each chunk, so that the caller may keep it; those of a run are views of what is read. */
class Copied implements Repair {
  constructor(private readonly run: RepairRun) {}

  get result(): RepairResult {
    return this.run.result;
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<Uint8Array> {
    return copies(this.run[Symbol.asyncIterator]());
  }
}

function copies(chunks: AsyncIterableIterator<Uint8Array>): AsyncIterableIterator<Uint8Array> {
  return {
    async next() {
      const { done, value } = await chunks.next();
      return done ? { done, value: undefined } : { done: false, value: new Uint8Array(value) };
    },
    return: (reason?: unknown) => chunks.return!(reason),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function shapeOfOptions(): Shape<RepairOptions> {
  const assignment: Shape<Assignment> = {
    npi: text,
    taxonomy: must('a code of ten capital letters or digits', (value) => isText(value) && isTaxonomy(value)),
    zip: orNull(must('a ZIP of 5 or 9 digits', (value) => isText(value) && /^(\d{5}|\d{9})$/.test(value))),
    payer: orNull(text),
    kind: orNull(oneOf(claimKinds)),
    file: orNull(text),
    billingLoop: orNull(text),
  };
  const types = optional(listOf(text));
  const bills: Shape<Record<ClaimKind, unknown>> = {
    professional: types,
    institutional: types,
    dental: types,
  };
  return {
    ...shapeOfChecker,
    file: optional(text),
    assignments: optional(listOf(objectOf(assignment))),
    bills: optional(objectOf(bills)),
    change: optional(callback),
    finding: optional(callback),
  };
}
