import type { RuleId } from '../finding';
import type { Paint } from '../report/index';
import { table, words, wrap } from '../report/wrap';
import { ruleById, rules } from '../rules/catalogue';
import type { Rule } from '../rules/rule';
import { didYouMean, UsageError } from './usage-error';

/** `prvcheck rules`: every rule on a line. */
export function listRules(width: number): string {
  return lines(
    table(
      rules.map(({ id, severity, title }) => [id, severity, title]),
      width,
    ),
  );
}

/** `prvcheck explain RULE`. */
export function explainRule(id: string, width: number, paint: Paint): string {
  if (id === '') throw new UsageError('Name a rule, for example: prvcheck explain taxonomy-missing');
  const rule = ruleById(id);
  if (rule === undefined) {
    const ids = rules.map((known) => known.id);
    throw new UsageError(`There is no rule "${id}".${didYouMean(id, ids)} "prvcheck rules" lists them all.`);
  }
  return lines([
    `${paint.bold(rule.id)} (${rule.severity})`,
    ...wrap(words(rule.title), width),
    '',
    paint.bold('Why'),
    ...wrap(words(rule.why), width),
    '',
    paint.bold('What to do'),
    ...wrap(words(`${rule.fix}${flagsOf[rule.id] ?? ''}`), width),
    '',
    ...wrap(words(references(rule)), width),
  ]);
}

/** What the command line has to do with a rule. */
const flagsOf: Readonly<Partial<Record<RuleId, string>>> = {
  'taxonomy-unknown': ' The list is the file given with --nucc.',
};

function references({ snip, acknowledgement }: Rule): string {
  const answer = acknowledgement === null ? '' : ` Acknowledged with ${acknowledgement}.`;
  return `SNIP type ${snip}.${answer}`;
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
