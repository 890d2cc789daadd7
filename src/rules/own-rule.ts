import type { JudgedLoop } from '../claim/claim';
import type { Prv } from '../claim/prv';
import type { OwnRuleId, Position, Severity } from '../finding';
import { resolveAmong } from '../registry/crosswalk';
import type { Enrollment } from '../registry/registry';
import {
  callback,
  filledText,
  listOf,
  must,
  objectOf,
  oneOf,
  optional,
  orNull,
  type Shape,
  text,
} from '../values/options';
import type { Case, OwnCase } from './case';
import type { RuleText } from './rule';

/** The result of a rule of your own. */
export interface OwnStatement {
  /** What is wrong, in one sentence. Put nothing of the patient into it. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  /** Overrides the severity of the rule. */
  readonly severity?: Severity;
  /** The loop that contains `position`. */
  readonly loop: '2000A' | '2010AA';
  /** The segment to look at: a position of the case. */
  readonly position: Position;
}

/**
 * A rule of your own on the billing loop of claims. A checker calls it once for claims that have the loop and its dates
 * in common, and not at all for claims that are known to be clean.
 * @example
 * ```js
 * const noGroups = {
 *   id: 'own-no-groups', severity: 'warning', title: 'A group bills', why: 'Our plan pays individuals only.',
 *   fix: 'Bill under the individual.', snip: 7, acknowledgement: null,
 *   check: ({ active, loop }) => active.some(({ providerType }) => providerType.endsWith('9'))
 *     ? { message: `NPI ${loop.npi} is a group.`, hint: 'Bill under the individual.', loop: '2000A', position: loop.position }
 *     : null,
 * };
 * const checker = createChecker({ registry, rules: [noGroups] });
 * ```
 */
export interface OwnRule extends RuleText {
  /** `own-` and words of small letters and digits, with hyphens between them. */
  readonly id: OwnRuleId;
  /**
   * The result for a case, at most one; null if the rule has no objection. It must be synchronous and depend on the case
   * alone. What it throws ends the check with an error that has the code `PRVCHECK_RULE_FAILED`.
   */
  check(given: OwnCase): OwnStatement | null;
}

/** Checks the option `rules`. */
export function ownRulesProblems(value: unknown, name: string): readonly string[] {
  const problems = listOf((rule, called) => objectOf(shapeOfRule())(rule, called))(value, name);
  if (problems.length > 0) return problems;
  const ids = (value as readonly OwnRule[]).map(({ id }) => id);
  const twice = ids.filter((id, at) => ids.indexOf(id) < at);
  return twice.map((id) => `${name} has ${id} twice`);
}

function shapeOfRule(): Shape<OwnRule> {
  const isId = (value: unknown) => typeof value === 'string' && /^own(-[a-z0-9]+)+$/.test(value);
  const isSnip = (value: unknown) => [1, 2, 5, 7].includes(value as number);
  return {
    id: must('an id such as own-rule', isId),
    severity: oneOf(['error', 'warning', 'info']),
    title: filledText,
    why: text,
    fix: text,
    snip: must('1, 2, 5 or 7', isSnip),
    acknowledgement: orNull(text),
    check: callback,
  };
}

/** A case as rules of the caller see it, and whether they looked at the dates, so that other dates need a case of their own. */
export interface CaseView {
  readonly shown: OwnCase;
  hasReadDates(): boolean;
}

export function viewOf(given: Case<Enrollment>): CaseView {
  const { loop, version, policy, payer, from, to, hasUnreadableDate, strayNpi, taxonomy } = given;
  const { enrollments, active, isZipUnknown, reasons, required } = given;
  let hasReadDates = false;
  const shown = Object.freeze({
    loop: frozenLoop(loop),
    version,
    policy,
    payer,
    hasUnreadableDate,
    strayNpi,
    taxonomy,
    enrollments: Object.freeze([...enrollments]),
    active: Object.freeze([...active]),
    isZipUnknown,
    reasons,
    required,
    // Each time another one: the rule may write into it.
    resolve: (code: string | null) =>
      resolveAmong(active.length > 0 ? active : enrollments, { taxonomy: code, zip: loop.zip, from, to }),
    get from() {
      hasReadDates = true;
      return from;
    },
    get to() {
      hasReadDates = true;
      return to;
    },
  });
  return { shown, hasReadDates: () => hasReadDates };
}

/** Without what is only for reports: the fast path does not compare it. */
function frozenLoop(loop: JudgedLoop): JudgedLoop {
  const { position, prv, misplacedPrv, namePosition, npi, strayNumbers, zip } = loop;
  return Object.freeze({
    position: Object.freeze({ ...position }),
    prv: prv && frozenPrv(prv),
    misplacedPrv: misplacedPrv && frozenPrv(misplacedPrv),
    namePosition: namePosition && Object.freeze({ ...namePosition }),
    npi,
    strayNumbers: Object.freeze([...strayNumbers]),
    zip,
  });
}

function frozenPrv({ position, provider, qualifier, code, second }: Prv): Prv {
  return Object.freeze({
    position: Object.freeze({ ...position }),
    provider,
    qualifier,
    code,
    second: second && frozenPrv(second),
  });
}

/** The result of a rule of the caller. @throws Error with the rule's id if it throws, or returns something else */
export function callOwnRule(rule: OwnRule, shown: OwnCase): OwnStatement | null {
  let statement: unknown;
  try {
    statement = rule.check(shown);
  } catch (cause) {
    throw failed(`${rule.id} threw: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
  if (statement === null) return null;
  const [problem] = objectOf(shapeOfStatement())(statement, 'its result');
  if (problem !== undefined) throw failed(`${rule.id}: ${problem}`);
  return statement as OwnStatement;
}

function shapeOfStatement(): Shape<OwnStatement> {
  const isCount = must('a whole number', (value) => Number.isSafeInteger(value) && (value as number) >= 0);
  const position: Shape<Position> = { offset: isCount, segment: isCount };
  return {
    message: filledText,
    hint: text,
    severity: optional(oneOf(['error', 'warning', 'info'])),
    loop: oneOf(['2000A', '2010AA']),
    position: objectOf(position),
  };
}

function failed(message: string, cause?: unknown): Error {
  const error = new Error(message, cause === undefined ? {} : { cause });
  return Object.assign(error, { code: 'PRVCHECK_RULE_FAILED' as const });
}
