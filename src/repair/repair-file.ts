import type { CheckerOptions } from '../check/check';
import { makeStandards } from '../check/file-checker';
import type { Source } from '../check/source';
import type { ClaimKind, Finding } from '../finding';
import { aRegistry } from '../registry/registry';
import { isTaxonomy } from '../rules/case';
import { completePolicy } from '../rules/validate-policy';
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

/** What a file is repaired by. */
export interface RepairOptions extends CheckerOptions {
  /** Shown as the `file` of findings and changes; null without it. */
  readonly file?: string;
  /** What you know and the registry does not tell: which code to bill an NPI's claims under. */
  readonly assignments?: readonly Assignment[];
  /** Provider types that bill each kind of 837; one that is left out: any. */
  readonly bills?: Readonly<Partial<Record<ClaimKind, readonly string[]>>>;
  /** Told each change, in file order. */
  readonly change?: (change: Change) => void;
  /** Told what the check of the file, as it was, finds. */
  readonly finding?: (finding: Finding) => void;
}

/** One repair: iterate it for the bytes of the file as mended. To iterate it a second time is an error. */
export interface Repair extends AsyncIterable<Uint8Array> {
  /** Live while it runs, final after it. */
  readonly result: RepairResult;
}

/**
 * Repairs one file: in each billing loop at fault whose code is certain the PRV segment is put where the guide wants it,
 * and SE01 counts it; every other byte goes through as it is. Nothing is guessed: a loop whose code is not certain is
 * told as left. The loop throws what the sources throw, and a `RepairError` where the file changed between the readings.
 * @param open called twice: the file is read twice at the same time
 * @throws TypeError for options that cannot be used; it names them all
 */
export function repair(open: () => Source, options: RepairOptions): Repair {
  demand(callback, open, 'open');
  demand(objectOf(shapeOfOptions()), options, 'options');
  const standards = makeStandards(options.registry, completePolicy(options.policy));
  const bills = Object.entries(options.bills ?? {}).map(
    ([kind, types]) => [kind as ClaimKind, new Set(types)] as const,
  );
  const certainties = { assignments: new Assignments(options.assignments ?? []), bills: new Map(bills) };
  const { change = () => {}, finding = () => {} } = options;
  return new Copied(
    new RepairRun(open(), open(), standards, certainties, options.file ?? null, { change, finding }),
  );
}

/** A repair whose chunks belong to who iterates it; those of a run are views of what is read. */
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
  };
  const types = optional(listOf(text));
  const bills: Shape<Record<ClaimKind, unknown>> = {
    professional: types,
    institutional: types,
    dental: types,
  };
  return {
    registry: aRegistry,
    policy: () => [], // it has a check of its own
    file: optional(text),
    assignments: optional(listOf(objectOf(assignment))),
    bills: optional(objectOf(bills)),
    change: optional(callback),
    finding: optional(callback),
  };
}
