import type { RuleId } from '../../finding';
import type { Paint } from '../../report/index';
import { table, words, wrap } from '../../report/wrap';
import { ruleById, rules } from '../../rules/catalogue';
import { explanationOf } from '../../rules/explanation';
import type { Rule } from '../../rules/rule';
import type { Command } from '../command';
import { exitCodes } from '../exit-code';
import { screenWidth, stdoutPaint } from '../output/paint';
import { print } from '../output/stdout';
import { didYouMean, refuseMore, UsageError } from '../usage-error';

/** `prvcheck rules`: every rule on a line. */
export const list: Command = {
  usage: '$0 rules\n\nList the rules',
  positionals: {},
  flags: {},

  async run({ words: [more] }) {
    refuseMore('rules', more);
    const rows = rules.map(({ id, severity, title }) => [id, severity, title]);
    return show(table(rows, screenWidth()));
  },
};

/** `prvcheck explain RULE`. */
export const explain: Command = {
  usage: '$0 explain RULE',
  positionals: { rule: 'A rule as "prvcheck rules" lists it' },
  flags: {},

  async run({ words: [id, more] }) {
    refuseMore('explain', more);
    return show(
      explained(ruleNamed(id), screenWidth(), stdoutPaint(process.stdout.isTTY === true, process.env)),
    );
  },
};

function ruleNamed(id: string | undefined): Rule {
  if (id === undefined) throw new UsageError('Name a rule, for example: prvcheck explain taxonomy-missing');
  const rule = ruleById(id);
  if (rule === undefined) {
    const ids = rules.map((known) => known.id);
    throw new UsageError(`There is no rule "${id}".${didYouMean(id, ids)} "prvcheck rules" lists them all.`);
  }
  return rule;
}

function explained(rule: Rule, width: number, paint: Paint): string[] {
  return [
    `${paint.bold(rule.id)} (${rule.severity})`,
    ...wrap(words(rule.title), width),
    ...explanationOf(rule).flatMap(([heading, text]) => {
      const flags = heading === 'What to do' ? (flagsOf[rule.id] ?? '') : '';
      return ['', ...(heading === null ? [] : [paint.bold(heading)]), ...wrap(words(text + flags), width)];
    }),
  ];
}

/** The command-line flags that relate to a rule. */
const flagsOf: Readonly<Partial<Record<RuleId, string>>> = {
  'taxonomy-unknown': ' The list is the file given with --nucc.',
};

async function show(lines: readonly string[]): Promise<number> {
  await print(lines.map((line) => `${line}\n`).join(''));
  return exitCodes.clean;
}
